import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const PLACES = [process.env.CHROME_PATH, ...JSON.parse(readFileSync(new URL('places.json', import.meta.url), 'utf8'))];

/** Path of a Chrome or Chromium: the one named by CHROME_PATH, one in the usual places, or one that is installed now. */
export async function findBrowser() {
  const found = PLACES.find((place) => place && existsSync(place));
  if (found) return found;
  return (await playwrightsOwn()) ?? systemPackage();
}

/** Playwright's own Chromium, downloaded if need be; null where the download is refused. */
async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('No browser found: installing the one that Playwright brings.');
  const done = spawnSync('npx', ['playwright-core', 'install', '--with-deps', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  return done.status === 0 && existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** The system's package, where there is apt and the right to use it; with fonts for Chinese. */
function systemPackage() {
  console.log('Installing Chromium from the system packages.');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return spawnSync(command, rest, {
      stdio: 'inherit',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', 'chromium', 'fonts-noto-cjk');
  const found = PLACES.find((place) => place && existsSync(place));
  if (!found) throw new Error('no Chrome or Chromium: set CHROME_PATH to one');
  return found;
}
