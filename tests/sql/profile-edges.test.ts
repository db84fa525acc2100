import { beforeAll, describe, expect, it } from 'vitest';
import { profilePlan } from '../../src/sql/profile.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

let engine: TestEngine;

/** The profile as of a day, a customer a row. */
function profileAt(asOf: string, ...columns: string[]): Record<string, unknown>[] {
  const plan = profilePlan({ asOf, shape: FULL, scale: 2 }, 'edges');
  for (const step of plan.steps) engine.run(step);
  for (const table of plan.temporary) engine.run(`DROP TABLE "${table}"`);
  return engine.run(`SELECT ${columns.join(', ')} FROM edges ORDER BY customer`);
}

beforeAll(async () => {
  engine = await openTestEngine();
  makeTables(engine, 4);
});

describe('what the files leave open', () => {
  it('an order of unknown amount adds nothing: its buyer is no best customer', () => {
    const order = (customer: number, amount: number | null): void =>
      addRows(engine, 'orders', [{ customer, ordered_at: '2024-01-05 10:00:00', amount }]);
    order(0, 90);
    order(1, 10);
    order(2, null);
    order(3, null);
    order(3, 1);
    expect(profileAt('2024-02-01', 'm_total', 'revenue_percentile', 'abc_tier', 'mean_order_value')).toEqual([
      { m_total: 90, revenue_percentile: 1, abc_tier: 'A', mean_order_value: 90 },
      { m_total: 10, revenue_percentile: 0.75, abc_tier: 'B', mean_order_value: 10 },
      { m_total: 0, revenue_percentile: 0.25, abc_tier: 'C', mean_order_value: null },
      { m_total: 1, revenue_percentile: 0.5, abc_tier: 'C', mean_order_value: 0.5 },
    ]);
  });

  it('a birthday counts from its day on, 29 February from 1 March in a common year; nobody is younger than nought', () => {
    addRows(engine, 'customer', [
      { customer: 0, birth: '2000-02-29' },
      { customer: 1, birth: '2000-02-28' },
      { customer: 2, birth: '2023-02-28' },
      { customer: 3, birth: '2023-03-02' },
    ]);
    expect(profileAt('2023-02-28', 'age').map(({ age }) => age)).toEqual([22, 23, 0, null]);
    expect(profileAt('2023-03-01', 'age').map(({ age }) => age)).toEqual([23, 23, 0, null]);
    expect(profileAt('2024-02-29', 'age').map(({ age }) => age)).toEqual([24, 24, 1, 0]);
  });

  it('who was held out of a campaign was sent nothing, though a row says when the others were', () => {
    const touch = (customer: number, arm: string | null, opened_at: string | null): void =>
      addRows(engine, 'touch', [{ customer, arm, sent_at: '2024-01-22 10:00:00', opened_at }]);
    touch(0, '实验组', '2024-01-22 11:00:00');
    touch(0, '对照组', null);
    touch(1, ' Control ', null);
    touch(2, null, null);
    expect(profileAt('2024-02-01', 'touches_90d', 'last_touch_days', 'open_share')).toEqual([
      { touches_90d: 1, last_touch_days: 9, open_share: 1 },
      { touches_90d: 0, last_touch_days: null, open_share: null },
      { touches_90d: 1, last_touch_days: 9, open_share: 0 },
      { touches_90d: 0, last_touch_days: null, open_share: null },
    ]);
  });
});
