import { lnBeta } from './gamma.ts';
import { betaLowerPair } from './incomplete-beta.ts';
import { invertTail } from './invert.ts';
import { normalQuantile } from './normal.ts';

/** The density of Student's t with `df` > 0 degrees of freedom. */
export function studentTDensity(t: number, df: number): number {
  return Math.exp(-lnBeta(df / 2, 0.5) - 0.5 * Math.log(df) - ((df + 1) / 2) * Math.log1p((t * t) / df));
}

/** P(T > t) for Student's t with `df` > 0 degrees of freedom. */
export function studentTSf(t: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (t < 0) return 1 - studentTSf(-t, df);
  const square = t * t;
  return 0.5 * betaLowerPair(df / (df + square), square / (df + square), df / 2, 0.5);
}

/** P(T <= t). */
export function studentTCdf(t: number, df: number): number {
  return t < 0 ? studentTSf(-t, df) : 1 - studentTSf(t, df);
}

/** The p-quantile of Student's t, 0 < p < 1, df > 0. */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p === 0.5) return 0;
  const q = p < 0.5 ? p : 1 - p;
  const start = -normalQuantile(q);
  let high = Math.max(2, 2 * start);
  while (studentTSf(high, df) > q) high *= 4;
  const t = invertTail(
    { tail: (x) => studentTSf(x, df), slope: (x) => -studentTDensity(x, df), low: 0, high },
    q,
    start,
  );
  return p < 0.5 ? -t : t;
}
