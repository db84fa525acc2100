// Soft groups: each row belongs to k bell-shaped clouds with probabilities that add up to 1.
// Dempster, Laird & Rubin (1977), "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39, 1-38; choice of k and
// shape by BIC: Fraley & Raftery (2002), JASA 97, 611-631 (here −2 ln L + p ln n: smaller is better; mclust has the other sign).
// Input: points, finite, columns on one scale. Parameters: weights in (0, 1) that add up to 1, means, covariances.
// Random numbers: seeded, for the k-means starts.
import {
  covarianceParameters,
  logDensities,
  maximise,
  type Components,
  type CovarianceKind,
} from './gaussian-covariance.ts';
import { kMeans } from './k-means.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { refusePoints, type Points } from './points.ts';

export interface MixtureOptions {
  covariance?: CovarianceKind;
  /** Starts, of which the likeliest is kept (default 5). */
  restarts?: number;
  maxIterations?: number;
  /** Gain of the mean log-likelihood per row below which EM stops (default 1e-8). */
  tolerance?: number;
  /** Added to every variance (default 1e-6). */
  regularisation?: number;
  seed?: number;
}

export interface GaussianMixture extends Components {
  k: number;
  covariance: CovarianceKind;
  /** Membership probabilities, row-major rows x k. */
  shares: Float64Array;
  /** Component of highest probability per row. */
  labels: Int32Array;
  logLikelihood: number;
  bic: number;
  aic: number;
  iterations: number;
  cautions: Caution[];
}

export function fitMixture(points: Points, k: number, options: MixtureOptions = {}): Outcome<GaussianMixture> {
  const {
    covariance = 'full',
    restarts = 5,
    maxIterations = 1000,
    tolerance = 1e-8,
    regularisation = 1e-6,
    seed = 1,
  } = options;
  if (!Number.isInteger(k) || k < 1) return refuse('unusable-option', { option: 'k', value: String(k) });
  const refusal = refusePoints(points, Math.max(2, k));
  if (refusal) return refusal;
  const { rows, dimensions: d } = points;
  let best: (Components & Expectation & { iterations: number; converged: boolean }) | undefined;
  for (let r = 0; r < restarts; r++) {
    // Each start is one k-means run of its own, not the best of many: the starts must differ.
    const start = kMeans(points, k, { restarts: r === 0 ? 10 : 1, seed: seed + r });
    if (!start.ok) return start;
    const shares = new Float64Array(rows * k);
    start.labels.forEach((label, i) => (shares[i * k + label] = 1));
    const run = expectationMaximisation(points, shares, k);
    if (run && (!best || run.logLikelihood > best.logLikelihood)) best = run;
    if (k === 1) break;
  }
  if (!best) return refuse('no-convergence', { k, rows });
  const parameters = covarianceParameters(covariance, k, d) + k * d + k - 1;
  const cautions: Caution[] = [];
  if (!best.converged) cautions.push({ reason: 'no-convergence', detail: { iterations: best.iterations } });
  const thin = thinnest(best.covariances, k, d);
  if (thin < 100 * regularisation) cautions.push({ reason: 'singular-covariance', detail: { variance: thin } });
  if (rows < 5 * parameters) cautions.push({ reason: 'few-rows', detail: { rows, parameters } });
  const { weights, means, covariances, shares, logLikelihood, iterations } = best;
  return {
    ok: true,
    ...{ k, covariance, weights, means, covariances, shares, logLikelihood, iterations, cautions },
    labels: likeliest(shares, k),
    bic: -2 * logLikelihood + parameters * Math.log(rows),
    aic: -2 * logLikelihood + 2 * parameters,
  };

  function expectationMaximisation(all: Points, start: Float64Array, groups: number) {
    let components = maximise(all, start, groups, covariance, regularisation);
    let last = -Infinity;
    for (let iterations = 1; ; iterations++) {
      const densities = logDensities(all, components);
      if (!densities) return undefined;
      const expectation = normalise(densities, groups);
      const converged = expectation.logLikelihood - last < tolerance * all.rows;
      if (converged || iterations >= maxIterations) return { ...components, ...expectation, iterations, converged };
      last = expectation.logLikelihood;
      components = maximise(all, expectation.shares, groups, covariance, regularisation);
    }
  }
}

interface Expectation {
  shares: Float64Array;
  logLikelihood: number;
}

/** Membership probabilities of the points under fitted components, and their log-likelihood. */
export function mixtureShares(points: Points, components: Components): Expectation {
  const densities = logDensities(points, components);
  if (!densities) throw new Error('a covariance is not positive definite');
  return normalise(densities, components.weights.length);
}

/** Rows of log densities turned into probabilities, safely for densities far below the smallest double. */
function normalise(densities: Float64Array, k: number): Expectation {
  let logLikelihood = 0;
  for (let at = 0; at < densities.length; at += k) {
    let most = -Infinity;
    for (let c = 0; c < k; c++) most = Math.max(most, densities[at + c]!);
    let sum = 0;
    for (let c = 0; c < k; c++) sum += Math.exp(densities[at + c]! - most);
    const total = most + Math.log(sum);
    logLikelihood += total;
    for (let c = 0; c < k; c++) densities[at + c] = Math.exp(densities[at + c]! - total);
  }
  return { shares: densities, logLikelihood };
}

/** The component that each row most likely belongs to. */
export function likeliest(shares: Float64Array, k: number): Int32Array {
  const labels = new Int32Array(shares.length / k);
  for (let i = 0; i < labels.length; i++)
    for (let c = 1; c < k; c++) if (shares[i * k + c]! > shares[i * k + labels[i]!]!) labels[i] = c;
  return labels;
}

/** The smallest variance on any axis of any component. */
function thinnest(covariances: Float64Array, k: number, d: number): number {
  let least = Infinity;
  for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) least = Math.min(least, covariances[c * d * d + j * d + j]!);
  return least;
}
