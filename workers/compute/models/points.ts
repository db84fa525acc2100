import { refuse, type FitRefusal } from './outcome.ts';

/** Points in space: row i, coordinate j at data[i * dimensions + j]. Put columns on one scale before clustering. */
export interface Points {
  data: Float64Array;
  rows: number;
  dimensions: number;
}

/** Columns of equal length laid out row by row. */
export function pointsOf(columns: readonly ArrayLike<number>[]): Points {
  const dimensions = columns.length;
  const rows = columns[0]?.length ?? 0;
  const data = new Float64Array(rows * dimensions);
  for (let j = 0; j < dimensions; j++) {
    const column = columns[j]!;
    for (let i = 0, at = j; i < rows; i++, at += dimensions) data[at] = column[i]!;
  }
  return { data, rows, dimensions };
}

/** Why points cannot be clustered at all, or null. */
export function refusePoints({ data, rows, dimensions }: Points, least: number): FitRefusal | null {
  if (dimensions === 0) return refuse('no-columns', { columns: 0 });
  if (rows === 0) return refuse('no-rows', { rows });
  if (data.length !== rows * dimensions) return refuse('unequal-lengths', { values: data.length, rows, dimensions });
  for (let at = 0; at < data.length; at++)
    if (!Number.isFinite(data[at]!))
      return refuse('not-finite', {
        row: Math.floor(at / dimensions),
        column: at % dimensions,
        value: String(data[at]),
      });
  return rows < least ? refuse('too-few-rows', { rows, needed: least }) : null;
}

export function pointsAt({ data, dimensions }: Points, rows: ArrayLike<number>): Points {
  const taken = new Float64Array(rows.length * dimensions);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * dimensions;
    taken.set(data.subarray(from, from + dimensions), i * dimensions);
  }
  return { data: taken, rows: rows.length, dimensions };
}

/** Squared Euclidean distance between a[from ..] and b[at ..]. */
export function squaredDistance(
  a: Float64Array,
  from: number,
  b: Float64Array,
  at: number,
  dimensions: number,
): number {
  let sum = 0;
  for (let j = 0; j < dimensions; j++) {
    const gap = a[from + j]! - b[at + j]!;
    sum += gap * gap;
  }
  return sum;
}

/** `count` different row numbers of 0 .. rows − 1, rising: one drawn at random from each of `count` equal stretches. */
export function sampleRowNumbers(rows: number, count: number, uniform: () => number): Int32Array {
  if (count >= rows) return Int32Array.from({ length: rows }, (_, i) => i);
  return Int32Array.from({ length: count }, (_, k) => {
    const from = Math.floor((k * rows) / count);
    const to = Math.floor(((k + 1) * rows) / count);
    return from + Math.floor(uniform() * (to - from));
  });
}
