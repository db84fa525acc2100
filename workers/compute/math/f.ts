import { betaLowerPair } from './incomplete-beta.ts';

/** P(F > x) for the F distribution with d1, d2 > 0 degrees of freedom: the p-value of a statistic x. */
export function fSf(x: number, d1: number, d2: number): number {
  if (!(d1 > 0) || !(d2 > 0)) return NaN;
  if (x <= 0) return 1;
  const total = d1 * x + d2;
  return betaLowerPair(d2 / total, (d1 * x) / total, d2 / 2, d1 / 2);
}

/** P(F <= x). */
export function fCdf(x: number, d1: number, d2: number): number {
  if (!(d1 > 0) || !(d2 > 0)) return NaN;
  if (x <= 0) return 0;
  const total = d1 * x + d2;
  return betaLowerPair((d1 * x) / total, d2 / total, d1 / 2, d2 / 2);
}
