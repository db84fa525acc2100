import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { bookReady, go } from './analyst.ts';
import { openBuiltPage, type OpenedPage } from './browser.ts';

const ORDERS = [
  'order_id,customer_id,name,ordered_at,amount',
  ...Array.from(
    { length: 60 },
    (_, i) => `o${i},c${i % 10},Ann${i % 10},2024-0${1 + (i % 6)}-${10 + (i % 18)},${20 + i}`,
  ),
].join('\n');

let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  opened = await openBuiltPage({ locale: 'en', reducedMotion: 'reduce', viewport: { width: 390, height: 844 } });
  page = opened.page;
  const buffer = Buffer.from(ORDERS);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: 'orders.csv', mimeType: 'text/csv', buffer }]);
  await page.locator('main a', { hasText: 'orders.csv' }).first().waitFor();
  await bookReady(page);
});
afterAll(() => opened.close());

interface Stop {
  readonly key: number;
  /** What is wrong with it, in a few words; empty where nothing is. */
  readonly faults: string;
  /** The role of the panel that holds it; null on the page itself. */
  readonly panel: string | null;
}

/** What has the focus, painted; null where nothing has. */
function focused(): Promise<Stop | null> {
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const at = document.activeElement as HTMLElement | null;
    if (!at || at === document.body) return null;
    const marked = globalThis as unknown as { stops?: Element[] };
    const stops = (marked.stops ??= []);
    if (!stops.includes(at)) stops.push(at);
    const { labels } = at as HTMLInputElement;
    const ids = at.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const names = [
      at.getAttribute('aria-label'),
      at.innerText,
      at.title,
      ...ids.map((id) => document.getElementById(id)?.innerText),
      ...[...(labels ?? [])].map((label) => label.innerText),
    ];
    // The box of a switch or a choice is drawn by what stands around it.
    const drawn = [at, at.parentElement, at.nextElementSibling, ...at.children, ...(labels ?? [])];
    const ringed = drawn.some((one) => one && getComputedStyle(one).boxShadow !== 'none');
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const bar = document.querySelector('header.top')?.getBoundingClientRect().bottom ?? 0;
    const under = !at.closest('header.top, .skip, [role=dialog], [role=menu]') && bottom <= bar;
    const off = under || top >= innerHeight || bottom <= 0 || left >= innerWidth || right <= 0;
    const wrong = [
      names.some((name) => name?.trim()) ? '' : 'no name',
      ringed ? '' : 'no ring',
      off ? 'out of sight' : '',
    ];
    const faults = wrong.filter((one) => one !== '');
    return {
      key: stops.indexOf(at),
      faults: faults.length > 0 ? `${at.outerHTML.slice(0, 120)}: ${faults.join(', ')}` : '',
      panel: at.closest('[role=dialog], [role=menu]')?.getAttribute('role') ?? null,
    };
  });
}

/** Walks with a key until it comes round, and says what is wrong on the way. */
async function walk(key: 'Tab' | 'ArrowDown', most = 200): Promise<{ stops: Stop[]; ended: boolean }> {
  const stops: Stop[] = [];
  for (let step = 0; step < most; step++) {
    const stop = await focused();
    const known = stops.findIndex((one) => one.key === stop?.key);
    // A field of a date is left in several steps.
    if ((stop === null && step > 0) || (known >= 0 && known < stops.length - 1)) return { stops, ended: true };
    if (stop && known < 0) stops.push(stop);
    await page.keyboard.press(key);
  }
  return { stops, ended: false };
}

const faults = (stops: readonly Stop[]) => stops.map((stop) => stop.faults).filter((words) => words !== '');

describe('by the keyboard alone, on a phone’s width', () => {
  it.each(['#/overview', '#/sources', '#/sources/s1', '#/customers', '#/customers/1', '#/predictions'])(
    'everything on %s is reached, named, ringed and in sight, and nothing holds the focus',
    async (address) => {
      await go(page, address);
      await bookReady(page);
      await page.evaluate(() => {
        (document.activeElement as HTMLElement | null)?.blur();
        scrollTo(0, 0);
      });
      const { stops, ended } = await walk('Tab');
      expect(ended).toBe(true);
      expect(stops.length).toBeGreaterThan(5);
      expect(faults(stops)).toEqual([]);
    },
  );

  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  const PANELS: readonly (readonly [string, string, () => Locator])[] = [
    ['the navigation', '#/overview', () => button('Open navigation')],
    ['the workspaces', '#/overview', () => page.locator('button.workspace')],
    ['the as-of day', '#/overview', () => button(/^As of/)],
    ['a proof', '#/overview', () => page.locator('main .figure button').first()],
    ['the columns', '#/customers', () => button('Columns')],
    ['the export', '#/customers', () => button('Export')],
    ['a condition', '#/customers', () => button('Add a condition')],
    ['removing a table', '#/sources/s1', () => button('Remove this table')],
  ];
  it.each(PANELS)('%s opens, keeps the focus, closes by Escape and gives it back', async (_, address, find) => {
    await go(page, address);
    const trigger = find();
    await trigger.focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=dialog]:visible, [role=menu]:visible').waitFor();
    await expect.poll(async () => (await focused())?.panel ?? null).not.toBe(null);
    const isMenu = (await focused())?.panel === 'menu';
    const { stops } = await walk(isMenu ? 'ArrowDown' : 'Tab', 100);
    expect(stops.every(({ panel }) => panel !== null)).toBe(true);
    expect(isMenu ? [] : faults(stops)).toEqual([]); // in a menu the whole line lights up
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog]:visible, [role=menu]:visible').waitFor({ state: 'detached' });
    await expect.poll(() => trigger.evaluate((one) => one === document.activeElement)).toBe(true);
  });
});
