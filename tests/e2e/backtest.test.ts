import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookReady, figure, go, settled } from './analyst.ts';
import { findingsInBothThemes, openBuiltPage, type OpenedPage } from './browser.ts';

/** A shop of forty customers whose last order is older than the window. */
function asleep(): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `o${i},c${i % 40},2024-0${1 + (i % 3)}-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00,${20 + i}`,
  );
  return ['order_id,customer_id,ordered_at,amount', ...rows].join('\n');
}

describe('the back-test of the demo', () => {
  let opened: OpenedPage;
  const text = () => opened.page.locator('main').innerText();

  beforeAll(async () => {
    opened = await openBuiltPage({ locale: 'en' });
    const { page } = opened;
    await page.getByRole('radio', { name: /^2,000/ }).check();
    await page.locator('.demo button').last().click();
    await bookReady(page);
    await go(page, '#/backtest');
    await page.getByText('How much does a longer list reach?').waitFor({ timeout: 120_000 });
    await settled(page);
  });

  afterAll(() => opened.close());

  it('says in a sentence whether anything beat plain RFM, with an interval', async () => {
    const said = await text();
    expect(said).toMatch(
      /At \d+ names, RFM reached \d+\.\d% of the revenue.*[+−-]\d+\.\d points, 95% interval [+−-]?\d+\.\d to [+−-]?\d+\.\d/,
    );
    expect(said).toMatch(/Of the \d+ names of “RFM score” \d+ ordered/);
    expect(said).toMatch(/Known: orders from .* Judged: 2 Apr 2025 to 30 Jun 2025/);
    expect(await figure(opened.page, 'Revenue from them')).toMatch(/^¥[\d,]+$/);
  });

  it('compares other lengths without going back to the cut again', async () => {
    const { page } = opened;
    await page.getByLabel('Length of the list').fill('25');
    await page.getByLabel('Length of the list').press('Tab');
    const [known] = [Number((await figure(page, 'Known at the cut')).replaceAll(',', ''))];
    await page
      .getByText(`Lists of ${Math.round(known / 4)} names, against what happened`)
      .first()
      .waitFor();
    await page.getByLabel('Cost of one contact').fill('100000');
    await page.getByLabel('Cost of one contact').press('Tab');
    await page.getByText(/no list of any length would have paid for itself/).waitFor();
  });

  it('opens the list of that day, masked as everywhere, and takes it out as a file', async () => {
    const { page } = opened;
    await page.getByLabel('List', { exact: true }).selectOption('value');
    await page.getByText(/The first 15 names of “Expected value”/).waitFor();
    await settled(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export [\d,]+ names$/ }).click();
    expect((await download).suggestedFilename()).toBe('back-test-value-2025-04-02.csv');
  });

  it('tests another day, and comes back to a reload with the same figures', async () => {
    const { page } = opened;
    await page.getByLabel('List of', { exact: true }).selectOption('30');
    await page.getByText(/Judged: 1 Jun 2025 to 30 Jun 2025/).waitFor({ timeout: 120_000 });
    await page.getByText('How much does a longer list reach?').waitFor({ timeout: 120_000 });
    await bookReady(page);
    await settled(page);
    const before = await figure(page, 'Revenue from them');
    await page.reload();
    await bookReady(page);
    await page.getByText('How much does a longer list reach?').waitFor({ timeout: 120_000 });
    await settled(page);
    expect(await figure(page, 'Revenue from them')).toBe(before);
  });

  it('axe finds nothing in either theme, and nothing reaches over the edge', async () => {
    const { page } = opened;
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await go(page, '#/backtest');
      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
});

describe('the back-test of a young shop', () => {
  it('says in words that the history is too short', async () => {
    const opened = await openBuiltPage({ locale: 'en' });
    const { page } = opened;
    const work = async () => {
      const file = { name: 'young.csv', mimeType: 'text/csv', buffer: Buffer.from(asleep()) };
      await page.locator('input[type=file]').first().setInputFiles([file]);
      await page.locator('main a', { hasText: 'young.csv' }).first().waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/backtest');
      await page
        .getByText(/Before the cut there are only \d+ days of orders; 60 are needed/)
        .waitFor({ timeout: 60_000 });
      await page.getByLabel('List of', { exact: true }).selectOption('30');
      await page
        .getByText(/Before the cut there are only|At the cut there were only \d+ customers/)
        .waitFor({ timeout: 60_000 });
      await go(page, '#/customers');
      await page
        .getByText(/^c\d+$/)
        .first()
        .waitFor();
    };
    await work().finally(() => opened.close());
  });
});
