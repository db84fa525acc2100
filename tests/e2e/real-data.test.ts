import { describe, expect, it } from 'vitest';
import { customers, figure, go, loadFiles, present, settled } from './analyst.ts';
import { openBuiltPage, type OpenedPage } from './browser.ts';

/** Runs a visit and fails when the page did anything that it must not: requests elsewhere, errors, policy violations. */
async function visit(look: (opened: OpenedPage) => Promise<void>): Promise<void> {
  const opened = await openBuiltPage({ locale: 'en' });
  await look(opened).finally(() => opened.close());
}

/** Chooses the whole history on the overview. */
async function allTime(opened: OpenedPage): Promise<void> {
  await go(opened.page, '#/overview');
  await opened.page.locator('main select').first().selectOption('all');
  await settled(opened.page);
}

describe.skipIf(!present('online_retail', 'online_retail.csv'))('UCI Online Retail, dropped and looked at', () => {
  it('4,338 customers, 18,532 orders, revenue 8,911,407.904; top 20 % = 74.59 %; the same after a reload, without the file', () =>
    visit(async (opened) => {
      const { page } = opened;
      await loadFiles(page, 'online_retail/online_retail.csv');
      await page.getByRole('button', { name: 'Confirm all guesses' }).click();
      const check = async () => {
        await allTime(opened);
        expect(await figure(page, 'Buyers')).toBe('4,338');
        expect(await figure(page, 'Orders')).toBe('18,532');
        expect(await figure(page, 'Revenue')).toContain('8,911,408');
        expect(await page.locator('main').innerText()).toMatch(/20\s?%[^\n]*74\.6\s?%/);
        await go(page, '#/segments');
        await settled(page);
        const text = await page.locator('main').innerText();
        expect(await page.locator('header.top').innerText()).toContain('10 Dec 2011');
        for (const mean of ['8,911,407.904', '92.059', '4.272', '2,054.266']) expect(text).toContain(mean);
      };
      await check();
      await page.reload();
      await check();
    }));
});

const CATERING = ['catering/meal_order_info_GBK.csv', 'catering/meal_order_info.csv', 'catering/meal_order_detail.csv'];

describe.skipIf(!present('catering', 'meal_order_info_GBK.csv'))('the catering files, GBK and BOM together', () => {
  it('551 persons; after confirming status 1 as valid 547 buyers, 933 orders, 458,520', () =>
    visit(async (opened) => {
      const { page } = opened;
      await loadFiles(page, ...CATERING);
      expect(await customers(page)).toBe('551');
      await page.getByRole('button', { name: 'Only “1” counts' }).click();
      const check = async () => {
        await allTime(opened);
        expect(await figure(page, 'Buyers')).toBe('547');
        expect(await figure(page, 'Orders')).toBe('933');
        expect(await figure(page, 'Revenue')).toContain('458,520');
        expect(await customers(page)).toBe('551');
      };
      await page.getByRole('button', { name: 'Only “1” counts' }).waitFor({ state: 'detached' });
      await check();
      await page.reload();
      await check();
    }));
});
