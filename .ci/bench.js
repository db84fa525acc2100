import { checkNode, installDependencies, run } from './install.js';

// Builds the app, the bench page and the bench script, then runs it: npm run bench [-- --quick] [--only weight,imports,reopening,screen,scoring,models] [--huge].
checkNode();
installDependencies();
const { findBrowser } = await import('./browser.js');
process.env.CHROME_PATH = await findBrowser();
const cache = 'node_modules/.cache';
const builds = [
  ['vite', 'build', '--logLevel', 'warn'],
  ['vite', 'build', '--logLevel', 'warn', '--config', 'tests/bench/vite.config.ts'],
  [
    'vite',
    'build',
    '--logLevel',
    'warn',
    '--config',
    'vite.config.ts',
    '--ssr',
    'tests/bench/run.ts',
    '--outDir',
    `${cache}/zhike-bench-run`,
  ],
];
for (const build of builds) if (run('npx', build) !== 0) process.exit(1);
process.exit(
  run('node', [`${cache}/zhike-bench-run/run.js`, `${cache}/zhike-bench`, 'dist', ...process.argv.slice(2)]),
);
