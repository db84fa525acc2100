import { sum } from '../math/sum.ts';

// Which columns of a design say something that the columns before them do not: modified Gram-Schmidt on centred columns (Björck 1967,
// "Solving linear least squares problems by Gram-Schmidt orthogonalization", BIT 7, 1-21). A constant column says nothing. Draws no
// random numbers.

/** Share of a column's variance that must be left once the columns before it are known. */
const LEAST = 1e-6;

/** Places of the columns to keep, in order. Columns are of equal length, without NaN. */
export function independentColumns(columns: readonly Float64Array[]): number[] {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  columns.forEach((column, j) => {
    const mean = sum(column) / column.length;
    const rest = column.map((value) => value - mean);
    const before = dot(rest, rest);
    for (const direction of basis) {
      const along = dot(rest, direction);
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
    }
    const after = dot(rest, rest);
    if (!(before > 0) || after < LEAST * before) return;
    const length = Math.sqrt(after);
    basis.push(rest.map((value) => value / length));
    kept.push(j);
  });
  return kept;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
