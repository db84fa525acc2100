import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { begin, checkNode, installDependencies, run } from './install.js';

// Everything that must hold, in one word: install, then types, lint and build beside one another, then unit tests, then tests in a browser.
checkNode();
installDependencies();

const reports = mkdtempSync(join(tmpdir(), 'zhike-'));
let passed = 0;
let failed = 0;
let skipped = 0;

const checks = [
  step('types', 'npm', ['run', '--silent', 'typecheck']),
  step('lint', 'npm', ['run', '--silent', 'lint']),
  step('build', 'npx', ['vite', 'build', '--logLevel', 'warn']),
];
const browser = await findBrowserMeanwhile();
const [, , built] = await Promise.all(checks);
tests('unit');
if (built && browser) {
  process.env.CHROME_PATH = browser;
  tests('e2e');
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Path of the browser, installed if need be; null, counted as one failure, where there is none to be had. */
async function findBrowserMeanwhile() {
  try {
    const { findBrowser } = await import('./browser.js');
    return await findBrowser();
  } catch (error) {
    failed++;
    console.error(`\n— browser\n${error.message}`);
    return null;
  }
}

/** A command that passes or fails as a whole, counted as one; what it prints is shown when it ends, not mixed with others. */
async function step(name, command, args) {
  const began = Date.now();
  const { status, printed } = await begin(command, args);
  console.log(`\n— ${name}: ${status === 0 ? 'passed' : 'failed'}, ${Math.round((Date.now() - began) / 1000)} s`);
  process.stdout.write(printed);
  if (status === 0) passed++;
  else failed++;
  return status === 0;
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
