import { describe, expect, it } from 'vitest';
import { bookReady, figure, go, settled } from './analyst.ts';
import { accessibilityFindings, findingsInBothThemes, openBuiltPage } from './browser.ts';

/** Orders of a shop that is too young for a model: 40 customers, each with one or two orders. */
function youngShop(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, '0');
    return `o${i},c${i % 40},2024-0${1 + (i % 3)}-${day} 10:00:00,${20 + i}`;
  });
  return ['order_id,customer_id,ordered_at,amount', ...rows].join('\n');
}

describe('predictions', () => {
  it('of the demo: fitted in a worker, checked on held-out weeks, kept for the next visit, seen on a customer’s page', async () => {
    const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
    const { page } = opened;
    const work = async () => {
      await page.getByRole('radio', { name: /^2,000/ }).check();
      await page.locator('.demo button').last().click();
      await bookReady(page);
      await go(page, '#/predictions');
      await page.getByText('What the model says').waitFor({ timeout: 60_000 });
      await settled(page);
      const value = await figure(page, 'Total expected value');
      await page.getByText(/^Version 1, as of .*, data [0-9a-f]{8}$/).waitFor();
      const best = await page.locator('main table a').first().getAttribute('href');
      expect(value).toMatch(/^¥[\d,]{6,}$/);
      expect(await page.locator('main').innerText()).toMatch(/It knew nothing after .* happened \([+−-]?\d/);

      await page.getByRole('tab', { name: 'Who may leave' }).click();
      await page.getByText('Leaderboard').first().waitFor({ timeout: 120_000 });
      await settled(page);
      const words = await page.locator('main').innerText();
      expect(words).toMatch(/AUC 0\.8\d/);
      expect(words).toMatch(/Overfitting: on the rows that it learned from the AUC is 0\.\d+/);
      expect(words).toMatch(/Sum: [+−][\d.]+, as a probability [\d.]+%, after calibration [\d.]+%/);
      expect(words).toMatch(/Version 1; learned on .* \(lesson 1\) from data [0-9a-f]{8}; scores as of/);
      expect(await findingsInBothThemes(page)).toEqual([]);
      const risky = await page.locator('main table a').first().getAttribute('href');
      await bookReady(page);

      await page.reload();
      await bookReady(page);
      await settled(page);
      expect(await figure(page, 'Total expected value')).toBe(value);
      await go(page, '#/customers/1');
      await page.getByText('What to expect of her').waitFor();
      // Of the value it says how sure it is, and each figure which model, data and day it is of.
      await go(page, best!);
      await page.getByText(/^95%: ¥[\d,.]+ – ¥[\d,.]+$/).waitFor();
      await page
        .getByText(
          /^MBG\/NBD \(standard\), 52 weeks ahead\. Version 1 of the model, from data [0-9a-f]{8}, as of .*\.$/,
        )
        .waitFor();
      await go(page, risky!);
      await page.getByText('What makes up: Chance to leave').first().click();
      await page.getByText('Everybody starts from').first().waitFor();
    };
    await work().finally(() => opened.close());
  });

  it('learned a month ago: scores today’s customers as it is, says how far they have moved, and learns again when asked', async () => {
    const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
    const { page } = opened;
    const work = async () => {
      await page.getByRole('radio', { name: /^2,000/ }).check();
      await page.locator('.demo button').last().click();
      await bookReady(page);
      await page.getByRole('button', { name: /^As of/ }).click();
      await page.getByRole('button', { name: '1 month', exact: true }).click();
      await page.keyboard.press('Escape');
      await bookReady(page);
      await go(page, '#/predictions');
      await page.getByRole('tab', { name: 'Who may leave' }).click();
      await page.getByText('Leaderboard').first().waitFor({ timeout: 120_000 });
      await bookReady(page);
      const main = page.locator('main');
      expect(await main.innerText()).not.toContain('Has the ground moved');

      await page.getByRole('button', { name: /^As of/ }).click();
      await page.getByRole('button', { name: 'Follow the data' }).click();
      await page.getByText('Has the ground moved since it was learned?').first().waitFor({ timeout: 120_000 });
      await bookReady(page);
      await settled(page);
      expect(await main.innerText()).toMatch(/These customers are scored by what was learned on .* \(PSI [\d.]+\)/);
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Learn again from today’s data' }).first().click();
      await page.getByText(/\(lesson 2\)/).waitFor({ timeout: 120_000 });
      expect(await main.innerText()).not.toContain('Has the ground moved');
    };
    await work().finally(() => opened.close());
  }, 400_000);

  it('of a young shop: says in words that there is too little, and leaves the page usable', async () => {
    const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
    const { page } = opened;
    const work = async () => {
      const file = { name: 'young.csv', mimeType: 'text/csv', buffer: Buffer.from(youngShop()) };
      await page.locator('input[type=file]').first().setInputFiles([file]);
      await page.locator('main a', { hasText: 'young.csv' }).first().waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/predictions');
      await page.getByText('There are 40 customers with orders; the model needs 100.').waitFor({ timeout: 60_000 });
      await page.getByRole('tab', { name: 'Who may leave' }).click();
      await page.getByText(/There are \d+ days of orders; \d+ are needed/).waitFor({ timeout: 60_000 });
      await go(page, '#/customers');
      await page
        .getByText(/^c\d+$/)
        .first()
        .waitFor();
    };
    await work().finally(() => opened.close());
  });
});
