// A power transformation that makes a skewed column more nearly normal, for values of either sign.
// Yeo & Johnson (2000), "A new family of power transformations to improve normality or symmetry", Biometrika 87, 954-959;
// ψ in eq. (2.1), profile log-likelihood in section 3. λ by Brent's method on [−5, 5]. Input: finite values, any scale.
// Parameter: λ, real; 1 = no change, 0 = log1p for values >= 0. No random numbers.
import { minimiseBrent } from '../math/brent.ts';

/** ψ(λ, value). */
export function applyYeoJohnson(value: number, lambda: number): number {
  if (value >= 0) {
    return Math.abs(lambda) < 1e-12 ? Math.log1p(value) : Math.expm1(lambda * Math.log1p(value)) / lambda;
  }
  const other = 2 - lambda;
  return Math.abs(other) < 1e-12 ? -Math.log1p(-value) : -Math.expm1(other * Math.log1p(-value)) / other;
}

/** The λ of greatest likelihood; 1 for fewer than 3 values or values without spread. */
export function fitYeoJohnson(values: ArrayLike<number>): number {
  const n = values.length;
  let jacobian = 0;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    jacobian += Math.sign(value) * Math.log1p(Math.abs(value));
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (n < 3 || !(high > low)) return 1;
  const negativeLogLikelihood = (lambda: number): number => {
    let mean = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const bent = applyYeoJohnson(values[i]!, lambda);
      const gap = bent - mean;
      mean += gap / (i + 1);
      squares += gap * (bent - mean);
    }
    const result = 0.5 * n * Math.log(squares / n) - (lambda - 1) * jacobian;
    return Number.isFinite(result) ? result : 1e300;
  };
  const { x } = minimiseBrent(negativeLogLikelihood, -5, 5, 1e-10);
  return x;
}
