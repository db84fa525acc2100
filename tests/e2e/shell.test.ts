import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

async function visit(options: Parameters<typeof openBuiltPage>[0], look: (opened: OpenedPage) => Promise<void>) {
  const opened = await openBuiltPage(options);
  try {
    await look(opened);
  } finally {
    await opened.close();
  }
}

describe.each([
  { locale: 'zh-CN', title: '认识你的客户', demo: '打开演示公司' },
  { locale: 'en', title: 'Know your customers', demo: 'Open the demo company' },
])('the first page in $locale', ({ locale, title, demo }) => {
  test.each(['light', 'dark'] as const)(
    'says what this is and what to do, and has no finding in the %s theme',
    (theme) =>
      visit({ locale, colorScheme: theme }, async ({ page }) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(title);
        expect(await page.getByRole('button', { name: demo }).isEnabled()).toBe(true);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
        expect(await accessibilityFindings(page)).toEqual([]);
      }),
  );
});

test('language and theme are kept, and changing them keeps the page', () =>
  visit({ locale: 'en', colorScheme: 'light' }, async ({ page }) => {
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '切换到深色' }).click();
    await page.reload();
    await page.getByRole('button', { name: '打开演示公司' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  }));

test('on a phone nothing reaches over the edge', () =>
  visit({ locale: 'en', viewport: { width: 390, height: 844 } }, async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await accessibilityFindings(page)).toEqual([]);
  }));

test('the lock opens a panel that proves the wall, and gives focus back', () =>
  visit({ locale: 'en' }, async ({ page, problems }) => {
    const lock = page.getByRole('button', { name: '0 bytes sent' });
    await lock.click();
    await page.getByText('Nothing has left this device.').waitFor();
    await page.getByRole('button', { name: 'Try to send' }).click();
    await page.getByText('The browser refused. Nothing was sent.').waitFor();
    expect(problems.some((problem) => problem.startsWith('policy violation: connect-src'))).toBe(true);
    expect(problems.every((problem) => problem.includes('zhike.invalid') || problem.includes('Refused'))).toBe(true);
    problems.length = 0;
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await lock.evaluate((element) => element === document.activeElement)).toBe(true);
  }));

test('the demo opens into the frame, pages take focus at their heading, an unknown page says so', () =>
  visit({ locale: 'en' }, async ({ page }) => {
    await page.getByRole('radio', { name: '2,000 customers' }).check();
    await page.getByRole('button', { name: 'Open the demo company' }).click();
    await page.getByRole('navigation').waitFor();
    await page.evaluate(() => (location.hash = '#/segments'));
    await page.waitForFunction(() => document.title.startsWith('Segments'));
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.evaluate(() => (location.hash = '#/nowhere'));
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: /^Workspace:/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('navigation').isVisible()).toBe(true);
  }));

test('the first paint costs less than 150 KB', async () => {
  const folder = resolve(process.env.ZHIKE_DIST ?? 'dist');
  const asked: string[] = [];
  await visit({ locale: 'en' }, async ({ page, address, requests }) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    asked.push(...requests.filter((one) => /\.(js|css)$/.test(one)).map((one) => one.slice(address.length)));
  });
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const first = readdirSync(join(folder, 'assets')).filter((name) => html.includes(name) && /\.(js|css)$/.test(name));
  const size = first.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0);
  expect(first.every((name) => asked.includes(`assets/${name}`))).toBe(true);
  expect(size).toBeLessThan(150_000);
});
