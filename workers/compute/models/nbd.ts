import { minimiseBfgs } from '../math/bfgs.ts';
import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import { laplaceApproximation, standardErrors, type LaplaceApproximation } from './laplace.ts';
import type { DistinctHistories } from './purchase-history.ts';
import { refuse, type Refusal } from './refusal.ts';

// NBD: how often customers buy when none of them leaves, the rate of each drawn towards everybody's. It is the rung below the
// models with drop-out: all customers of a segment share one gamma of rates.
//
// Ehrenberg, A. S. C. (1959), "The pattern of consumer purchases", Applied Statistics 8(1), 26-41; as the limit of the Pareto/NBD
// without drop-out in Fader & Hardie (2005). Likelihood of x purchases in T: Γ(r+x)/(Γ(r) x!) (α/(α+T))^r (T/(α+T))^x.
// Input: x (whole, >= 0) and T (weeks, >= 0), one entry a customer. Parameters: r > 0; alpha > 0 (weeks).
// Draws no random numbers.

export type RateParameters = readonly [r: number, alpha: number];

export interface RateFit {
  ok: true;
  parameters: RateParameters;
  /** ln L of the counts, the constants in x! and T^x included. */
  logLikelihood: number;
  standardErrors: readonly number[];
  laplace: LaplaceApproximation;
  customers: number;
}

/** Expected purchases in t weeks of a customer with x in T: (r + x)/(α + T) · t. */
export function expectedAtRate([r, alpha]: RateParameters, x: number, T: number, t: number): number {
  return ((r + x) / (alpha + T)) * t;
}

/** Minus the mean log-likelihood a customer, of ln r and ln α, with its gradient. */
export function rateObjective({ customers, maxX, x, T, count }: DistinctHistories): DifferentiableObjective {
  const logs = new Float64Array(maxX + 1);
  const reciprocals = new Float64Array(maxX + 1);
  const factorials = new Float64Array(maxX + 1);
  for (let j = 1; j <= maxX; j++) factorials[j] = factorials[j - 1]! + Math.log(j);
  return (theta, gradient) => {
    const [r, alpha] = Array.from(theta, Math.exp) as [number, number];
    for (let j = 1; j <= maxX; j++) {
      logs[j] = logs[j - 1]! + Math.log(r + j - 1);
      reciprocals[j] = reciprocals[j - 1]! + 1 / (r + j - 1);
    }
    let [total, inR, inAlpha] = [0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const [xi, Ti, weight] = [x[i]!, T[i]!, count[i]!];
      const missing = -Math.log1p(Ti / alpha);
      const value = logs[xi]! - factorials[xi]! + r * missing + (xi > 0 ? xi * Math.log(Ti / (alpha + Ti)) : 0);
      total += weight * value;
      inR += weight * (reciprocals[xi]! + missing);
      inAlpha += weight * (r / alpha - (r + xi) / (alpha + Ti));
    }
    gradient[0] = (-inR * r) / customers;
    gradient[1] = (-inAlpha * alpha) / customers;
    return -total / customers;
  };
}

/** Fits the two numbers, or says why it cannot. */
export function fitRate(
  distinct: DistinctHistories,
  { minCustomers = 20, minRepeaters = 5 } = {},
): RateFit | Refusal<'too-few-customers' | 'too-few-repeaters' | 'rate-not-identified'> {
  const { customers } = distinct;
  if (customers < minCustomers) return refuse('too-few-customers', { customers, needed: minCustomers });
  let repeaters = 0;
  for (let i = 0; i < distinct.x.length; i++) if (distinct.x[i]! > 0) repeaters += distinct.count[i]!;
  if (repeaters < minRepeaters) return refuse('too-few-repeaters', { repeaters, needed: minRepeaters });
  const objective = rateObjective(distinct);
  const fit = minimiseBfgs(objective, [0, Math.log(distinct.maxT / 10)], { gradientTolerance: 1e-9 });
  const [r, alpha] = Array.from(fit.x, Math.exp) as [number, number];
  const laplace = laplaceApproximation(objective, fit.x, customers);
  if (!laplace || !fit.converged || r > 1e3) return refuse('rate-not-identified', { r, alpha });
  return {
    ok: true,
    parameters: [r, alpha],
    logLikelihood: -fit.value * customers,
    standardErrors: standardErrors(laplace),
    laplace,
    customers,
  };
}
