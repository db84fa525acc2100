import type { HistogramKernel } from './histogram-kernel.ts';
import type { Bins } from './tree-bins.ts';

/**
 * Sums of gradients and hessians per bin, as pairs: histogram[2 s] and histogram[2 s + 1] for slot s. `ordered` holds the pairs
 * of the node's rows in the order of rows[from .. to), so that only the codes are read out of order. Four columns lie in one
 * word: one read out of order serves eight additions. Columns share a group of four; a group is filled when any of its columns
 * is in `columns`. With a kernel (whose memory must hold all four arrays) the kernel does it.
 */
export function fillHistogram(
  histogram: Float64Array,
  bins: Bins,
  columns: Int32Array,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
  kernel: HistogramKernel | null = null,
): void {
  histogram.fill(0);
  const whole = to - from === bins.rows;
  for (let c = 0, done = -1; c < columns.length; c++) {
    const group = columns[c]! >> 2;
    if (group === done) continue;
    done = group;
    if (kernel) runKernel(kernel, histogram, bins, group, rows, from, to, ordered, whole);
    else if (!bins.words) addCodes(histogram, bins, group, rows, from, to, ordered);
    else if (whole) addAllWords(histogram, bins.words, bins.offsets, group, bins.rows, ordered);
    else addWords(histogram, bins.words, bins.offsets, group, bins.rows, rows, from, to, ordered);
  }
}

/** Twice the first slot of lane `lane` of a group; lanes past the last column write where they only add zeros' worth of work. */
function slotStart(offsets: Int32Array, group: number, lane: number): number {
  return 2 * offsets[Math.min(4 * group + lane, offsets.length - 1)]!;
}

function runKernel(
  kernel: HistogramKernel,
  histogram: Float64Array,
  bins: Bins,
  group: number,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
  whole: boolean,
): void {
  const at = (lane: number) => histogram.byteOffset + 8 * slotStart(bins.offsets, group, lane);
  const words = bins.codes.byteOffset + 4 * group * bins.rows;
  const pairs = ordered.byteOffset;
  // The kernel's loop runs at least once.
  if (to <= from) return;
  if (whole) kernel.addAll(words, words + 4 * bins.rows, pairs, at(0), at(1), at(2), at(3));
  else {
    const start = rows.byteOffset;
    kernel.addRows(words, start + 4 * from, start + 4 * to, pairs, at(0), at(1), at(2), at(3));
  }
}

function addWords(
  h: Float64Array,
  words: Uint32Array,
  offsets: Int32Array,
  group: number,
  n: number,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
): void {
  const start = group * n;
  const o0 = slotStart(offsets, group, 0);
  const o1 = slotStart(offsets, group, 1);
  const o2 = slotStart(offsets, group, 2);
  const o3 = slotStart(offsets, group, 3);
  for (let k = from, at = 0; k < to; k++, at += 2) {
    const word = words[start + rows[k]!]!;
    const g = ordered[at]!;
    const e = ordered[at + 1]!;
    const s0 = o0 + ((word & 255) << 1);
    const s1 = o1 + ((word >>> 7) & 510);
    const s2 = o2 + ((word >>> 15) & 510);
    const s3 = o3 + ((word >>> 23) & 510);
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

/** The same for all rows in their own order: the root of an unsampled tree, a third of all the work. */
function addAllWords(
  h: Float64Array,
  words: Uint32Array,
  offsets: Int32Array,
  group: number,
  n: number,
  pairs: Float64Array,
): void {
  const start = group * n;
  const o0 = slotStart(offsets, group, 0);
  const o1 = slotStart(offsets, group, 1);
  const o2 = slotStart(offsets, group, 2);
  const o3 = slotStart(offsets, group, 3);
  for (let k = 0, at = 0; k < n; k++, at += 2) {
    const word = words[start + k]!;
    const g = pairs[at]!;
    const e = pairs[at + 1]!;
    const s0 = o0 + ((word & 255) << 1);
    const s1 = o1 + ((word >>> 7) & 510);
    const s2 = o2 + ((word >>> 15) & 510);
    const s3 = o3 + ((word >>> 23) & 510);
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

/** Two-byte codes: exact splits on small data, one column after the other. */
function addCodes(
  h: Float64Array,
  bins: Bins,
  group: number,
  rows: Int32Array,
  from: number,
  to: number,
  ordered: Float64Array,
): void {
  const last = Math.min(4 * group + 4, bins.cuts.length);
  for (let j = 4 * group; j < last; j++) {
    const start = 4 * group * bins.rows + (j & 3);
    for (let k = from, at = 0; k < to; k++, at += 2) {
      const s = 2 * (bins.offsets[j]! + bins.codes[start + 4 * rows[k]!]!);
      h[s]! += ordered[at]!;
      h[s + 1]! += ordered[at + 1]!;
    }
  }
}

/** whole − part, written over whole: the other child's histogram without touching its rows. */
export function subtractHistogram(whole: Float64Array, part: Float64Array): void {
  for (let s = 0; s < whole.length; s++) whole[s]! -= part[s]!;
}
