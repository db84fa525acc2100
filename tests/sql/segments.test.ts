import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';
import { cellSums, classSums, groupSums, measureSpread, scoreSizes } from '../../src/sql/segments.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { scopeAt } from './shop.ts';

const scope = scopeAt('2024-03-01');
let engine: TestEngine;

beforeAll(async () => {
  engine = await openTestEngine();
});

function writeRfm(rows: readonly string[]): void {
  engine.run(
    `CREATE OR REPLACE TABLE rfm (customer INTEGER, r INTEGER, f INTEGER, m DOUBLE, r_score INTEGER, f_score INTEGER, m_score INTEGER, class INTEGER, grp VARCHAR)`,
  );
  if (rows.length > 0) engine.run(`INSERT INTO rfm VALUES ${rows.join(', ')}`);
}

describe('segments', () => {
  beforeAll(() => {
    writeRfm([
      "(0, 1, 4, 100, 5, 5, 5, 7, 'champions')",
      "(1, 3, 2, 50, 4, 3, 4, 7, 'loyal')",
      "(2, 90, 1, 10, 1, 1, 1, 0, 'hibernating')",
      "(3, 90, 1, 40, 1, 1, 3, 0, 'hibernating')",
    ]);
  });

  it('sums up the classes', () => {
    expect(engine.run(classSums(DEFAULT_RFM, [], scope))).toEqual([
      { class: 7, customers: 2, revenue: 150, meanR: 2, meanF: 3, meanM: 75 },
      { class: 0, customers: 2, revenue: 50, meanR: 90, meanF: 1, meanM: 25 },
    ]);
  });

  it('knows that a mean is not a sum', () => {
    const rows = engine.run(classSums({ ...DEFAULT_RFM, monetary: 'mean' }, [], scope));
    expect(rows.map((row) => row.revenue)).toEqual([500, 50]);
  });

  it('sums up groups and cells of the chosen customers only', () => {
    const best = [{ field: 'rfm.class', op: 'in', values: [7] }] as const;
    expect(engine.run(groupSums(DEFAULT_RFM, best, scope)).map((row) => [row.group, row.customers])).toEqual([
      ['champions', 1],
      ['loyal', 1],
    ]);
    expect(
      engine.run(cellSums(DEFAULT_RFM, best, scope)).map((row) => [row.r_score, row.f_score, row.revenue]),
    ).toEqual([
      [5, 5, 100],
      [4, 3, 50],
    ]);
  });

  it('says how large the levels really are', () => {
    const f = engine.run(scoreSizes([], scope)).filter((row) => row.measure === 'f');
    expect(f).toEqual([
      { measure: 'f', score: 1, customers: 2, least: 1, most: 1 },
      { measure: 'f', score: 3, customers: 1, least: 2, most: 2 },
      { measure: 'f', score: 5, customers: 1, least: 4, most: 4 },
    ]);
  });

  it('spreads every customer once, in bars of a round width that hold what they say', () => {
    writeRfm(
      Array.from({ length: 1000 }, (_, i) => `(${i}, ${i}, ${1 + (i % 7)}, ${i === 999 ? 5e7 : i}, 1, 1, 1, 0, 'x')`),
    );
    const bins = engine.run(measureSpread([], scope));
    for (const measure of ['r', 'f', 'm'] as const) {
      const bars = bins.filter((bin) => bin.measure === measure);
      expect(bars.reduce((sum, bin) => sum + bin.customers, 0)).toBe(1000);
      expect(bars.length).toBeLessThanOrEqual(33);
      expect(new Set(bars.map((bin) => Number((bin.high - bin.low).toFixed(9)))).size).toBe(1);
    }
    const r = bins.filter((bin) => bin.measure === 'r');
    expect(r[0]).toEqual({ measure: 'r', low: 0, high: 50, customers: 50, open: false });
    expect(r.at(-1)!.open).toBe(false);
    const m = bins.filter((bin) => bin.measure === 'm');
    expect(m.at(-1)).toEqual({ measure: 'm', low: 950, high: 1000, customers: 50, open: true });
    const f = bins.filter((bin) => bin.measure === 'f');
    expect(f.map((bin) => bin.low)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(f.some((bin) => bin.open)).toBe(false);
  });

  it('has a bar even where all values are the same', () => {
    writeRfm(["(0, 5, 1, 12.5, 5, 1, 5, 4, 'new')"]);
    const bins = engine.run(measureSpread([], scope));
    expect(bins.map((bin) => bin.measure)).toEqual(['r', 'm', 'f']);
    for (const bin of bins) expect(bin.customers).toBe(1);
    writeRfm([]);
    expect(engine.run(measureSpread([], scope))).toEqual([]);
    expect(engine.run(classSums(DEFAULT_RFM, [], scope))).toEqual([]);
  });

  it('says that it needs orders', () => {
    expect(() => classSums(DEFAULT_RFM, [], { ...scope, rfm: null })).toThrow('no orders to score');
  });
});
