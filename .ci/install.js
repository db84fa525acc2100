import { existsSync, statSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';

/** Runs a command and shows what it prints; its exit code, or 1 where it could not be started. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
  return result.status ?? 1;
}

/** Starts a command; resolves, when it has ended, to its exit code (1 where it could not be started) and all that it printed. */
export function begin(command, args) {
  return new Promise((resolve) => {
    const parts = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part));
    const end = (status) => resolve({ status: status ?? 1, printed: Buffer.concat(parts).toString() });
    child.on('close', end);
    child.on('error', (error) => {
      parts.push(Buffer.from(`${error.message}\n`));
      end(1);
    });
  });
}

/** Installs the dependencies unless they stand there already for this lock file. */
export function installDependencies() {
  const installed = 'node_modules/.package-lock.json';
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  // not `npm ci`: it refuses a lock without the native builds of other systems, which not every registry offers
  if (run('npm', ['install', '--no-save', '--no-audit', '--no-fund']) !== 0) throw new Error('npm install failed');
}

/** Says so, and stops, on a Node that is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  console.error(`Zhike needs Node 20.19 or newer (22.12 on the 22 line); this is ${process.versions.node}.`);
  process.exit(1);
}
