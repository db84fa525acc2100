import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, go } from './analyst.ts';
import { openBuiltPage, type OpenedPage } from './browser.ts';

/** Orders enough to be still in reading when the reader has gone elsewhere. */
const LONG = `订单号,客户编号,下单时间,实付金额\n${Array.from({ length: 400_000 }, (_, i) => `O${i},C${(i * 7919) % 9000},2024-03-${10 + (i % 18)},${i % 97}.5`).join('\n')}`;
const SHORT = '客户编号,下单时间,金额\nA1,2024-01-01,10\nA2,2024-02-01,20\n';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'zh-CN' });
  page = opened.page;
});

afterAll(async () => {
  await opened.close();
});

async function put(name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').first().setInputFiles(file);
}

async function pick(item: string): Promise<void> {
  await page.locator('button.workspace').click();
  await page.locator('[role^=menuitem]').filter({ hasText: item }).first().click();
}

async function create(name: string): Promise<void> {
  await pick('新建工作区');
  await page.getByRole('textbox', { name: '名称' }).fill(name);
  await page.getByRole('button', { name: '新建', exact: true }).dblclick();
  await page.locator('button.workspace', { hasText: name }).waitFor();
}

async function takeOut(name: string): Promise<void> {
  await page.locator('main a', { hasText: name }).click();
  await page.getByRole('button', { name: '移除这张表' }).click();
  await page.locator('[role=dialog] button', { hasText: '移除' }).last().click();
  await page.locator('main h1', { hasText: '数据源' }).waitFor();
}

/** The loaded tables of the open workspace. */
async function tables(): Promise<string[]> {
  await bookReady(page);
  await go(page, '#/sources');
  return (await page.locator('main a').allInnerTexts()).filter((text) => text.endsWith('.csv'));
}

describe('files belong to the workspace that they were given to', () => {
  it('a file still in reading when another workspace is opened', async () => {
    await put('short.csv', SHORT);
    await page.locator('main a', { hasText: 'short.csv' }).waitFor({ timeout: 60_000 });
    await bookReady(page);
    await put('long.csv', LONG);
    await page.locator('section.jobs .job').first().waitFor();
    await create('乙');
    expect(await tables()).toEqual([]);
    await pick('short');
    expect(await tables()).toEqual(['short.csv', 'long.csv']);
  });

  it('a table taken out, and another one added after it', async () => {
    await takeOut('long.csv');
    await bookReady(page);
    await put('other.csv', SHORT.replaceAll('A', 'B'));
    await page.locator('main a', { hasText: 'other.csv' }).waitFor({ timeout: 60_000 });
    expect(await tables()).toEqual(['short.csv', 'other.csv']);
  });

  it('the last table taken out: no day is offered to look from', async () => {
    const days = page.locator('.panel-body input[type=date]');
    await page.locator('button.as-of').click();
    await days.first().waitFor();
    await page.keyboard.press('Escape');
    for (const name of await tables()) await takeOut(name);
    await page.locator('button.as-of').click();
    await page.locator('.panel-body').waitFor();
    expect(await days.count()).toBe(0);
  });
});

describe('what is deleted', () => {
  /** Names of the kept files that no workspace on the device has. */
  const unreachable = (page: Page) =>
    page.evaluate(async () => {
      const open = indexedDB.open('zhike');
      await new Promise((done) => (open.onsuccess = done));
      const stores = open.result.transaction(['files', 'sources', 'workspaces']);
      const [files, sources, workspaces] = (['files', 'sources', 'workspaces'] as const).map((name) =>
        stores.objectStore(name).getAll(),
      ) as [IDBRequest<File[]>, IDBRequest<{ source: { load: string } }[]>, IDBRequest<{ id: string }[]>];
      await new Promise((done) => (stores.oncomplete = done));
      open.result.close();
      interface File {
        readonly name: string;
        readonly workspace?: string;
      }
      return files.result
        .filter(({ name, workspace }) =>
          workspace === undefined
            ? !sources.result.some(({ source }) => name === `load:${source.load}`)
            : !workspaces.result.some(({ id }) => id === workspace),
        )
        .map(({ name }) => name);
    });

  it('does not come back, though its tables were still to be kept', async () => {
    const alone = await openBuiltPage({ locale: 'zh-CN' });
    const { page } = alone;
    const shop = Array.from({ length: 60 }, (_, i) => `K${i},${i % 7},2024-0${1 + (i % 6)}-11,${i + 1}`);
    const buffer = Buffer.from(`订单号,客户编号,下单时间,金额\n${shop.join('\n')}\n`);
    await page.locator('input[type=file]').first().setInputFiles({ name: 'gone.csv', mimeType: 'text/csv', buffer });
    await page.locator('main a', { hasText: 'gone.csv' }).waitFor({ timeout: 60_000 });
    await page.locator('[data-figure=customers]', { hasText: '7' }).waitFor();
    await page.locator('button.workspace').click();
    await page.locator('[role^=menuitem]').filter({ hasText: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.locator('h1', { hasText: '用手里的订单文件' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('gone.csv');
    await page.waitForTimeout(8_000); // tables are kept one by one, while nobody waits
    expect(await unreachable(page)).toEqual([]);
    await alone.close();
  });

  it('and what a tab left behind when it was closed in the middle goes at the next start', async () => {
    await page.evaluate(async () => {
      const open = indexedDB.open('zhike');
      await new Promise((done) => (open.onsuccess = done));
      const write = open.result.transaction(['files', 'chunks'], 'readwrite');
      const lost = (name: string, kind: string, savedAt: number, workspace?: string) => {
        write
          .objectStore('files')
          .put({ name, kind, savedAt, size: 1, chunks: 1, ...(workspace ? { workspace } : {}) });
        write.objectStore('chunks').put({ file: name, index: 0, bytes: new ArrayBuffer(1) });
      };
      lost('derived:lost', 'derived', Date.now(), 'nobody');
      lost('load:old', 'load', Date.now() - 2 * 86_400_000);
      lost('load:young', 'load', Date.now());
      await new Promise((done) => (write.oncomplete = done));
      open.result.close();
    });
    await page.reload();
    await bookReady(page);
    await expect.poll(() => unreachable(page), { timeout: 20_000 }).toEqual(['load:young']);
  });
});
