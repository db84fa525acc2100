// The directions along which points vary most. Pearson (1901), Philosophical Magazine 2, 559-572; Hotelling (1933), Journal of
// Educational Psychology 24, 417-441. By the eigenvectors of the covariance (n − 1 in the denominator); the sign, which is
// arbitrary, is set so that the largest loading is positive. Input: points, finite; put columns on one scale unless their units
// agree. No random numbers.
import { symmetricEigen } from '../math/symmetric-eigen.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { refusePoints, type Points } from './points.ts';

export interface Pca {
  means: Float64Array;
  /** Row-major, components x dimensions: loadings of component c at components[c * d ..]. */
  components: Float64Array;
  /** Variance along each component, falling. */
  variances: Float64Array;
  /** Shares of the total variance. */
  ratios: Float64Array;
  cautions: Caution[];
}

export function fitPca(points: Points, count = points.dimensions): Outcome<Pca> {
  const refusal = refusePoints(points, 2);
  if (refusal) return refusal;
  const { data, rows, dimensions: d } = points;
  if (!Number.isInteger(count) || count < 1 || count > d)
    return refuse('unusable-option', { option: 'count', value: String(count) });
  const means = new Float64Array(d);
  for (let at = 0; at < data.length; at++) means[at % d]! += data[at]! / rows;
  const covariance = new Float64Array(d * d);
  const gap = new Float64Array(d);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) gap[j] = data[i * d + j]! - means[j]!;
    for (let j = 0; j < d; j++) for (let l = 0; l <= j; l++) covariance[j * d + l]! += (gap[j]! * gap[l]!) / (rows - 1);
  }
  for (let j = 0; j < d; j++) for (let l = 0; l < j; l++) covariance[l * d + j] = covariance[j * d + l]!;
  const { values, vectors } = symmetricEigen(covariance, d);
  const all = values.map((value) => Math.max(0, value));
  const total = all.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return refuse('constant', { rows, columns: d });
  const components = new Float64Array(count * d);
  for (let c = 0; c < count; c++) for (let j = 0; j < d; j++) components[c * d + j] = vectors[j * d + c]!;
  const cautions: Caution[] = rows <= d ? [{ reason: 'few-rows', detail: { rows, columns: d } }] : [];
  const variances = all.slice(0, count);
  return { ok: true, means, components, variances, ratios: variances.map((value) => value / total), cautions };
}

/** Scores of points on the components, row-major rows x components. */
export function projectPca(
  pca: Pick<Pca, 'means' | 'components'>,
  { data, rows, dimensions: d }: Points,
): Float64Array {
  const count = pca.components.length / d;
  const scores = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < count; c++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += pca.components[c * d + j]! * (data[i * d + j]! - pca.means[j]!);
      scores[i * count + c] = sum;
    }
  return scores;
}
