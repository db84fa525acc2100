import { describe, expect, it } from 'vitest';
import { bookReady, customers, figure, go, loadFiles, present, settled } from './analyst.ts';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

async function visit(look: (opened: OpenedPage) => Promise<void>, timezoneId = 'Asia/Shanghai'): Promise<void> {
  const opened = await openBuiltPage({ locale: 'en', timezoneId });
  await look(opened).finally(() => opened.close());
}

/** Gives a file that the test itself wrote. */
async function give({ page }: OpenedPage, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/plain', buffer });
}

async function allTime({ page }: OpenedPage): Promise<void> {
  await go(page, '#/overview');
  await page.locator('main select').first().selectOption('all');
  await settled(page);
}

describe.skipIf(!present('northwind', 'orders.csv'))('Northwind, whose commas are not quoted', () => {
  it('keeps all 830 orders, says what it mended and shows the rows; net revenue 1,265,793.04', () =>
    visit(async (opened) => {
      const { page } = opened;
      await loadFiles(page, 'northwind/orders.csv', 'northwind/order-details.csv');
      const warning = page.locator('[data-warning=mended]').first();
      expect(await warning.innerText()).toContain('176 of 830 rows');
      expect(await accessibilityFindings(page)).toEqual([]);
      await warning.getByRole('link').click();
      await page.getByRole('button', { name: 'Look at the rows' }).click();
      const text = await page.locator('main table').innerText();
      expect(text).toContain('Rua do Paço, 67');
      expect(text).toContain('shipAddress');
      await allTime(opened);
      expect(await figure(page, 'Orders')).toBe('830');
      expect(await figure(page, 'Revenue')).toContain('1,265,793');
    }));
});

describe.skipIf(!present('cdnow', 'CDNOW_sample.txt'))('CDNOW, a text without names', () => {
  it('is understood from its values: one confirm, 2,357 customers and 244,091.94', () =>
    visit(async (opened) => {
      const { page } = opened;
      await loadFiles(page, 'cdnow/CDNOW_sample.txt');
      expect(await page.locator('[data-warning=nameless]').innerText()).toContain('These columns have no names');
      expect(await customers(page)).toBe('2,357');
      await page.getByRole('link', { name: 'Say what they mean' }).click();
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Confirm', exact: true }).click();
      await page.locator('[data-warning=nameless]').waitFor({ state: 'detached' });
      expect(await customers(page)).toBe('2,357');
      await allTime(opened);
      expect(await figure(page, 'Revenue')).toContain('244,092');
    }));
});

describe('files that hold little, or too much', () => {
  it('an empty file, blank lines, a mere header: a sentence each', () =>
    visit(async (opened) => {
      const { page } = opened;
      await give(opened, 'none.csv', '\uFEFF\r\n\r\n');
      await page.getByText('There is nothing in the file but blank lines').waitFor();
      await give(opened, 'orders.csv', 'order_id,customer_id,order_date,amount\n');
      await page.locator('[data-warning=no-rows]').waitFor();
      await bookReady(page);
      expect(await accessibilityFindings(page)).toEqual([]);
    }));

  it('a table pasted from a spreadsheet comes in', () =>
    visit(async (opened) => {
      const { page } = opened;
      await page.getByText('paste a table').first().waitFor();
      await page.evaluate(() => {
        const clipboardData = new DataTransfer();
        const text =
          'order id\tcustomer id\torder date\tamount\r\nA1\tc1\t2024-01-02\t12.50\r\nA2\tc2\t2024-02-03\t7.25\r\n';
        clipboardData.setData('text/plain', text);
        window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
      });
      await page.locator('main a', { hasText: '.tsv' }).first().waitFor();
      await bookReady(page);
      expect(await customers(page)).toBe('2');
      expect(await page.locator('main').innerText()).toContain('paste a table');
    }));
});

describe('times that say their zone', () => {
  it('are shown on the clock of the device, and on another where one is chosen', () =>
    visit(async (opened) => {
      const { page } = opened;
      const rows = ['A1,c1,2024-01-05T23:30:00Z,10', 'A2,c2,2024-01-06T01:00:00Z,20', 'A3,c1,2024-01-07T17:30:00Z,30'];
      await give(opened, 'orders.csv', `order_id,customer_id,order_date,amount\n${rows.join('\n')}\n`);
      await page.locator('main a', { hasText: 'orders.csv' }).first().click();
      const clock = page.getByLabel('Clock for its times');
      await clock.waitFor();
      await bookReady(page);
      expect(await clock.inputValue()).toBe('Asia/Shanghai');
      // 17:30 in UTC is half past one of the next day in Shanghai
      expect(await page.locator('header.top').innerText()).toContain('9 Jan 2024');
      await clock.selectOption('UTC');
      await expect.poll(() => page.locator('header.top').innerText(), { timeout: 60_000 }).toContain('8 Jan 2024');
    }));
});

describe.skipIf(!present('telco_churn', 'Telco-Customer-Churn.csv'))('Telco, persons without a single date', () => {
  it('has no as-of day, and pages that need orders say so', () =>
    visit(async (opened) => {
      const { page } = opened;
      await loadFiles(page, 'telco_churn/Telco-Customer-Churn.csv');
      expect(await customers(page)).toBe('7,043');
      for (const [address, words] of [
        ['#/overview', 'No orders yet'],
        ['#/segments', 'No orders to score'],
        ['#/predictions', 'Ask your own question'],
        ['#/customers', 'Gender'],
        ['#/features', 'Gender'],
        ['#/customers/0', 'Nothing in these files has a date'],
      ] as const) {
        await go(page, address);
        const text = await page.locator('body').innerText();
        expect(text).toContain(words);
        expect(text).not.toContain('1970');
      }
      expect(await accessibilityFindings(page)).toEqual([]);
      await go(page, '#/predictions');
      await page.getByRole('tab', { name: 'Who may leave' }).click();
      await page.getByText('No orders to learn from').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('1970');
    }));
});

describe('a definition that cannot be computed', () => {
  it('is said in words on Segments, with the convention in reach, and another one mends it', () =>
    visit(async (opened) => {
      const { page } = opened;
      await give(
        opened,
        'orders.csv',
        'order_id,customer_id,order_date,amount\nA1,c1,2024-01-02,10\nA2,c2,2024-02-03,20\n',
      );
      await page.locator('main a', { hasText: 'orders.csv' }).first().waitFor();
      await bookReady(page);
      // as a version of the page that knew no better might have saved it
      await page.evaluate(async () => {
        const open = indexedDB.open('zhike');
        const db = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
        const write = db.transaction(['workspaces', 'documents'], 'readwrite');
        const all = write.objectStore('workspaces').getAll();
        const found = await new Promise<{ id: string }[]>((done) => (all.onsuccess = () => done(all.result)));
        const workspace = found[0]!.id;
        const down = [4, 3, 2, 1];
        const document = {
          ...{ kind: 'rfm', id: 'rfm', version: 1, windowDays: null, frequency: 'orders', monetary: 'sum', levels: 5 },
          ...{ scoreCut: 'fixed', fixed: { r: down, f: down, m: down }, split: 'median', inclusive: false },
          ...{ names: 'classic', grid: 'rf', lost: false },
        };
        write.objectStore('documents').put({ workspace, kind: 'rfm', id: 'rfm', version: 1, document });
        await new Promise((done) => (write.oncomplete = done));
        db.close();
      });
      await page.reload();
      await bookReady(page);
      await go(page, '#/segments');
      await page.getByText('This definition cannot be computed').waitFor();
      expect(await page.locator('main .skeleton').count()).toBe(0);
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.getByLabel('Scores are cut by').selectOption('quantile');
      await page.getByText('Eight classes: how many').waitFor();
      await bookReady(page);
    }));
});

describe('a column of refunds', () => {
  it('is offered as a rule; switched on, it reduces revenue and says by how much', () =>
    visit(async (opened) => {
      const { page } = opened;
      const rows = ['A,c1,2024-01-02,100,30.25', 'B,c2,2024-01-03,20,20', 'C,c3,2024-01-04,50,', 'C,c3,2024-01-09,-5,'];
      await give(opened, 'shop.csv', `order_id,customer_id,order_date,amount,refund_amount\n${rows.join('\n')}\n`);
      await page.locator('main a', { hasText: 'shop.csv' }).first().waitFor();
      await bookReady(page);
      await allTime(opened);
      expect(await figure(page, 'Revenue')).toContain('170');
      await go(page, '#/sources');
      await page.locator('main a', { hasText: 'shop.csv' }).first().click();
      await page.getByRole('tab', { name: 'Rules' }).click();
      await page.getByText('Switched on, the refund column takes ¥50.25 off 2 orders (2 rows).').waitFor();
      await page.getByRole('switch', { name: 'Net refunds against their orders' }).press('Space');
      await page.locator('tr.kept', { hasText: '114.75' }).waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      await allTime(opened);
      expect(await figure(page, 'Revenue')).toContain('114.75');
      await go(page, '#/sources');
      await page.getByText('Refunds took ¥35.25 off orders that still count (2 rows).').waitFor();
    }));
});
