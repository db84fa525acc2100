import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalPlan, type CanonicalPlan } from '../../src/sql/canonical.ts';
import { profilePlan } from '../../src/sql/profile.ts';
import { bookRows } from '../../src/sql/book.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { Source } from '../../src/domain/source.ts';
import { contentKey } from '../../src/codec/hash.ts';
import { raw } from '../../src/sql/statement.ts';
import { openTab, type Tab } from './chromium.ts';
import { huge } from './huge.ts';
import { models } from './models.ts';
import { Native } from './native.ts';
import { ordersFile } from './orders.ts';
import { median, Report } from './report.ts';
import { weigh } from './weight.ts';

const [pageFolder = '', appFolder = '', ...flags] = process.argv.slice(2);
const RUNS = 3;
const AS_OF = '2025-01-01';
const report = new Report();

if (flags.includes('--huge')) await huge(pageFolder);
else if (flags.includes('models')) await models(pageFolder, report);
else {
  await weigh(appFolder, report);
  for (const millions of flags.includes('--quick') ? [1] : [1, 10]) await measure(millions);
  report.write(join('tests', 'bench', 'results.json'));
  if (report.lines.some((line) => !line.pass)) process.exitCode = 1;
}

/** Everything at one size. */
async function measure(millions: number): Promise<void> {
  const file = await ordersFile(millions);
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const native = await Native.open(folder);
  const label = `${millions} M orders`;
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const longest: number[] = [];
    // one tab and one native process: each imports three times, and what was kept is forgotten in between
    const tab = await openTab(pageFolder);
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
      ours.push(loaded.ms);
      longest.push(loaded.longest);
      theirs.push(await native.import(file, source, run));
    }
    report.fact(`first import of a fresh tab, ${label}`, ours[0]!);
    report.ratio(`import, ${label}`, median(ours), median(theirs), 1.8);
    report.limit(`longest main-thread task during import, ${label}`, median(longest), 50, 'ms');
    const scope = await profile(tab, native, source!, label);
    if (millions === 10) {
      await grid(tab, native, scope, label);
      const peak = await tab.peak();
      if (peak !== null) report.limit(`peak memory of the renderer, ${label}`, peak, 2000, 'MB');
    }
    await tab.close();
    await reopen(file, label, millions, median(ours));
  } finally {
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
async function profile(tab: Tab, native: Native, source: Source, label: string): Promise<Scope> {
  const plan: CanonicalPlan = canonicalPlan({
    sources: [source],
    mappings: [guessMapping(source, [])],
    hash: contentKey,
  });
  for (const stage of plan.stages) {
    if (stage.kind === 'join') throw new Error('the bench file has one kind of key');
    await tab.page.evaluate((made) => window.bench.make(made), {
      name: stage.name,
      steps: stage.steps,
      keep: true,
    });
    for (const step of stage.steps) await native.run(step);
  }
  await tab.page.evaluate(() => window.bench.engine.settled());
  await tab.page.evaluate((views) => window.bench.define(views), plan.views);
  for (const view of plan.views) await native.run(view);
  const ours: number[] = [];
  const theirs: number[] = [];
  const input = { asOf: AS_OF, shape: plan.shape, scale: plan.scale, rows: { orders: source.rows } };
  for (let run = 0; run < RUNS; run++) {
    const name = `profile_bench${run}`;
    if (run > 0)
      await tab.page.evaluate((old) => window.bench.define([old]), raw(`DROP TABLE profile_bench${run - 1}`));
    const { steps, temporary } = profilePlan(input, name);
    ours.push(
      await tab.page.evaluate(
        async (made) => {
          const start = performance.now();
          await window.bench.make(made);
          return performance.now() - start;
        },
        { name, steps, temporary },
      ),
    );
    theirs.push(
      await native.time(async () => {
        for (const step of steps) await native.run(step);
        for (const table of temporary) await native.run(`DROP TABLE ${table}`);
      }),
    );
  }
  report.ratio(`profile, all features, ${label}`, median(ours), median(theirs), 1.4);
  return { asOf: AS_OF, profile: `profile_bench${RUNS - 1}`, rfm: null, shape: plan.shape, scale: plan.scale };
}

/** Sorting and filtering the customers: the first hundred rows, decoded in the page. */
async function grid(tab: Tab, native: Native, scope: Scope, label: string): Promise<void> {
  const columns = ['customer_id', 'f_orders', 'm_total', 'last_order_at', 'channel_top'].filter(
    (column) => column !== 'channel_top',
  );
  const questions = {
    sort: bookRows(
      { columns, sort: [{ field: 'm_total', descending: true }], filter: [], search: '', offset: 0, limit: 100 },
      scope,
    ),
    filter: bookRows(
      {
        columns,
        sort: [],
        filter: [{ field: 'f_orders', op: 'between', min: 15, max: null }],
        search: '',
        offset: 0,
        limit: 100,
      },
      scope,
    ),
  };
  for (const [name, statement] of Object.entries(questions)) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      ours.push(
        await tab.page.evaluate(async (asked) => {
          const start = performance.now();
          await window.bench.query(asked);
          return performance.now() - start;
        }, statement),
      );
      theirs.push(await native.time(async () => void (await native.rows(statement))));
    }
    report.within(`${name} customers, first 100 rows, ${label}`, median(ours), median(theirs), 100);
  }
}

/** A workspace loaded through the app's own state, then opened again in a fresh page. */
async function reopen(file: string, label: string, millions: number, importing: number): Promise<void> {
  const tab = await openTab(pageFolder);
  try {
    const { page } = tab;
    await page.evaluate(() => window.bench.session.start());
    await page.evaluate(() => window.bench.session.create('bench'));
    await page.setInputFiles('#file', file);
    await page.evaluate(async () => {
      await window.bench.session.loadFiles([window.bench.file(0)]);
      await window.bench.engine.settled();
    });
    const starts: number[] = [];
    const opens: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await tab.reload();
      starts.push(
        await page.evaluate(async () => {
          const start = performance.now();
          await window.bench.engine.bootEngine();
          return performance.now() - start;
        }),
      );
      await tab.reload();
      opens.push(
        await page.evaluate(async () => {
          const start = performance.now();
          await window.bench.session.start();
          if (window.bench.book.status !== 'ready') throw new Error(`not ready: ${window.bench.book.status}`);
          return performance.now() - start;
        }),
      );
    }
    if (millions === 1)
      report.limit(`reopening, ${label}, beyond engine start`, median(opens) - median(starts), 300, 'ms');
    else report.ratio(`reopening, ${label}, of importing`, median(opens), importing, 0.2);
    report.fact('engine start', median(starts));
  } finally {
    await tab.close();
  }
}
