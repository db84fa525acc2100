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

/** Leaf of `tree` that row `i` of the columns falls into. */
export function leafOf(tree: Tree, columns: readonly ArrayLike<number>[], i: number): number {
  const { feature, threshold, missingLeft, left, right } = tree;
  let node = 0;
  for (;;) {
    const j = feature[node]!;
    if (j < 0) return node;
    const value = columns[j]![i]!;
    const cut = threshold[node]!;
    const goesLeft = value !== value ? missingLeft[node] === 1 : cut === null || value < cut;
    node = goesLeft ? left[node]! : right[node]!;
  }
}

/** Adds the tree's values to `scores`, one per row. */
export function addTree(tree: Tree, columns: readonly Float64Array[], scores: Float64Array): void {
  for (let i = 0; i < scores.length; i++) scores[i]! += tree.value[leafOf(tree, columns, i)]!;
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
