import { histogramKernel } from './histogram-kernel.ts';
import { codeStart, type Bins } from './tree-bins.ts';
import { fillHistogram, subtractHistogram } from './tree-histogram.ts';
import { bestSplit, leafValue, type SplitRules } from './tree-split.ts';
import type { Tree } from './tree-model.ts';

export interface GrowRules extends SplitRules {
  /** Splits from root to leaf, >= 1. */
  maxDepth: number;
  learningRate: number;
}

/** A grown tree with what is needed to score binned rows: the split bin of each node, and each leaf's stretch of rows. */
export interface GrownTree {
  tree: Tree;
  bin: number[];
  /** rows[from .. to) of a node's training rows after partition. */
  from: number[];
  to: number[];
}

export interface TreeGrower {
  /** Gradient and hessian of row i at 2i and 2i + 1: filled by the caller before each tree. */
  pairs: Float64Array;
  /** rows[0 .. count): the rows to learn from, rising; reordered in place. */
  rows: Int32Array;
  grow: (count: number, columns: Int32Array) => GrownTree;
}

/**
 * A grower for one training set. It keeps its scratch space between trees: histograms for one path and its siblings, and the
 * second half of the partition. Where the kernel runs, the codes of `bins` move into its memory.
 */
export function treeGrower(bins: Bins, rules: GrowRules): TreeGrower {
  // One slot more, where the lanes past the last column write.
  const slots = 2 * bins.offsets[bins.offsets.length - 1]! + 2;
  const histogramBytes = (rules.maxDepth + 2) * (8 * slots + 16);
  const kernel = bins.words ? histogramKernel(bins.codes.length + 36 * bins.rows + histogramBytes + 1024) : null;
  if (kernel) {
    const moved = kernel.bytes(bins.codes.length);
    moved.set(bins.codes);
    bins.codes = moved;
    bins.words = new Uint32Array(moved.buffer, moved.byteOffset, moved.length / 4);
  }
  const float64 = (length: number) => (kernel ? kernel.float64(length) : new Float64Array(length));
  const rows = kernel ? kernel.int32(bins.rows) : new Int32Array(bins.rows);
  const pairs = float64(2 * bins.rows);
  const ordered = float64(2 * bins.rows);
  const pool: Float64Array[] = [];
  const spare = new Int32Array(bins.rows);
  const take = (): Float64Array => pool.pop() ?? float64(slots);

  const grow = (count: number, columns: Int32Array): GrownTree => {
    const tree: Tree = {
      feature: [],
      threshold: [],
      missingLeft: [],
      left: [],
      right: [],
      value: [],
      cover: [],
      gain: [],
    };
    const grown: GrownTree = { tree, bin: [], from: [], to: [] };

    const gather = (from: number, to: number): void => {
      for (let k = from, at = 0; k < to; k++, at += 2) {
        const row = 2 * rows[k]!;
        ordered[at] = pairs[row]!;
        ordered[at + 1] = pairs[row + 1]!;
      }
    };
    const histogramOf = (from: number, to: number): Float64Array => {
      const whole = to - from === bins.rows;
      if (!whole) gather(from, to);
      const histogram = take();
      fillHistogram(histogram, bins, columns, rows, from, to, whole ? pairs : ordered, kernel);
      return histogram;
    };
    const add = (from: number, to: number, g: number, h: number, low: number, high: number): number => {
      const node = tree.feature.length;
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.missingLeft.push(0);
      tree.left.push(-1);
      tree.right.push(-1);
      tree.value.push(rules.learningRate * leafValue(g, h, rules.lambda, low, high));
      tree.cover.push(h);
      tree.gain.push(0);
      grown.bin.push(0);
      grown.from.push(from);
      grown.to.push(to);
      return node;
    };

    /** Splits a node whose histogram is known, and gives the histogram back to the pool when done. */
    const splitNode = (
      node: number,
      histogram: Float64Array,
      depth: number,
      g: number,
      h: number,
      low: number,
      high: number,
    ): void => {
      const split = bestSplit(histogram, bins, columns, g, h, rules, low, high);
      if (!split) {
        pool.push(histogram);
        return;
      }
      const [from, to] = [grown.from[node]!, grown.to[node]!];
      const missing = bins.cuts[split.column]!.length + 1;
      const middle = partition(
        bins.codes,
        codeStart(split.column, bins.rows),
        split.bin,
        missing,
        split.missingLeft,
        rows,
        from,
        to,
        spare,
      );
      const [leftG, leftH] = [split.leftG, split.leftH];
      const [rightG, rightH] = [g - leftG, h - leftH];
      let [leftLow, leftHigh, rightLow, rightHigh] = [low, high, low, high];
      const direction = rules.monotone ? rules.monotone[split.column]! : 0;
      if (direction !== 0) {
        // No leaf below on one side may pass any leaf on the other: both are kept to their side of the middle.
        const border =
          (leafValue(leftG, leftH, rules.lambda, low, high) + leafValue(rightG, rightH, rules.lambda, low, high)) / 2;
        if (direction > 0) leftHigh = rightLow = border;
        else leftLow = rightHigh = border;
      }
      const left = add(from, middle, leftG, leftH, leftLow, leftHigh);
      const right = add(middle, to, rightG, rightH, rightLow, rightHigh);
      tree.feature[node] = split.column;
      tree.threshold[node] = bins.cuts[split.column]![split.bin] ?? null;
      tree.missingLeft[node] = split.missingLeft ? 1 : 0;
      tree.left[node] = left;
      tree.right[node] = right;
      tree.gain[node] = split.gain;
      grown.bin[node] = split.bin;
      if (depth + 1 >= rules.maxDepth) {
        pool.push(histogram);
        return;
      }
      const leftIsSmaller = middle - from <= to - middle;
      const small = leftIsSmaller ? histogramOf(from, middle) : histogramOf(middle, to);
      subtractHistogram(histogram, small);
      splitNode(left, leftIsSmaller ? small : histogram, depth + 1, leftG, leftH, leftLow, leftHigh);
      splitNode(right, leftIsSmaller ? histogram : small, depth + 1, rightG, rightH, rightLow, rightHigh);
    };

    let [g, h] = [0, 0];
    for (let k = 0; k < count; k++) {
      g += pairs[2 * rows[k]!]!;
      h += pairs[2 * rows[k]! + 1]!;
    }
    const root = add(0, count, g, h, -Infinity, Infinity);
    splitNode(root, histogramOf(0, count), 0, g, h, -Infinity, Infinity);
    return grown;
  };
  return { pairs, rows, grow };
}

/** Stable split of rows[from .. to) in place: those that go left first. Gives the border. Order kept = memory read forwards. */
function partition(
  codes: Bins['codes'],
  start: number,
  bin: number,
  missing: number,
  missingLeft: boolean,
  rows: Int32Array,
  from: number,
  to: number,
  spare: Int32Array,
): number {
  let left = from;
  let right = 0;
  const lost = missingLeft ? 1 : 0;
  for (let k = from; k < to; k++) {
    const row = rows[k]!;
    const code = codes[start + 4 * row]!;
    // Both places are written and one index moves: no branch to mispredict.
    const goesLeft = code === missing ? lost : code <= bin ? 1 : 0;
    rows[left] = row;
    spare[right] = row;
    left += goesLeft;
    right += 1 - goesLeft;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

/** Adds the tree's leaf values to the scores of rows given by their bins; for rows the tree did not learn from. */
export function addGrownTree(grown: GrownTree, bins: Bins, scores: Float64Array, skip: Uint8Array): void {
  const { tree, bin } = grown;
  for (let i = 0; i < bins.rows; i++) {
    if (skip[i] === 1) continue;
    let node = 0;
    for (let j = tree.feature[0]!; j >= 0; j = tree.feature[node]!) {
      const code = bins.codes[codeStart(j, bins.rows) + 4 * i]!;
      const isMissing = code === bins.cuts[j]!.length + 1;
      const goesLeft = isMissing ? tree.missingLeft[node] === 1 : code <= bin[node]!;
      node = goesLeft ? tree.left[node]! : tree.right[node]!;
    }
    scores[i]! += tree.value[node]!;
  }
}
