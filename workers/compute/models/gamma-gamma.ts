import { minimiseBfgs } from '../math/bfgs.ts';
import { digamma, lnGamma } from '../math/gamma.ts';
import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import { laplaceApproximation, logStandardErrors, standardErrors, type LaplaceApproximation } from './laplace.ts';
import { refuse, type Refusal } from './refusal.ts';

// Gamma-Gamma: what a customer's next order will be worth, his own mean drawn towards everybody's.
//
// Colombo, R. and Jiang, W. (1999), "A stochastic RFM model", Journal of Interactive Marketing 13(3), 2-12; likelihood and
// conditional mean as in Fader, P. S. and Hardie, B. G. S. (2013), "The Gamma-Gamma model of monetary value" (note), equations
// (1a) and (5).
// Input, one entry a customer: x, orders (or purchase days) that were averaged, whole, >= 1; m, their mean value, money, > 0.
// Customers with x = 0 or m <= 0 are left out of the fit and counted.
// Parameters: p > 0 (shape of one order), q > 1 (shape of the customers' rates), gamma > 0 (money).
// Draws no random numbers. Assumes spend per order independent of how often one buys: see `correlation` of the fit.

export type SpendParameters = readonly [p: number, q: number, gamma: number];

export interface SpendFit {
  ok: true;
  parameters: SpendParameters;
  logLikelihood: number;
  standardErrors: readonly number[];
  laplace: LaplaceApproximation;
  /** Customers used, and those left out because x = 0 or m <= 0. */
  customers: number;
  leftOut: number;
  /** Pearson's correlation of x and m among those used: far from 0, the model's assumption fails. */
  correlation: number;
  /** Expected value of an order of a customer nothing is known of, γ p / (q − 1). */
  populationMean: number;
}

export type SpendRefusal = Refusal<
  'too-few-repeaters' | 'spend-mean-infinite' | 'spend-not-identified' | 'not-converged'
>;

/** Expected value of one order given x orders of mean m: equation (5), a weighted mean of m and everybody's. x = 0: everybody's. */
export function expectedSpend([p, q, gamma]: SpendParameters, x: number, m: number): number {
  return (p * (gamma + x * m)) / (p * x + q - 1);
}

/** Customers grouped by x, with the sums the likelihood needs of each group. */
interface SpendRows {
  n: number;
  groups: { x: number; count: number; sumLnM: number }[];
  x: Float64Array;
  xm: Float64Array;
}

function groupSpend(x: Float64Array, m: Float64Array): SpendRows {
  const groups = new Map<number, { x: number; count: number; sumLnM: number }>();
  x.forEach((xi, i) => {
    const group = groups.get(xi) ?? { x: xi, count: 0, sumLnM: 0 };
    group.count++;
    group.sumLnM += Math.log(m[i]!);
    groups.set(xi, group);
  });
  return { n: x.length, groups: [...groups.values()], x, xm: x.map((xi, i) => xi * m[i]!) };
}

/** Minus the mean log-likelihood a customer, of ln p, ln q, ln γ, with its gradient. */
export function spendObjective(x: Float64Array, m: Float64Array): DifferentiableObjective {
  const rows = groupSpend(x, m);
  return (theta, gradient) => {
    const [p, q, gamma] = Array.from(theta, Math.exp) as [number, number, number];
    const [lnGammaQ, psiQ, lnScale] = [lnGamma(q), digamma(q), Math.log(gamma)];
    let [total, inP, inQ, inScale] = [0, 0, 0, 0];
    for (const group of rows.groups) {
      const px = p * group.x;
      const [psiSum, psiShape] = [digamma(px + q), digamma(px)];
      const lnX = Math.log(group.x);
      total += group.count * (lnGamma(px + q) - lnGamma(px) - lnGammaQ + q * lnScale + px * lnX);
      total += (px - 1) * group.sumLnM;
      inP += group.x * (group.count * (psiSum - psiShape + lnX) + group.sumLnM);
      inQ += group.count * (psiSum - psiQ + lnScale);
      inScale += (group.count * q) / gamma;
    }
    for (let i = 0; i < rows.n; i++) {
      const sum = gamma + rows.xm[i]!;
      const lnSum = Math.log(sum);
      const shape = p * rows.x[i]! + q;
      total -= shape * lnSum;
      inP -= rows.x[i]! * lnSum;
      inQ -= lnSum;
      inScale -= shape / sum;
    }
    gradient[0] = (-inP * p) / rows.n;
    gradient[1] = (-inQ * q) / rows.n;
    gradient[2] = (-inScale * gamma) / rows.n;
    return -total / rows.n;
  };
}

function correlationOf(x: Float64Array, m: Float64Array): number {
  const n = x.length;
  const meanX = x.reduce((s, v) => s + v, 0) / n;
  const meanM = m.reduce((s, v) => s + v, 0) / n;
  let [xx, mm, xm] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dm] = [x[i]! - meanX, m[i]! - meanM];
    xx += dx * dx;
    mm += dm * dm;
    xm += dx * dm;
  }
  return xx > 0 && mm > 0 ? xm / Math.sqrt(xx * mm) : 0;
}

/** Fits the model, or says why it cannot. */
export function fitSpend(
  columns: { x: ArrayLike<number>; m: ArrayLike<number> },
  { minCustomers = 30 } = {},
): SpendFit | SpendRefusal {
  const used: number[] = [];
  for (let i = 0; i < columns.x.length; i++) if (columns.x[i]! >= 1 && columns.m[i]! > 0) used.push(i);
  const leftOut = columns.x.length - used.length;
  if (used.length < minCustomers) return refuse('too-few-repeaters', { repeaters: used.length, needed: minCustomers });
  const x = Float64Array.from(used, (i) => columns.x[i]!);
  const raw = Float64Array.from(used, (i) => columns.m[i]!);
  // In units of the mean order the same starts serve fen, yuan and millions.
  const unit = raw.reduce((s, v) => s + v, 0) / raw.length;
  const m = raw.map((v) => v / unit);
  const objective = spendObjective(x, m);
  const starts = [
    [2, 3, 1],
    [6, 4, 0.5],
    [1, 2, 2],
  ].map((start) => minimiseBfgs(objective, start.map(Math.log), { gradientTolerance: 1e-9 }));
  const best = starts.reduce((a, b) => (b.value < a.value ? b : a));
  const [p, q, scale] = Array.from(best.x, Math.exp) as [number, number, number];
  const numbers = { p, q, gamma: scale * unit };
  if (q <= 1.001) return refuse('spend-mean-infinite', numbers);
  if (!best.converged) return refuse('not-converged', numbers);
  const laplace = laplaceApproximation(objective, best.x, x.length);
  if (!laplace || !logStandardErrors(laplace).every((se) => se < 2)) return refuse('spend-not-identified', numbers);
  laplace.centre[2]! += Math.log(unit);
  return {
    ok: true,
    parameters: [p, q, scale * unit],
    // The density is one a unit of money: undo the change of unit.
    logLikelihood: -best.value * x.length - x.length * Math.log(unit),
    standardErrors: standardErrors(laplace),
    laplace,
    customers: x.length,
    leftOut,
    correlation: correlationOf(x, raw),
    populationMean: (scale * unit * p) / (q - 1),
  };
}
