import { existsSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/** Runs a command and shows what it prints; its exit code, or 1 where it could not be started. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
  return result.status ?? 1;
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
