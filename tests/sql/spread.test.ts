import { beforeAll, describe, expect, it } from 'vitest';
import { measureSpread } from '../../src/sql/spread.ts';
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

describe('how R, F and M are spread', () => {
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
  });

  it('says that it needs orders', () => {
    expect(() => measureSpread([], { ...scope, rfm: null })).toThrow('no orders to score');
  });
});
