import { cholesky, choleskyInverse } from '../math/cholesky.ts';
import { hessianOfGradient, type DifferentiableObjective } from '../math/numeric-gradient.ts';
import { sortedQuantile } from '../math/quantile.ts';
import { seededRandom } from '../math/random.ts';

// Laplace's approximation: near its maximum a likelihood is nearly a normal density, whose covariance is the inverse of the
// Hessian of −ln L. Tierney, L. and Kadane, J. B. (1986), JASA 81, 82-86. Here the parameters are logarithms, so that every draw
// is a possible one. These intervals tell what is uncertain about the parameters, not what one customer will happen to do.

/** A multivariate normal in the logarithms of the parameters. */
export interface LaplaceApproximation {
  /** ln of the fitted parameters, length n. */
  centre: Float64Array;
  /** Their covariance, row-major n x n. */
  covariance: Float64Array;
}

/** From minus the mean log-likelihood of `weight` observations at its minimum; null when the minimum is not a strict one. */
export function laplaceApproximation(
  meanObjective: DifferentiableObjective,
  centre: Float64Array,
  weight: number,
): LaplaceApproximation | null {
  const n = centre.length;
  const hessian = hessianOfGradient(meanObjective, centre).map((v) => v * weight);
  const factor = cholesky(hessian, n);
  if (!factor) return null;
  const covariance = choleskyInverse(factor, n);
  return covariance.every(Number.isFinite) ? { centre: centre.slice(), covariance } : null;
}

/** Standard errors of the logarithms of the parameters. */
export function logStandardErrors({ centre, covariance }: LaplaceApproximation): number[] {
  return Array.from(centre, (_, i) => Math.sqrt(covariance[i * centre.length + i]!));
}

/** Standard errors of the parameters themselves, by the delta method. */
export function standardErrors(approximation: LaplaceApproximation): number[] {
  return logStandardErrors(approximation).map((se, i) => se * Math.exp(approximation.centre[i]!));
}

/** `draws` parameter vectors from the approximation, each exp of a normal one; the same seed gives the same draws. */
export function drawParameters(
  { centre, covariance }: LaplaceApproximation,
  draws: number,
  seed: number,
): Float64Array[] {
  const n = centre.length;
  const factor = cholesky(covariance, n);
  if (!factor) throw new Error('the covariance is not positive definite');
  const random = seededRandom(seed);
  return Array.from({ length: draws }, () => {
    const z = Float64Array.from({ length: n }, () => random.normal());
    return centre.map((c, i) => {
      let value = c;
      for (let k = 0; k <= i; k++) value += factor[i * n + k]! * z[k]!;
      return Math.exp(value);
    });
  });
}

export interface Interval {
  low: number;
  median: number;
  high: number;
}

/** The central interval of a sample at `level` in (0, 1), with its median (quantiles of type 7). */
export function centralInterval(sample: ArrayLike<number>, level = 0.95): Interval {
  const sorted = Float64Array.from(sample).sort();
  const tail = (1 - level) / 2;
  return {
    low: sortedQuantile(sorted, tail),
    median: sortedQuantile(sorted, 0.5),
    high: sortedQuantile(sorted, 1 - tail),
  };
}
