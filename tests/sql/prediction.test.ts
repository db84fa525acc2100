import { beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { firstOrderDay, predictionTable, rungOf, valueList, valueTiers } from '../../src/sql/prediction.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

const scope: Scope = {
  asOf: '2024-03-01',
  profile: 'profile_x',
  rfm: null,
  shape: { orders: new Set(['ordered_at', 'amount']), person: new Set(['name']) },
  scale: 2,
};

describe('the prediction table', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openTestEngine();
    engine.run(`CREATE TABLE given AS SELECT customer::INTEGER AS customer, p_alive, 0.5::DOUBLE AS p_return, 2::DOUBLE AS expected_orders,
      50::DOUBLE AS order_value, clv, clv / 2 AS clv_low, clv * 2 AS clv_high, next_order, tier::DOUBLE AS tier, 3::DOUBLE AS rung
      FROM (VALUES (2, 0.9::DOUBLE, 100::DOUBLE, 0.1::DOUBLE, 1::DOUBLE), (0, 0.2::DOUBLE, 80::DOUBLE, 2.05::DOUBLE, 2::DOUBLE), (1, 'nan'::DOUBLE, 'nan'::DOUBLE, 'nan'::DOUBLE, 'nan'::DOUBLE))
        t(customer, p_alive, clv, next_order, tier)`);
    engine.run(
      `CREATE TABLE customer AS SELECT i::INTEGER AS customer, 'c' || i AS customer_id, 'n' || i AS name FROM range(3) t(i)`,
    );
    engine.run(
      `CREATE TABLE profile_x AS SELECT i::INTEGER AS customer, i::INTEGER AS r_days, 3::INTEGER AS f_orders FROM range(3) t(i)`,
    );
    engine.run(`CREATE TABLE orders AS SELECT 0 AS customer, TIMESTAMP '2024-01-05 22:00:00' AS ordered_at`);
    engine.run(predictionTable('prediction_x', 'given', scope.asOf));
  });

  it('is sorted, has NULL where nothing is known, and days counted from the last day before the as-of day', () => {
    const rows = engine.run(
      'SELECT customer, p_alive, clv, tier, rung, next_order_at::VARCHAR AS next FROM prediction_x ORDER BY rowid',
    );
    expect(rows).toEqual([
      // 2.05 weeks are 14.35 days: within the 15th day after 29 February.
      { customer: 0, p_alive: 0.2, clv: 80, tier: 2, rung: 3, next: '2024-03-15' },
      { customer: 1, p_alive: null, clv: null, tier: null, rung: 3, next: null },
      { customer: 2, p_alive: 0.9, clv: 100, tier: 1, rung: 3, next: '2024-03-01' },
    ]);
  });

  it('says from which rung a customer’s figures come', () => {
    expect(engine.run(rungOf('prediction_x', 0))).toEqual([{ rung: 3 }]);
    expect(engine.run(rungOf('prediction_x', 9))).toEqual([]);
  });

  it('adds up by tier, those without a value last', () => {
    const rows = engine.run(valueTiers('prediction_x', [], scope));
    expect(rows.map(({ tier, customers, clv }) => [tier, customers, clv])).toEqual([
      [1, 1, 100],
      [2, 1, 80],
      [null, 1, null],
    ]);
    expect(rows[0]!.clv_share).toBeCloseTo(100 / 180, 12);
  });

  it('puts those worth most first, or those whose value is most in doubt', () => {
    const list = (order: 'value' | 'doubt', tier: number | null = null) =>
      engine.run(valueList('prediction_x', { order, tier, limit: 5 }, [], scope)).map((row) => row.customer);
    expect(list('value')).toEqual([2, 0]);
    expect(list('doubt')).toEqual([0, 2]);
    expect(list('value', 2)).toEqual([0]);
    const [first] = engine.run(valueList('prediction_x', { order: 'value', tier: null, limit: 1 }, [], scope));
    expect(first).toMatchObject({ customer_id: 'c2', name: 'n2', r_days: 2, f_orders: 3, clv_low: 50, clv_high: 200 });
  });

  it('knows the first day with an order', () => {
    expect(engine.run(firstOrderDay('2024-03-01'))).toEqual([{ first: '2024-01-05' }]);
    expect(engine.run(firstOrderDay('2024-01-05'))).toEqual([{ first: null }]);
  });
});
