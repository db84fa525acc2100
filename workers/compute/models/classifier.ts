// A model of an event that can be kept as plain data and asked again later: how features become numbers, the fitted trees or
// coefficients, and how scores become probabilities. Scores are log-odds before calibration; what each feature adds to one row's
// score, with the base, adds up to it (SHAP values for trees, coefficient x distance from the mean for the linear model).
import { treeShap } from './tree-shap.ts';
import { predictScores, type BoostedTrees } from './tree-model.ts';
import { encode, type Encoder } from './feature-encoder.ts';
import { logisticContributions, logisticScores, type LogisticModel } from './logistic.ts';
import { rowsAt, rowsBetween, type RawTable } from './raw-table.ts';

/** A fitted model with its encoder; JSON. */
export interface Classifier {
  encoder: Encoder;
  model: BoostedTrees | LogisticModel;
}

/** Rows scored at once: what is made of them for a model is as large as they are. */
const BLOCK = 50_000;

/** Log-odds of the event, one a row; `progress` is told how many rows are done. */
export function classifierScores(
  { encoder, model }: Classifier,
  raw: RawTable,
  progress: (rows: number) => void = () => undefined,
): Float64Array {
  const rows = raw.columns[0]?.length ?? 0;
  const scores = new Float64Array(rows);
  for (let from = 0; from < rows; from += BLOCK) {
    progress(from);
    const { columns } = encode(encoder, rowsBetween(raw, from, Math.min(rows, from + BLOCK))).table;
    scores.set(model.kind === 'logistic' ? logisticScores(model, columns) : predictScores(model, columns), from);
  }
  return scores;
}

export interface Contributions {
  /** The score of nobody in particular: every row starts from it. */
  base: number;
  /** Row-major, rows x raw features: what each adds to the log-odds. */
  values: Float64Array;
}

/** What each raw feature adds to the score of the given rows; columns of one feature are added together. */
export function classifierContributions(
  { encoder, model }: Classifier,
  raw: RawTable,
  rows: Int32Array,
): Contributions {
  const { table, of } = encode(encoder, rowsAt(raw, rows));
  const width = raw.names.length;
  const values = new Float64Array(rows.length * width);
  const add = (i: number, parts: Float64Array) =>
    parts.forEach((part, k) => (values[i * width + of[k]!] = values[i * width + of[k]!]! + part));
  if (model.kind === 'logistic') {
    for (let i = 0; i < rows.length; i++) add(i, logisticContributions(model, table.columns, i));
    return { base: model.intercept, values };
  }
  const shap = treeShap(
    model,
    table.columns,
    rows.map((_, i) => i),
  );
  const parts = table.columns.length;
  for (let i = 0; i < rows.length; i++) add(i, shap.values.subarray(i * parts, (i + 1) * parts));
  return { base: shap.bias, values };
}
