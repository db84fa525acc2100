import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, installDependencies, run } from './install.js';

// Everything that must hold, in one word: install, types, lint, unit tests, build, tests in a browser.
checkNode();
installDependencies();
const { findBrowser } = await import('./browser.js');

const reports = mkdtempSync(join(tmpdir(), 'zhike-'));
let passed = 0;
let failed = 0;
let skipped = 0;

step('types', 'npm', ['run', '--silent', 'typecheck']);
step('lint', 'npm', ['run', '--silent', 'lint']);
tests('unit');
if (step('build', 'npx', ['vite', 'build', '--logLevel', 'warn'])) {
  process.env.CHROME_PATH = await findBrowser();
  tests('e2e');
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** A command that passes or fails as a whole, counted as one. */
function step(name, command, args) {
  console.log(`\n— ${name}`);
  const ok = run(command, args) === 0;
  if (ok) passed++;
  else failed++;
  return ok;
}

/** A vitest project, each of its tests counted. */
function tests(project) {
  console.log(`\n— ${project}`);
  const report = join(reports, `${project}.json`);
  const status = run('npx', [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    skipped += counts.numPendingTests + counts.numTodoTests;
    if (status !== 0 && counts.numFailedTests === 0) failed++;
  } catch {
    failed++;
  }
}
