import type { FittedColumn } from '../../../src/domain/cluster-fit.ts';
import type { ClusterModel } from '../../../src/domain/cluster-model.ts';
import type { ClusterColumnReport, ColumnReport } from '../api/cluster.ts';
import { median as medianOf, sortedQuantile } from '../math/quantile.ts';
import { pointsOf, type Points } from '../models/points.ts';
import { applyScaler, columnMoments, fitScaler, type ColumnScaler, type Shape } from '../models/scaling.ts';

/** Skewness up to which a column is left as it is. */
const STRAIGHT = 1;
/** Values that a column's bend is learned from. */
const BENT = 20_000;
/** Bins by which drift is measured later. */
const BINS = 10;
/** Columns that agree more than this say the same thing twice. */
const TWIN = 0.9;

/** Columns that can be compared, prepared and described. */
export interface Prepared {
  readonly columns: readonly FittedColumn[];
  readonly points: Points;
  readonly reports: readonly ColumnReport[];
}

/** Learns how to prepare each column: empty cells take the median; the all-alike and the empty are left out, and said. */
export function learnColumns(
  names: readonly string[],
  columns: readonly Float64Array[],
  model: Pick<ClusterModel, 'shape' | 'winsorise' | 'centre'>,
): Prepared {
  const fitted: FittedColumn[] = [];
  const reports: ColumnReport[] = [];
  const prepared: Float64Array[] = [];
  names.forEach((feature, j) => {
    const column = columns[j]!;
    const finite = column.filter(Number.isFinite);
    const missing = column.length > 0 ? 1 - finite.length / column.length : 1;
    const middle = finite.length > 0 ? medianOf(finite) : 0;
    const { mean, sd } = columnMoments(finite);
    const said = { feature, missing, median: middle, mean, skewBefore: skewness(finite), shape: 'none' as const };
    if (finite.length === 0) return reports.push({ ...said, skewAfter: 0, dropped: 'empty' });
    const shape = shapeOf(finite, model.shape);
    const filled = fillEmpty(column, middle);
    const scaler = fitScaler(filled, { shape, centre: model.centre, winsorise: model.winsorise ? 0.01 : 0 });
    // A column whose spread lies beyond the clipped ends keeps its ends: a rare trait is still a trait.
    const kept = scaler.scale > 0 ? scaler : fitScaler(filled, { shape, centre: 'z' });
    if (kept.scale === 0) return reports.push({ ...said, skewAfter: 0, dropped: 'constant' });
    const scaled = applyScaler(kept, filled);
    const edges = edgesOf(finite);
    fitted.push({
      feature,
      median: middle,
      mean,
      sd,
      shape,
      lambda: kept.lambda,
      low: Number.isFinite(kept.low) ? kept.low : null,
      high: Number.isFinite(kept.high) ? kept.high : null,
      centre: kept.centre,
      scale: kept.scale,
      edges,
      counts: binCounts(column, edges),
    });
    prepared.push(scaled);
    return reports.push({ ...said, shape, skewAfter: skewness(scaled), dropped: null });
  });
  return { columns: fitted, points: pointsOf(prepared), reports };
}

/** Prepares columns as a saved fit does. */
export function applyColumns(fitted: readonly FittedColumn[], columns: readonly Float64Array[]): Points {
  return pointsOf(fitted.map((one, j) => applyScaler(scalerOf(one), fillEmpty(columns[j]!, one.median))));
}

/** What a saved fit did to its columns, said of the columns of today. */
export function describeColumns(fitted: readonly FittedColumn[], columns: readonly Float64Array[]): ColumnReport[] {
  return fitted.map((one, j) => {
    const column = columns[j]!;
    const finite = column.filter(Number.isFinite);
    return {
      feature: one.feature,
      missing: column.length > 0 ? 1 - finite.length / column.length : 1,
      median: one.median,
      mean: columnMoments(finite).mean,
      skewBefore: skewness(finite),
      skewAfter: skewness(applyScaler(scalerOf(one), fillEmpty(column, one.median))),
      shape: one.shape,
      dropped: null,
    };
  });
}

function scalerOf({ shape, lambda, low, high, centre, scale }: FittedColumn): ColumnScaler {
  return { shape, lambda, low: low ?? -Infinity, high: high ?? Infinity, centre, scale, weight: 1 };
}

/** How each column could be bent: what the data step shows before anything is fitted. */
export function surveyColumns(names: readonly string[], columns: readonly Float64Array[]): ClusterColumnReport[] {
  return names.map((feature, j) => {
    const column = columns[j]!;
    const finite = column.filter(Number.isFinite);
    const skew = (shape: Shape): number => skewness(bent(finite, shape));
    let least = Infinity;
    for (const value of finite) if (value < least) least = value;
    return {
      feature,
      covered: column.length > 0 ? finite.length / column.length : 0,
      median: finite.length > 0 ? medianOf(finite) : 0,
      skew: { none: skewness(finite), log1p: skew('log1p'), 'yeo-johnson': skew('yeo-johnson') },
      least: finite.length > 0 ? least : 0,
      constant: columnMoments(finite).sd === 0,
    };
  });
}

/** The bend that a choice means for a column: `auto` leaves what is not skewed, and bends no more than is needed. */
export function shapeOf(finite: Float64Array, choice: ClusterModel['shape']): Shape {
  if (choice !== 'auto') return choice;
  const some = finite.length > BENT ? finite.filter((_, i) => i % Math.ceil(finite.length / BENT) === 0) : finite;
  const plain = Math.abs(skewness(some));
  if (plain <= STRAIGHT) return 'none';
  const log = Math.abs(skewness(bent(some, 'log1p')));
  if (log <= STRAIGHT) return 'log1p';
  const power = Math.abs(skewness(bent(some, 'yeo-johnson')));
  return power < log / 2 ? 'yeo-johnson' : log < plain ? 'log1p' : 'none';
}

function bent(finite: Float64Array, shape: Shape): Float64Array {
  return applyScaler(fitScaler(finite, { shape, centre: 'none' }), finite);
}

function fillEmpty(column: Float64Array, value: number): Float64Array {
  return column.map((cell) => (Number.isFinite(cell) ? cell : value));
}

/** Third standardised moment, population; 0 without spread. */
export function skewness(values: Float64Array): number {
  const { mean, sd, count } = columnMoments(values);
  if (sd === 0) return 0;
  let sum = 0;
  for (const value of values) sum += ((value - mean) / sd) ** 3;
  return sum / count;
}

function edgesOf(finite: Float64Array): number[] {
  const sorted = finite.slice().sort();
  const edges = Array.from({ length: BINS - 1 }, (_, i) => sortedQuantile(sorted, (i + 1) / BINS));
  return [...new Set(edges)].filter((edge) => edge < sorted[sorted.length - 1]!);
}

/** Customers per bin (above an edge, up to the next), and at the end those without a value. */
export function binCounts(column: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0);
  for (const value of column) {
    let bin = 0;
    if (!Number.isFinite(value)) bin = edges.length + 1;
    else while (bin < edges.length && value > edges[bin]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

/** Pairs of prepared columns that nearly repeat each other. */
export function twinsOf(columns: readonly FittedColumn[], { data, rows, dimensions: d }: Points) {
  const twins: { a: string; b: string; r: number }[] = [];
  const moments = columns.map((_, j) =>
    columnMoments(Float64Array.from({ length: rows }, (__, i) => data[i * d + j]!)),
  );
  for (let a = 0; a < d; a++)
    for (let b = a + 1; b < d; b++) {
      let sum = 0;
      for (let i = 0; i < rows; i++)
        sum += (data[i * d + a]! - moments[a]!.mean) * (data[i * d + b]! - moments[b]!.mean);
      const r = sum / rows / (moments[a]!.sd * moments[b]!.sd);
      if (Math.abs(r) >= TWIN) twins.push({ a: columns[a]!.feature, b: columns[b]!.feature, r });
    }
  return twins;
}
