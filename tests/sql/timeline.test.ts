import { beforeAll, describe, expect, it } from 'vitest';
import { cohorts, timeline } from '../../src/domain/timeline.ts';
import { cohortMonths } from '../../src/sql/timeline.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { hasCdnow, hasRetail, loadCdnow, loadRetail, scopeAt, writeOrders } from './shop.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

describe('months and cohorts', () => {
  it('splits revenue into new and returning, fills empty months, and marks the unfinished one', () => {
    writeOrders(engine, [
      [0, '2023-11-30 23:59:59', 10],
      [0, '2023-11-30 12:00:00', 5],
      [0, '2024-01-02 00:00:00', 7],
      [1, '2024-01-03 00:00:00', 20],
      [2, '2024-02-15 00:00:00', 1],
      [2, '2024-02-16 00:00:00', 1000],
    ]);
    const asOf = '2024-02-16';
    const months = timeline(engine.run(cohortMonths([], scopeAt(asOf))), asOf);
    expect(months).toEqual([
      {
        month: '2023-11-01',
        complete: true,
        buyers: 1,
        newBuyers: 1,
        orders: 2,
        revenue: 15,
        newRevenue: 15,
        returningRevenue: 0,
        averageOrder: 7.5,
        repurchase: 1,
      },
      {
        month: '2023-12-01',
        complete: true,
        buyers: 0,
        newBuyers: 0,
        orders: 0,
        revenue: 0,
        newRevenue: 0,
        returningRevenue: 0,
        averageOrder: null,
        repurchase: null,
      },
      {
        month: '2024-01-01',
        complete: true,
        buyers: 2,
        newBuyers: 1,
        orders: 2,
        revenue: 27,
        newRevenue: 20,
        returningRevenue: 7,
        averageOrder: 13.5,
        repurchase: 0,
      },
      {
        month: '2024-02-01',
        complete: false,
        buyers: 1,
        newBuyers: 1,
        orders: 1,
        revenue: 1,
        newRevenue: 1,
        returningRevenue: 0,
        averageOrder: 1,
        repurchase: 0,
      },
    ]);
  });

  it('leaves unfinished retention cells blank and writes finished empty ones as zero', () => {
    writeOrders(engine, [
      [0, '2023-12-31 00:00:00', 1],
      [1, '2023-12-01 00:00:00', 1],
      [0, '2024-02-01 00:00:00', 1],
      [2, '2024-02-03 00:00:00', 1],
    ]);
    const cut = cohorts(engine.run(cohortMonths([], scopeAt('2024-02-29'))), '2024-02-29');
    expect(cut).toEqual([
      { month: '2023-12-01', size: 2, buyers: [2, 0, null], shares: [1, 0, null] },
      { month: '2024-02-01', size: 1, buyers: [1, null, null], shares: [1, null, null] },
    ]);
    const whole = cohorts(engine.run(cohortMonths([], scopeAt('2024-03-01'))), '2024-03-01');
    expect(whole[0]).toEqual({ month: '2023-12-01', size: 2, buyers: [2, 0, 1], shares: [1, 0, 0.5] });
  });

  it('a filter on customers keeps their first month', () => {
    writeOrders(engine, [
      [0, '2023-12-31 00:00:00', 1],
      [0, '2024-02-01 00:00:00', 2],
      [1, '2024-02-03 00:00:00', 4],
    ]);
    const cells = engine.run(
      cohortMonths([{ field: 'order_month', op: 'in', values: ['2023-12'] }], scopeAt('2024-03-01')),
    );
    expect(timeline(cells, '2024-03-01').map((month) => month.returningRevenue)).toEqual([0, 0, 2]);
  });

  it('nothing is nothing', () => {
    writeOrders(engine, []);
    const cells = engine.run(cohortMonths([], scopeAt('2024-03-01')));
    expect(timeline(cells, '2024-03-01')).toEqual([]);
    expect(cohorts(cells, '2024-03-01')).toEqual([]);
  });

  it.skipIf(!hasCdnow)('CDNOW: the printed cohorts of early 1997', () => {
    loadCdnow(engine);
    const rows = cohorts(engine.run(cohortMonths([], scopeAt('1998-07-01'))), '1998-07-01');
    expect(rows.map((row) => row.buyers.slice(0, 8))).toEqual([
      [781, 124, 95, 70, 65, 77, 65, 53],
      [857, 134, 110, 75, 77, 75, 61, 61],
      [719, 87, 84, 78, 63, 64, 55, 57],
    ]);
    expect(rows[0]!.buyers).toEqual([781, 124, 95, 70, 65, 77, 65, 53, 52, 45, 62, 59, 45, 47, 63, 37, 37, 33]);
    expect(rows[2]!.buyers.slice(-3)).toEqual([45, null, null]);
    expect(rows[0]!.shares[1]).toBeCloseTo(124 / 781, 12);
  });

  it.skipIf(!hasRetail)('Online Retail: the months add up to the whole', () => {
    loadRetail(engine);
    const months = timeline(engine.run(cohortMonths([], scopeAt('2011-12-10'))), '2011-12-10');
    expect(months).toHaveLength(13);
    expect(months.at(-1)!.complete).toBe(false);
    expect(months.reduce((sum, month) => sum + month.revenue, 0)).toBeCloseTo(8_911_407.904, 3);
    expect(months.reduce((sum, month) => sum + month.newBuyers, 0)).toBe(4_338);
    expect(months.reduce((sum, month) => sum + month.orders, 0)).toBe(18_532);
  });
});
