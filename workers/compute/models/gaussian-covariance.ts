import { cholesky, choleskyLogDeterminant } from '../math/cholesky.ts';
import type { Points } from './points.ts';

/**
 * `full`: a covariance of its own per component; `tied`: one for all; `diagonal`: own variances, no correlation;
 * `spherical`: one variance per component.
 */
export type CovarianceKind = 'full' | 'tied' | 'diagonal' | 'spherical';

/** Free parameters of the covariances of k components in d dimensions. */
export function covarianceParameters(kind: CovarianceKind, k: number, d: number): number {
  if (kind === 'full') return (k * d * (d + 1)) / 2;
  if (kind === 'tied') return (d * (d + 1)) / 2;
  return kind === 'diagonal' ? k * d : k;
}

/** Weights, means (k x d) and covariances (k matrices d x d, row-major) that maximise the expected likelihood. */
export interface Components {
  weights: Float64Array;
  means: Float64Array;
  covariances: Float64Array;
}

/** The M step; `regularisation` is added to every variance so that none reaches zero. */
export function maximise(
  points: Points,
  shares: Float64Array,
  k: number,
  kind: CovarianceKind,
  regularisation: number,
): Components {
  const { data, rows, dimensions: d } = points;
  const weights = new Float64Array(k);
  const means = new Float64Array(k * d);
  const covariances = new Float64Array(k * d * d);
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c]!;
      weights[c]! += share;
      for (let j = 0; j < d; j++) means[c * d + j]! += share * data[i * d + j]!;
    }
  for (let c = 0; c < k; c++) {
    weights[c]! += 10 * Number.EPSILON;
    for (let j = 0; j < d; j++) means[c * d + j]! /= weights[c]!;
  }
  const crossed = kind === 'full' || kind === 'tied';
  const gap = new Float64Array(d);
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c]!;
      if (share < 1e-300) continue;
      for (let j = 0; j < d; j++) gap[j] = data[i * d + j]! - means[c * d + j]!;
      const at = c * d * d;
      for (let j = 0; j < d; j++) {
        const scaled = share * gap[j]!;
        if (!crossed) covariances[at + j * d + j]! += scaled * gap[j]!;
        else for (let l = 0; l <= j; l++) covariances[at + j * d + l]! += scaled * gap[l]!;
      }
    }
  if (kind === 'tied') pool(covariances, k, d, rows);
  else for (let c = 0; c < k; c++) for (let e = 0; e < d * d; e++) covariances[c * d * d + e]! /= weights[c]!;
  for (let c = 0; c < k; c++) {
    const at = c * d * d;
    if (kind === 'spherical') {
      let mean = 0;
      for (let j = 0; j < d; j++) mean += covariances[at + j * d + j]! / d;
      for (let j = 0; j < d; j++) covariances[at + j * d + j] = mean;
    }
    for (let j = 0; j < d; j++) {
      covariances[at + j * d + j]! += regularisation;
      for (let l = 0; l < j; l++) covariances[at + l * d + j] = covariances[at + j * d + l]!;
    }
  }
  for (let c = 0; c < k; c++) weights[c]! /= rows;
  return { weights, means, covariances };
}

/** The weighted mean of all components' scatter, written over each of them. */
function pool(covariances: Float64Array, k: number, d: number, rows: number): void {
  for (let e = 0; e < d * d; e++) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += covariances[c * d * d + e]!;
    for (let c = 0; c < k; c++) covariances[c * d * d + e] = sum / rows;
  }
}

/** ln(weight) + ln density of each point under each component, row-major rows x k; null when a covariance is singular. */
export function logDensities(points: Points, { weights, means, covariances }: Components): Float64Array | null {
  const { data, rows, dimensions: d } = points;
  const k = weights.length;
  const result = new Float64Array(rows * k);
  const solved = new Float64Array(d);
  for (let c = 0; c < k; c++) {
    const factor = cholesky(covariances.slice(c * d * d, (c + 1) * d * d), d);
    if (!factor) return null;
    const constant = Math.log(weights[c]!) - 0.5 * (d * Math.log(2 * Math.PI) + choleskyLogDeterminant(factor, d));
    for (let i = 0; i < rows; i++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        let value = data[i * d + j]! - means[c * d + j]!;
        for (let l = 0; l < j; l++) value -= factor[j * d + l]! * solved[l]!;
        value /= factor[j * d + j]!;
        solved[j] = value;
        square += value * value;
      }
      result[i * k + c] = constant - 0.5 * square;
    }
  }
  return result;
}
