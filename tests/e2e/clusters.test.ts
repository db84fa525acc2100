import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { bookReady, go, settled } from './analyst.ts';
import { findingsInBothThemes, openBuiltPage } from './browser.ts';

/** Names of the clusters, as the page's list has them. */
const names = (page: Page): Promise<string[]> =>
  page.locator('main section', { hasText: 'The clusters' }).first().locator('tbody .mark .name').allInnerTexts();

/** Twelve customers who all did the same. */
const ALIKE = [
  'order_id,customer_id,ordered_at,amount',
  ...Array.from({ length: 12 }, (_, i) => `o${i},c${i},2024-03-01 10:00:00,20`),
].join('\n');

describe('clusters', () => {
  it('of the demo: advised, named, seen on a customer’s page and in the table, kept, and used again on another day', async () => {
    const opened = await openBuiltPage({ locale: 'en' });
    const { page } = opened;
    const work = async () => {
      await page.locator('.demo button').last().click();
      await bookReady(page);
      await go(page, '#/clusters');
      await page.getByText('What sets each cluster apart?').first().waitFor({ timeout: 120_000 });
      await settled(page);
      expect(await page.locator('main').innerText()).toMatch(/customers in \d clusters, compared by 7 features/);

      // Another question: nothing changes before it is asked for.
      const before = await names(page);
      await page.getByRole('radio', { name: /^What they pay/ }).check();
      expect(await names(page)).toEqual(before);
      await page.getByRole('tab', { name: '3 Model' }).click();
      await page.getByText('How many clusters do the customers show?').first().waitFor();
      await page.getByRole('slider').fill('4');
      await page.getByRole('button', { name: 'Cluster anew' }).click();
      await page.getByText(/customers in 4 clusters/).waitFor({ timeout: 120_000 });
      await settled(page);

      await page.getByRole('radio', { name: 'UMAP' }).check();
      await page.getByText(/laid out so that neighbours stay neighbours/).waitFor({ timeout: 60_000 });
      await settled(page);
      const painted = await page.locator('main .drawn canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, i) => i % 4 === 3 && value > 0).length / data.length;
      });
      expect(painted).toBeGreaterThan(0.005);
      // The dots are one stop of the tab order; arrows go from customer to customer, Enter opens one.
      const ring = page.locator('main .drawn .ring[tabindex="0"]');
      await ring.focus();
      const first = await ring.getAttribute('aria-label');
      await page.keyboard.press('ArrowRight');
      expect(await ring.count()).toBe(1);
      expect(await ring.getAttribute('aria-label')).not.toBe(first);
      await page.locator('main .tip').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/customers\/\d+$/);
      await page.goBack();
      await page.getByRole('radio', { name: 'UMAP' }).waitFor();
      await settled(page);

      await page.getByRole('tab', { name: '4 Check' }).click();
      await page.getByText(/drawn anew 12 times/).waitFor();
      expect(await findingsInBothThemes(page)).toEqual([]);

      await page
        .getByRole('button', { name: /^Rename / })
        .first()
        .click();
      await page.getByRole('textbox', { name: 'Name of the cluster' }).fill('Bargain hunters');
      await page.getByRole('button', { name: 'Save the name' }).click();
      await page.getByRole('link', { name: 'Bargain hunters', exact: true }).click();
      await page.getByText('Cluster: Bargain hunters').first().waitFor();
      await settled(page);
      await page.locator('main a[href^="#/customers/"]').first().click();
      await page.getByText('Which cluster she is in').waitFor();
      await page.getByText(/^Version \d of the model, as of .*, data [0-9a-f]{8}; learned as of/).waitFor();
      expect(await page.locator('main').innerText()).toContain('Bargain hunters');

      await page.reload();
      await bookReady(page);
      await go(page, '#/clusters');
      await page.getByText(/customers in 4 clusters/).waitFor({ timeout: 60_000 });
      await settled(page);
      const named = await names(page);
      expect(named).toContain('Bargain hunters');
      await page.getByText('Versions', { exact: true }).click();
      await page.getByText(/Number of clusters: What the advice says → 4/).waitFor();
      await page.getByText(/Own names: .*Bargain hunters/).waitFor();

      // On an earlier day the same clusters place the customers of that day, and say how these differ.
      await page.locator('button.as-of').click();
      await page
        .getByRole('button', { name: /quarter|3 months/i })
        .first()
        .click();
      await page.getByText(/placed by the clusters learned as of/).waitFor({ timeout: 120_000 });
      await bookReady(page);
      expect((await names(page)).toSorted()).toEqual(named.toSorted());
      await page.getByRole('tab', { name: '4 Check' }).click();
      await page.getByText('Population stability index', { exact: false }).waitFor();
    };
    await work().finally(() => opened.close());
  });

  it('of customers who are all alike: refuses in words and leaves the page usable', async () => {
    const opened = await openBuiltPage({ locale: 'en' });
    const { page } = opened;
    const work = async () => {
      const file = { name: 'alike.csv', mimeType: 'text/csv', buffer: Buffer.from(ALIKE) };
      await page.locator('input[type=file]').first().setInputFiles([file]);
      await page.locator('main a', { hasText: 'alike.csv' }).first().waitFor({ timeout: 60_000 });
      await bookReady(page);
      await go(page, '#/clusters');
      await page.getByText('All 12 customers are alike in everything that is compared.').waitFor({ timeout: 60_000 });
      await page.getByRole('tab', { name: '2 Data' }).click();
      await page.getByText('All alike: left out').first().waitFor();
    };
    await work().finally(() => opened.close());
  });
});
