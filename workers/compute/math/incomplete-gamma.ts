import { log1pMinus, stirlingError } from './gamma.ts';

// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), each computed where it is the smaller one:
// the power series below a + 1 (Abramowitz & Stegun 6.5.29), Legendre's continued fraction above (6.5.31), by Lentz.

const SQRT_TWO_PI = 2.5066282746310007;

/** x^a e^−x / Γ(a), through the saddle point, so that a and x of a million do not cancel (Loader 2000). */
function density(a: number, x: number): number {
  if (x === 0) return 0;
  const u = (x - a) / a;
  const exponent = u > -0.9 && u < 9 ? a * log1pMinus(u) : a * Math.log(x / a) - (x - a);
  return (Math.sqrt(a) / SQRT_TWO_PI) * Math.exp(exponent - stirlingError(a));
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 1e7; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum * density(a, x);
}

function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1e7; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h * density(a, x);
}

/** P(a, x) = γ(a, x) / Γ(a), the lower tail; a > 0, x >= 0. */
export function gammaLower(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? Math.min(1, series(a, x)) : 1 - fraction(a, x);
}

/** Q(a, x) = Γ(a, x) / Γ(a), the upper tail; a > 0, x >= 0. */
export function gammaUpper(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - Math.min(1, series(a, x)) : fraction(a, x);
}
