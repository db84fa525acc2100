import { lnGamma } from './gamma.ts';
import { gammaLower, gammaUpper } from './incomplete-gamma.ts';
import { invertTail } from './invert.ts';
import { normalQuantile } from './normal.ts';

/** P(X <= x) for chi-squared with df > 0 degrees of freedom. */
export function chiSquaredCdf(x: number, df: number): number {
  return x <= 0 ? 0 : gammaLower(df / 2, x / 2);
}

/** P(X > x) for chi-squared with df > 0 degrees of freedom: the p-value of a statistic x. */
export function chiSquaredSf(x: number, df: number): number {
  return x <= 0 ? 1 : gammaUpper(df / 2, x / 2);
}

/** The p-quantile of Gamma(shape, scale 1), 0 <= p <= 1. */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p >= 0 && p <= 1) || !(shape > 0)) return NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const density = (x: number) => Math.exp((shape - 1) * Math.log(x) - x - lnGamma(shape));
  // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
  const cube = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  const guess = shape * cube ** 3;
  const start = guess > 0 ? guess : Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape);
  let high = Math.max(2, 2 * shape, 2 * start);
  while (gammaLower(shape, high) < p && gammaUpper(shape, high) > 1 - p) high *= 2;
  if (p <= 0.5) return invertTail({ tail: (x) => gammaLower(shape, x), slope: density, low: 0, high }, p, start);
  return invertTail({ tail: (x) => gammaUpper(shape, x), slope: (x) => -density(x), low: 0, high }, 1 - p, start);
}

/** The p-quantile of chi-squared with df > 0 degrees of freedom. */
export function chiSquaredQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}
