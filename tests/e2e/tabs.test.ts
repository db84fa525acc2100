import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, customers, go, settled } from './analyst.ts';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

const ORDERS = '客户编号,下单时间,金额\nA1,2024-01-01,10\nA2,2024-02-01,20\nA1,2024-03-01,5\n';
const MORE = ORDERS.replaceAll('A', 'B').replaceAll('2024', '2025');
const READING = '这个工作区正在另一个标签页里使用，这里只能看';

let opened: OpenedPage;
let owner: Page;
let follower: Page;
const faults: string[] = [];

beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'zh-CN' });
  owner = opened.page;
});

afterAll(async () => {
  await opened.close();
  expect(faults).toEqual([]);
});

async function put(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.locator('main a', { hasText: name }).waitFor({ timeout: 60_000 });
  await bookReady(page);
}

async function tab(at = ''): Promise<Page> {
  const page = await opened.page.context().newPage();
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  await page.goto(opened.address + at);
  return page;
}

const banner = (page: Page) => page.locator('section.banner');
const asOf = (page: Page) => page.locator('button.as-of .day').innerText();

async function setAsOf(page: Page, day: string): Promise<void> {
  await page.locator('button.as-of').click();
  await page.locator('input[type=date]').fill(day);
  await page.locator('input[type=date]').press('Enter');
  await page.keyboard.press('Escape');
  await bookReady(page);
}

async function menu(page: Page, item: string): Promise<void> {
  await page.locator('button.workspace').click();
  await page.locator('[role^=menuitem]').filter({ hasText: item }).first().click();
}

/** Versions of definitions that are kept now, by kind. */
const versions = (page: Page): Promise<Record<string, number[]>> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('zhike');
      request.onsuccess = () => done(request.result);
    });
    const rows = await new Promise<{ kind: string; id: string; version: number }[]>((done) => {
      const request = database.transaction('documents').objectStore('documents').getAll();
      request.onsuccess = () => done(request.result as { kind: string; id: string; version: number }[]);
    });
    database.close();
    return Object.fromEntries(
      [...Map.groupBy(rows, ({ kind, id }) => `${kind} ${id}`)].map(([key, some]) => [
        key,
        some.map((row) => row.version),
      ]),
    );
  });

describe('one workspace in two tabs', () => {
  it('the second tab shows it, says so, and cannot change it', async () => {
    await put(owner, 'orders.csv', ORDERS);
    follower = await tab('#/sources');
    await banner(follower).getByText(READING).waitFor();
    await bookReady(follower);
    expect(await customers(follower)).toBe('2');
    expect(await banner(owner).count()).toBe(0);
    expect(await follower.locator('main input[type=file]').count()).toBe(0);
    expect(await follower.getByRole('button', { name: '全部确认' }).isDisabled()).toBe(true);
    await follower.locator('main a', { hasText: 'orders.csv' }).click();
    await follower.locator('main table').first().waitFor();
    expect(await follower.getByRole('button', { name: '移除这张表' }).isDisabled()).toBe(true);
    expect(await follower.locator('main td.role button:enabled').count()).toBe(0);
    await go(follower, '#/segments');
    await follower.locator('main aside fieldset').first().waitFor();
    expect(await follower.locator('main aside button:enabled').count()).toBe(0);
    await follower.locator('button.workspace').click();
    const rename = follower.locator('[role=menuitem]', { hasText: '重命名' });
    expect(await rename.getAttribute('aria-disabled')).toBe('true');
    await follower.keyboard.press('Escape');
    expect(await accessibilityFindings(follower)).toEqual([]);
  });

  it('it follows what the first one saves: files, meanings, the as-of day, the name', async () => {
    await go(follower, '#/sources');
    await put(owner, 'more.csv', MORE);
    await follower.locator('main a', { hasText: 'more.csv' }).waitFor({ timeout: 60_000 });
    await bookReady(follower);
    expect(await customers(follower)).toBe('4');
    await owner.getByRole('button', { name: '全部确认' }).click();
    await follower.getByRole('button', { name: '全部确认' }).waitFor({ state: 'detached' });
    await setAsOf(owner, '2024-06-01');
    await follower.locator('button.as-of .day', { hasText: '2024年6月1日' }).waitFor();
    await menu(owner, '重命名');
    await owner.getByRole('textbox', { name: '名称' }).fill('甲店');
    await owner.getByRole('button', { name: '保存', exact: true }).click();
    await follower.locator('button.workspace', { hasText: '甲店' }).waitFor();
  });

  it('its own as-of day is for its own eyes', async () => {
    await bookReady(follower);
    await setAsOf(follower, '2025-02-15');
    expect(await asOf(follower)).toBe('2025年2月15日');
    expect(await asOf(owner)).toBe('2024年6月1日');
    await put(owner, 'third.csv', MORE.replaceAll('B', 'C'));
    await follower.locator('main a', { hasText: 'third.csv' }).waitFor({ timeout: 60_000 });
    expect(await asOf(follower)).toBe('2025年2月15日');
  });

  it('it takes over, and the first one reads from then on; nothing is saved twice', async () => {
    await follower.getByRole('button', { name: '改在这里操作' }).click();
    await banner(follower).waitFor({ state: 'detached' });
    await banner(owner).getByText(READING).waitFor();
    await bookReady(follower);
    expect(await asOf(follower)).toBe('2024年6月1日');
    await go(follower, '#/segments');
    await follower.locator('aside .segmented label', { hasText: '3' }).first().click();
    await settled(follower);
    await bookReady(owner);
    const kept = await versions(owner);
    expect(Object.values(kept).every((some) => new Set(some).size === some.length)).toBe(true);
    expect(kept['rfm rfm'] ?? Object.entries(kept).find(([key]) => key.startsWith('rfm'))?.[1]).toEqual([2]);
  });

  it('when the tab that owns it closes, the other one owns it', async () => {
    await follower.close();
    await banner(owner).waitFor({ state: 'detached' });
    await owner.getByText('现在由这个标签页操作这个工作区', { exact: false }).waitFor();
    await bookReady(owner);
    await go(owner, '#/sources');
    await put(owner, 'fourth.csv', MORE.replaceAll('B', 'D'));
    expect(await customers(owner)).toBe('8');
  });

  it('a workspace that the other tab deletes is gone here too', async () => {
    const other = await tab();
    await banner(other).waitFor();
    await menu(owner, '删除');
    await owner.locator('[role=dialog] button', { hasText: '删除' }).last().click();
    await other.locator('[data-kind=start], h1', { hasText: '用手里的订单文件' }).waitFor();
    await other.getByText('“甲店”已在另一个标签页里删除。').waitFor();
    await other.close();
  });

  it('storage that a newer Zhike takes in another tab is said, with what to do', async () => {
    const other = await tab();
    await other.locator('h1').waitFor();
    await other.evaluate(
      () =>
        new Promise<void>((done) => {
          const request = indexedDB.open('zhike', 9_999);
          request.onsuccess = () => {
            request.result.close();
            done();
          };
        }),
    );
    await owner.getByText('知客已在另一个标签页里更新').waitFor();
    await owner.getByRole('button', { name: '重新加载页面' }).waitFor();
    await other.close();
  });
});
