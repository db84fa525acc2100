import { describe, expect, it } from 'vitest';
import {
  fitLogistic,
  logisticContributions,
  logisticProbabilities,
  logisticScores,
  oddsTable,
  type LogisticFit,
  type LogisticOptions,
} from '../../../workers/compute/models/logistic.ts';
import type { Outcome } from '../../../workers/compute/models/outcome.ts';
import { areaUnderRoc } from '../../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { breastCancer, hasData } from './evaluation-data.ts';

function fitted(outcome: Outcome<LogisticFit>): LogisticFit {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const one = (columns: Float64Array[], y: ArrayLike<number>, options?: LogisticOptions) =>
  fitLogistic({ names: columns.map((_, j) => `c${j}`), columns }, y, options);

const cancer = hasData('methods/data_breast_cancer.csv');

describe.skipIf(!cancer)('Newton on breast cancer, 30 columns (skipped without the data)', () => {
  const data = cancer ? breastCancer() : undefined;
  const fit = (options: LogisticOptions) => fitted(one(data!.trainColumns, data!.trainY, options));

  it.each([
    [1, [0.731765003235381, -0.4904595832693644, -0.5787500003867296, -0.45976076123481535], 24.62825578967101],
    [0.1, [0.7811124750415452, -0.3757218798289118, -0.4134239656979307, -0.3680335886819667], 48.192094140785386],
    [100, [-0.28182705294957233, 2.1150950739873746, 0.07112835628221557, 3.0947103494153207], undefined],
  ] as const)('C = %d gives the printed coefficients and objective', (c, w, objective) => {
    const { model, objective: reached } = fit({ c });
    [model.intercept, ...model.coefficients].slice(0, 4).forEach((value, k) => expect(value).toBeCloseTo(w[k]!, 6));
    if (objective) expect(reached).toBeCloseTo(objective, 9);
  });

  it('ranks and predicts as scikit-learn: AUC .99284, log loss .0862', () => {
    const { model } = fit({});
    const curve = scoreCurve(data!.testY, logisticScores(model, data!.testColumns));
    if (!curve.ok) throw new Error(curve.reason);
    expect(areaUnderRoc(curve.curve)).toBeCloseTo(0.9928439519852262, 10);
    const p = logisticProbabilities(model, data!.testColumns);
    const loss = p.reduce((sum, x, i) => sum - Math.log(data!.testY[i] === 1 ? x : 1 - x), 0) / p.length;
    expect(loss).toBeCloseTo(0.0862093, 4);
  });

  it('reaches the same optimum by L-BFGS', () => {
    const { model, objective } = fit({ solver: 'l-bfgs' });
    expect(objective).toBeCloseTo(24.62825578967101, 8);
    expect(model.coefficients[0]).toBeCloseTo(-0.4904595832693644, 5);
  });

  it('without penalty on columns 0, 1, 4, 5 gives coefficients, errors and log-likelihood of statsmodels', () => {
    const { trainColumns, trainY } = breastCancer([0, 1, 4, 5]);
    const { model, standardErrors, objective } = fitted(one(trainColumns, trainY, { c: Infinity }));
    [1.182847985, -4.83768799, -1.686176577, -1.782408097, -0.883241968].forEach((value, k) =>
      expect([model.intercept, ...model.coefficients][k]).toBeCloseTo(value, 7),
    );
    [0.2648375505, 0.7196860551, 0.3222025275, 0.4115469743, 0.3617718891].forEach((value, k) =>
      expect(standardErrors![k]).toBeCloseTo(value, 7),
    );
    expect(objective).toBeCloseTo(57.154327418, 8);
  });

  it('says that all 30 columns without penalty separate the classes', () => {
    expect(one(data!.trainColumns, data!.trainY, { c: Infinity })).toMatchObject({ ok: false, reason: 'separation' });
  });
});

describe('logistic regression', () => {
  const random = seededRandom(21);
  const a = Float64Array.from({ length: 3000 }, () => random.normal(5, 2));
  const b = Float64Array.from({ length: 3000 }, () => (random.uniform() < 0.4 ? 1 : 0));
  const y = a.map((value, i) => (random.uniform() < 1 / (1 + Math.exp(4 - value + b[i]!)) ? 1 : 0));

  it('recovers planted odds per unit: e and 1/e', () => {
    const rows = oddsTable(fitted(one([a, b], y, { c: Infinity })).model);
    expect(rows[0]!.feature).toBe('c0');
    expect(Math.abs(Math.log(rows[0]!.oddsPerUnit) - 1)).toBeLessThan(0.1);
    expect(Math.abs(Math.log(rows[1]!.oddsPerUnit) + 1)).toBeLessThan(0.25);
    expect(rows[0]!.oddsPerSd).toBeGreaterThan(5);
  });

  it('splits a score into contributions that add up', () => {
    const { model } = fitted(one([a, b], y));
    const sum = logisticContributions(model, [a, b], 7).reduce((x, part) => x + part, model.intercept);
    expect(sum).toBeCloseTo(logisticScores(model, [a, b])[7]!, 12);
  });

  it('counts a weight of two as the row twice', () => {
    const twice = fitted(one([Float64Array.of(...a, ...a)], Float64Array.of(...y, ...y), { c: Infinity }));
    const weighted = fitted(one([a], y, { c: Infinity, weights: new Float64Array(3000).fill(2) }));
    expect(weighted.model.coefficients[0]).toBeCloseTo(twice.model.coefficients[0]!, 9);
    expect(weighted.standardErrors![1]).toBeCloseTo(twice.standardErrors![1]!, 9);
  });
});

describe('logistic regression on many rows', () => {
  const random = seededRandom(22);
  const rows = 50_001;
  const columns = Array.from({ length: 7 }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const y = Uint8Array.from({ length: rows }, (_, i) =>
    random.uniform() < 1 / (1 + Math.exp(1 - 2 * columns[0]![i]! + columns[1]![i]! * 0.5)) ? 1 : 0,
  );
  const newton = fitted(one(columns, y));

  it('ends where L-BFGS ends, which knows no samples and no Hessians', () => {
    const { model, objective } = fitted(one(columns, y, { solver: 'l-bfgs' }));
    expect(newton.objective).toBeCloseTo(objective, 6);
    newton.model.coefficients.forEach((value, k) => expect(value).toBeCloseTo(model.coefficients[k]!, 7));
    expect(newton.cautions).toEqual([]);
  });

  it('has the standard errors of a tenth of the variance on ten times the weight', () => {
    const heavy = fitted(one(columns, y, { weights: new Float64Array(rows).fill(10), c: Infinity }));
    const light = fitted(one(columns, y, { c: Infinity }));
    heavy.standardErrors!.forEach((error, k) =>
      expect(error * Math.sqrt(10)).toBeCloseTo(light.standardErrors![k]!, 6),
    );
  });

  it('finds the same when the rows are sorted by the event, so that a stretch of them has one class only', () => {
    const order = Array.from(y.keys()).sort((a, b) => y[a]! - y[b]!);
    const sorted = columns.map((column) => Float64Array.from(order, (i) => column[i]!));
    const { model } = fitted(
      one(
        sorted,
        order.map((i) => y[i]!),
      ),
    );
    model.coefficients.forEach((value, k) => expect(value).toBeCloseTo(newton.model.coefficients[k]!, 8));
  });

  it('finds a rare event of which a sample sees nothing', () => {
    const rare = new Uint8Array(rows);
    for (let i = 1; i < rows; i += 500) rare[i] = 1;
    const { model, cautions } = fitted(one(columns, rare));
    expect(cautions.filter(({ reason }) => reason === 'no-convergence')).toEqual([]);
    expect(model.intercept).toBeLessThan(-5);
  });
});

describe('logistic regression on bad data', () => {
  const ten = Float64Array.from({ length: 10 }, (_, i) => i);
  const parted = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];

  it('refuses one class, no rows, no columns, wrong labels and options', () => {
    expect(one([ten], Array(10).fill(0))).toMatchObject({ ok: false, reason: 'one-class', detail: { label: 0 } });
    expect(one([new Float64Array(0)], [])).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(one([], [])).toMatchObject({ ok: false, reason: 'no-columns' });
    expect(one([ten], Array(10).fill(NaN))).toMatchObject({ ok: false, reason: 'not-binary' });
    expect(one([ten], parted, { c: -1 })).toMatchObject({ ok: false, reason: 'unusable-option' });
  });

  it('names separation: a refusal without penalty, a caution with one', () => {
    const noise = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
    expect(one([noise, ten], parted, { c: Infinity })).toMatchObject({
      ok: false,
      reason: 'separation',
      detail: { columns: 'c1' },
    });
    const held = fitted(one([noise, ten], parted));
    expect(held.cautions.find((caution) => caution.reason === 'separation')?.columns).toEqual([1]);
    expect(Math.abs(held.model.coefficients[1]!)).toBeLessThan(5);
    // A level where everybody left: quasi-complete.
    const level = Float64Array.from({ length: 200 }, (_, i) => (i < 30 ? 1 : 0));
    const labels = level.map((on, i) => (on === 1 || i % 3 === 0 ? 1 : 0));
    expect(one([level], labels, { c: Infinity })).toMatchObject({ ok: false, reason: 'separation' });
  });

  it('gives a usable model for constant, missing, infinite, duplicate and empty columns', () => {
    const random = seededRandom(2);
    const x = Float64Array.from({ length: 400 }, () => random.normal());
    const labels = x.map((value) => (random.uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
    const holes = x.map((value, i) => (i % 7 === 0 ? NaN : i % 11 === 0 ? Infinity : value));
    const columns = [x, x.slice(), holes, new Float64Array(400).fill(0.1), new Float64Array(400).fill(NaN)];
    const { model, cautions } = fitted(one(columns, labels));
    expect(cautions.map((caution) => caution.reason)).toEqual(
      expect.arrayContaining(['constant-columns', 'missing-values', 'infinite-values']),
    );
    expect(model.coefficients.slice(3)).toEqual([0, 0]);
    expect(model.coefficients[0]).toBeCloseTo(model.coefficients[1]!, 9);
    expect(logisticProbabilities(model, columns).every((p) => p > 0 && p < 1)).toBe(true);
    const unpenalised = fitted(one(columns.slice(0, 2), labels, { c: Infinity }));
    expect(unpenalised.cautions.some((caution) => caution.reason === 'collinear-columns')).toBe(true);
  });

  it('fits more columns than rows', () => {
    const random = seededRandom(8);
    const columns = Array.from({ length: 400 }, () => Float64Array.from({ length: 20 }, () => random.normal()));
    const { model } = fitted(
      one(
        columns,
        Array.from({ length: 20 }, (_, i) => i % 2),
      ),
    );
    expect(model.coefficients.every(Number.isFinite)).toBe(true);
  });
});
