import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rfmBreaks, thresholdsOf } from '../../src/domain/rfm-breaks.ts';
import { rfmWhy } from '../../src/domain/rfm-why.ts';
import type { RfmThresholds } from '../../src/domain/rfm-why.ts';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';
import type { RfmDefinition } from '../../src/domain/rfm.ts';
import { profilePlan } from '../../src/sql/profile.ts';
import { rfmPlan } from '../../src/sql/rfm.ts';
import { rfmPoints } from '../../src/sql/rfm-base.ts';
import { rfmThresholds } from '../../src/sql/rfm-cut.ts';
import { rfmBins, rfmClasses, rfmGrid, rfmGroups, rfmOf } from '../../src/sql/rfm-summary.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

const AS_OF = '2024-01-01';

interface Line {
  customer: number;
  r: number;
  f: number;
  m: number;
  r_score: number;
  f_score: number;
  m_score: number;
  class: number;
  grp: string;
}

let engine: TestEngine;

function make(definition: RfmDefinition, breaks?: RfmThresholds, profile?: string): Line[] {
  const plan = rfmPlan(definition, { asOf: AS_OF, profile }, 'rfm_t', breaks);
  for (const step of plan.steps) engine.run(step);
  return engine.run<Line>('SELECT * FROM rfm_t');
}

/** Orders as (customer, days before the as-of day, amount), each at noon. */
function fill(orders: readonly (readonly [number, number, number])[]): void {
  engine.run('DELETE FROM orders');
  const rows = orders.map(
    ([customer, days, amount]) => `(${customer}, TIMESTAMP '2023-12-31 12:00:00' - INTERVAL ${days} DAY, ${amount})`,
  );
  engine.run(`INSERT INTO orders (customer, ordered_at, amount) VALUES ${rows.join(', ')}`);
}

beforeAll(async () => {
  engine = await openTestEngine();
  makeTables(engine, 4);
});

describe('rfm', () => {
  beforeEach(() => {
    fill([
      [0, 0, 100],
      [0, 0, 20],
      [0, 40, 30.5],
      [1, 10, 40],
      [2, 400, 7],
      [2, 5, 3],
    ]);
    addRows(engine, 'orders', [{ customer: 3, ordered_at: '2024-01-01 00:00:00', amount: 5 }]);
  });

  it('counts orders strictly before the as-of moment, R in whole days', () => {
    expect(make(DEFAULT_RFM).map(({ customer, r, f, m }) => [customer, r, f, m])).toEqual([
      [0, 0, 3, 150.5],
      [1, 10, 1, 40],
      [2, 5, 2, 10],
    ]);
  });

  it('looks at a window, counts days, takes means', () => {
    const definition: RfmDefinition = { ...DEFAULT_RFM, windowDays: 365, frequency: 'days', monetary: 'mean' };
    expect(make(definition).map(({ customer, r, f, m }) => [customer, r, f, m])).toEqual([
      [0, 0, 2, 75.25],
      [1, 10, 1, 40],
      [2, 5, 1, 3],
    ]);
    // With amounts per order, not per day.
    expect(make({ ...definition, frequency: 'orders' })[0]).toMatchObject({ f: 3, m: 150.5 / 3 });
  });

  it('takes R, F and M from the profile where that is the same', () => {
    const plan = profilePlan({ asOf: AS_OF, shape: FULL, scale: 2 }, 'profile');
    for (const step of plan.steps) engine.run(step);
    for (const monetary of ['sum', 'mean'] as const)
      for (const frequency of ['orders', 'days'] as const) {
        const definition = { ...DEFAULT_RFM, monetary, frequency };
        expect(make(definition, undefined, 'profile')).toEqual(make(definition));
      }
    const lastYear = { ...DEFAULT_RFM, windowDays: 365 };
    expect(make(lastYear, undefined, 'profile')).toEqual(make(lastYear));
  });

  it('cuts at fixed bounds and splits at fixed values, strictly or not', () => {
    const definition: RfmDefinition = {
      ...DEFAULT_RFM,
      scoreCut: 'fixed',
      fixed: { r: [4, 5, 9, 10], f: [1, 2, 4, 9], m: [10, 20, 50, 100] },
      split: 'fixed',
      splitAt: { r: 5, f: 2, m: 40 },
      lost: true,
    };
    expect(make(definition).map((line) => [line.r_score, line.f_score, line.m_score, line.class, line.grp])).toEqual([
      [5, 3, 5, 7, 'potential_loyalist'],
      [2, 1, 3, 0, 'hibernating'],
      [4, 2, 1, 0, 'potential_loyalist'],
    ]);
    expect(make({ ...definition, inclusive: true }).map((line) => line.class)).toEqual([7, 1, 6]);
    const { fixed: _, ...without } = definition;
    expect(() => make(without)).toThrow('fixed score bounds are missing');
    expect(() => make({ ...definition, fixed: { ...definition.fixed!, f: [2, 1, 4, 9] } })).toThrow(
      'ascending bounds for f: 2',
    );
    expect(() => make({ ...DEFAULT_RFM, split: 'fixed' })).toThrow('split thresholds are missing: fixed');
    expect(() => make({ ...DEFAULT_RFM, split: 'jenks' })).toThrow('natural breaks are missing');
  });

  it('sums up classes, groups, cells and bins without losing anybody', () => {
    make(DEFAULT_RFM);
    const classes = engine.run(rfmClasses(DEFAULT_RFM, 'rfm_t'));
    // Medians: R 5, F 2, M 40. Customer 0 is beyond all three.
    expect(classes[0]).toEqual({
      class: 7,
      customers: 1,
      share: 1 / 3,
      revenue: 150.5,
      revenue_share: 150.5 / 200.5,
      mean_r: 0,
      mean_f: 3,
      mean_m: 150.5,
    });
    for (const rows of [
      classes,
      engine.run(rfmGroups(DEFAULT_RFM, 'rfm_t')),
      engine.run(rfmGrid(DEFAULT_RFM, 'rfm_t')),
    ]) {
      expect(rows.reduce((sum, row) => sum + row.customers, 0)).toBe(3);
      expect(rows.reduce((sum, row) => sum + row.revenue, 0)).toBeCloseTo(200.5, 9);
    }
    const bins = engine.run(rfmBins('rfm_t'));
    expect(bins.map((bin) => bin.measure).join('')).toBe('rrrfffmmm');
    expect(engine.run(rfmBins('rfm_t', sql`customer < ${2}`)).reduce((sum, bin) => sum + bin.customers, 0)).toBe(6);
    expect(engine.run(rfmClasses(DEFAULT_RFM, 'rfm_t', sql`customer = ${1}`))).toMatchObject([
      { share: 1, revenue: 40 },
    ]);
    const mean: RfmDefinition = { ...DEFAULT_RFM, monetary: 'mean', grid: 'rfm' };
    make(mean);
    expect(engine.run(rfmClasses(mean, 'rfm_t')).reduce((sum, row) => sum + row.revenue, 0)).toBeCloseTo(200.5, 9);
    for (const cell of engine.run(rfmGrid(mean, 'rfm_t'))) expect(cell.column).toBeGreaterThan(0);
  });
});

describe('equal values, equal scores', () => {
  const orders = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 5 })),
    { minLength: 1, maxLength: 60 },
  );

  it('scores by min(k, 1 + floor(k (rank_min - 1) / n)), R ranked downwards, for 3, 4 and 5 levels', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom(3, 4, 5), (list, levels) => {
        fill(list);
        const lines = make({ ...DEFAULT_RFM, levels: levels as 3 | 4 | 5 });
        const score = (value: number, all: number[]): number =>
          Math.min(levels, 1 + Math.floor((levels * all.filter((other) => other < value).length) / all.length));
        for (const line of lines) {
          expect(line.r_score).toBe(
            score(
              -line.r,
              lines.map((other) => -other.r),
            ),
          );
          expect(line.f_score).toBe(
            score(
              line.f,
              lines.map((other) => other.f),
            ),
          );
          expect(line.m_score).toBe(
            score(
              line.m,
              lines.map((other) => other.m),
            ),
          );
        }
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it('takes equal means as equal, whatever they are the mean of', () => {
    makeTables(engine, 25);
    const sizes = Array.from({ length: 25 }, (_, customer) => customer + 1);
    fill(sizes.flatMap((n, customer) => Array.from({ length: n }, () => [customer, customer, 99.8] as const)));
    for (const step of profilePlan({ asOf: AS_OF, shape: FULL, scale: 2 }, 'p_means').steps) engine.run(step);
    for (const profile of [undefined, 'p_means']) {
      const lines = make({ ...DEFAULT_RFM, monetary: 'mean' }, undefined, profile);
      expect(lines.map(({ m }) => m)).toEqual(sizes.map(() => 99.8));
      expect(new Set(lines.map(({ m_score }) => m_score)).size).toBe(1);
    }
  });

  it('calls nobody high where all are equal, though a mean of equal decimals may differ from them', () => {
    for (const n of [3, 10, 1000]) {
      makeTables(engine, n);
      fill(Array.from({ length: n }, (_, customer) => [customer, 5, 99.9] as const));
      for (const monetary of ['sum', 'mean'] as const)
        expect(new Set(make({ ...DEFAULT_RFM, monetary, split: 'mean' }).map((line) => line.class))).toEqual(
          new Set([0]),
        );
    }
  });

  it('agrees with the reasons given by hand, under every cut and split', () => {
    fc.assert(
      fc.property(
        orders,
        fc.constantFrom('quantile', 'jenks'),
        fc.constantFrom('median', 'mean', 'score-mean', 'jenks'),
        fc.boolean(),
        (list, scoreCut, split, inclusive) => {
          fill(list);
          const definition = { ...DEFAULT_RFM, scoreCut, split, inclusive } as RfmDefinition;
          const points = engine.run(rfmPoints(definition, { asOf: AS_OF }));
          const breaks = rfmBreaks(definition, points);
          const lines = make(definition, breaks);
          expect(points).toHaveLength(3 * lines.length);
          const thresholds = thresholdsOf(engine.run(rfmThresholds(definition, 'rfm_t', breaks)));
          for (const line of lines) {
            const why = rfmWhy(definition, thresholds, line);
            expect(why.reasons.map((reason) => reason.score)).toEqual([line.r_score, line.f_score, line.m_score]);
            expect(why.class).toBe(line.class);
          }
          const { customer, ...first } = lines[0]!;
          expect(engine.run(rfmOf('rfm_t', customer))).toEqual([first]);
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });

  it('takes at most 2,000 type-7 points', () => {
    fill(Array.from({ length: 5000 }, (_, i) => [i, 0, i + 1] as const));
    const points = engine.run(rfmPoints(DEFAULT_RFM, { asOf: AS_OF })).filter((point) => point.measure === 'm');
    const sorted = points.map((point) => point.value).toSorted((a, b) => a - b);
    expect(sorted).toHaveLength(2000);
    expect(sorted[0]).toBe(1);
    expect(sorted[1]).toBeCloseTo(1 + 4999 / 1999, 9);
    expect(sorted[1999]).toBe(5000);
  });
});
