import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the real data are, for those who have them. */
export const DATA = resolve(process.env.ZHIKE_DATA ?? '../shared/data');

/** True when a file of the real data is there; says so when it is not. */
export function present(...path: readonly string[]): boolean {
  const file = resolve(DATA, ...path);
  if (existsSync(file)) return true;
  console.log(`skipped: no ${path.join('/')} in ${DATA}`);
  return false;
}

/** Picks files as the analyst does, and waits until the book is computed. */
export async function loadFiles(page: Page, ...files: readonly string[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(files.map((file) => resolve(DATA, file)));
  for (const file of files)
    await page
      .locator('main a', { hasText: basename(file) })
      .first()
      .waitFor({ timeout: 120_000 });
  await bookReady(page);
}

/**
 * Waits until nothing is being read or computed any more. A job shows itself within 0.65 s: nothing may be seen for longer than that.
 */
export async function bookReady(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await absent(page, 'section.jobs .job', 900);
}

/** Goes to a page by its address and waits for its heading and its figures. */
export async function go(page: Page, address: string): Promise<void> {
  await turn(page, address);
  await settled(page);
}

/** Puts away what was opened and chosen on a page, other than that of the sources, by going there. */
export async function leave(page: Page): Promise<void> {
  await turn(page, '#/sources');
}

/** Turns to an address and waits for its heading. The old page stays until the new one is fetched: its heading is not the one meant. */
async function turn(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    const place = (at: string) => (at || '#/overview').split('?')[0]!.split('/').slice(1);
    const [from, to] = [place(location.hash), place(hash)];
    if (from[0] !== to[0] || from.length !== to.length)
      document.querySelector('main h1')?.setAttribute('data-left', '');
    location.hash = hash;
  }, address);
  await page.locator('main h1:not([data-left])').first().waitFor();
}

/** Waits until nothing on the page says that it is busy. */
export function settled(page: Page): Promise<void> {
  return absent(page, 'main [aria-busy=true], main .skeleton', 250);
}

/** Waits until nothing fits the selector for so many ms, counted by the page itself: while it is too busy to look, no time passes. */
function absent(page: Page, selector: string, still: number): Promise<void> {
  return page.evaluate(
    ([sought, enough]) =>
      new Promise<void>((done) => {
        const look = (quiet: number) => {
          const next = document.querySelector(sought) ? 0 : quiet + 50;
          if (next > enough) done();
          else setTimeout(look, 50, next);
        };
        look(0);
      }),
    [selector, still] as const,
  );
}

/** The value of a figure, as the page writes it. */
export async function figure(page: Page, label: string): Promise<string> {
  const found = page.locator('main .figure', { has: page.getByText(label, { exact: true }) }).first();
  await found.waitFor();
  return (await found.locator('.value').innerText()).trim();
}

/** Number of customers on the Sources page. */
export async function customers(page: Page): Promise<string> {
  await go(page, '#/sources');
  return page.locator('[data-figure=customers]').innerText();
}
