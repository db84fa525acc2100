import { beforeAll, describe, expect, it } from 'vitest';
import { tableFromIPC } from '@uwdata/flechette';
import { buildDemo, type Demo } from '../../../src/demo/demo.ts';
import { gainPoints, listProfit, listTerms } from '../../../src/domain/backtest-model.ts';
import { churnFeatures, DEFAULT_CHURN_MODEL } from '../../../src/domain/churn-model.ts';
import { guessMapping } from '../../../src/domain/mapping-guess.ts';
import { DEFAULT_RFM } from '../../../src/domain/rfm.ts';
import { DEFAULT_VALUE_MODEL } from '../../../src/domain/value-model.ts';
import { shiftDays } from '../../../src/domain/window.ts';
import {
  backtestLists,
  backtestSums,
  backtestTable,
  buyersReached,
  leaversReached,
  listedCustomers,
  listGains,
  listsOf,
  type BacktestSums,
} from '../../../src/sql/backtest.ts';
import { canonicalPlan, type CanonicalPlan } from '../../../src/sql/canonical.ts';
import { snapshotRows, type SnapshotWindow } from '../../../src/sql/churn.ts';
import { permit } from '../../../src/sql/guard.ts';
import { profilePlan } from '../../../src/sql/profile.ts';
import { purchaseHistory } from '../../../src/sql/purchase-history.ts';
import { rfmPlan } from '../../../src/sql/rfm.ts';
import type { BacktestReport } from '../../../workers/compute/api/backtest.ts';
import { runBacktest } from '../../../workers/compute/tasks/backtest.ts';
import { runChurn } from '../../../workers/compute/tasks/churn.ts';
import { snapshotsOf } from '../../../workers/compute/tasks/snapshots.ts';
import { runValue } from '../../../workers/compute/tasks/value.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { build, hash, loadCsv } from '../../load.ts';
import { doorOf } from './door.ts';

const FILES = ['会员.csv', '商城订单.csv', '门店小票.csv'];
const DAYS = 90;
const ACTIVE = 365;
const none = () => undefined;

describe('the demo company, 90 days ago', () => {
  let engine: TestEngine;
  let demo: Demo;
  let plan: CanonicalPlan;
  let cut: string;

  /** Everything that the page makes, from the tables as they stand: the lists, and what happened. */
  async function test(name: string): Promise<{ lists: string; table: string }> {
    const door = doorOf(engine);
    const { shape, scale } = plan;
    const profile = (day: string) => {
      const made = profilePlan({ asOf: day, shape, scale }, `${name}_p${day.replaceAll('-', '')}`);
      for (const step of made.steps) engine.run(step);
      return `${name}_p${day.replaceAll('-', '')}`;
    };
    const given = (table: string) => {
      const read = tableFromIPC(door.given.get(table)!);
      const names = read.schema.fields.map((field) => field.name);
      const columns = names.map((column) => read.getChild(column)!.toArray() as ArrayLike<number>);
      const rows = Array.from(columns[0]!, (_, i) => columns.map((column) => column[i]).join(','));
      engine.file(`${table}.csv`, [names.join(','), ...rows].join('\n'));
      engine.run(`CREATE OR REPLACE TABLE ${table} AS SELECT customer::INTEGER AS customer, COLUMNS(* EXCLUDE customer)::DOUBLE
        FROM read_csv('in/${table}.csv', header = true, all_varchar = true)`);
    };
    const known = profile(cut);
    for (const step of rfmPlan(DEFAULT_RFM, { asOf: cut, profile: known }, `${name}_rfm`).steps) engine.run(step);
    const { model, annualRate } = DEFAULT_VALUE_MODEL;
    await runValue(
      door,
      {
        into: `${name}_value`,
        histories: permit(purchaseHistory(cut), 'model'),
        holdOut: null,
        model,
        horizonWeeks: DAYS / 7,
        annualRate,
        margin: 1,
        tiers: [1],
        seed: 1,
      },
      none,
    );
    given(`${name}_value`);
    const days = snapshotsOf({ firstDay: demo.truth.from, asOf: cut, horizonDays: DAYS, most: 3 });
    if (!days.ok) throw new Error(days.reason);
    const features = churnFeatures(shape);
    const rows = (window: SnapshotWindow) =>
      permit(snapshotRows(profile(window.cutoff), features, window, ACTIVE), 'model');
    const churned = await runChurn(
      door,
      {
        into: `${name}_churn`,
        features,
        recency: 'r_days',
        training: days.training.map(rows),
        test: rows(days.test),
        scoring: rows(days.scoring),
        seed: 1,
      },
      none,
    );
    if (!churned.ok) throw new Error(churned.reason);
    given(`${name}_churn`);
    const sources = { profile: known, rfm: `${name}_rfm`, value: `${name}_value`, churn: `${name}_churn` };
    engine.run(backtestLists(`${name}_lists`, { ...sources, amounts: true, activeDays: ACTIVE, seed: 1 }));
    engine.run(backtestTable(name, `${name}_lists`, cut, demo.truth.asOf));
    return { lists: `${name}_lists`, table: name };
  }

  const { buyers, leavers } = listsOf({ value: 'v', churn: 'l', amounts: true });
  const compared = (sums: BacktestSums, k: number, seed = 1): Promise<BacktestReport> =>
    runBacktest(doorOf(engine), {
      buyers: permit(buyersReached('bt', buyers, k), 'model'),
      lists: buyers.length,
      leavers: permit(leaversReached('bt', leavers, k), 'model'),
      leaverLists: leavers.length,
      customers: sums.customers,
      active: sums.active,
      left: sums.left,
      k,
      seed,
    });

  beforeAll(async () => {
    engine = await openTestEngine();
    demo = buildDemo({ seed: 20250701, customers: 5_000 });
    const sources = demo.files
      .filter(({ name }) => FILES.includes(name))
      .map(({ name, bytes }) => loadCsv(engine, name, Buffer.concat(bytes as Uint8Array[])));
    plan = canonicalPlan({ sources, mappings: sources.map((source) => guessMapping(source, [])), hash });
    build(engine, plan);
    // Tables, so that what happened can be altered.
    for (const table of ['orders', 'order_item']) {
      engine.run(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
      engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT * FROM kept_${table}`);
    }
    cut = shiftDays(demo.truth.asOf, -DAYS);
    await test('bt');
  }, 300_000);

  it('ranks everybody known at the cut once in every list, and asks for leavers among the active alone', () => {
    const [sums] = engine.run(backtestSums('bt'));
    const [before] = engine.run<{ n: number }>(
      `SELECT count(DISTINCT customer)::INTEGER AS n FROM orders WHERE ordered_at < TIMESTAMP '${cut}'`,
    );
    expect(sums!.customers).toBe(before!.n);
    for (const column of ['rank_rfm', 'rank_class', 'rank_value', 'rank_orders', 'rank_spend', 'rank_recency']) {
      const [row] = engine.run(`SELECT count(DISTINCT ${column})::INTEGER AS n, max(${column}) AS most FROM bt`);
      expect(row).toEqual({ n: before!.n, most: before!.n });
    }
    const [active] = engine.run('SELECT count(rank_churn)::INTEGER AS n, max(rank_churn) AS most FROM bt');
    expect(active).toEqual({ n: sums!.active, most: sums!.active });
    expect(sums!.active).toBeLessThan(sums!.customers);
  });

  it('asks for leavers among those whom the workspace’s churn model calls active', () => {
    const terms = listTerms(
      { ...DEFAULT_VALUE_MODEL, model: 'pareto-nbd', annualRate: 0.2 },
      { ...DEFAULT_CHURN_MODEL, activeDays: 60 },
    );
    expect(terms).toEqual({ orderModel: 'pareto-nbd', annualRate: 0.2, activeDays: 60 });
    const sources = { profile: `bt_p${cut.replaceAll('-', '')}`, rfm: 'bt_rfm', value: null, churn: null };
    engine.run(backtestLists('narrow', { ...sources, ...terms, amounts: true, seed: 1 }));
    const [named] = engine.run(
      'SELECT count(n.rank_silent)::INTEGER AS narrow, count(b.rank_silent)::INTEGER AS wide FROM narrow n JOIN bt_lists b USING (customer)',
    );
    const [truth] = engine.run(
      `SELECT count(*)::INTEGER AS n FROM ${sources.profile} WHERE f_orders > 0 AND r_days < 60`,
    );
    expect(named!.narrow).toBe(truth!.n);
    expect(named!.wide).toBeGreaterThan(truth!.n as number);
  });

  it('finds buyers and revenue far above chance, and says how the lists compare at one length', async () => {
    const [sums] = engine.run(backtestSums('bt'));
    const report = await compared(sums!, Math.round(sums!.customers / 10));
    report.lists.forEach(({ precision, recall, lift, revenueShare, ahead }, i) =>
      console.log(
        `${buyers[i]}: precision ${precision.share.toFixed(3)}, recall ${recall.toFixed(3)}, lift ${lift.toFixed(2)}, revenue ${revenueShare.toFixed(3)}` +
          (ahead
            ? `, ahead of RFM by ${ahead.share.toFixed(3)} (${ahead.low.toFixed(3)} – ${ahead.high.toFixed(3)})`
            : ''),
      ),
    );
    report.leaverLists.forEach(({ precision, recall, lift }, i) =>
      console.log(
        `${leavers[i]}: precision ${precision.share.toFixed(3)}, recall ${recall.toFixed(3)}, lift ${lift.toFixed(2)}`,
      ),
    );
    for (const { lift, precision, listed, reached } of report.lists) {
      expect(lift).toBeGreaterThan(1.2);
      expect(precision.low).toBeLessThanOrEqual(reached / listed);
      expect(precision.high).toBeGreaterThanOrEqual(reached / listed);
    }
    const value = report.lists[buyers.indexOf('value')]!;
    expect(value.ahead!.low).toBeLessThanOrEqual(value.ahead!.share);
    expect(value.ahead!.high).toBeGreaterThanOrEqual(value.ahead!.share);
    expect(report.leaverLists[0]!.lift).toBeGreaterThan(1);
    expect(await compared(sums!, Math.round(sums!.customers / 10))).toEqual(report);
    const all = await compared(sums!, sums!.customers);
    for (const { revenueShare, recall, lift } of all.lists) expect([revenueShare, recall, lift]).toEqual([1, 1, 1]);
  });

  it('draws the same numbers as a curve, and adds the profit up by hand', async () => {
    const [sums] = engine.run(backtestSums('bt'));
    const rows = engine.run(listGains('bt', buyers));
    for (const list of buyers) {
      const points = gainPoints(rows, list);
      expect(points[0]).toMatchObject({ customers: 0, revenueShare: 0 });
      expect(points.at(-1)!.customers).toBe(sums!.customers);
      expect(points.at(-1)!.revenueShare).toBeCloseTo(1, 9);
    }
    const points = gainPoints(rows, 'value');
    const tenth = points[10]!;
    const report = await compared(sums!, tenth.customers);
    expect(report.lists[buyers.indexOf('value')]!.revenue).toBeCloseTo(tenth.revenue, 4);
    const profit = listProfit(points, { margin: 0.3, contactCost: 5, offerCost: 2 });
    expect(profit.points[10]!.profit).toBeCloseTo(0.3 * tenth.revenue - 5 * tenth.customers - 2 * tenth.buyers, 6);
    expect(profit.points[profit.best]!.profit).toBe(Math.max(...profit.points.map((point) => point.profit)));
  });

  it('opens the list of that day in its order, with what became of each', () => {
    const rows = engine.run(listedCustomers('bt', 'value', 5, { shape: plan.shape }));
    expect(rows.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0]!.customer_id).toMatch(/./);
  });

  it('never sees past the cut: whatever is done to later orders, the lists stay as they are', async () => {
    const lists = 'SELECT * FROM bt_lists ORDER BY customer';
    const before = engine.run(lists);
    const late = `ordered_at >= TIMESTAMP '${cut}'`;
    const [later] = engine.run<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM orders WHERE ${late}`);
    expect(later!.n).toBeGreaterThan(500);
    for (const table of ['orders', 'order_item']) {
      engine.run(`DELETE FROM kept_${table} WHERE ${late} AND customer % 3 = 0`);
      engine.run(`UPDATE kept_${table} SET customer = (customer * 7 + 11) % 4000, amount = amount * 3 + 5,
        ordered_at = ordered_at + INTERVAL 9 DAY WHERE ${late}`);
    }
    await test('altered');
    expect(engine.run('SELECT * FROM altered_lists ORDER BY customer')).toEqual(before);
    const outcome = (table: string) =>
      engine.run(`SELECT sum(revenue)::DOUBLE AS paid, sum(bought) AS n FROM ${table}`)[0];
    expect(outcome('altered')).not.toEqual(outcome('bt'));
  }, 300_000);
});
