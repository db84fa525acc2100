import { beforeAll, describe, expect, it } from 'vitest';
import { cohortReturnGrid, cohortValueGrid } from '../../src/domain/cohort-return.ts';
import { firstTraits, ownLevels } from '../../src/domain/retention-model.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { cohortReturns } from '../../src/sql/cohort-return.ts';
import { filterCondition } from '../../src/sql/filter.ts';
import { firstCustomers, firstHazards, firstLevels, firstReturns } from '../../src/sql/first-order.ts';
import { gapCounts, lapseSums, lapseTable } from '../../src/sql/lapse.ts';
import { cohortMonths } from '../../src/sql/timeline.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

const asOf = '2024-04-01';
const scope: Scope = { asOf, profile: 'profile_x', rfm: null, shape: FULL, scale: 2, retention: 'lapse_x' };

/** Customer 0: two orders on one day, then 10 and 40 days later; 1: once, without channel; 2: on the last day; 3: after the as-of day only. */
const ORDERS = [
  [0, '2024-01-01 09:00:00', 'web', '', 100],
  [0, '2024-01-01 18:00:00', 'app', 'C1', 50],
  [0, '2024-01-11 00:00:00', 'app', '', 20],
  [0, '2024-02-10 10:00:00', 'shop', '', 30],
  [1, '2024-02-01 10:00:00', null, 'C2', 8],
  [1, '2024-04-01 00:00:00', 'web', '', 999],
  [2, '2024-03-31 23:00:00', 'app', null, null],
  [3, '2024-04-02 10:00:00', 'web', '', 10],
] as const;

describe('the wait for the second order', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openTestEngine();
    makeTables(engine, 4);
    addRows(
      engine,
      'orders',
      ORDERS.map(([customer, ordered_at, channel, coupon, amount], i) => ({
        customer,
        ordered_at,
        channel,
        coupon,
        amount,
        order_id: `o${i}`,
        _row: i + 1,
      })),
    );
    addRows(engine, 'order_item', [
      { customer: 0, ordered_at: '2024-01-01 09:00:00', order_id: 'o0', category: 'tea', amount: 30 },
      { customer: 0, ordered_at: '2024-01-01 09:00:00', order_id: 'o0', category: 'cup', amount: 70 },
      { customer: 0, ordered_at: '2024-02-10 10:00:00', order_id: 'o3', category: 'pot', amount: 300 },
    ]);
    addRows(engine, 'customer', [{ customer: 1, level: 'gold' }]);
    engine.run(lapseTable('lapse_x', { days: 20, ownFactor: 2 }, scope));
  });

  it('counts purchase days, not orders, and watches to the last day before the as-of day', () => {
    expect(engine.run(firstReturns(null, [], scope))).toEqual([
      { days: 0, event: 0, grp: 0, n: 1 },
      { days: 10, event: 1, grp: 0, n: 1 },
      { days: 59, event: 0, grp: 0, n: 1 },
    ]);
    expect(engine.run(firstCustomers(scope))).toEqual([{ n: 3 }]);
  });

  it('takes traits from the first order alone: what it lacks is never filled from a later one', () => {
    expect(engine.run(firstLevels('channel', scope))).toEqual([
      { value: 'app', customers: 1 },
      { value: 'web', customers: 1 },
      { value: null, customers: 1 },
    ]);
    const grouped = engine.run(firstReturns('channel', ['web', null], scope));
    expect(grouped.map(({ days, grp }) => [days, grp])).toEqual([
      [0, 2],
      [10, 0],
      [59, 1],
    ]);
    expect(engine.run(firstLevels('category', scope))).toContainEqual({ value: 'cup', customers: 1 });
    expect(engine.run(firstLevels('coupon', scope))).toContainEqual({ value: 'yes', customers: 1 });
    expect(engine.run(firstLevels('period', scope))).toEqual([{ value: '2024-Q1', customers: 3 }]);
    expect(engine.run(firstLevels('level', scope))).toContainEqual({ value: 'gold', customers: 1 });
  });

  it('gives Cox’s model the first order’s size, without those of whom it is not known', () => {
    const plan = { amount: true, traits: [{ by: 'channel' as const, levels: ['app'] }], every: 1 };
    const rows = engine.run(firstHazards(plan, scope));
    expect(rows).toEqual([
      { days: 10, event: 1, amount: 6.6, x0: 1, n: 1 },
      { days: 59, event: 0, amount: 3, x0: 1, n: 1 },
    ]);
    expect(engine.run(firstHazards({ ...plan, every: 2 }, scope))).toHaveLength(1);
  });

  it('censors every customer’s last interval, and gives those with a slow rhythm longer', () => {
    expect(engine.run(gapCounts(scope))).toEqual([
      { days: 0, event: 0, n: 1 },
      { days: 10, event: 1, n: 1 },
      { days: 30, event: 1, n: 1 },
      { days: 50, event: 0, n: 1 },
      { days: 59, event: 0, n: 1 },
    ]);
    const table = engine.run(
      'SELECT customer, silent_days, own_gaps, lapse_days, lapse_ratio FROM lapse_x ORDER BY rowid',
    );
    expect(table).toEqual([
      { customer: 0, silent_days: 50, own_gaps: 2, lapse_days: 20, lapse_ratio: 2.5 },
      { customer: 1, silent_days: 59, own_gaps: 0, lapse_days: 20, lapse_ratio: 2.95 },
      { customer: 2, silent_days: 0, own_gaps: 0, lapse_days: 20, lapse_ratio: 0 },
    ]);
    addRows(engine, 'orders', [{ customer: 0, ordered_at: '2024-03-11', order_id: 'x', amount: 1 }]);
    engine.run(lapseTable('lapse_y', { days: 20, ownFactor: 2 }, scope));
    expect(engine.run('SELECT own_gaps, own_gap, lapse_days FROM lapse_y WHERE customer = 0')).toEqual([
      { own_gaps: 3, own_gap: 30, lapse_days: 60 },
    ]);
    engine.run(`DELETE FROM orders WHERE order_id = 'x'`);
  });

  it('counts who is where, and opens just those by a filter', () => {
    expect(engine.run(lapseSums('lapse_x', 20, [], scope))).toEqual([
      { customers: 3, active: 1, at_risk: 0, lapsed: 2, later: 0 },
    ]);
    const lapsed = filterCondition([{ field: 'predicted.lapse_ratio', op: 'between', min: 1, max: null }], scope);
    const found = engine.run({
      ...lapsed,
      chunks: [`SELECT customer FROM customer WHERE ${lapsed.chunks[0]}`, ...lapsed.chunks.slice(1)],
    });
    expect(found).toEqual([{ customer: 0 }, { customer: 1 }]);
  });

  it('tells the three definitions of retention apart, and leaves what is not over blank', () => {
    const grid = (definition: 'classic' | 'rolling' | 'bracket', day = asOf) =>
      cohortReturnGrid(engine.run(cohortReturns(definition, [], { ...scope, asOf: day })), definition, day).map(
        ({ month, buyers }) => [month.slice(0, 7), buyers],
      );
    expect(grid('classic')).toEqual([
      ['2024-01', [1, 1, 0]],
      ['2024-02', [1, 0, null]],
      ['2024-03', [1, null, null]],
    ]);
    expect(grid('rolling')).toEqual(grid('classic'));
    expect(grid('classic', '2024-05-01')[1]).toEqual(['2024-02', [1, 0, 1, null]]);
    expect(grid('rolling', '2024-05-01')[1]).toEqual(['2024-02', [1, 1, 1, null]]);
    expect(grid('bracket', '2024-05-01')).toEqual([
      ['2024-01', [1, 1]],
      ['2024-02', [1, null]],
      ['2024-03', [1, null]],
      ['2024-04', [1, null]],
    ]);
  });

  it('adds up what a cohort has paid per customer', () => {
    const grid = cohortValueGrid(engine.run(cohortMonths([], scope)), asOf);
    expect(grid[0]!.shares).toEqual([1, 170, 200, 200]);
    expect(grid[1]!.shares).toEqual([1, 8, 8, null]);
    const cut = cohortValueGrid(engine.run(cohortMonths([], { ...scope, asOf: '2024-02-15' })), '2024-02-15');
    expect(cut.map(({ shares }) => shares)).toEqual([
      [1, 170, null],
      [1, null, null],
    ]);
  });
});

describe('the groups of a comparison', () => {
  it('stand by themselves from 30 customers on, the largest six, periods the latest in order', () => {
    const counts = ['a', 'b', 'c'].map((value, i) => ({ value, customers: [29, 30, 400][i]! }));
    expect(ownLevels([...counts, { value: null, customers: 31 }], { by: 'channel' })).toEqual(['c', null, 'b']);
    const quarters = ['2023-Q4', '2024-Q1', '2023-Q3'].map((value) => ({ value, customers: 50 }));
    expect(ownLevels(quarters, { by: 'period', most: 2 })).toEqual(['2023-Q4', '2024-Q1']);
  });

  it('are offered where the data have them, and marked where they are known only today', () => {
    expect(firstTraits({ orders: new Set(['ordered_at']), person: new Set(['level', 'gender']) })).toMatchObject([
      { id: 'period', dated: true },
      { id: 'gender', dated: true },
      { id: 'level', dated: false },
    ]);
  });
});
