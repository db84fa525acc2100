import { describe, expect, it } from 'vitest';
import { histogramKernel } from '../../../workers/compute/models/histogram-kernel.ts';
import { binColumns, cutPoints, type Bins } from '../../../workers/compute/models/tree-bins.ts';
import { fillHistogram, subtractHistogram } from '../../../workers/compute/models/tree-histogram.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';

const random = seededRandom(44);
const n = 700;
/** Six columns: one group of four and a part of a second; with missing values and ties. */
const columns = Array.from({ length: 6 }, (_, j) =>
  Float64Array.from({ length: n }, () => (random.uniform() < 0.1 ? NaN : Math.round(random.normal() * 10 ** (j % 4)))),
);
const pairs = Float64Array.from({ length: 2 * n }, () => random.normal());

/** Sums taken one cell at a time. */
function plainly(bins: Bins, rows: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(2 * bins.offsets[6]!);
  columns.forEach((column, j) => {
    for (let k = 0; k < rows.length; k++) {
      const value = column[rows[k]!]!;
      const cuts = bins.cuts[j]!;
      const bin = Number.isNaN(value) ? cuts.length + 1 : cuts.filter((cut) => cut <= value).length;
      sums[2 * (bins.offsets[j]! + bin)]! += pairs[2 * rows[k]!]!;
      sums[2 * (bins.offsets[j]! + bin) + 1]! += pairs[2 * rows[k]! + 1]!;
    }
  });
  return sums;
}

describe('histograms', () => {
  const some = Int32Array.from({ length: n }, (_, i) => i).filter((i) => i % 3 !== 0);
  const every = Int32Array.of(0, 1, 2, 3, 4, 5);

  it.each([
    ['one byte', 64],
    ['two bytes', 500],
  ])('of codes of %s hold the sums of every bin', (_, maxBins) => {
    const bins = binColumns(columns, maxBins, random);
    const h = new Float64Array(2 * bins.offsets[6]! + 2);
    const ordered = Float64Array.from({ length: 2 * some.length }, (_, at) => pairs[2 * some[at >> 1]! + (at & 1)]!);
    fillHistogram(h, bins, every, some, 0, some.length, ordered);
    plainly(bins, some).forEach((value, s) => expect(h[s]).toBeCloseTo(value, 10));
    const whole = new Float64Array(h.length);
    fillHistogram(
      whole,
      bins,
      every,
      Int32Array.from({ length: n }, (_, i) => i),
      0,
      n,
      pairs,
    );
    subtractHistogram(whole, h);
    plainly(
      bins,
      Int32Array.from({ length: n }, (_, i) => i).filter((i) => i % 3 === 0),
    ).forEach((value, s) => expect(whole[s]).toBeCloseTo(value, 10));
  });

  it('come out bit for bit the same from the WebAssembly kernel', () => {
    const bins = binColumns(columns, 255, random);
    const kernel = histogramKernel(1_000_000);
    if (!kernel) throw new Error('no WebAssembly SIMD here: the kernel is not tested');
    const plain = new Float64Array(2 * bins.offsets[6]! + 2);
    const fast = kernel.float64(plain.length);
    const words = kernel.bytes(bins.codes.length);
    words.set(bins.codes);
    const inside: Bins = { ...bins, codes: words };
    const rows = kernel.int32(n);
    const inArena = kernel.float64(2 * n);
    rows.set(some);
    some.forEach((row, k) => inArena.set(pairs.subarray(2 * row, 2 * row + 2), 2 * k));
    fillHistogram(plain, bins, every, some, 0, some.length, inArena);
    fillHistogram(fast, inside, every, rows, 0, some.length, inArena, kernel);
    expect(fast).toEqual(plain);
    rows.set(Int32Array.from({ length: n }, (_, i) => i));
    inArena.set(pairs);
    fillHistogram(plain, bins, every, rows, 0, n, inArena);
    fillHistogram(fast, inside, every, rows, 0, n, inArena, kernel);
    expect(fast).toEqual(plain);
  });
});

describe('cut points', () => {
  it('lie between all distinct values where these are few', () => {
    expect([...cutPoints(Float64Array.of(1, 1, 2, 4), 255)]).toEqual([1.5, 3]);
    expect([...cutPoints(Float64Array.of(5, 5), 255)]).toEqual([]);
    expect([...cutPoints(new Float64Array(0), 255)]).toEqual([]);
    const [next] = [1 + Number.EPSILON];
    expect(cutPoints(Float64Array.of(1, next), 255)[0]).toBeGreaterThan(1);
  });

  it('share the rows out evenly, a very frequent value aside', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i < 5000 ? 0 : i)).sort();
    const cuts = cutPoints(values, 11);
    expect(cuts.length).toBe(10);
    for (let k = 1; k < cuts.length; k++) expect(cuts[k]! - cuts[k - 1]!).toBeGreaterThan(450);
  });
});
