import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Worker } from 'playwright-core';
import { bookReady, customers, figure, go, settled } from './analyst.ts';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

const SHORT = '客户编号,下单时间,金额\nA1,2024-01-01,10\nA2,2024-02-01,20\n';
/** Orders enough to be still in reading when the engine dies. */
const LONG = `订单号,客户编号,下单时间,实付金额\n${Array.from({ length: 1_500_000 }, (_, i) => `O${i},C${(i * 7919) % 9000},2024-03-${10 + (i % 18)},${i % 97}.5`).join('\n')}`;
const REBUILT = '数据库引擎曾停止，已用存好的数据重新启动，没有丢失内容。';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'zh-CN' });
  page = opened.page;
});

afterAll(async () => {
  await opened.close();
});

function file(name: string, content: string | Buffer) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

const give = (...files: ReturnType<typeof file>[]) => page.locator('input[type=file]').first().setInputFiles(files);

/** The worker of that name; DuckDB's own has none. */
async function worker(name: '' | 'engine' | 'compute'): Promise<Worker> {
  for (;;) {
    for (const one of page.workers()) {
      // A worker that is dying, or reads a file, does not answer.
      const asked = one.evaluate(() => self.name).catch(() => null);
      const own = await Promise.race([asked, page.waitForTimeout(500).then(() => null)]);
      if (own === name) return one;
    }
    await page.waitForTimeout(100);
  }
}

/** Ends a worker for good, without a word: no error is thrown, no message is sent. */
async function kill(name: '' | 'engine' | 'compute'): Promise<void> {
  const one = await worker(name);
  await Promise.race([one.evaluate(() => self.close()).catch(() => undefined), page.waitForTimeout(300)]);
}

async function notice(text: string): Promise<void> {
  await page.locator('.notice', { hasText: text }).first().waitFor({ timeout: 60_000 });
}

async function dismissAll(): Promise<void> {
  for (const close of await page.locator('.notice button[aria-label=关闭]').all())
    await close.click().catch(() => undefined);
}

describe('a first file that is broken', () => {
  it('makes no workspace: what is wrong is said where files go in', async () => {
    await give(file('broken.xlsx', Buffer.from('PK\u0003\u0004 no workbook')), file('empty.csv', ''));
    await page.getByText('empty.csv 没有读进来').waitFor({ timeout: 60_000 });
    await page.getByText('文件是空的。请重新导出后再添加。').waitFor();
    await page.getByText('broken.xlsx 没有读进来').waitFor();
    expect(await page.locator('h1').innerText()).toContain('用手里的订单文件');
    expect(await page.locator('button.workspace').count()).toBe(0);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.reload();
    await page.locator('h1', { hasText: '用手里的订单文件' }).waitFor();
  });

  it('names the workspace after the first one that came in', async () => {
    await give(file('empty.csv', ''), file('orders.csv', SHORT));
    await page.locator('button.workspace', { hasText: 'orders' }).waitFor({ timeout: 60_000 });
    await page.getByText('empty.csv 没有读进来').waitFor();
    await page.getByText('进来了 1 张表：orders.csv').waitFor();
  });

  it('the same data under another name are said with both names', async () => {
    await bookReady(page);
    await give(file('again.csv', SHORT));
    await page.getByText('“again.csv”与已有的“orders.csv”内容相同，没有重复添加。').waitFor({ timeout: 60_000 });
    expect(await customers(page)).toBe('2');
  });
});

describe('a table whose data are gone from the device', () => {
  it('is said to be gone, the page stands, and the same file brings it back', async () => {
    await page.reload();
    await bookReady(page);
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          const opening = indexedDB.open('zhike');
          opening.onsuccess = () => {
            const work = opening.result.transaction('chunks', 'readwrite');
            work.objectStore('chunks').delete(IDBKeyRange.bound(['load:'], ['load;']));
            work.oncomplete = () => {
              opening.result.close();
              done();
            };
          };
        }),
    );
    await page.reload();
    for (const at of ['#/overview', '#/segments', '#/sources']) {
      await go(page, at);
      await page.locator('main').getByText('有一张表的数据已不在这台设备上').first().waitFor();
    }
    await give(file('orders.csv', SHORT));
    await bookReady(page);
    expect(await customers(page)).toBe('2');
    await page.reload();
    await bookReady(page);
    expect(await customers(page)).toBe('2');
    await dismissAll();
  });
});

describe('a worker that dies', () => {
  it('DuckDB’s: the engine is built again, and the numbers come back by themselves', async () => {
    await page.reload();
    await bookReady(page);
    await go(page, '#/overview');
    const before = await figure(page, '购买客户数');
    await kill('');
    await notice(REBUILT);
    await settled(page);
    expect(await figure(page, '购买客户数')).toBe(before);
    await go(page, '#/customers');
    await page.locator('main [role=row], main tbody tr').nth(1).waitFor();
    expect(await page.locator('.notice.fault').count()).toBe(0);
    await dismissAll();
  });

  it('the engine’s, while a file is read: the file is said not to have come in, the rest stands', async () => {
    await go(page, '#/sources');
    await give(file('long.csv', LONG));
    await page.locator('section.jobs .job').first().waitFor();
    await kill('engine');
    await page.getByText('long.csv 没有读进来').waitFor({ timeout: 60_000 });
    await page.getByText('读取这个文件时数据库引擎停止了', { exact: false }).waitFor();
    await notice(REBUILT);
    await bookReady(page);
    expect(await customers(page)).toBe('2');
    expect(await page.locator('main a', { hasText: 'long.csv' }).count()).toBe(0);
    await dismissAll();
  });

  it('again and again: it is said, and the reader decides', async () => {
    await kill('');
    await notice(REBUILT);
    await dismissAll();
    await kill('engine');
    await page.getByText('数据库引擎反复停止').waitFor({ timeout: 60_000 });
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.locator('section.banner').getByRole('button', { name: '重试' }).click();
    await page.locator('section.banner').waitFor({ state: 'detached' });
    await bookReady(page);
    expect(await customers(page)).toBe('2');
  });
});

describe('a device that is full', () => {
  it('says so before anything is written, and what can be freed', async () => {
    /** Kept loads, their pieces, and sources: what half a save would leave. */
    const kept = () =>
      page.evaluate(async () => {
        const open = indexedDB.open('zhike');
        await new Promise((done) => (open.onsuccess = done));
        const stores = open.result.transaction(['sources', 'files', 'chunks']);
        const keys = ['sources', 'files', 'chunks'].map((name) => stores.objectStore(name).getAllKeys());
        await new Promise((done) => (stores.oncomplete = done));
        open.result.close();
        return keys.flatMap(({ result }) => result.map(String)).filter((key) => !key.startsWith('derived:'));
      });
    const before = await kept();
    // The browser decides by a quota that it has remembered for half a minute; what it tells the engine can be had at once.
    const engine = await worker('engine');
    await engine.evaluate(() => {
      navigator.storage.estimate = () => Promise.resolve({ quota: 2_000, usage: 1_000 });
    });
    await give(file('third.csv', SHORT.replaceAll('A', 'T')));
    await page.getByText('third.csv 没有读进来').waitFor({ timeout: 60_000 });
    await page.getByText('本机空间不够，没有留下任何内容', { exact: false }).waitFor();
    await page.getByText('删除工作区可腾出', { exact: false }).waitFor();
    expect(await customers(page)).toBe('2');
    expect(await kept()).toEqual(before);
    await engine.evaluate(() => Reflect.deleteProperty(navigator.storage, 'estimate'));
    await give(file('third.csv', SHORT.replaceAll('A', 'T')));
    await page.locator('main a', { hasText: 'third.csv' }).waitFor({ timeout: 60_000 });
    await bookReady(page);
    expect(await customers(page)).toBe('4');
  });
});
