/** One regression tree as parallel arrays, node 0 the root; plain numbers, so that a model is JSON. */
export interface Tree {
  /** Column the node asks about; −1 = leaf. */
  feature: number[];
  /** value < threshold goes left; +Infinity is written as null in JSON and means "every known value goes left". */
  threshold: (number | null)[];
  /** 1 when missing values go left. */
  missingLeft: number[];
  left: number[];
  right: number[];
  /** Score of the node if it were a leaf (learning rate included). */
  value: number[];
  /** Sum of hessians of the training rows in the node. */
  cover: number[];
  /** Gain of the node's split; 0 for a leaf. */
  gain: number[];
}

export type Loss = 'logistic' | 'squared';

/** A sum of trees; for `logistic` the sum is in log-odds. */
export interface BoostedTrees {
  kind: 'boosted-trees';
  version: 1;
  loss: Loss;
  features: string[];
  /** Score before any tree. */
  base: number;
  trees: Tree[];
}

/** Adds the tree's values to `scores`, one per row. */
export function addTree(tree: Tree, columns: readonly Float64Array[], scores: Float64Array): void {
  // Typed copies: a tree is small, its rows are many.
  const feature = Int32Array.from(tree.feature);
  const threshold = Float64Array.from(tree.threshold, (cut) => cut ?? Infinity);
  const children = Int32Array.from(
    { length: 2 * feature.length },
    (_, at) => (at & 1 ? tree.left : tree.right)[at >> 1]!,
  );
  const value = Float64Array.from(tree.value);
  for (let i = 0; i < scores.length; i++) {
    let node = 0;
    for (let j = feature[0]!; j >= 0; j = feature[node]!) {
      const x = columns[j]![i]!;
      const cut = threshold[node]!;
      const goesLeft = x !== x ? tree.missingLeft[node] === 1 : x < cut || cut === Infinity;
      node = children[2 * node + (goesLeft ? 1 : 0)]!;
    }
    scores[i]! += value[node]!;
  }
}

/** Scores of every row: log-odds for `logistic`, the mean for `squared`. Columns in the order of `model.features`. */
export function predictScores(model: BoostedTrees, columns: readonly Float64Array[]): Float64Array {
  if (columns.length !== model.features.length)
    throw new Error(`the model has ${model.features.length} features, given: ${columns.length}`);
  const scores = new Float64Array(columns[0]?.length ?? 0).fill(model.base);
  for (const tree of model.trees) addTree(tree, columns, scores);
  return scores;
}

/** Probabilities of the event, for a `logistic` model. */
export function predictProbabilities(model: BoostedTrees, columns: readonly Float64Array[]): Float64Array {
  if (model.loss !== 'logistic') throw new Error(`probabilities need a logistic model: ${model.loss}`);
  return predictScores(model, columns).map((score) => 1 / (1 + Math.exp(-score)));
}

/** Total gain of each feature's splits as shares of 1: quick, but it favours columns with many distinct values. */
export function gainImportance(model: BoostedTrees): Float64Array {
  const gains = new Float64Array(model.features.length);
  let total = 0;
  for (const tree of model.trees)
    tree.feature.forEach((j, node) => {
      if (j < 0) return;
      gains[j]! += tree.gain[node]!;
      total += tree.gain[node]!;
    });
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}
