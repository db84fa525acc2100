// Putting columns on one scale before distances or penalties are taken: z by mean and standard deviation, robust z by median
// and MAD (Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers, ASQC), log1p for money and counts, and winsorising
// (Tukey 1962, Annals of Mathematical Statistics 33, 1-67, p. 17). A scaler is fitted once, kept, and applied to later rows.
// Input: columns Float64Array; NaN and infinite values are left out of the fit and come out as the centre. No random numbers.
import { sortedQuantile } from '../math/quantile.ts';
import { applyYeoJohnson, fitYeoJohnson } from './yeo-johnson.ts';

export interface Moments {
  count: number;
  mean: number;
  /** Population standard deviation; 0 for a column without spread. */
  sd: number;
}

/** Mean and population standard deviation of the finite values, in two passes. */
export function columnMoments(column: ArrayLike<number>): Moments {
  let [count, sum] = [column.length, 0];
  for (let i = 0; i < column.length; i++) sum += column[i]!;
  // A finite sum has no other than finite terms: the checks are needed for the rest only.
  if (!Number.isFinite(sum)) [count, sum] = finiteSum(column);
  if (count === 0) return { count, mean: 0, sd: 0 };
  const mean = sum / count;
  let [squares, rest] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const gap = column[i]! - mean;
    // NaN and infinite values have no difference of 0 from themselves.
    if (gap - gap !== 0) continue;
    squares += gap * gap;
    rest += gap;
  }
  const sd = Math.sqrt(Math.max(0, squares - (rest * rest) / count) / count);
  // A constant 0.1 has a standard deviation of rounding errors, not of data.
  return { count, mean, sd: sd > 1e-12 * Math.abs(mean) ? sd : 0 };
}

function finiteSum(column: ArrayLike<number>): [count: number, sum: number] {
  let [count, sum] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
  }
  return [count, sum];
}

export type Shape = 'none' | 'log1p' | 'yeo-johnson';
export type Centre = 'z' | 'robust-z' | 'none';

/** How one column is prepared: bend, then clip to [low, high] (of the bent values), then (value − centre) / scale · weight. */
export interface ColumnScaler {
  shape: Shape;
  /** Yeo-Johnson's λ; 1 otherwise. */
  lambda: number;
  low: number;
  high: number;
  centre: number;
  /** 0 for a column without spread, which comes out as 0. */
  scale: number;
  weight: number;
}

export interface ScalingOptions {
  shape?: Shape;
  centre?: Centre;
  /** Share clipped at each end, in [0, 0.5) (default 0; 0.01 = at the 1 % and 99 % quantiles). */
  winsorise?: number;
  /** Factor on the finished values (default 1); 1/√levels for one-hot columns keeps one variable one vote. */
  weight?: number;
}

export function fitScaler(column: ArrayLike<number>, options: ScalingOptions = {}): ColumnScaler {
  const { shape = 'none', centre = 'z', winsorise = 0, weight = 1 } = options;
  const finite = Float64Array.from(column).filter(Number.isFinite);
  const lambda = shape === 'yeo-johnson' ? fitYeoJohnson(finite) : 1;
  const bent = finite.map((value) => bend(value, shape, lambda)).sort();
  const scaler: ColumnScaler = { shape, lambda, low: -Infinity, high: Infinity, centre: 0, scale: 0, weight };
  if (bent.length === 0) return scaler;
  if (winsorise > 0) {
    scaler.low = sortedQuantile(bent, winsorise);
    scaler.high = sortedQuantile(bent, 1 - winsorise);
    for (let i = 0; i < bent.length; i++) bent[i] = Math.min(scaler.high, Math.max(scaler.low, bent[i]!));
  }
  if (centre === 'none') return { ...scaler, scale: 1 };
  const { mean, sd } = columnMoments(bent);
  if (centre === 'z') return { ...scaler, centre: mean, scale: sd };
  const middle = sortedQuantile(bent, 0.5);
  const deviations = bent.map((value) => Math.abs(value - middle)).sort();
  const mad = 1.482602218505602 * sortedQuantile(deviations, 0.5);
  // More than half the values equal: the MAD is 0 and the mean absolute deviation takes its place.
  const meanDeviation = 1.2533141373155 * columnMoments(deviations).mean;
  return { ...scaler, centre: middle, scale: mad > 0 ? mad : meanDeviation };
}

export function applyScaler(scaler: ColumnScaler, column: ArrayLike<number>): Float64Array {
  const { shape, lambda, low, high, centre, scale, weight } = scaler;
  const scaled = new Float64Array(column.length);
  if (scale === 0) return scaled;
  for (let i = 0; i < scaled.length; i++) {
    const value = column[i]!;
    if (!Number.isFinite(value)) continue;
    scaled[i] = ((Math.min(high, Math.max(low, bend(value, shape, lambda))) - centre) / scale) * weight;
  }
  return scaled;
}

function bend(value: number, shape: Shape, lambda: number): number {
  if (shape === 'none') return value;
  if (shape === 'yeo-johnson') return applyYeoJohnson(value, lambda);
  return value >= 0 ? Math.log1p(value) : -Math.log1p(-value);
}
