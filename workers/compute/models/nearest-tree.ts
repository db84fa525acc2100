// A k-d tree: finds the nearest of many points without looking at most of them. Bentley (1975), "Multidimensional binary search
// trees used for associative searching", CACM 18, 509-517. No random numbers.
import type { Points } from './points.ts';

const LEAF = 16;

export interface NearestTree {
  /**
   * The point of least max(distance to a[at ..], floor of the point), and that distance. `floors`, when given at the start, holds
   * one value >= 0 per point: the core distances that make reachability of distance.
   */
  nearest: (a: Float64Array, at: number) => { index: number; distance: number };
}

export function nearestTree({ data, rows, dimensions: d }: Points, floors?: ArrayLike<number>): NearestTree {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  // The split of the stretch [from, to) stands at its middle.
  const axes = new Int32Array(rows);
  const cuts = new Float64Array(rows);
  build(0, rows);
  const packed = new Float64Array(rows * d);
  order.forEach((i, k) => packed.set(data.subarray(i * d, (i + 1) * d), k * d));
  let best = 0;
  let least = Infinity;
  let query: Float64Array = data;
  let start = 0;

  return {
    nearest: (a, at) => {
      [query, start, least] = [a, at, Infinity];
      visit(0, rows);
      return { index: best, distance: least };
    },
  };

  function build(from: number, to: number): void {
    if (to - from <= LEAF) return;
    let [axis, widest] = [0, -1];
    for (let j = 0; j < d; j++) {
      let [low, high] = [Infinity, -Infinity];
      for (let k = from; k < to; k++) {
        const value = data[order[k]! * d + j]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > widest) [axis, widest] = [j, high - low];
    }
    order.subarray(from, to).sort((x, y) => data[x * d + axis]! - data[y * d + axis]!);
    const middle = (from + to) >> 1;
    axes[middle] = axis;
    cuts[middle] = data[order[middle]! * d + axis]!;
    build(from, middle);
    build(middle, to);
  }

  function visit(from: number, to: number): void {
    if (to - from <= LEAF) {
      for (let k = from; k < to; k++) {
        let square = 0;
        for (let j = 0; j < d; j++) {
          const gap = packed[k * d + j]! - query[start + j]!;
          square += gap * gap;
        }
        if (square >= least * least) continue;
        const index = order[k]!;
        const distance = Math.max(Math.sqrt(square), floors ? floors[index]! : 0);
        if (distance < least) [least, best] = [distance, index];
      }
      return;
    }
    const middle = (from + to) >> 1;
    const gap = query[start + axes[middle]!]! - cuts[middle]!;
    if (gap < 0) {
      visit(from, middle);
      if (-gap < least) visit(middle, to);
    } else {
      visit(middle, to);
      if (gap <= least) visit(from, middle);
    }
  }
}
