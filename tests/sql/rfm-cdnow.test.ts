import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';
import type { RfmDefinition } from '../../src/domain/rfm.ts';
import { thresholdsOf } from '../../src/domain/rfm-breaks.ts';
import { rfmPlan } from '../../src/sql/rfm.ts';
import { rfmThresholds } from '../../src/sql/rfm-cut.ts';
import { rfmBins, rfmClasses } from '../../src/sql/rfm-summary.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

const file = join(process.env.ZHIKE_DATA ?? '../shared/data', 'cdnow/CDNOW_sample.txt');
const CDNOW: RfmDefinition = { ...DEFAULT_RFM, frequency: 'days', split: 'mean' };

/** The 1/10 sample of the CDNOW cohort (Fader and Hardie), all eighteen months, as of 1998-07-01. */
describe.skipIf(!existsSync(file))('CDNOW', () => {
  let engine: TestEngine;

  function make(definition: RfmDefinition): void {
    const plan = rfmPlan(definition, { asOf: '1998-07-01' }, 'rfm_test');
    for (const step of plan.steps) engine.run(step);
  }

  beforeAll(async () => {
    engine = await openTestEngine();
    const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    engine.file('cdnow.csv', lines.map((line) => line.trim().split(/\s+/).join(',')).join('\n'));
    engine.run(`CREATE TABLE orders AS SELECT column1::INTEGER AS customer, strptime(column2::VARCHAR, '%Y%m%d') AS ordered_at,
      column4::DECIMAL(18, 2) AS amount FROM read_csv('in/cdnow.csv', header = false, all_varchar = true)`);
    make(CDNOW);
  });

  it('has the means of the reference', () => {
    const [all] = engine.run<{ n: number; r: number; f: number; m: number }>(
      'SELECT count(*) AS n, avg(r) AS r, avg(f) AS f, avg(m) AS m FROM rfm_test',
    );
    expect(all!.n).toBe(2357);
    expect(all!.r).toBeCloseTo(372.56385235468815, 10);
    expect(all!.f).toBeCloseTo(2.840899448451421, 12);
    expect(all!.m).toBeCloseTo(103.56043275350021, 10);
  });

  it('has the type-7 quintile cuts of the reference', () => {
    const [cuts] = engine.run<Record<string, number>>(
      `SELECT ${['r', 'f', 'm'].flatMap((x) => [0.2, 0.4, 0.6, 0.8].map((p) => `quantile_cont(${x}, ${p})::DOUBLE AS ${x}${p * 10}`)).join()} FROM rfm_test`,
    );
    const rounded = Object.values(cuts!).map((cut) => Math.round(cut * 1000) / 1000);
    expect(rounded).toEqual([153, 443, 487, 513, 1, 1, 2, 4, 15.36, 31.958, 59.25, 130.436]);
  });

  it('scores F by rank_min: all 1218 who bought once share score 1 and score 2 does not exist', () => {
    const bins = engine.run(rfmBins('rfm_test')).filter((bin) => bin.measure === 'f');
    expect(bins.map(({ score, customers }) => [score, customers])).toEqual([
      [1, 1218],
      [3, 403],
      [4, 358],
      [5, 378],
    ]);
    expect(bins[0]).toMatchObject({ min: 1, max: 1 });
  });

  it('splits by the mean, strictly, into the eight classes of the reference', () => {
    const classes = engine.run(rfmClasses(CDNOW, 'rfm_test'));
    expect(Object.fromEntries(classes.map((row) => [row.class, row.customers]))).toEqual({
      0: 1368,
      7: 464,
      6: 188,
      4: 161,
      1: 62,
      2: 47,
      3: 37,
      5: 30,
    });
    expect(classes.reduce((sum, row) => sum + row.revenue_share!, 0)).toBeCloseTo(1, 12);
    expect(thresholdsOf(engine.run(rfmThresholds(CDNOW, 'rfm_test'))).split.f).toBeCloseTo(2.8409, 4);
  });

  it('splits by the median with >= into the classes of the reference', () => {
    const definition: RfmDefinition = { ...CDNOW, split: 'median', inclusive: true };
    make(definition);
    const classes = engine.run(rfmClasses(definition, 'rfm_test'));
    const counts = Object.fromEntries(classes.map((row) => [row.class, row.customers]));
    expect(counts).toEqual({ 7: 909, 2: 894, 6: 284, 3: 270 });
  });
});
