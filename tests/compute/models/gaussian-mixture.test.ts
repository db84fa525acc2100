import { describe, expect, it } from 'vitest';
import {
  fitMixture,
  mixtureShares,
  type GaussianMixture,
  type MixtureOptions,
} from '../../../workers/compute/models/gaussian-mixture.ts';
import { pointsOf, type Points } from '../../../workers/compute/models/points.ts';
import { adjustedRandIndex } from '../../../workers/compute/models/rand-index.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

function fitted(points: Points, k: number, options?: MixtureOptions): GaussianMixture {
  const outcome = fitMixture(points, k, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const iris = hasData('methods/data_iris.csv');

describe.skipIf(!iris)('scikit-learn 1.2.1 on iris (skipped without the data)', () => {
  const columns = iris ? numericColumns('methods/data_iris.csv') : [];
  const points = pointsOf(columns.slice(0, 4));

  it.each([
    ['full', 2, -214.35470459597727, 574.0178327207459, 0.5681159420289855],
    ['full', 3, -180.18547781918818, 580.8389085786116, 0.9038742317748124],
    ['tied', 3, -256.35404335286523, 632.9633337640406, 0.9410122562924206],
    ['diagonal', 3, -307.1775723808452, 744.631662408193, 0.7591987071071522],
    ['spherical', 3, -384.3140955247523, 853.808991049141, 0.7302382722834697],
    ['spherical', 2, -478.55909577860695, 1012.2351797922727, 0.5681159420289855],
  ] as const)('%s, k = %d: log-likelihood, BIC and agreement', (covariance, k, logLikelihood, bic, ari) => {
    const fit = fitted(points, k, { covariance, restarts: 1 });
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 3);
    expect(fit.bic).toBeCloseTo(bic, 2);
    expect(adjustedRandIndex(fit.labels, columns[4]!)).toBeCloseTo(ari, 10);
  });
});

describe('Gaussian mixture', () => {
  const random = seededRandom(12);
  const n = 4000;
  const truth = Int32Array.from({ length: n }, () => (random.uniform() < 0.3 ? 1 : 0));
  const x = Float64Array.from(truth, (group) => (group ? random.normal(4, 2) : random.normal(0, 0.5)));
  const y = Float64Array.from(truth, (group, i) => (group ? 0.8 * x[i]! + random.normal(0, 0.5) : random.normal(3, 1)));
  const points = pointsOf([x, y]);

  it('recovers planted weights, means and covariances', () => {
    const { weights, means, covariances, shares } = fitted(points, 2);
    expect(weights[0]).toBeCloseTo(0.7, 1);
    expect(means[2]).toBeCloseTo(4, 0);
    expect(covariances[0]).toBeCloseTo(0.25, 1);
    expect(covariances[4]! / 4).toBeCloseTo(1, 0);
    expect(covariances[5]! / covariances[4]!).toBeCloseTo(0.8, 1);
    for (let i = 0; i < 10; i++) expect(shares[2 * i]! + shares[2 * i + 1]!).toBeCloseTo(1, 12);
  });

  it('prefers the true number and shape by BIC', () => {
    const full = [1, 2, 3].map((k) => fitted(points, k, { restarts: 2 }).bic);
    expect(full.indexOf(Math.min(...full))).toBe(1);
    expect(full[1]!).toBeLessThan(fitted(points, 2, { covariance: 'diagonal' }).bic);
  });

  it('scores new points, however far away', () => {
    const fit = fitted(points, 2);
    const { shares } = mixtureShares(
      pointsOf([
        [0, 4, 1e6],
        [3, 3, -1e6],
      ]),
      fit,
    );
    expect(shares[0]!).toBeGreaterThan(0.9);
    expect(shares[3]!).toBeGreaterThan(0.9);
    expect(shares[4]! + shares[5]!).toBeCloseTo(1, 12);
  });

  it('survives duplicate and flat columns, and refuses the rest with the reason', () => {
    const flat = fitted(pointsOf([x, x, new Float64Array(n).fill(3)]), 2);
    expect(flat.cautions.map((caution) => caution.reason)).toContain('singular-covariance');
    expect(Number.isFinite(flat.logLikelihood)).toBe(true);
    const spikes = fitted(pointsOf([[...Array<number>(30).fill(1), ...Array<number>(30).fill(5)]]), 2);
    expect(spikes.weights[0]).toBeCloseTo(0.5, 6);
    expect(fitMixture(pointsOf([[1, 2, NaN]]), 2)).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(fitMixture(pointsOf([[1]]), 1)).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(fitMixture(pointsOf([Array<number>(9).fill(1)]), 2)).toMatchObject({
      ok: false,
      reason: 'too-few-distinct-rows',
    });
    expect(fitMixture(points, 0)).toMatchObject({ ok: false, reason: 'unusable-option' });
  });
});
