import type { ChurnRefusal, ChurnReport, ChurnTask, Contestant, ContestantReport } from '../api/churn.ts';
import type { EngineDoor } from '../api/compute.ts';
import type { ComputeStep } from '../api/step.ts';
import { fitBoostedTrees } from '../models/boosted-trees.ts';
import { calibrate, fitCalibration, type Calibration } from '../models/calibration.ts';
import type { FeatureTable } from '../models/feature-table.ts';
import { liftBins } from '../models/lift.ts';
import { fitLogistic, logisticContributions, logisticScores } from '../models/logistic.ts';
import type { FitRefusal } from '../models/outcome.ts';
import { permutationImportance } from '../models/permutation-importance.ts';
import { calibrationBins, probabilityMetrics } from '../models/probability-metrics.ts';
import { areaUnderRoc, averagePrecision } from '../models/ranking-metrics.ts';
import { scoreCurve } from '../models/score-curve.ts';
import { predictScores } from '../models/tree-model.ts';
import { treeShap } from '../models/tree-shap.ts';
import { readSnapshot, rowsOfPart, softened, stack, type ChurnRows } from './churn-data.ts';
import { writeColumns } from './columns.ts';

/** Customers of whom reasons are computed, the most endangered first. */
const REASONED = 20_000;
/** Rows with and without the event below which nothing is learned. */
const NEEDED = 50;

/** A way to rank customers: larger scores, likelier to churn. */
interface Ranker {
  readonly name: Contestant;
  readonly scores: (columns: readonly Float64Array[]) => Float64Array;
  /** What each feature adds to a row's score, rows x features; absent for rules that have no reasons. */
  readonly reasons?: (table: FeatureTable, rows: Int32Array) => Float64Array;
}

/** Learns from the earlier snapshots, judges on the later one and other customers, scores today's, and hands the columns back. */
export async function runChurn(
  engine: EngineDoor,
  task: ChurnTask,
  progress: (step: ComputeStep) => void,
): Promise<ChurnReport | ChurnRefusal> {
  const id = `churn ${task.into}`;
  const read = async (statement: ChurnTask['test']) => readSnapshot(await engine.query(id, statement), task.features);
  progress({ step: 'asking', done: 0, total: 4 });
  const past: ChurnRows[] = [];
  for (const statement of task.training) past.push(await read(statement));
  const test = await read(task.test);
  const today = await read(task.scoring);
  progress({ step: 'fitting', done: 1, total: 4 });
  const learned = learnChurn(stack(past, task.features), test, task, () =>
    progress({ step: 'checking', done: 2, total: 4 }),
  );
  if (!learned.ok) return learned;
  progress({ step: 'scoring', done: 3, total: 4 });
  const columns = scoreCustomers(learned.ranker, learned.calibration, today.table);
  await engine.insert(id, task.into, today.customer.length, writeColumns(today.customer, columns));
  const { report } = learned;
  return { ...report, rows: { ...report.rows, scored: today.customer.length } };
}

/** What was learned, and what is to be said of it. */
interface Learned {
  readonly ok: true;
  readonly ranker: Ranker;
  readonly calibration: Calibration;
  readonly report: ChurnReport;
}

export function learnChurn(
  past: ChurnRows,
  later: ChurnRows,
  { features, recency, seed }: Pick<ChurnTask, 'features' | 'recency' | 'seed'>,
  onfitted: () => void = () => undefined,
): Learned | ChurnRefusal {
  const training = rowsOfPart(past, 'training', seed);
  const held = rowsOfPart(past, 'calibration', seed);
  const test = rowsOfPart(later, 'test', seed);
  for (const part of [training, held, test]) {
    const churned = part.churned.reduce((sum, value) => sum + value, 0);
    const stayed = part.churned.length - churned;
    if (Math.min(churned, stayed) < NEEDED) {
      const [rows, rarer] = [part.churned.length, Math.min(churned, stayed)];
      return { ok: false, reason: rarer === 0 ? 'one-class' : 'too-few-rows', detail: { rows, rarer, needed: NEEDED } };
    }
  }
  const trees = treesOf(training, held, seed);
  const logistic = logisticOf(training);
  if (!trees.ok) return refused(trees);
  if (!logistic.ok) return refused(logistic);
  onfitted();
  const place = features.indexOf(recency);
  if (place < 0) throw new Error(`no feature ${recency}: ${features.join(', ')}`);
  const rankers: Ranker[] = [
    trees.ranker,
    logistic.ranker,
    { name: 'recency', scores: (columns) => columns[place]! },
    { name: 'base-rate', scores: (columns) => new Float64Array(columns[0]!.length) },
  ];
  const judged = rankers.flatMap((ranker) => {
    const made = judge(ranker, held, test);
    return made ? [{ ranker, ...made }] : [];
  });
  judged.sort((a, b) => b.row.auc - a.row.auc);
  const best = judged.find(({ ranker }) => ranker.reasons);
  if (!best) return { ok: false, reason: 'failed', detail: { rows: test.churned.length } };
  const p = calibrate(best.calibration, best.ranker.scores(test.table.columns));
  const curve = scoreCurve(test.churned, p);
  const importance = permutationImportance(test.table, test.churned, best.ranker.scores, { repeats: 3, seed });
  const rate = (rows: ChurnRows) => rows.churned.reduce((sum, value) => sum + value, 0) / rows.churned.length;
  return {
    ok: true,
    ranker: best.ranker,
    calibration: best.calibration,
    report: {
      ok: true,
      rows: {
        training: training.churned.length,
        calibration: held.churned.length,
        test: test.churned.length,
        scored: 0,
      },
      trainingRate: rate(training),
      testRate: rate(test),
      leaderboard: judged.map(({ row }) => row),
      chosen: best.ranker.name,
      calibration: calibrationBins(test.churned, p),
      lift: curve.ok
        ? liftBins(curve.curve).map(({ bin, rate: share, lift, cumulativeGain }) => ({
            bin,
            rate: share,
            lift,
            cumulativeGain,
          }))
        : [],
      importance: importance.ok ? importance.importances.sort((a, b) => b.mean - a.mean) : [],
    },
  };
}

function treesOf(training: ChurnRows, held: ChurnRows, seed: number): { ok: true; ranker: Ranker } | FitRefusal {
  const fit = fitBoostedTrees(training.table, training.churned, {
    rounds: 300,
    learningRate: 0.06,
    maxDepth: 4,
    minChildWeight: 10,
    subsample: 0.8,
    columnSample: 0.8,
    validation: { columns: held.table.columns, y: held.churned },
    seed,
  });
  if (!fit.ok) return fit;
  const { model } = fit;
  return {
    ok: true,
    ranker: {
      name: 'boosted-trees',
      scores: (columns) => predictScores(model, columns),
      reasons: (table, rows) => treeShap(model, table.columns, rows).values,
    },
  };
}

function logisticOf({ table, churned }: ChurnRows): { ok: true; ranker: Ranker } | FitRefusal {
  const soft = softened(table, table);
  const fit = fitLogistic(soft, churned);
  if (!fit.ok) return fit;
  const { model } = fit;
  return {
    ok: true,
    ranker: {
      name: 'logistic',
      scores: (columns) => logisticScores(model, softened({ names: table.names, columns }, table).columns),
      reasons: (rowsOf, rows) => {
        const { columns } = softened(rowsOf, table);
        const values = new Float64Array(rows.length * columns.length);
        rows.forEach((row, i) => values.set(logisticContributions(model, columns, row), i * columns.length));
        return values;
      },
    },
  };
}

/** Calibrates on held-out customers of the past, and judges on other customers of the later snapshot. */
function judge(
  ranker: Ranker,
  held: ChurnRows,
  test: ChurnRows,
): { row: ContestantReport; calibration: Calibration } | null {
  const calibrated = fitCalibration(ranker.scores(held.table.columns), held.churned);
  if (!calibrated.ok) return null;
  const { calibration } = calibrated;
  const scores = ranker.scores(test.table.columns);
  const ranked = scoreCurve(test.churned, scores);
  const metrics = probabilityMetrics(test.churned, calibrate(calibration, scores));
  if (!ranked.ok || !metrics.ok) return null;
  const row = {
    name: ranker.name,
    auc: areaUnderRoc(ranked.curve),
    averagePrecision: averagePrecision(ranked.curve),
    brierSkill: metrics.brierSkill,
    logLoss: metrics.logLoss,
    topLift: liftBins(ranked.curve)[0]!.lift,
  };
  return { row, calibration };
}

/** Probability and three strongest reasons: a feature's place + 1, negative where it speaks against leaving. */
function scoreCustomers(ranker: Ranker, calibration: Calibration, table: FeatureTable): Record<string, Float64Array> {
  const p = calibrate(calibration, ranker.scores(table.columns));
  const n = p.length;
  const reasons = Array.from({ length: 3 }, () => new Float64Array(n).fill(NaN));
  const order = Array.from(p.keys()).sort((a, b) => p[b]! - p[a]!);
  const rows = Int32Array.from(order.slice(0, REASONED));
  const width = table.columns.length;
  const values = ranker.reasons?.(table, rows) ?? new Float64Array(0);
  rows.forEach((row, i) => {
    const parts = values.subarray(i * width, (i + 1) * width);
    const strongest = Array.from(parts.keys()).sort((a, b) => Math.abs(parts[b]!) - Math.abs(parts[a]!));
    reasons.forEach((column, k) => {
      const feature = strongest[k];
      if (feature !== undefined && parts[feature] !== 0) column[row] = (feature + 1) * Math.sign(parts[feature]!);
    });
  });
  return { p_churn: p, reason_1: reasons[0]!, reason_2: reasons[1]!, reason_3: reasons[2]! };
}

function refused({ reason, detail }: FitRefusal): ChurnRefusal {
  const numbers = Object.fromEntries(
    Object.entries(detail).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
  const known = ['too-few-rows', 'one-class', 'no-columns', 'no-convergence'] as const;
  return { ok: false, reason: known.find((one) => one === reason) ?? 'failed', detail: numbers };
}
