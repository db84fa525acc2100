// Columns cut into at most 255 ordered bins, so that a tree looks for its splits in histograms instead of sorted values
// (Ke et al. 2017, "LightGBM", NeurIPS 30, sections 2-3). Bin b holds cuts[b-1] <= value < cuts[b]; the slot after the last
// bin holds missing values (NaN). Random numbers: a stratified sample of rows when a column has more than 100,000 of them.
import type { Random } from '../math/random.ts';

/** More bins than a byte can name are allowed for exactness on small data; they cost twice the memory. */
export type BinCodes = Uint8Array | Uint16Array;

export interface Bins {
  /** Bin of column j, row i at codes[codeStart(j, rows) + 4 i]: four columns lie side by side, row after row. */
  codes: BinCodes;
  /** The same bytes read four columns at a time; null when codes take two bytes. */
  words: Uint32Array | null;
  rows: number;
  /** Per column the rising cut points; column j has cuts[j].length + 1 bins and one slot more for missing. */
  cuts: Float64Array[];
  /** Where the slots of column j begin in a histogram (in slots); one entry more than columns, the last is the total. */
  offsets: Int32Array;
}

const SAMPLE = 100_000;

/** Where column j's codes begin; row i follows 4 i further. */
export function codeStart(column: number, rows: number): number {
  return 4 * (column >> 2) * rows + (column & 3);
}

export function binColumns(columns: readonly Float64Array[], maxBins: number, random: Random): Bins {
  const rows = columns[0]!.length;
  const cells = 4 * rows * Math.ceil(columns.length / 4);
  const codes = maxBins <= 255 ? new Uint8Array(cells) : new Uint16Array(cells);
  const offsets = new Int32Array(columns.length + 1);
  const cuts = columns.map((column, j) => {
    const points = cutPoints(sortedSample(column, random), maxBins);
    encode(column, points, codes, codeStart(j, rows));
    offsets[j + 1] = offsets[j]! + points.length + 2;
    return points;
  });
  const words = codes instanceof Uint8Array ? new Uint32Array(codes.buffer) : null;
  return { codes, words, rows, cuts, offsets };
}

/** The finite values, sorted; of a long column one value drawn from each of 100,000 equal stretches. */
function sortedSample(column: Float64Array, random: Random): Float64Array {
  const n = column.length;
  const size = Math.min(n, SAMPLE);
  const sample = new Float64Array(size);
  let count = 0;
  for (let k = 0; k < size; k++) {
    const value = n <= SAMPLE ? column[k]! : column[Math.floor(((k + random.uniform()) * n) / size)]!;
    if (Number.isFinite(value)) sample[count++] = value;
  }
  return sample.subarray(0, count).sort();
}

/**
 * Midpoints between distinct values where these are few; else cuts that close a bin when it holds its share of the rows not
 * yet placed, so that one very frequent value does not take the resolution of the others.
 */
export function cutPoints(sorted: Float64Array, maxBins: number): Float64Array {
  const n = sorted.length;
  const points: number[] = [];
  let distinct = n > 0 ? 1 : 0;
  for (let i = 1; i < n; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const every = distinct <= maxBins;
  let binStart = 0;
  for (let i = 1; i < n; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    const share = (n - binStart) / (maxBins - points.length);
    if (!every && i - binStart < share) continue;
    points.push(between(sorted[i - 1]!, sorted[i]!));
    binStart = i;
    if (points.length === maxBins - 1) break;
  }
  return Float64Array.from(points);
}

/** A number c with low < c <= high, the midpoint where doubles allow. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle > low && middle <= high ? middle : high;
}

function encode(column: Float64Array, cuts: Float64Array, codes: BinCodes, at: number): void {
  const n = column.length;
  const missing = cuts.length + 1;
  for (let i = 0; i < n; i++) {
    const value = column[i]!;
    if (value !== value) {
      codes[at + 4 * i] = missing;
      continue;
    }
    let low = 0;
    let length = cuts.length;
    while (length > 0) {
      const half = length >> 1;
      if (cuts[low + half]! <= value) {
        low += half + 1;
        length -= half + 1;
      } else length = half;
    }
    codes[at + 4 * i] = low;
  }
}
