import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookReady, figure, go, settled } from './analyst.ts';
import { findingsInBothThemes, openBuiltPage, type OpenedPage } from './browser.ts';

/** Sixty customers of whom nobody bought on a second day. */
function onceOnly(): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `o${i},c${i},2024-0${1 + (i % 3)}-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00,${20 + i}`,
  );
  return ['order_id,customer_id,ordered_at,amount', ...rows].join('\n');
}

describe('retention of the demo', () => {
  let opened: OpenedPage;
  const text = () => opened.page.locator('main').innerText();

  beforeAll(async () => {
    opened = await openBuiltPage({ locale: 'en' });
    await opened.page.getByRole('radio', { name: /^2,000/ }).check();
    await opened.page.locator('.demo button').last().click();
    await bookReady(opened.page);
    await go(opened.page, '#/retention');
    await opened.page.getByText('How soon do first-time customers order again?').waitFor({ timeout: 60_000 });
    await settled(opened.page);
  });

  afterAll(() => opened.close());

  it('says how many come back within which time, with intervals, and when half are back', async () => {
    const { page } = opened;
    const month = Number((await figure(page, 'Back within 30 days')).replace('%', ''));
    const year = Number((await figure(page, 'Back within 365 days')).replace('%', ''));
    expect(month).toBeGreaterThan(5);
    expect(year).toBeGreaterThan(month);
    expect(await figure(page, 'Half are back after')).toMatch(/^\d+ days$/);
    expect(await text()).toMatch(/95%: \d+\.\d% – \d+\.\d%/);
  });

  it('compares groups by what was known at the first order, and warns of what is known only today', async () => {
    const { page } = opened;
    const by = page.getByLabel('Compare customers by');
    await by.selectOption('channel');
    await page.getByText(/log-rank test, χ² [\d.,]+ with \d+ df, p/).waitFor({ timeout: 60_000 });
    await by.selectOption('level');
    await page.getByText(/Member level is known only as of the export/).waitFor({ timeout: 60_000 });
    await by.selectOption('');
    await page.getByText('Back within 30 days', { exact: true }).waitFor({ timeout: 60_000 });
  });

  it('moves the lapse point with the threshold, and opens exactly the customers it counts', async () => {
    const { page } = opened;
    await settled(page);
    const days = async () => Number(/\d+/.exec(await figure(page, 'Lapse point'))![0]);
    const before = await days();
    await page.getByLabel('Lapsed when fewer come back than').selectOption('0.3');
    await expect.poll(days, { timeout: 60_000 }).toBeLessThan(before);
    await settled(page);
    const lapsed = page.locator('main .figure', { has: page.getByText('Lapsed', { exact: true }) });
    const n = await lapsed.locator('.value').evaluate((value) => value.firstChild?.textContent?.trim() ?? '');
    expect(n).toMatch(/^[\d,]+$/);
    await page.getByRole('button', { name: 'Open these customers: Lapsed' }).click();
    await page.locator('main h1', { hasText: 'Customers' }).waitFor();
    await settled(page);
    await expect.poll(text, { timeout: 60_000 }).toContain(`${n} customers found`);
    await go(page, '#/retention');
    await page.getByText(/The filter holds for the cohorts and the counts below/).waitFor();
    await page
      .getByRole('button', { name: /Clear|Remove all/i })
      .first()
      .click();
  });

  it('names the definition of retention and gives the churn model its window', async () => {
    const { page } = opened;
    await settled(page);
    await page.getByRole('radio', { name: 'Then or later' }).check();
    await page.getByText(/^Rolling retention: share of the cohort/).waitFor({ timeout: 60_000 });
    await page.getByRole('radio', { name: 'Within three months' }).check();
    await page.getByText(/^Bracket retention: share of the cohort/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /as the churn model’s window/ }).click();
    await page.getByText(/The churn model now looks \d+ days ahead/).waitFor();
  });

  it('axe finds nothing in either theme, and nothing reaches over the edge', async () => {
    const { page } = opened;
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await go(page, '#/retention');
      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
});

describe('retention of a shop where nobody came back', () => {
  it('says in words that there is nothing to learn from', async () => {
    const opened = await openBuiltPage({ locale: 'en' });
    const { page } = opened;
    const work = async () => {
      const file = { name: 'once.csv', mimeType: 'text/csv', buffer: Buffer.from(onceOnly()) };
      await page.locator('input[type=file]').first().setInputFiles([file]);
      await page.locator('main a', { hasText: 'once.csv' }).first().waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/retention');
      await page.getByText('not reached: fewer than half come back in what was watched').waitFor({ timeout: 60_000 });
      await page.getByText(/Only 0 intervals ended with another purchase/).waitFor();
      await page.getByText(/Only 0 customers have come back/).waitFor();
      await go(page, '#/customers');
      await page
        .getByText(/^c\d+$/)
        .first()
        .waitFor();
    };
    await work().finally(() => opened.close());
  });
});
