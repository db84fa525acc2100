import { describe, expect, it } from 'vitest';
import { measureDrift, stabilityIndex } from '../../../workers/compute/models/drift.ts';
import { applyLevels, fitLevels } from '../../../workers/compute/models/level-columns.ts';
import { permutationImportance } from '../../../workers/compute/models/permutation-importance.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { breastCancer, hasData, standardised } from './evaluation-data.ts';

describe('population stability index', () => {
  it('sums (a − e) ln(a / e), worked by hand', () => {
    // (.2 − .25) ln(.8) + 0 + (.3 − .25) ln(1.2) = .0202733
    expect(stabilityIndex([25, 50, 25], [20, 50, 30])).toBeCloseTo(0.0202732554, 9);
    expect(stabilityIndex([10, 90], [20, 180])).toBe(0);
    expect(Number.isFinite(stabilityIndex([10, 0], [5, 5]))).toBe(true);
  });

  const random = seededRandom(1);
  const reference = Float64Array.from({ length: 4000 }, () => random.normal());

  it('is calm for the same population, and about what chance gives', () => {
    const drift = measureDrift(
      reference,
      Float64Array.from({ length: 4000 }, () => random.normal()),
    );
    if (!drift.ok) throw new Error(drift.reason);
    expect(drift.level).toBe('calm');
    expect(drift.psi).toBeLessThan(4 * drift.byChance);
    expect(drift.bins.length).toBe(10);
  });

  it('sees a shift by half a standard deviation: about δ² = .25', () => {
    const drift = measureDrift(
      reference,
      Float64Array.from({ length: 4000 }, () => random.normal(0.5)),
    );
    if (!drift.ok) throw new Error(drift.reason);
    expect(drift.psi).toBeGreaterThan(0.19);
    expect(drift.psi).toBeLessThan(0.31);
  });

  it('counts newly missing values as drift, and survives constants and emptiness', () => {
    const holes = reference.map((value, i) => (i % 2 ? NaN : value));
    const drift = measureDrift(reference, holes);
    if (!drift.ok) throw new Error(drift.reason);
    expect(drift.level).toBe('different');
    expect(measureDrift(new Float64Array(5), new Float64Array(9))).toMatchObject({ ok: true, psi: 0 });
    expect(measureDrift([], [1])).toMatchObject({ ok: false, reason: 'no-rows' });
  });
});

describe('level columns', () => {
  it('keeps frequent levels, joins rare ones and puts unknown ones with them', () => {
    const values = [...Array<string>(50).fill('a'), ...Array<string>(60).fill('b'), 'c', 'd', null];
    const { coder, cautions } = fitLevels('city', values);
    expect(coder.levels).toEqual(['b', 'a']);
    expect(cautions[0]).toMatchObject({ reason: 'rare-levels-joined', detail: { levels: 4, joined: 2 } });
    const { names, columns } = applyLevels(coder, ['a', 'zzz', null]);
    expect(names).toEqual(['city=b', 'city=a', 'city≠', 'city?']);
    expect(columns.map((column) => [...column])).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('turns 10,000 levels into at most 21 columns', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => `level ${i}`);
    const { coder } = fitLevels('id', values);
    expect(applyLevels(coder, values).columns.length).toBe(1);
    const repeated = Array.from({ length: 200_000 }, (_, i) => `level ${i % 10_000}`);
    expect(applyLevels(fitLevels('id', repeated).coder, repeated).columns.length).toBe(21);
  });
});

describe('permutation importance', () => {
  it('finds the useful column and no other', () => {
    const random = seededRandom(9);
    const columns = [0, 1].map(() => Float64Array.from({ length: 2000 }, () => random.normal()));
    const y = columns[0]!.map((value) => (value + random.normal() > 0 ? 1 : 0));
    const outcome = permutationImportance({ names: ['a', 'b'], columns }, y, ([a]) => a!);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.importances[0]!.mean).toBeCloseTo(outcome.auc - 0.5, 1);
    expect(outcome.importances[1]).toEqual({ feature: 'b', mean: 0, sd: 0 });
    expect(permutationImportance({ names: ['a'], columns: [Float64Array.of(1)] }, [1], ([a]) => a!)).toMatchObject({
      ok: false,
      reason: 'one-class',
    });
  });

  const cancer = hasData('methods/data_breast_cancer.csv');
  it.skipIf(!cancer)('is near scikit-learn’s .1824 .0910 .0289 on breast cancer (skipped without the data)', () => {
    const data = standardised(breastCancer([1, 4, 8]));
    const weights = [-1.2195548359491943, -0.7853427336700223, -0.5480965160367036];
    const score = (columns: readonly Float64Array[]) =>
      columns[0]!.map((_, i) => columns.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 0.8642278));
    const outcome = permutationImportance({ names: data.names, columns: data.testColumns }, data.testY, score, {
      repeats: 200,
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    [0.1823880424746075, 0.09095394736842101, 0.02892716989843023].forEach((mean, j) =>
      expect(Math.abs(outcome.importances[j]!.mean - mean)).toBeLessThan(0.008),
    );
    expect(outcome.importances[0]!.sd).toBeCloseTo(0.0302, 1);
  });
});
