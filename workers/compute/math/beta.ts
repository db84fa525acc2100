import { betaDensity, betaLower, betaUpper } from './incomplete-beta.ts';
import { invertTail } from './invert.ts';

/** The p-quantile of Beta(a, b), a, b > 0, 0 <= p <= 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1) || !(a > 0) || !(b > 0)) return NaN;
  if (p === 0) return 0;
  if (p === 1) return 1;
  const mean = a / (a + b);
  const below = betaLower(mean, a, b);
  const density = (x: number) => betaDensity(x, a, b);
  if (p <= 0.5)
    return invertTail(
      { tail: (x) => betaLower(x, a, b), slope: density, low: 0, high: 1 },
      p,
      p < below ? mean * (p / below) ** (1 / a) : mean,
    );
  return invertTail({ tail: (x) => betaUpper(x, a, b), slope: (x) => -density(x), low: 0, high: 1 }, 1 - p, mean);
}
