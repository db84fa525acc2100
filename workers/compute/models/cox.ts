import { cholesky, choleskyInverse, choleskySolve } from '../math/cholesky.ts';
import { concordance } from './concordance.ts';
import {
  partialLikelihood,
  riskSets,
  type CoxColumns,
  type PartialLikelihood,
  type Ties,
} from './partial-likelihood.ts';
import { refuse, type Refusal } from './refusal.ts';

// Cox's proportional hazards: by which factor each trait speeds up or slows down an event, whatever its rhythm over time is.
//
// Cox, D. R. (1972), "Regression models and life-tables", Journal of the Royal Statistical Society B 34, 187-220: the partial
// likelihood, equation (12). Ties: Efron, B. (1977), JASA 72, 557-565, or Breslow, N. (1974), Biometrics 30, 89-99.
// Input, one entry an observation: time (>= 0), event (0 or 1), covariates (row-major, no NaN), optionally entry (< time).
// Parameters: one coefficient a covariate, any real; exp of it is the hazard ratio of one unit more.
// Draws no random numbers.

export interface CoxFit {
  ok: true;
  coefficients: Float64Array;
  standardErrors: Float64Array;
  /** Row-major p x p. */
  covariance: Float64Array;
  /** Means of the covariates: the baseline hazard belongs to a customer who has them. */
  means: Float64Array;
  logLikelihoodNull: number;
  logLikelihood: number;
  /** Harrell's C: how often, of two, the one with the higher risk has the event first. */
  concordance: number;
  observations: number;
  events: number;
  iterations: number;
  /** Cumulative baseline hazard at the means, upwards in time. */
  baseline: { time: Float64Array; hazard: Float64Array };
}

export type CoxRefusal = Refusal<
  'too-few-events' | 'constant-covariate' | 'collinear-covariates' | 'separation' | 'not-converged'
>;

/** A standard error, in units of one standard deviation of the covariate, that only a monotone likelihood produces. */
const SEPARATED = 50;

function centreAndScale(covariates: Float64Array, n: number, p: number) {
  const means = new Float64Array(p);
  const scales = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) means[j]! += covariates[i * p + j]! / n;
    for (let i = 0; i < n; i++) scales[j]! += (covariates[i * p + j]! - means[j]!) ** 2 / n;
    scales[j] = Math.sqrt(scales[j]!);
  }
  const scaled = covariates.map((v, at) => (v - means[at % p]!) / (scales[at % p]! || 1));
  return { means, scales, scaled };
}

/** Fits by Newton's method with step-halving, or says why it cannot; `detail.covariate` is the number of the one to blame. */
export function fitCox(
  columns: CoxColumns,
  p: number,
  { ties = 'efron', minEvents = 10 }: { ties?: Ties; minEvents?: number } = {},
): CoxFit | CoxRefusal {
  const n = columns.time.length;
  if (columns.covariates.length !== n * p)
    throw new Error(`covariates must be ${n} x ${p}: ${columns.covariates.length}`);
  const bad = columns.covariates.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0) throw new Error(`covariates must be finite, row ${Math.floor(bad / p)}: ${columns.covariates[bad]}`);
  let events = 0;
  for (let i = 0; i < n; i++) events += columns.event[i]!;
  const needed = Math.max(minEvents, p + 1);
  if (events < needed) return refuse('too-few-events', { events, needed });
  const { means, scales, scaled } = centreAndScale(columns.covariates, n, p);
  const constant = scales.findIndex((s, j) => !(s > 1e-12 * Math.max(1, Math.abs(means[j]!))));
  if (constant >= 0) return refuse('constant-covariate', { covariate: constant });

  const sets = riskSets({ ...columns, covariates: scaled }, p);
  let beta = new Float64Array(p);
  let now = partialLikelihood(sets, beta, ties);
  const logLikelihoodNull = now.value;
  let iterations = 0;
  let converged = false;
  for (; iterations < 50 && !converged; iterations++) {
    const factor = wellConditioned(now, p);
    if (!factor)
      return iterations === 0 ? refuse('collinear-covariates') : refuse('separation', { covariate: largest(beta) });
    const step = choleskySolve(factor, p, now.score);
    let scale = 1;
    let next = now;
    let candidate = beta;
    for (let half = 0; half < 30; half++, scale /= 2) {
      candidate = beta.map((b, j) => b + scale * step[j]!);
      next = partialLikelihood(sets, candidate, ties);
      if (next.value >= now.value - 1e-12 * Math.abs(now.value)) break;
    }
    const promise = step.reduce((sum, s, j) => sum + s * now.score[j]!, 0);
    converged = promise < 1e-14 * Math.abs(now.value) + 1e-14;
    [beta, now] = [candidate, next];
  }
  const factor = wellConditioned(now, p);
  const covariance = factor && choleskyInverse(factor, p);
  const separated = covariance ? beta.findIndex((_, j) => covariance[j * p + j]! > SEPARATED ** 2) : largest(beta);
  if (!covariance || separated >= 0) return refuse('separation', { covariate: separated });
  if (!converged) return refuse('not-converged', { iterations });

  const risk = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) risk[i]! += scaled[i * p + j]! * beta[j]!;
  const steps: [number, number][] = [];
  partialLikelihood(sets, beta, ties, ({ time, hazard }) => steps.push([time, hazard]));
  steps.reverse();
  let cumulative = 0;
  return {
    ok: true,
    coefficients: beta.map((b, j) => b / scales[j]!),
    standardErrors: beta.map((_, j) => Math.sqrt(covariance[j * p + j]!) / scales[j]!),
    covariance: covariance.map((v, at) => v / scales[Math.floor(at / p)]! / scales[at % p]!),
    means,
    logLikelihoodNull,
    logLikelihood: now.value,
    concordance: concordance(columns.time, columns.event, risk),
    observations: n,
    events,
    iterations,
    baseline: {
      time: Float64Array.from(steps, ([t]) => t),
      hazard: Float64Array.from(steps, ([, h]) => (cumulative += h)),
    },
  };
}

function largest(beta: Float64Array): number {
  return beta.reduce((best, b, j) => (Math.abs(b) > Math.abs(beta[best]!) ? j : best), 0);
}

/** The Cholesky factor of the information, or null when a covariate adds next to nothing to the others. */
function wellConditioned({ information }: PartialLikelihood, p: number): Float64Array | null {
  const factor = cholesky(information, p);
  if (!factor) return null;
  for (let j = 0; j < p; j++) if (factor[j * p + j]! ** 2 < 1e-10 * information[j * p + j]!) return null;
  return factor;
}

/** P(no event up to t) of a customer with these covariates: exp(−H₀(t) e^{β (x − mean)}). */
export function coxSurvival(fit: CoxFit, covariates: ArrayLike<number>, t: number): number {
  let risk = 0;
  fit.coefficients.forEach((b, j) => (risk += b * (covariates[j]! - fit.means[j]!)));
  let hazard = 0;
  for (let i = 0; i < fit.baseline.time.length && fit.baseline.time[i]! <= t; i++) hazard = fit.baseline.hazard[i]!;
  return Math.exp(-hazard * Math.exp(risk));
}
