import { beforeAll, describe, expect, it } from 'vitest';
import { paretoCurve, topShare } from '../../src/domain/pareto.ts';
import { paretoSlices } from '../../src/sql/pareto.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { hasRetail, loadRetail, scopeAt, writeOrders } from './shop.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

describe('concentration of revenue', () => {
  const scope = scopeAt('2024-01-01');

  it('ranks customers by what they brought, not by how often', () => {
    writeOrders(engine, [
      [0, '2023-01-01 00:00:00', 10],
      [0, '2023-01-02 00:00:00', 10],
      [1, '2023-01-01 00:00:00', 60],
      [2, '2023-01-01 00:00:00', 15],
      [3, '2023-01-01 00:00:00', 5],
      [4, '2024-01-01 00:00:00', 500],
    ]);
    const slices = engine.run(paretoSlices([], scope));
    const curve = paretoCurve(slices);
    expect(curve.map((point) => [point.customers, point.revenue])).toEqual([
      [0, 0],
      [0.25, 0.6],
      [0.5, 0.8],
      [0.75, 0.95],
      [1, 1],
    ]);
    expect(topShare(slices, 50)).toEqual({ percent: 50, customers: 2, at: 0.5, share: 0.8, least: 20 });
    expect(topShare(slices, 20)).toEqual({ percent: 20, customers: 1, at: 0.25, share: 0.6, least: 60 });
  });

  it('never has more than 201 points, and every half per cent has its own', () => {
    engine.run(
      `CREATE OR REPLACE TABLE orders AS SELECT i::INTEGER AS customer, TIMESTAMP '2023-01-01' AS ordered_at, (1 + i)::DECIMAL(18,2) AS amount FROM range(1237) t(i)`,
    );
    const slices = engine.run(paretoSlices([], scope));
    const curve = paretoCurve(slices);
    expect(curve).toHaveLength(201);
    expect(topShare(slices, 20)!.customers).toBe(247);
    const best = Array.from({ length: 247 }, (_, i) => 1237 - i).reduce((a, b) => a + b);
    expect(topShare(slices, 20)!.share).toBeCloseTo(best / ((1237 * 1238) / 2), 12);
  });

  it('has no curve where there is no revenue', () => {
    writeOrders(engine, [[0, '2023-01-01 00:00:00', 0]]);
    expect(paretoCurve(engine.run(paretoSlices([], scope)))).toEqual([]);
    expect(topShare(engine.run(paretoSlices([], scope)), 20)).toBeNull();
    writeOrders(engine, []);
    expect(paretoCurve(engine.run(paretoSlices([], scope)))).toEqual([]);
  });

  it.skipIf(!hasRetail)('Online Retail: the best 20 % bring 74.59 %', () => {
    loadRetail(engine);
    const slices = engine.run(paretoSlices([], scopeAt('2011-12-10')));
    const top = topShare(slices, 20)!;
    expect(top.customers).toBe(867);
    expect(top.share).toBeCloseTo(0.7459, 4);
    expect([1, 5, 10, 50].map((percent) => topShare(slices, percent)!.customers)).toEqual([43, 216, 433, 2169]);
  });
});
