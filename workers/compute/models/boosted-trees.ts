// Gradient-boosted decision trees for the probability of an event (or for a mean), grown on histograms.
// Friedman (2001), "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 1189-1232; second
// order gain and penalty: Chen & Guestrin (2016), "XGBoost: a scalable tree boosting system", KDD, 785-794, eqs. (5)-(7).
// Input: columns Float64Array of n finite, infinite or missing (NaN) values, any scale; y of n labels 0 or 1 (`logistic`) or
// finite numbers (`squared`). Parameters: per tree its splits and leaf values (log-odds for `logistic`).
// Random numbers: seeded, for row and column sampling and for the bins of columns longer than 100,000.
import { seededRandom } from '../math/random.ts';
import { inspectColumns, tableRows, type FeatureTable } from './feature-table.ts';
import { binaryLabels } from './labels.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { binColumns } from './tree-bins.ts';
import { addGrownTree, treeGrower } from './tree-grow.ts';
import { addTree, type BoostedTrees, type Loss } from './tree-model.ts';

export interface BoostingOptions {
  loss?: Loss;
  /** Trees at most (default 100). */
  rounds?: number;
  /** Share of each tree's step that is taken, in (0, 1] (default 0.1). */
  learningRate?: number;
  /** Splits from root to leaf (default 3; 1 to 16). */
  maxDepth?: number;
  /** L2 penalty on leaf values (default 1). */
  lambda?: number;
  /** Least gain of a split (default 0). */
  gamma?: number;
  /** Least sum of hessians in a leaf (default 1). */
  minChildWeight?: number;
  /** Share of rows each tree sees, in (0, 1] (default 1). */
  subsample?: number;
  /** Share of columns each tree sees, in (0, 1] (default 1). */
  columnSample?: number;
  /** Bins per column, 2 to 65,000 (default 255; above that exactness is bought with speed). */
  maxBins?: number;
  /** By column name: +1 the score may only rise with it, −1 only fall. */
  monotone?: Readonly<Record<string, 1 | -1>>;
  /** Score before any tree (default: the log-odds of the share of events, or the mean). */
  base?: number;
  weights?: ArrayLike<number>;
  /** Rows held out, best of a later time: training stops after `patience` rounds (default 20) without a smaller loss there. */
  validation?: { columns: readonly Float64Array[]; y: ArrayLike<number>; patience?: number };
  seed?: number;
  /** Called after each round; false stops the training and keeps the trees so far. */
  progress?: (done: number, rounds: number) => unknown;
}

export interface BoostingFit {
  model: BoostedTrees;
  /** Mean loss (log loss, or squared error) on the training rows after each round, before early stopping cuts the trees. */
  trainingLoss: number[];
  validationLoss: number[];
  cautions: Caution[];
}

const DEFAULTS = {
  loss: 'logistic' as Loss,
  rounds: 100,
  learningRate: 0.1,
  maxDepth: 3,
  lambda: 1,
  gamma: 0,
  minChildWeight: 1,
  subsample: 1,
  columnSample: 1,
  maxBins: 255,
  seed: 1,
};

/** Smallest and largest value each option may take. */
const LIMITS: readonly [keyof typeof DEFAULTS, number, number][] = [
  ['rounds', 1, 100_000],
  ['learningRate', 1e-6, 1],
  ['maxDepth', 1, 16],
  ['lambda', 0, Infinity],
  ['gamma', 0, Infinity],
  ['minChildWeight', 0, Infinity],
  ['subsample', 1e-6, 1],
  ['columnSample', 1e-6, 1],
  ['maxBins', 2, 65_000],
];

export function fitBoostedTrees(
  table: FeatureTable,
  y: ArrayLike<number | boolean>,
  options: BoostingOptions = {},
): Outcome<BoostingFit> {
  const settings = { ...DEFAULTS, ...options };
  for (const [name, low, high] of LIMITS) {
    const value = Number(settings[name]);
    if (!(value >= low && value <= high))
      return refuse('unusable-option', { option: name, value: String(settings[name]) });
  }
  const shape = tableRows(table);
  if (!shape.ok) return shape;
  const { rows: n } = shape;
  const target = targets(y, n, settings.loss);
  if (!target.ok) return target;
  const { cautions } = inspectColumns(table);
  if (n < 50) cautions.push({ reason: 'few-rows', detail: { rows: n } });

  const random = seededRandom(settings.seed);
  const bins = binColumns(table.columns, Math.floor(settings.maxBins), random);
  const monotone = monotoneCodes(table.names, settings.monotone);
  const grower = treeGrower(bins, { ...settings, monotone });
  const base = settings.base ?? startingScore(target.values, settings.loss, settings.weights);
  const scores = new Float64Array(n).fill(base);
  const model: BoostedTrees = {
    kind: 'boosted-trees',
    version: 1,
    loss: settings.loss,
    features: [...table.names],
    base,
    trees: [],
  };
  const held = settings.validation;
  const heldScores = held && new Float64Array(held.y.length).fill(base);
  const fit: BoostingFit = { model, trainingLoss: [], validationLoss: [], cautions };
  const { pairs, rows: order } = grower;
  const used = new Uint8Array(n);
  let bestRound = 0;
  let bestLoss = held && heldScores ? meanLoss(held.y, heldScores, settings.loss) : Infinity;

  for (let round = 0; round < settings.rounds; round++) {
    const lossBefore = fillPairs(pairs, target.values, scores, settings.loss, settings.weights);
    if (round > 0) fit.trainingLoss.push(lossBefore);
    const count = sampleRows(order, used, settings.subsample, random.uniform);
    const grown = grower.grow(count, sampleColumns(table.columns.length, settings.columnSample, random.integer));
    const { tree } = grown;
    if (tree.feature.length === 1 && settings.subsample === 1 && settings.columnSample === 1) break;
    model.trees.push(tree);
    for (let node = 0; node < tree.feature.length; node++) {
      if (tree.feature[node]! >= 0) continue;
      const value = tree.value[node]!;
      for (let k = grown.from[node]!; k < grown.to[node]!; k++) scores[order[k]!]! += value;
    }
    if (count < n) addGrownTree(grown, bins, scores, used);
    if (held && heldScores) {
      addTree(tree, held.columns, heldScores);
      const loss = meanLoss(held.y, heldScores, settings.loss);
      fit.validationLoss.push(loss);
      if (loss < bestLoss) [bestLoss, bestRound] = [loss, round + 1];
      else if (round + 1 - bestRound >= (held.patience ?? 20)) break;
    }
    if (settings.progress?.(round + 1, settings.rounds) === false) break;
  }
  if (fit.trainingLoss.length < model.trees.length)
    fit.trainingLoss.push(meanLoss(target.values, scores, settings.loss, settings.weights));
  if (held) model.trees.length = Math.min(model.trees.length, bestRound);
  if (model.trees.length === 0) cautions.push({ reason: 'no-better-than-chance', detail: { rows: n } });
  return { ok: true, ...fit };
}

function targets(y: ArrayLike<number | boolean>, n: number, loss: Loss): Outcome<{ values: Float64Array }> {
  if (loss === 'logistic') {
    const checked = binaryLabels(y, n);
    return checked.ok ? { ok: true, values: Float64Array.from(checked.labels) } : checked;
  }
  if (y.length !== n) return refuse('unequal-lengths', { labels: y.length, rows: n });
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    values[i] = Number(y[i]);
    if (!Number.isFinite(values[i]!)) return refuse('not-finite', { row: i, value: String(y[i]) });
  }
  return values.every((value) => value === values[0])
    ? refuse('constant', { value: values[0]! })
    : { ok: true, values };
}

function monotoneCodes(names: readonly string[], wanted: BoostingOptions['monotone']): Int8Array | undefined {
  if (!wanted || Object.keys(wanted).length === 0) return undefined;
  return Int8Array.from(names, (name) => wanted[name] ?? 0);
}

function startingScore(y: Float64Array, loss: Loss, weights?: ArrayLike<number>): number {
  let [sum, mass] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const w = weights ? weights[i]! : 1;
    sum += w * y[i]!;
    mass += w;
  }
  const mean = sum / mass;
  return loss === 'logistic' ? Math.log(mean / (1 - mean)) : mean;
}

/** First and second derivative of the loss at each row's score; gives the mean loss of those scores. */
function fillPairs(
  pairs: Float64Array,
  y: Float64Array,
  scores: Float64Array,
  loss: Loss,
  weights?: ArrayLike<number>,
): number {
  let [total, mass] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const s = scores[i]!;
    const t = y[i]!;
    const w = weights ? weights[i]! : 1;
    mass += w;
    if (loss === 'logistic') {
      const e = Math.exp(s < 0 ? s : -s);
      const q = 1 / (1 + e);
      const p = s < 0 ? e * q : q;
      total += w * ((s > 0 ? s : 0) - s * t + Math.log(1 + e));
      pairs[2 * i] = w * (p - t);
      pairs[2 * i + 1] = w * Math.max(p * (1 - p), 1e-16);
    } else {
      total += w * (s - t) * (s - t);
      pairs[2 * i] = w * (s - t);
      pairs[2 * i + 1] = w;
    }
  }
  return total / mass;
}

function meanLoss(y: ArrayLike<number>, scores: Float64Array, loss: Loss, weights?: ArrayLike<number>): number {
  let [total, mass] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const s = scores[i]!;
    const w = weights ? weights[i]! : 1;
    const one = loss === 'squared' ? (s - y[i]!) ** 2 : Math.max(s, 0) - s * y[i]! + Math.log1p(Math.exp(-Math.abs(s)));
    total += w * one;
    mass += w;
  }
  return total / mass;
}

/** The rows a tree learns from, rising, written to the front of `order`; `used` marks them. */
function sampleRows(order: Int32Array, used: Uint8Array, share: number, uniform: () => number): number {
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const taken = share >= 1 || uniform() < share;
    used[i] = taken ? 1 : 0;
    if (taken) order[count++] = i;
  }
  return count > 0 ? count : ((order[0] = 0), (used[0] = 1));
}

function sampleColumns(total: number, share: number, integer: (n: number) => number): Int32Array {
  const columns = Int32Array.from({ length: total }, (_, j) => j);
  if (share >= 1) return columns;
  const wanted = Math.max(1, Math.round(share * total));
  for (let k = 0; k < wanted; k++) {
    const other = k + integer(total - k);
    const kept = columns[k]!;
    columns[k] = columns[other]!;
    columns[other] = kept;
  }
  return columns.slice(0, wanted).sort();
}
