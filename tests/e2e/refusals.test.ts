import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, figure, go, settled } from './analyst.ts';
import { findingsInBothThemes, openBuiltPage } from './browser.ts';

/** Opens the predictions of one file, waits until the first of them is there, and leaves when `look` is done. */
async function predicted(name: string, lines: readonly string[], look: (page: Page) => Promise<void>): Promise<void> {
  const opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce' });
  const { page } = opened;
  const work = async () => {
    const buffer = Buffer.from(lines.join('\n'));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([{ name, mimeType: 'text/csv', buffer }]);
    await page.locator('main a', { hasText: name }).first().waitFor();
    await bookReady(page);
    await go(page, '#/predictions');
    await bookReady(page);
    await settled(page);
    await look(page);
  };
  await work().finally(() => opened.close());
}

const day = (i: number) => `2024-${String(1 + (i % 6)).padStart(2, '0')}-${10 + (i % 18)}`;

/** Seeded, evenly spread over [0, 1). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('what cannot be predicted is said, and nothing is drawn from it', () => {
  it('customers who all bought once: a refusal alone', () =>
    predicted(
      'once.csv',
      ['order_id,customer_id,ordered_at,amount', ...Array.from({ length: 300 }, (_, i) => `o${i},c${i},${day(i)},9.5`)],
      async (page) => {
        await page.getByRole('heading', { name: 'Not enough to say what customers will be worth' }).waitFor();
        await page.getByText('Customers who bought on a second day: 0.').waitFor();
        expect(await page.locator('main table, main .figure').count()).toBe(0);
        expect(await findingsInBothThemes(page)).toEqual([]);
        await page.getByRole('tab', { name: 'Who may leave' }).click();
        await page.getByRole('heading', { name: 'Who will leave cannot be told yet' }).waitFor();
      },
    ));

  it('orders without amounts: no value, no tiers, no list', () =>
    predicted(
      'unpriced.csv',
      [
        'order_id,customer_id,ordered_at',
        ...Array.from({ length: 600 }, (_, i) => `o${i},c${(i * 7) % 200},${day(i)}`),
      ],
      async (page) => {
        await page.getByRole('heading', { name: 'Orders have no amounts' }).waitFor();
        const text = await page.locator('main').innerText();
        expect(text).not.toMatch(/Total expected value|Tiers by expected value|No rows|paid repeat/);
        expect(await findingsInBothThemes(page)).toEqual([]);
      },
    ));

  it('ten customers: tiers are numbered, as none of them is a share of so few', () =>
    predicted(
      'ten.csv',
      [
        'order_id,customer_id,ordered_at,amount',
        ...Array.from({ length: 60 }, (_, i) => `o${i},c${(i * 7) % 10},${day(i)},${20 + ((i * 13) % 70)}`),
      ],
      async (page) => {
        expect(await figure(page, 'Total expected value')).toMatch(/^¥/);
        await page.getByRole('button', { name: 'Tier 1', exact: true }).waitFor();
        expect(await page.locator('main').innerText()).not.toContain('Best 1%');
        // A customer's own page does not claim a model that these data do not bear.
        await page.locator('main table a').first().click();
        await page.getByText(/^From her own gap between orders, 52 weeks ahead: these data do not bear/).waitFor();
      },
    ));

  it('a label that follows from nothing: the verdict, but no list and no profit', () => {
    const roll = dice(7);
    const rows = Array.from({ length: 900 }, (_, i) =>
      [`k${1000 + i}`, Math.floor(roll() * 100), Math.floor(roll() * 60), roll() < 0.3 ? 'Yes' : 'No'].join(','),
    );
    return predicted('coin.csv', ['customerID,visits,age,Churn', ...rows], async (page) => {
      await page.getByRole('button', { name: 'Learn', exact: true }).click();
      await page.getByText('Leaderboard').first().waitFor();
      await bookReady(page);
      await settled(page);
      const text = await page.locator('main').innerText();
      expect(text).toContain('cannot be told from tossing a coin');
      expect(text).not.toMatch(
        /Sum: |Everybody starts from|Whom does it pay|Who looks most like them\?|Look like them, without it/,
      );
    });
  });
});
