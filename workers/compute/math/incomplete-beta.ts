import { log1pMinus, stirlingError } from './gamma.ts';

// The regularised incomplete beta function I_x(a, b): a continued fraction with the symmetry swap at x > (a + 1) / (a + b + 2). The number of steps grows with sqrt(max(a, b)), so there is no fixed small cap.

const SQRT_TWO_PI = 2.5066282746310007;

/** x^a y^b / B(a, b) with y = 1 − x given, through the saddle point, so that large a and b do not cancel. */
function density(x: number, y: number, a: number, b: number): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const scale = (Math.sqrt(a / n) * Math.sqrt(b)) / SQRT_TWO_PI;
  const gap = x < y ? x - a / n : b / n - y;
  const u = (gap * n) / a;
  const v = (-gap * n) / b;
  const left = u > -0.9 && u < 9 ? log1pMinus(u) : Math.log(x) - Math.log(a / n) - u;
  const right = v > -0.9 && v < 9 ? log1pMinus(v) : Math.log(y) - Math.log(b / n) - v;
  return scale * Math.exp(a * left + b * right + correction);
}

/** The continued fraction in the form of DiDonato & Morris (1992), where λ = a − (a + b) x enters as such and does not cancel. */
function fraction(x: number, y: number, a: number, b: number): number {
  const lambda = x < y ? a - (a + b) * x : (a + b) * y - b;
  const c = 1 + lambda;
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let [before, denominatorBefore] = [0, 1];
  let denominator = c / c1;
  let numerator = 1;
  let ratio = c1 / c;
  for (let n = 1; n < 1e7; n++) {
    const t = n / a;
    const w = n * (b - n) * x;
    const e = a / s;
    const alpha = p * (p + c0) * e * e * w * x;
    const beta = n + w / s + ((1 + t) / (c1 + 2 * t)) * (c + n * (1 + y));
    p = 1 + t;
    s += 2;
    [before, numerator] = [numerator, alpha * before + beta * numerator];
    [denominatorBefore, denominator] = [denominator, alpha * denominatorBefore + beta * denominator];
    const next = numerator / denominator;
    const done = Math.abs(next - ratio) <= 1e-16 * next;
    ratio = next;
    if (done) break;
    before /= denominator;
    denominatorBefore /= denominator;
    numerator = ratio;
    denominator = 1;
  }
  return ratio;
}

/** I_x(a, b) where y = 1 − x is given apart, so that neither tail loses digits; a, b > 0, 0 <= x <= 1. */
export function betaLowerPair(x: number, y: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0)) return NaN;
  if (x === 0) return 0;
  if (y === 0) return 1;
  const front = density(x, y, a, b);
  if (x <= (a + 1) / (a + b + 2)) return Math.min(1, front * fraction(x, y, a, b));
  return Math.max(0, 1 - front * fraction(y, x, b, a));
}

/** I_x(a, b) = P(X <= x) for X ~ Beta(a, b); a, b > 0, 0 <= x <= 1. */
export function betaLower(x: number, a: number, b: number): number {
  return betaLowerPair(x, 1 - x, a, b);
}

/** 1 − I_x(a, b) = P(X > x) for X ~ Beta(a, b), computed as a tail of its own. */
export function betaUpper(x: number, a: number, b: number): number {
  return betaLowerPair(1 - x, x, b, a);
}

/** The density of Beta(a, b) at x, 0 < x < 1. */
export function betaDensity(x: number, a: number, b: number): number {
  return density(x, 1 - x, a, b) / (x * (1 - x));
}
