import { checkNode, installDependencies, run } from './install.js';

// Installs, builds, serves the built page and prints its address.
checkNode();
installDependencies();
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);
process.exit(run('npx', ['vite', 'preview', '--port', process.env.PORT ?? '4173', ...process.argv.slice(2)]));
