import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, figure, go, leave, settled } from './analyst.ts';
import { accessibilityFindings, findingsInBothThemes, openBuiltPage, type OpenedPage } from './browser.ts';

/** Every page that a newcomer can reach in the demo. */
const PAGES = ['#/overview', '#/sources', '#/sources/s2', '#/customers', '#/customers/5', '#/segments', '#/features'];

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'zh-CN', colorScheme: 'light' });
  page = opened.page;
  await page.getByRole('radio', { name: /^2,000/ }).check();
  await page.getByRole('button', { name: '打开演示公司' }).click();
  await page.locator('main .figure').first().waitFor({ timeout: 180_000 });
  await bookReady(page);
});

afterAll(async () => {
  await opened.close(); // throws when a request left, a policy was violated or anything failed
});

describe('a newcomer opens the demo', () => {
  it('sees who the customers are', async () => {
    await go(page, '#/overview');
    for (const label of ['销售额', '购买客户数', '订单数', '客单价', '复购率']) {
      expect(await figure(page, label)).toMatch(/\d/);
    }
  });

  it('clicks a class and gets its customers, then one of them', async () => {
    await go(page, '#/segments');
    await page.getByRole('link', { name: '重要价值客户' }).first().click();
    await page.locator('main h1', { hasText: '客户' }).waitFor();
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('重要价值客户');
    await page.locator('[role=grid] a, [role=row] a').first().click();
    await page.waitForFunction(() => /customers\/\d+/.test(location.hash));
    await settled(page);
    for (const block of ['基础信息', '行为数据', '兴趣偏好', '价值潜力', '流失风险']) {
      expect(await page.locator('main').innerText()).toContain(block);
    }
  });

  it('moves the as-of day, and every figure follows', async () => {
    await page.reload();
    await page.locator('main').waitFor();
    await bookReady(page);
    await go(page, '#/overview');
    await page.locator('main select').first().selectOption('all');
    await settled(page);
    const before = await figure(page, '订单数');
    await page.getByRole('button', { name: /基准日/ }).click();
    await page.locator('input[type=date]').fill('2024-12-01');
    await page.keyboard.press('Enter');
    await expect.poll(() => figure(page, '订单数'), { timeout: 60_000 }).not.toBe(before);
    await bookReady(page);
    const follow = page.getByRole('button', { name: '跟随数据' });
    if (!(await follow.isVisible())) await page.getByRole('button', { name: /基准日/ }).click();
    await follow.click();
    await expect.poll(() => figure(page, '订单数'), { timeout: 60_000 }).toBe(before);
  });

  it('comes back without files and sees the same', async () => {
    await bookReady(page);
    await go(page, '#/overview');
    await page.locator('main select').first().selectOption('all');
    await settled(page);
    const before = await page.locator('main .figure .value').allInnerTexts();
    await page.reload();
    await page.locator('main').waitFor();
    await bookReady(page);
    await go(page, '#/overview');
    await page.locator('main select').first().selectOption('all');
    await settled(page);
    expect(await page.locator('main .figure .value').allInnerTexts()).toEqual(before);
  });

  it('switches the language and keeps the state', async () => {
    await go(page, '#/segments');
    await page
      .getByRole('button', { name: 'EN', exact: true })
      .or(page.getByRole('button', { name: 'English' }))
      .first()
      .click();
    await page.locator('main h1', { hasText: 'Segments' }).waitFor();
    expect(await page.evaluate(() => location.hash)).toBe('#/segments');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('main h1', { hasText: '客户分层' }).waitFor();
  });
});

/** What opens above a page: where, and how it is opened. */
const OPENED: readonly (readonly [name: string, address: string, open: (page: Page) => Promise<unknown>])[] = [
  ['the preview of a source', '#/sources/s2', (page) => page.getByRole('tab', { name: '预览' }).click()],
  ['the rules of a source', '#/sources/s2', (page) => page.getByRole('tab', { name: '规则' }).click()],
  ['the rejects of a source', '#/sources/s2', (page) => page.getByRole('tab', { name: /^拒收/ }).click()],
  ['the history of a source', '#/sources/s2', (page) => page.getByRole('tab', { name: '历史版本' }).click()],
  ['removing a source', '#/sources/s2', (page) => page.getByRole('button', { name: '移除这张表' }).click()],
  ['the as-of day', '#/overview', (page) => page.getByRole('button', { name: /基准日/ }).click()],
  ['the workspaces', '#/overview', (page) => page.getByRole('button', { name: /青禾生活/ }).click()],
  ['the privacy panel', '#/overview', (page) => page.getByRole('button', { name: /已发送/ }).click()],
  ['a proof', '#/overview', (page) => page.locator('main .figure button').first().click()],
  [
    'the table behind a chart',
    '#/overview',
    (page) => page.getByRole('radio', { name: '表', exact: true }).first().check({ force: true }),
  ],
  ['the columns', '#/customers', (page) => page.getByRole('button', { name: '列', exact: true }).click()],
  ['the export', '#/customers', (page) => page.getByRole('button', { name: '导出' }).click()],
  [
    'a condition',
    '#/customers',
    async (page) => {
      await page.getByRole('button', { name: '添加条件' }).click();
      await page.getByRole('dialog').getByRole('combobox').fill('城市');
      await page.getByRole('option', { name: /城市/ }).first().click();
    },
  ],
];

describe('accessibility', () => {
  it.each(PAGES)('axe finds nothing on %s in either theme', async (address) => {
    await go(page, address);
    expect(await findingsInBothThemes(page)).toEqual([]);
  });

  it.each(OPENED)(
    'axe finds nothing with %s open in either theme, and nothing widens the page',
    async (_, at, open) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await go(page, at);
      await open(page);
      await settled(page);
      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(
        await page.evaluate(
          () => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth,
        ),
      ).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
      await leave(page); // what was chosen in a page is not kept for the next
    },
  );

  it.each([
    ['zh-CN', 390],
    ['en', 390],
    ['en', 1440],
    ['en', 2560],
    ['zh-CN', 2560],
  ] as const)(
    'axe finds nothing on the overview in %s at %d px, and nothing reaches over the edge',
    async (language, width) => {
      await page.emulateMedia({ colorScheme: 'light' });
      const other = language === 'en' ? /^(EN|English)/ : /中文/;
      const button = page.getByRole('button', { name: other });
      await page.setViewportSize({ width: 1440, height: 900 });
      if ((await page.locator('html').getAttribute('lang')) !== language) await button.first().click();
      await page.setViewportSize({ width, height: 900 });
      await go(page, '#/overview');
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
  );
});
