// The probability of an event as a logistic function of a weighted sum of features, with an L2 penalty.
// Cox (1958), "The regression analysis of binary sequences", JRSS B 20, 215-242; ridge: le Cessie & van Houwelingen (1992),
// Applied Statistics 41, 191-201; separation: Albert & Anderson (1984), Biometrika 71, 1-10.
// Minimises Σ log(1 + exp(∓ score)) + ‖w‖² / (2 C), the intercept free, over columns standardised with the training mean and
// population standard deviation. Input: columns Float64Array of n, any scale; NaN and infinite values count as the mean; y of n
// labels 0 or 1. Parameters: an intercept and one coefficient per column, both real, per standard deviation. No random numbers.
import { inspectColumns, namesOf, tableRows, type FeatureTable } from './feature-table.ts';
import { binaryLabels } from './labels.ts';
import { emptyDesign } from './logistic-design.ts';
import { solveLbfgs, solveNewton, type Optimum } from './logistic-objective.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { columnMoments } from './scaling.ts';
import { findSeparation } from './separation.ts';

export interface LogisticModel {
  kind: 'logistic';
  version: 1;
  features: string[];
  means: number[];
  /** Population standard deviations of the training columns; 0 for a constant column, whose coefficient is 0. */
  sds: number[];
  intercept: number;
  /** Change of the log-odds per standard deviation. */
  coefficients: number[];
}

export interface LogisticOptions {
  /** Inverse strength of the penalty (default 1); Infinity = none. */
  c?: number;
  /** `newton` up to 300 columns, else `l-bfgs` (default: by the number of columns). */
  solver?: 'newton' | 'l-bfgs';
  weights?: ArrayLike<number>;
}

export interface LogisticFit {
  model: LogisticModel;
  /** Standard errors of intercept and coefficients from the curvature at the optimum; with a penalty they are too small to
   * test with, and only tell firm coefficients from loose ones. Null with `l-bfgs`. */
  standardErrors: number[] | null;
  /** Σ log loss + penalty. */
  objective: number;
  iterations: number;
  cautions: Caution[];
}

export function fitLogistic(
  table: FeatureTable,
  y: ArrayLike<number | boolean>,
  { c = 1, solver, weights }: LogisticOptions = {},
): Outcome<LogisticFit> {
  if (!(c > 0)) return refuse('unusable-option', { option: 'c', value: String(c) });
  const shape = tableRows(table);
  if (!shape.ok) return shape;
  const { rows } = shape;
  const checked = binaryLabels(y, rows);
  if (!checked.ok) return checked;
  const { labels, positives } = checked;
  const { cautions } = inspectColumns(table);
  const rarer = Math.min(positives, rows - positives);
  if (rarer < 10 * table.columns.length)
    cautions.push({ reason: 'few-positives', detail: { rarer, columns: table.columns.length } });

  const moments = table.columns.map(columnMoments);
  const kept = moments.flatMap(({ sd }, j) => (sd > 0 ? [j] : []));
  const width = kept.length + 1;
  const design = emptyDesign(rows, width, { y: labels, weights, penalty: c === Infinity ? 0 : 1 / c });
  kept.forEach((j, k) => {
    const { mean, sd } = moments[j]!;
    const column = table.columns[j]!;
    const start = (k + 1) * design.stride;
    const perUnit = 1 / sd;
    for (let i = 0; i < rows; i++) {
      const value = column[i]!;
      // Infinities and NaN have no difference of 0 from themselves.
      design.x[start + i] = value - value === 0 ? (value - mean) * perUnit : 0;
    }
  });
  const optimum =
    (solver ?? (width > 301 ? 'l-bfgs' : 'newton')) === 'newton' ? solveNewton(design) : solveLbfgs(design);
  if (!optimum.w.every(Number.isFinite)) return refuse('no-convergence', { iterations: optimum.iterations });

  const separation = findSeparation(design, optimum.w);
  const names = namesOf(
    table,
    separation.columns.map((k) => kept[k]!),
  );
  const runsOff = c === Infinity && (separation.complete || runsAway(optimum, separation.columns.length > 0));
  if (runsOff) return refuse('separation', { rows, columns: names, largest: Math.max(...optimum.w.map(Math.abs)) });
  if (separation.complete || separation.columns.length > 0)
    cautions.push({
      reason: 'separation',
      detail: { complete: separation.complete ? 1 : 0, names },
      columns: separation.columns.map((k) => kept[k]!),
    });
  if (optimum.lifted) cautions.push({ reason: 'collinear-columns', detail: { columns: kept.length } });
  if (!optimum.converged) cautions.push({ reason: 'no-convergence', detail: { iterations: optimum.iterations } });

  const coefficients = new Array<number>(table.columns.length).fill(0);
  const errors = optimum.variances && [
    Math.sqrt(optimum.variances[0]!),
    ...new Array<number>(coefficients.length).fill(0),
  ];
  kept.forEach((j, k) => {
    coefficients[j] = optimum.w[k + 1]!;
    if (errors && optimum.variances) errors[j + 1] = Math.sqrt(optimum.variances[k + 1]!);
  });
  const model: LogisticModel = {
    kind: 'logistic',
    version: 1,
    features: [...table.names],
    means: moments.map(({ mean }) => mean),
    sds: moments.map(({ sd }) => sd),
    intercept: optimum.w[0]!,
    coefficients,
  };
  return {
    ok: true,
    model,
    standardErrors: errors,
    objective: optimum.objective,
    iterations: optimum.iterations,
    cautions,
  };
}

/** A coefficient without bound: huge per standard deviation, or so loose that the likelihood is flat along it. */
function runsAway(optimum: Optimum, suspected: boolean): boolean {
  const limit = suspected ? 8 : 20;
  for (let k = 1; k < optimum.w.length; k++) {
    if (Math.abs(optimum.w[k]!) > limit && (!optimum.variances || Math.sqrt(optimum.variances[k]!) > 10)) return true;
  }
  return !optimum.converged && suspected;
}

/** Log-odds of every row; columns in the order of `model.features`, missing and infinite values count as the training mean. */
export function logisticScores(model: LogisticModel, columns: readonly ArrayLike<number>[]): Float64Array {
  if (columns.length !== model.features.length)
    throw new Error(`the model has ${model.features.length} features, given: ${columns.length}`);
  const scores = new Float64Array(columns[0]?.length ?? 0).fill(model.intercept);
  columns.forEach((column, j) => {
    const slope = model.coefficients[j]! / (model.sds[j]! || 1);
    if (slope === 0) return;
    const mean = model.means[j]!;
    for (let i = 0; i < scores.length; i++) {
      const value = column[i]!;
      if (Number.isFinite(value)) scores[i]! += slope * (value - mean);
    }
  });
  return scores;
}

export function logisticProbabilities(model: LogisticModel, columns: readonly ArrayLike<number>[]): Float64Array {
  return logisticScores(model, columns).map((score) => 1 / (1 + Math.exp(-score)));
}

export interface OddsRow {
  feature: string;
  /** Change of the log-odds per standard deviation of the feature. */
  coefficient: number;
  /** Factor on the odds per standard deviation. */
  oddsPerSd: number;
  /** Factor on the odds per unit of the feature; 1 for a constant one. */
  oddsPerUnit: number;
}

/** The model in words a reader can use, the strongest feature first. */
export function oddsTable(model: LogisticModel): OddsRow[] {
  return model.features
    .map((feature, j) => {
      const coefficient = model.coefficients[j]!;
      const sd = model.sds[j]!;
      return {
        feature,
        coefficient,
        oddsPerSd: Math.exp(coefficient),
        oddsPerUnit: sd > 0 ? Math.exp(coefficient / sd) : 1,
      };
    })
    .sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient));
}

/** What each feature adds to one row's log-odds, against the average row: coefficient x standardised value. */
export function logisticContributions(
  model: LogisticModel,
  columns: readonly ArrayLike<number>[],
  row: number,
): Float64Array {
  return Float64Array.from(columns, (column, j) => {
    const value = column[row]!;
    const sd = model.sds[j]!;
    return sd > 0 && Number.isFinite(value) ? (model.coefficients[j]! * (value - model.means[j]!)) / sd : 0;
  });
}
