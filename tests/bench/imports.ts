import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentKey } from '../../src/codec/hash.ts';
import { bookFields, firstColumns } from '../../src/domain/book-field.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { Source } from '../../src/domain/source.ts';
import { bookRows } from '../../src/sql/book.ts';
import { canonicalPlan } from '../../src/sql/canonical.ts';
import { profilePlan } from '../../src/sql/profile.ts';
import { rfmPlan } from '../../src/sql/rfm.ts';
import { raw } from '../../src/sql/statement.ts';
import { openTab, type Tab } from './chromium.ts';
import { Native } from './native.ts';
import { ordersFile } from './orders.ts';
import { median, type Report } from './report.ts';

const RUNS = 3;
const AS_OF = '2025-01-01';

/** What the lists of customers ask, and how long native DuckDB takes for it, ms. */
export interface NativeLists {
  readonly sort: number;
  readonly filter: number;
}

/** What an import took here and what lists of customers take natively: other lines are held against these. */
export interface Imported {
  readonly ms: number;
  readonly lists: NativeLists;
}

/** Loading a file and computing the profile at one size, in the page and in native DuckDB, turn by turn in one tab and one process. */
export async function imports(millions: number, pageFolder: string, report: Report): Promise<Imported> {
  const file = await ordersFile(millions);
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const native = await Native.open(folder);
  const label = `${millions} M orders`;
  const tab = await openTab(pageFolder);
  try {
    const [ours, theirs, longest]: number[][] = [[], [], []];
    await tab.page.evaluate(async () => {
      await window.bench.engine.bootEngine();
      await window.bench.engine.settled();
    });
    await tab.page.setInputFiles('#file', file);
    let source: Source | undefined;
    for (let run = 0; run < RUNS; run++) {
      if (source) await tab.page.evaluate((load) => window.bench.engine.forget([load]), source.load);
      const loaded = await importInto(tab);
      source = loaded.source;
      ours!.push(loaded.ms);
      longest!.push(loaded.longest);
      theirs!.push(await native.import(file, source, run));
    }
    report.fact(`first import of a fresh tab, ${label}`, ours![0]!);
    report.ratio(`import, ${label}`, median(ours!), median(theirs!), 1.8);
    report.limit(`longest main-thread task during import, ${label}`, median(longest!), 50, 'ms');
    const scope = await profile(tab, native, source!, label, report);
    const lists = await nativeLists(native, scope);
    const peak = await tab.peak();
    if (peak !== null) report.limit(`peak memory of the renderer, ${label}`, peak, 2000, 'MB');
    return { ms: median(ours!), lists };
  } finally {
    await tab.close();
    native.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads the chosen file as the app does; ms until it is kept in IndexedDB and can be asked. */
async function importInto(tab: Tab): Promise<{ source: Source; ms: number; longest: number }> {
  return tab.page.evaluate(async () => {
    const { bench } = window;
    bench.longTasks.length = 0;
    const start = performance.now();
    const result = await bench.engine.load(bench.file(0), () => undefined).done;
    const ms = performance.now() - start;
    if (!result.ok) throw new Error(JSON.stringify(result));
    return { source: { ...result.sources[0]!, id: 's1' }, ms, longest: Math.max(0, ...bench.longTasks) };
  });
}

/** Canonical tables, then the profile with every feature, with the same statements on both sides. */
async function profile(tab: Tab, native: Native, source: Source, label: string, report: Report): Promise<Scope> {
  const plan = canonicalPlan({ sources: [source], mappings: [guessMapping(source, [])], hash: contentKey });
  for (const stage of plan.stages) {
    if (stage.kind === 'join') throw new Error('the bench file has one kind of key');
    await tab.page.evaluate((made) => window.bench.make(made), { name: stage.name, steps: stage.steps, keep: true });
    for (const step of stage.steps) await native.run(step);
  }
  await tab.page.evaluate(() => window.bench.engine.settled());
  await tab.page.evaluate((views) => window.bench.define(views), plan.views);
  for (const view of plan.views) await native.run(view);
  const [ours, theirs]: number[][] = [[], []];
  const { shape, scale } = plan;
  const input = { asOf: AS_OF, shape, scale, rows: { orders: source.rows } };
  for (let run = 0; run < RUNS; run++) {
    const name = `profile_bench${run}`;
    if (run > 0)
      await tab.page.evaluate((old) => window.bench.define([old]), raw(`DROP TABLE profile_bench${run - 1}`));
    const { steps, temporary } = profilePlan(input, name);
    ours!.push(
      await tab.page.evaluate(
        async (made) => {
          const start = performance.now();
          await window.bench.make(made);
          return performance.now() - start;
        },
        { name, steps, temporary },
      ),
    );
    theirs!.push(
      await native.time(async () => {
        for (const step of steps) await native.run(step);
        for (const table of temporary) await native.run(`DROP TABLE ${table}`);
      }),
    );
  }
  report.ratio(`profile, all features, ${label}`, median(ours!), median(theirs!), 1.4);
  const name = `profile_bench${RUNS - 1}`;
  for (const step of rfmPlan(DEFAULT_RFM, { asOf: AS_OF, profile: name }, 'rfm_bench').steps) await native.run(step);
  return { asOf: AS_OF, profile: name, rfm: 'rfm_bench', shape, scale };
}

/** What the page asks when the customers are sorted or filtered, in native DuckDB; the median of five. */
async function nativeLists(native: Native, scope: Scope): Promise<NativeLists> {
  const columns = firstColumns(bookFields(scope, ['customer_id']));
  const page = { columns, search: '', offset: 0, limit: 100 };
  const took = async (asked: Pick<Parameters<typeof bookRows>[0], 'sort' | 'filter'>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 5; run++)
      times.push(await native.time(async () => void (await native.rows(bookRows({ ...page, ...asked }, scope)))));
    return median(times);
  };
  return {
    sort: await took({ sort: [SORT], filter: [] }),
    filter: await took({ sort: [SORT], filter: [FILTER] }),
  };
}

/** The order and the filter of the lines about lists, in the page and natively. */
export const SORT = { field: 'm_total', descending: true } as const;
export const FILTER = { field: 'f_orders', op: 'between', min: 5, max: 9 } as const;
