import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import usual from '../../.ci/places.json';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** The path under which the page is served: a sub-path, as on a project site, so that no address may begin at the root. */
export const BASE = '/zhike/';

/** How long a test waits for what it does not say to last longer, ms: a slow machine that shares its cores is no defect. */
const PATIENCE = 60_000;

/** What a test gets: the page as a visitor sees it, and all that must not happen while it looks. */
export interface OpenedPage {
  readonly page: Page;
  readonly browser: Browser;
  /** Address of the page, ending in `/zhike/`. */
  readonly address: string;
  /** Foreign requests, policy violations, errors in the page or its workers; a test may clear what it caused on purpose. */
  readonly problems: string[];
  /** Addresses of all requests so far. */
  readonly requests: string[];
  /** Closes all; throws when there were problems. */
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Folder of the built page; `ZHIKE_DIST`, else `dist`. */
  dist?: string;
  /** What follows the address, such as `#/customers`. */
  at?: string;
}

/**
 * Serves the built page from our own machine and opens it in Chromium. The server sends no policy header: what holds is what the page
 * itself states. Throws when there is no build or no browser.
 */
export async function openBuiltPage({ dist, at = '', ...context }: OpenOptions = {}): Promise<OpenedPage> {
  const folder = resolve(dist ?? process.env.ZHIKE_DIST ?? 'dist');
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`no built page: ${folder} (run the build first)`);
  const { server, origin } = await serve(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...context });
  visitor.setDefaultTimeout(PATIENCE);
  const page = await visitor.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  await watch(page, origin, problems, requests);
  const address = origin + BASE;
  await page.goto(address + at);
  return {
    page,
    browser,
    address,
    problems,
    requests,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      if (problems.length > 0) throw new Error(`the page did what it must not:\n${problems.join('\n')}`);
    },
  };
}

/** Writes down what must not happen, in the page, its frames and its workers. */
async function watch(page: Page, origin: string, problems: string[], requests: string[]): Promise<void> {
  page.context().on('request', (request) => {
    const address = request.url();
    requests.push(address);
    const ours = address.startsWith(`${origin}/`) || /^(blob|data):/.test(address);
    if (!ours) problems.push(`request to another site: ${address}`);
  });
  page.context().on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('crash', () => problems.push('the page crashed'));
  await page.exposeFunction('reportViolation', (words: string) => problems.push(`policy violation: ${words}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation: (words: string) => void }).reportViolation;
      report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with the page as it stands, one line each; empty when nothing is. Runs past the policy, as devtools do. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
  });
}

/** What axe-core finds in the light theme, then in the dark one; the page is light again when it ends. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await wear(page, theme);
    found.push(...(await accessibilityFindings(page)).map((words) => `in the ${theme} theme: ${words}`));
  }
  await wear(page, 'light');
  return found;
}

/** Gives the device a theme, without fading, and waits until the page wears it and is painted so. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme=${theme}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

interface Axe {
  run(
    where: Document,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The plainest static host: files under `/zhike/`, nothing else, no headers of its own. */
export async function serve(folder: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, normalize(path.slice(BASE.length) || 'index.html'));
    const there = path.startsWith(BASE) && file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
    if (!there) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Where Chromium is: CHROME_PATH, the usual places, else the one that Playwright itself installed. */
export function findChromium(): string {
  const places = [process.env.CHROME_PATH, ...usual, chromium.executablePath()];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('no Chromium found: set CHROME_PATH to its executable');
  return found;
}
