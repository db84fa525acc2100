import { chiSquaredSf } from '../math/chi-squared.ts';
import { cholesky, choleskySolve } from '../math/cholesky.ts';
import type { CoxFit } from './cox.ts';
import { kaplanMeier, stepAt } from './kaplan-meier.ts';
import { partialLikelihood, riskSets, type CoxColumns, type Ties } from './partial-likelihood.ts';

// Does the effect of a trait stay the same over time, as Cox's model assumes? A score test of β + θ g(t) against β, with g the share
// of events so far (1 − Kaplan-Meier just before t).
// Grambsch, P. M. and Therneau, T. M. (1994), "Proportional hazards tests and diagnostics based on weighted residuals", Biometrika 81,
// 515-526; the exact score form of R's cox.zph since survival 3.0. Input as for Cox. Draws no random numbers.

export interface ProportionalityTest {
  statistic: number;
  df: number;
  p: number;
}

/** One test a covariate, and one of all together; a small p says that the effect changes with time. */
export function testProportionality(
  columns: CoxColumns,
  fit: CoxFit,
  ties: Ties = 'efron',
): { covariates: ProportionalityTest[]; global: ProportionalityTest } {
  const p = fit.coefficients.length;
  const curve = kaplanMeier(columns);
  const sets = riskSets({ ...columns, covariates: columns.covariates.map((v, at) => v - fit.means[at % p]!) }, p);
  const score = new Float64Array(p);
  const [plain, once, twice] = [new Float64Array(p * p), new Float64Array(p * p), new Float64Array(p * p)];
  partialLikelihood(sets, fit.coefficients, ties, (at) => {
    const before = stepAt(curve, at.time) - 1;
    const g = before < 0 ? 0 : 1 - curve.survival[before]!;
    for (let j = 0; j < p; j++) score[j]! += g * at.score[j]!;
    for (let j = 0; j < p * p; j++) {
      plain[j]! += at.information[j]!;
      once[j]! += g * at.information[j]!;
      twice[j]! += g * g * at.information[j]!;
    }
  });
  // What is left of the information on θ once β is estimated too.
  const factor = cholesky(plain, p);
  if (!factor) throw new Error('the information is not positive definite');
  const rest = twice.slice();
  for (let j = 0; j < p; j++) {
    const solved = choleskySolve(factor, p, once.subarray(j * p, j * p + p));
    for (let k = 0; k < p; k++) for (let m = 0; m < p; m++) rest[k * p + j]! -= once[k * p + m]! * solved[m]!;
  }
  const test = (statistic: number, df: number) => ({ statistic, df, p: chiSquaredSf(statistic, df) });
  const restFactor = cholesky(rest, p);
  const solved = restFactor ? choleskySolve(restFactor, p, score) : new Float64Array(p).fill(NaN);
  return {
    covariates: Array.from(score, (u, j) => test((u * u) / rest[j * p + j]!, 1)),
    global: test(
      solved.reduce((sum, v, j) => sum + v * score[j]!, 0),
      p,
    ),
  };
}
