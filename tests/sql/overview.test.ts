import { beforeAll, describe, expect, it } from 'vitest';
import { figures, type Figure, type FigureName } from '../../src/domain/figure.ts';
import { periodOf } from '../../src/domain/period.ts';
import { periodSums, type PeriodSums } from '../../src/sql/overview.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { hasRetail, loadRetail, scopeAt, writeOrders } from './shop.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

function byName(sums: readonly PeriodSums[]): Record<FigureName, Figure> {
  return Object.fromEntries(figures(sums).map((figure) => [figure.name, figure])) as Record<FigureName, Figure>;
}

describe('figures of a period', () => {
  const scope = scopeAt('2024-03-31');

  it('compares the last 30 days with the 30 before and with the same a year earlier', () => {
    writeOrders(engine, [
      [0, '2023-01-01 10:00:00', 1],
      [0, '2023-03-05 10:00:00', 40],
      [0, '2024-01-30 00:00:00', 999], // the day before the previous span
      [0, '2024-01-31 00:00:00', 10], // the first moment of the previous span
      [1, '2024-02-29 23:59:59', 10], // its last
      [0, '2024-03-01 00:00:00', 30], // the first moment of the current one
      [0, '2024-03-30 23:59:59', 30],
      [2, '2024-03-10 00:00:00', 60],
      [3, '2024-03-31 00:00:00', 5000], // at the as-of moment: not to be seen
    ]);
    const figure = byName(engine.run(periodSums(periodOf('last-30', '2024-03-31'), [], scope)));
    expect(figure.revenue).toEqual({
      name: 'revenue',
      value: 120,
      previous: 20,
      change: 5,
      yearBefore: 40,
      yearChange: 2,
    });
    expect(figure.buyers).toMatchObject({ value: 2, previous: 2, change: 0, yearBefore: 1, yearChange: 1 });
    expect(figure.orders).toMatchObject({ value: 3, previous: 2, change: 0.5 });
    expect(figure['average-order']).toMatchObject({ value: 40, previous: 10, change: 3 });
    expect(figure.repurchase).toMatchObject({ value: 0.5, previous: 0, change: 0.5 });
  });

  it('does not compare with a span that the data do not wholly cover', () => {
    writeOrders(engine, [
      [0, '2024-02-01 10:00:00', 10], // the previous span begins on 31 January
      [0, '2024-03-05 10:00:00', 40],
    ]);
    const figure = byName(engine.run(periodSums(periodOf('last-30', '2024-03-31'), [], scope)));
    expect(figure.revenue).toEqual({
      name: 'revenue',
      value: 40,
      previous: null,
      change: null,
      yearBefore: null,
      yearChange: null,
    });
  });

  it('coverage is that of the data, not of the filtered customers', () => {
    writeOrders(engine, [
      [0, '2023-01-01 10:00:00', 10],
      [1, '2024-02-20 10:00:00', 20],
      [1, '2024-03-05 10:00:00', 40],
    ]);
    const first = [{ field: 'first_order_month', op: 'in', values: ['2024-02'] }] as const;
    const figure = byName(engine.run(periodSums(periodOf('last-30', '2024-03-31'), first, scope)));
    expect(figure.revenue).toMatchObject({ value: 40, previous: 20, change: 1 });
    expect(figure.buyers.value).toBe(1);
  });

  it('nobody is zero buyers, zero revenue, and no averages', () => {
    writeOrders(engine, []);
    const figure = byName(engine.run(periodSums(periodOf('all', '2024-03-31'), [], scope)));
    expect(figure.revenue.value).toBe(0);
    expect(figure.buyers.value).toBe(0);
    expect(figure['average-order'].value).toBeNull();
    expect(figure.repurchase.value).toBeNull();
  });

  it('says that revenue is unknown where no source gives amounts', () => {
    writeOrders(engine, [[0, '2024-03-05 10:00:00', 40]]);
    const shape = { orders: new Set(['ordered_at']) };
    const figure = byName(engine.run(periodSums(periodOf('all', '2024-03-31'), [], { ...scope, shape })));
    expect(figure.revenue.value).toBeNull();
    expect(figure['average-order'].value).toBeNull();
    expect(figure.orders.value).toBe(1);
  });

  it.skipIf(!hasRetail)('Online Retail: 4,338 buyers, 18,532 orders, 8,911,407.904', () => {
    loadRetail(engine);
    const sums = engine.run(periodSums(periodOf('all', '2011-12-10'), [], scopeAt('2011-12-10')));
    expect(sums).toHaveLength(1);
    const figure = byName(sums);
    expect(figure.revenue.value).toBeCloseTo(8_911_407.904, 3);
    expect(figure.buyers.value).toBe(4_338);
    expect(figure.orders.value).toBe(18_532);
    expect(figure['average-order'].value).toBeCloseTo(8_911_407.904 / 18_532, 9);
  });
});
