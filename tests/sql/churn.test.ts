import { beforeAll, describe, expect, it } from 'vitest';
import { churnFeatures } from '../../src/domain/churn-model.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { riskList, riskSums, snapshotPlan } from '../../src/sql/churn.ts';
import { reasonsOf, scoredAbove, scoredTable } from '../../src/sql/scored.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

const CUTOFF = '2024-01-01';
const LABEL = { from: CUTOFF, to: '2024-04-01' };
const order = (customer: number, ordered_at: string, amount: number) => ({ customer, ordered_at, amount });

describe('snapshots of the past', () => {
  let engine: TestEngine;

  function rows() {
    const window = { cutoff: CUTOFF, label: LABEL };
    const plan = snapshotPlan('p', churnFeatures(FULL), window, { activeDays: 365, shape: FULL, scale: 2 });
    for (const step of plan.steps) engine.run(step);
    return engine.run(plan.rows);
  }

  beforeAll(async () => {
    engine = await openTestEngine();
    makeTables(engine, 4);
    addRows(engine, 'orders', [
      order(0, '2023-12-01 10:00:00', 20),
      order(0, '2023-12-20 10:00:00', 30),
      order(1, '2023-11-01 10:00:00', 40),
      order(2, '2022-06-01 10:00:00', 50),
    ]);
  });

  it('ask only about customers who ordered lately, and call churned who then did not', () => {
    addRows(engine, 'orders', [order(1, '2024-03-31 23:59:00', 10)]);
    expect(rows().map(({ customer, churned }) => [customer, churned])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    addRows(engine, 'orders', [order(0, '2024-04-01 00:00:00', 10)]);
    expect(rows()[0]!.churned).toBe(1);
  });

  it('a feature that looks past the cut-off cannot be built: whatever happens later, only the label changes', () => {
    const before = rows();
    addRows(engine, 'orders', [order(0, '2024-01-01 00:00:00', 999), order(3, '2024-02-01 10:00:00', 999)]);
    addRows(engine, 'event', [{ customer: 0, at: '2024-01-01 00:00:00', kind: 'visit' }]);
    addRows(engine, 'feedback', [{ customer: 0, at: '2024-01-02 00:00:00', kind: 'complaint', rating: 1 }]);
    addRows(engine, 'touch', [{ customer: 0, sent_at: '2024-01-02 00:00:00' }]);
    addRows(engine, 'customer', [{ customer: 0, level: 'gold', consent: true, occupation: 'x' }]);
    const after = rows();
    const without = (row: Record<string, unknown>) => ({ ...row, churned: null });
    expect(after.map(without)).toEqual(before.map(without));
    expect([before[0]!.churned, after[0]!.churned]).toEqual([1, 0]);
    expect(churnFeatures(FULL)).not.toContain('level');
    const tried = () =>
      snapshotPlan(
        'p',
        ['r_days', 'level'],
        { cutoff: CUTOFF, label: LABEL },
        { activeDays: 365, shape: FULL, scale: 2 },
      );
    expect(tried).toThrow('not known as of a past day: level');
  });

  it('list whom to call by what is at stake', () => {
    const nan = "'nan'::DOUBLE";
    const rest = (reasons: string) =>
      `${nan} AS label, ${reasons}, ${[3, 4, 5].map((k) => `${nan} AS reason_${k}, ${nan} AS part_${k}`).join()}, 0.1::DOUBLE AS others`;
    engine.run(`CREATE TABLE given AS
      SELECT 0 AS customer, 0.2::DOUBLE AS p, ${rest(`3::DOUBLE AS reason_1, 0.7::DOUBLE AS part_1, -1::DOUBLE AS reason_2, -0.5::DOUBLE AS part_2`)}
      UNION ALL SELECT 1, 0.9, ${rest(`2, 1.5, ${nan}, ${nan}`)}`);
    engine.run(scoredTable('churn_x', 'given', 'p_churn'));
    expect(engine.run(reasonsOf('churn_x', 'p_churn', 0))).toMatchObject([
      { p: 0.2, label: null, reason_1: 3, part_1: 0.7, reason_2: -1, part_2: -0.5, reason_3: null, others: 0.1 },
    ]);
    expect(engine.run(scoredAbove('churn_x', 'p_churn', 0.9))).toEqual([{ n: 1 }]);
    const scope: Scope = { asOf: CUTOFF, profile: 'p_20240101', rfm: null, shape: FULL, scale: 2 };
    const list = engine.run(riskList('churn_x', 5, [], scope));
    // 0.9 x 40 stands before 0.2 x 50.
    expect(list.map(({ customer, m_365d, reason_1, reason_2 }) => [customer, m_365d, reason_1, reason_2])).toEqual([
      [1, 40, 2, null],
      [0, 50, 3, -1],
    ]);
    const [sums] = engine.run(riskSums('churn_x', [], scope));
    expect(sums).toMatchObject({ customers: 2, likely: 1 });
    expect(sums!.at_stake).toBeCloseTo(46, 9);
  });
});
