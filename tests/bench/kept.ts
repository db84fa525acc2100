import { openTab, type Tab } from './chromium.ts';
import { SORT, FILTER, type Imported } from './imports.ts';
import { ordersFile } from './orders.ts';
import { median, type Report } from './report.ts';

const RUNS = 5;

/** Which lines of a kept workspace are wanted. */
export interface Wanted {
  readonly reopening: boolean;
  /** The list of customers on screen. */
  readonly screen: boolean;
  /** All customers scored by every model. */
  readonly scoring: boolean;
}

/** A workspace loaded through the app's own state, and what is then done with it. `imported` is absent where nothing was measured before. */
export async function kept(
  millions: number,
  pageFolder: string,
  report: Report,
  wanted: Wanted,
  imported?: Imported,
): Promise<void> {
  const file = await ordersFile(millions);
  const tab = await openTab(pageFolder);
  try {
    const { page } = tab;
    await page.evaluate(() => window.bench.session.start());
    await page.evaluate(() => window.bench.session.create('bench'));
    await page.setInputFiles('#file', file);
    const importing = await page.evaluate(async () => {
      const start = performance.now();
      await window.bench.session.loadFiles([window.bench.file(0)]);
      const ms = performance.now() - start;
      await window.bench.engine.settled();
      return ms;
    });
    if (wanted.reopening) await reopening(tab, millions, imported?.ms ?? importing, report);
    else await open(tab);
    if (wanted.screen) await screen(tab, `${millions / 10} M customers`, report, imported);
    if (wanted.scoring) await scoring(tab, `${millions / 10} M customers`, report);
  } finally {
    await tab.close();
  }
}

/** Opens the page anew and the workspace with it; ms until the book can be asked. */
async function open(tab: Tab): Promise<number> {
  await tab.reload();
  return tab.page.evaluate(async () => {
    const start = performance.now();
    await window.bench.session.start();
    if (window.bench.book.status !== 'ready') throw new Error(`not ready: ${window.bench.book.status}`);
    return performance.now() - start;
  });
}

async function reopening(tab: Tab, millions: number, importing: number, report: Report): Promise<void> {
  const label = `reopening, ${millions} M orders`;
  const [starts, opens]: number[][] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    await tab.reload();
    starts!.push(
      await tab.page.evaluate(async () => {
        const start = performance.now();
        await window.bench.engine.bootEngine();
        return performance.now() - start;
      }),
    );
    opens!.push(await open(tab));
  }
  report.fact(`engine start, before ${label}`, median(starts!));
  if (millions === 1) report.limit(`${label}, beyond engine start`, median(opens!) - median(starts!), 300, 'ms');
  else report.ratio(`${label}, of importing`, median(opens!), importing, 0.2);
}

/** Sorting, filtering, searching and going to the end of the real list, until the rows are painted. */
async function screen(tab: Tab, label: string, report: Report, imported?: Imported): Promise<void> {
  const { page } = tab;
  const opened = await page.evaluate(() => window.bench.list.open());
  report.fact(`the list of ${label} opens, first rows painted`, opened);
  const [sorts, filters, searches]: number[][] = [[], [], []];
  for (let run = 0; run < RUNS; run++) {
    sorts!.push(await page.evaluate((by) => window.bench.list.sort([by]), SORT));
    filters!.push(await page.evaluate((by) => window.bench.list.filter([by]), FILTER));
    await page.evaluate(() => window.bench.list.filter([]));
    searches!.push(await page.evaluate(() => window.bench.list.search('c0012345')));
    await page.evaluate(() => window.bench.list.search(''));
    await page.evaluate(() => window.bench.list.sort([]));
  }
  const against = (name: string, ours: number[], native: number | undefined) => {
    if (native === undefined) report.fact(`${name}, ${label}, first rows painted`, median(ours));
    else report.within(`${name}, ${label}, first rows painted`, median(ours), native, 100);
  };
  against('sort', sorts!, imported?.lists.sort);
  against('filter', filters!, imported?.lists.filter);
  report.fact(`search, ${label}, first rows painted`, median(searches!));
  const end = await page.evaluate(async (by) => {
    await window.bench.list.sort([by]);
    return window.bench.list.end();
  }, SORT);
  report.fact(`the end of the sorted list, ${label}, painted`, end.ms);
  report.check(`  number of the last row, ${label}`, end.last, end.count, end.last === end.count);
  const longest = await page.evaluate(() => window.bench.list.close());
  report.limit(`longest main-thread task over the list of ${label}`, longest, 50, 'ms');
}

/** Every model that the page has scores all customers; then one is asked again and cancelled. */
async function scoring(tab: Tab, label: string, report: Report): Promise<void> {
  const { page } = tab;
  const scored = await page.evaluate(() => window.bench.score());
  for (const { name, ms, rows } of scored.models) report.fact(`${label} scored by ${name} (${rows} rows)`, ms);
  report.fact(`${label} scored by every model`, scored.ms);
  report.check(`  steps of progress that were shown`, scored.steps, 4, scored.steps >= 4);
  report.limit(`longest main-thread task while ${label} are scored`, scored.longest, 50, 'ms');
  const cancelled = await page.evaluate(() => window.bench.cancelScoring());
  report.limit(`a running model stops when it is cancelled, ${label}`, cancelled, 500, 'ms');
  const peak = await tab.peak();
  if (peak !== null) report.fact(`peak memory of the renderer with all models, ${label}, MB`, peak);
}
