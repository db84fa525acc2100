import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bookReady, DATA, go, present, settled } from './analyst.ts';
import { accessibilityFindings, findingsInBothThemes, openBuiltPage } from './browser.ts';

const TELCO = ['telco_churn', 'Telco-Customer-Churn.csv'] as const;

/** A list of customers of our own, for those without the data: `left` follows from visits and plan, `cancel_reason` tells it. */
function ownList(): string {
  const rows = Array.from({ length: 900 }, (_, i) => {
    const visits = (i * 37) % 100;
    const plan = ['basic', 'plus', 'pro'][(i * 7) % 3]!;
    const left = (visits + (plan === 'basic' ? 35 : 0) + ((i * 53) % 40)) % 175 > 90;
    return `k${1000 + i},${visits},${plan},${i % 9 === 0 ? '' : 18 + (i % 50)},same,${left ? 'Yes' : 'No'},${left ? 'price' : ''}`;
  });
  return ['customerID,visits,plan,age,currency,Churn,cancel_reason', ...rows].join('\n');
}

async function learned(page: Page): Promise<void> {
  await page.getByText('Leaderboard').first().waitFor({ timeout: 120_000 });
  await bookReady(page);
  await settled(page);
}

describe('a label of the reader’s own', () => {
  it('on a flat table without orders: dropped, learned, explained, seen on a customer’s page, in the list and after a reload', async () => {
    const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
    const { page } = opened;
    const work = async () => {
      const telco = present(...TELCO);
      const own = { name: 'telco.csv', mimeType: 'text/csv', buffer: Buffer.from(ownList()) };
      const input = page.locator('input[type=file]').first();
      if (telco) await input.setInputFiles(resolve(DATA, ...TELCO));
      else await input.setInputFiles([own]);
      await page
        .locator('main a', { hasText: /telco.*\.csv/i })
        .first()
        .waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/predictions');
      const main = page.locator('main');
      // Without orders the reader's own question stands first, prepared.
      await page.getByText('Which customers have “Churn” = “Yes”?').waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Learn', exact: true }).click();
      await learned(page);
      const text = await main.innerText();
      expect(text).toMatch(/Overfitting: on the rows that it learned from the AUC is 0\.\d+, on those not seen/);
      expect(text).toMatch(/Sum: [+−][\d.]+, as a probability [\d.]+%, after calibration [\d.]+%/);
      expect(text).toMatch(/Version 1; learned from data [0-9a-f]{8} \(lesson 1\)/);
      if (telco) expect(text).toMatch(/AUC 0\.8\d/);
      expect(await findingsInBothThemes(page)).toEqual([]);

      // One choice less is a second version; the first is restored without being learned again.
      await page.locator('main .offered input').first().uncheck();
      await page.getByRole('button', { name: 'Learn with these choices' }).click();
      await page.getByText(/Version 2; learned/).waitFor({ timeout: 120_000 });
      await learned(page);
      await page.getByText('Versions', { exact: true }).click();
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await page.getByText(/Version 3; learned .*\(lesson 1\)/).waitFor({ timeout: 60_000 });

      await go(page, '#/customers/1');
      await page.getByText('What makes up: Chance of Churn = Yes').first().waitFor();
      // Her place is found where there is no spending to put customers in order by, too.
      await page.getByText(/^2 of [\d,]+$/).waitFor();
      expect(await main.innerText()).toMatch(/Everybody starts from/);
      await page.reload();
      await bookReady(page);
      await page.getByText('What makes up: Chance of Churn = Yes').first().waitFor({ timeout: 60_000 });
      // There are no days to go back to: the back-test says how such a model is judged instead, and leads there.
      await go(page, '#/backtest');
      await page.getByText(/it is judged by customers kept aside/).waitFor();
      await page.getByRole('link', { name: 'See your own label judged' }).click();
      await page.getByText(/Version 3; learned/).waitFor({ timeout: 60_000 });
      await page.getByText('How good is the top of the list?').first().waitFor();
      await page.getByRole('button', { name: /See the .* customers of today/ }).click();
      await page
        .getByText(/Chance of Churn = Yes.*%/)
        .first()
        .waitFor();
      expect(await page.evaluate(() => location.hash)).toBe('#/customers');
    };
    await work().finally(() => opened.close());
  }, 400_000);

  it('on ten customers and one class: says in words what is missing, and stays usable', async () => {
    const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
    const { page } = opened;
    const work = async () => {
      const rows = Array.from({ length: 10 }, (_, i) => `k${i},${i},${i % 2 ? 'Yes' : 'No'}`);
      const buffer = Buffer.from(['customerID,visits,Churn', ...rows].join('\n'));
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles([{ name: 'ten.csv', mimeType: 'text/csv', buffer }]);
      await page.locator('main a', { hasText: 'ten.csv' }).first().waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/predictions');
      await page.getByRole('button', { name: 'Learn', exact: true }).click();
      await page.getByText(/Too few customers: of \d+ in one part/).waitFor({ timeout: 60_000 });
      await page.getByRole('tab', { name: 'Future value' }).click();
      await page.getByText('No orders to learn from').waitFor();
    };
    await work().finally(() => opened.close());
  }, 200_000);
});
