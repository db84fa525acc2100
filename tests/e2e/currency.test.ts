import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, figure, go, settled } from './analyst.ts';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

const rows = (amount: (i: number) => string) =>
  Array.from({ length: 40 }, (_, i) => `O${i},C${i % 9},2024-03-${10 + (i % 18)},${amount(i)}`).join('\n');
const EUROS = `order_id,customer_id,order_date,amount\n${rows(() => '€10.50')}\n`;
const SEVERAL = `order_id,customer_id,order_date,amount\n${rows((i) => (i % 2 ? '€10' : '$20'))}\n`;

let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'en' });
  page = opened.page;
});
afterAll(() => opened.close());

async function put(name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.locator('main a', { hasText: name }).first().waitFor();
  await bookReady(page);
}

async function revenue(): Promise<string> {
  await go(page, '#/overview');
  await page.locator('main select').first().selectOption('all');
  await settled(page);
  return figure(page, 'Revenue');
}

const field = () => page.getByRole('combobox', { name: 'Currency' });

describe('the currency of a workspace', () => {
  it('is taken from the first amounts', async () => {
    await put('euros.csv', EUROS);
    await go(page, '#/sources');
    expect(await field().inputValue()).toBe('EUR Euro');
    await page.getByText('The files say so: EUR.').waitFor();
    expect(await revenue()).toBe('€420.00');
  });

  it('is another one where its reader says so: figures and the 360° page follow, and a reload keeps it', async () => {
    await go(page, '#/sources');
    await field().fill('hong');
    await page.getByRole('option', { name: 'HKD Hong Kong Dollar' }).click();
    await page.getByText('The files say EUR. Amounts are shown and added up as they stand').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await revenue()).toBe('HK$420.00');
    await page.reload();
    await bookReady(page);
    expect(await revenue()).toBe('HK$420.00');
    await go(page, '#/customers/1');
    expect(await page.locator('main').innerText()).toContain('HK$52.50');
  });

  it('is also changed from the menu of workspaces; a later file does not change it', async () => {
    await page.locator('button.workspace').click();
    await page.getByRole('menuitem', { name: 'Currency: HKD' }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('pound');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await revenue()).toBe('£420.00');
    await go(page, '#/sources');
    await put('several.csv', SEVERAL.replaceAll('O', 'P'));
    expect(await field().inputValue()).toBe('GBP British Pound');
    await page.getByText('The files say EUR, USD.').waitFor();
  });

  it('amounts of several currencies are warned of and added up as they stand', async () => {
    expect(await page.locator('[data-warning=currencies]').innerText()).toContain('USD · EUR');
    expect(await revenue()).toBe('£1,020.00');
    expect(await page.locator('main [data-warning=currencies]').innerText()).toContain('EUR, USD');
  });
});
