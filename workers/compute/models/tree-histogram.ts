import type { Bins, BinCodes } from './tree-bins.ts';

/**
 * Sums of gradients and hessians per bin, as pairs: histogram[2 s] and histogram[2 s + 1] for slot s. `ordered` holds the pairs
 * of the node's rows in the order of rows[from .. to), so that only the codes are read out of order. Four columns are walked
 * together: each row number and each pair is then loaded once for four additions.
 */
export function fillHistogram(
  histogram: Float64Array,
  bins: Bins,
  columns: Int32Array,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
): void {
  const { codes, offsets } = bins;
  histogram.fill(0);
  let c = 0;
  for (; c + 4 <= columns.length; c += 4) {
    addFour(histogram, codes, bins.rows, offsets, columns, c, rows, from, to, ordered);
  }
  for (; c < columns.length; c++) {
    const j = columns[c]!;
    addOne(histogram, codes, j * bins.rows, 2 * offsets[j]!, rows, from, to, ordered);
  }
}

function addOne(
  h: Float64Array,
  codes: BinCodes,
  start: number,
  slot: number,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
): void {
  for (let k = from, at = 0; k < to; k++, at += 2) {
    const s = slot + 2 * codes[start + rows[k]!]!;
    h[s]! += ordered[at]!;
    h[s + 1]! += ordered[at + 1]!;
  }
}

function addFour(
  h: Float64Array,
  codes: BinCodes,
  n: number,
  offsets: Int32Array,
  columns: Int32Array,
  c: number,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
): void {
  const [j0, j1, j2, j3] = [columns[c]!, columns[c + 1]!, columns[c + 2]!, columns[c + 3]!];
  const [b0, b1, b2, b3] = [j0 * n, j1 * n, j2 * n, j3 * n];
  const o0 = 2 * offsets[j0]!;
  const o1 = 2 * offsets[j1]!;
  const o2 = 2 * offsets[j2]!;
  const o3 = 2 * offsets[j3]!;
  for (let k = from, at = 0; k < to; k++, at += 2) {
    const row = rows[k]!;
    const g = ordered[at]!;
    const e = ordered[at + 1]!;
    const s0 = o0 + (codes[b0 + row]! << 1);
    const s1 = o1 + (codes[b1 + row]! << 1);
    const s2 = o2 + (codes[b2 + row]! << 1);
    const s3 = o3 + (codes[b3 + row]! << 1);
    h[s0]! += g;
    h[s0 + 1]! += e;
    h[s1]! += g;
    h[s1 + 1]! += e;
    h[s2]! += g;
    h[s2 + 1]! += e;
    h[s3]! += g;
    h[s3 + 1]! += e;
  }
}

/** whole − part, written over whole: the other child's histogram without touching its rows. */
export function subtractHistogram(whole: Float64Array, part: Float64Array): void {
  for (let s = 0; s < whole.length; s++) whole[s]! -= part[s]!;
}
