// How much each feature moved one prediction away from the average, in the unit of the score (log-odds for `logistic`).
// Lundberg, Erion & Lee (2018), "Consistent individualized feature attribution for tree ensembles", arXiv 1802.03888,
// Algorithm 2 (path-dependent): exact Shapley values of the tree's own conditional expectation, by the shares of cover.
// Input: a fitted model and its columns. The values of a row and `bias` add up to its score. No random numbers.
import type { BoostedTrees, Tree } from './tree-model.ts';

export interface ShapValues {
  /** Mean score over the training rows, by cover. */
  bias: number;
  /** Row-major, rows x features. */
  values: Float64Array;
}

/** SHAP values of `rows` (default: all). */
export function treeShap(
  model: BoostedTrees,
  columns: readonly ArrayLike<number>[],
  rows?: ArrayLike<number>,
): ShapValues {
  const features = model.features.length;
  const count = rows ? rows.length : (columns[0]?.length ?? 0);
  const values = new Float64Array(count * features);
  let bias = model.base;
  for (const tree of model.trees) {
    bias += expectation(tree, 0);
    const walk = treeWalker(tree, columns);
    for (let r = 0; r < count; r++) walk(rows ? rows[r]! : r, values.subarray(r * features, (r + 1) * features));
  }
  return { bias, values };
}

function expectation(tree: Tree, node: number): number {
  if (tree.feature[node]! < 0) return tree.value[node]!;
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  const [a, b] = [tree.cover[left]!, tree.cover[right]!];
  return (a * expectation(tree, left) + b * expectation(tree, right)) / (a + b);
}

function depthOf(tree: Tree, node: number): number {
  if (tree.feature[node]! < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node]!), depthOf(tree, tree.right[node]!));
}

/**
 * Walks one tree for one row after the other. A path holds, per distinct feature met: the feature, the share of "unknown"
 * rows that flow on (zero), whether the row itself flows on (one), and the weight of the subsets of each size.
 */
function treeWalker(tree: Tree, columns: readonly ArrayLike<number>[]) {
  const depth = depthOf(tree, 0);
  const size = ((depth + 2) * (depth + 3)) / 2 + depth + 2;
  const features = new Int32Array(size);
  const zeros = new Float64Array(size);
  const ones = new Float64Array(size);
  const weights = new Float64Array(size);

  const extend = (at: number, length: number, zero: number, one: number, feature: number): void => {
    features[at + length] = feature;
    zeros[at + length] = zero;
    ones[at + length] = one;
    weights[at + length] = length === 0 ? 1 : 0;
    for (let i = length - 1; i >= 0; i--) {
      weights[at + i + 1]! += (one * weights[at + i]! * (i + 1)) / (length + 1);
      weights[at + i] = (zero * weights[at + i]! * (length - i)) / (length + 1);
    }
  };
  /** Takes entry `index` out of a path whose last entry is `length`. */
  const unwind = (at: number, length: number, index: number): void => {
    const one = ones[at + index]!;
    const zero = zeros[at + index]!;
    let next = weights[at + length]!;
    for (let i = length - 1; i >= 0; i--) {
      if (one !== 0) {
        const held = weights[at + i]!;
        weights[at + i] = (next * (length + 1)) / ((i + 1) * one);
        next = held - (weights[at + i]! * zero * (length - i)) / (length + 1);
      } else {
        weights[at + i] = (weights[at + i]! * (length + 1)) / (zero * (length - i));
      }
    }
    for (let i = index; i < length; i++) {
      features[at + i] = features[at + i + 1]!;
      zeros[at + i] = zeros[at + i + 1]!;
      ones[at + i] = ones[at + i + 1]!;
    }
  };
  /** Sum of the weights as if entry `index` were taken out. */
  const unwoundSum = (at: number, length: number, index: number): number => {
    const one = ones[at + index]!;
    const zero = zeros[at + index]!;
    let next = weights[at + length]!;
    let total = 0;
    for (let i = length - 1; i >= 0; i--) {
      if (one !== 0) {
        const weight = (next * (length + 1)) / ((i + 1) * one);
        total += weight;
        next = weights[at + i]! - (weight * zero * (length - i)) / (length + 1);
      } else {
        total += (weights[at + i]! * (length + 1)) / (zero * (length - i));
      }
    }
    return total;
  };

  return (row: number, phi: Float64Array): void => {
    const visit = (
      node: number,
      parentAt: number,
      length: number,
      zero: number,
      one: number,
      feature: number,
    ): void => {
      // Each level works on a copy of its parent's path, kept right behind it.
      const at = parentAt + length;
      for (let i = 0; i < length; i++) {
        features[at + i] = features[parentAt + i]!;
        zeros[at + i] = zeros[parentAt + i]!;
        ones[at + i] = ones[parentAt + i]!;
        weights[at + i] = weights[parentAt + i]!;
      }
      extend(at, length, zero, one, feature);
      const j = tree.feature[node]!;
      if (j < 0) {
        for (let i = 1; i <= length; i++)
          phi[features[at + i]!]! += unwoundSum(at, length, i) * (ones[at + i]! - zeros[at + i]!) * tree.value[node]!;
        return;
      }
      const value = columns[j]![row]!;
      const cut = tree.threshold[node]!;
      const goesLeft = value !== value ? tree.missingLeft[node] === 1 : cut === null || value < cut;
      const hot = goesLeft ? tree.left[node]! : tree.right[node]!;
      const cold = goesLeft ? tree.right[node]! : tree.left[node]!;
      const cover = tree.cover[hot]! + tree.cover[cold]!;
      let last = length;
      let [oldZero, oldOne] = [1, 1];
      for (let i = 1; i <= length; i++) {
        if (features[at + i] !== j) continue;
        oldZero = zeros[at + i]!;
        oldOne = ones[at + i]!;
        unwind(at, length, i);
        last = length - 1;
        break;
      }
      visit(hot, at, last + 1, (oldZero * tree.cover[hot]!) / cover, oldOne, j);
      visit(cold, at, last + 1, (oldZero * tree.cover[cold]!) / cover, 0, j);
    };
    visit(0, 0, 0, 1, 1, -1);
  };
}
