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

/** Waits until nothing is being read or computed any more. */
export async function bookReady(page: Page): Promise<void> {
  const quiet = () =>
    page
      .locator('section.jobs .job')
      .count()
      .then((n) => n === 0);
  await page.locator('main').waitFor();
  for (let still = 0; still < 3;) {
    await page.waitForTimeout(300);
    still = (await quiet()) ? still + 1 : 0;
  }
}

/** Goes to a page by its address and waits for its heading and its figures. */
export async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), address);
  await page.locator('main h1').first().waitFor();
  await settled(page);
}

/** Waits until nothing on the page says that it is busy. */
export async function settled(page: Page): Promise<void> {
  for (let still = 0; still < 2;) {
    await page.waitForTimeout(200);
    const busy = await page.locator('main [aria-busy=true], main .skeleton').count();
    still = busy === 0 ? still + 1 : 0;
  }
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
