import type { EngineDoor } from '../api/compute.ts';
import type { LabelLearned, LabelRefusal, LabelReport, LabelTask } from '../api/label.ts';
import type { ComputeStep } from '../api/step.ts';
import { fitBoostedTrees } from '../models/boosted-trees.ts';
import type { Calibration } from '../models/calibration.ts';
import { classifierScores, type Classifier } from '../models/classifier.ts';
import { encode, fitEncoder } from '../models/feature-encoder.ts';
import { stratifiedFolds } from '../models/folds.ts';
import { fitLogistic } from '../models/logistic.ts';
import { fitLoneFeature, loneAuc, loneScores } from '../models/lone-feature.ts';
import { rowsAt, type RawColumn, type RawTable } from '../models/raw-table.ts';
import { placeOf, rowsWhere } from './churn-data.ts';
import { readLabelled, writeColumns, type LabelledRows } from './columns.ts';
import { contest, verdictOf, winnerOf, type Competitor, type Parts } from './contest.ts';
import { memoryOf, scoredColumns } from './scored.ts';

const FOLDS = 5;
/** Rows of the rarer outcome below which nothing is learned: among those learned from, and among those that judge. */
const NEEDED = { training: 20, test: 10 };

/** Learns a label from most of the customers, judges on the others, scores all, and hands the columns back. */
export async function runLabel(
  engine: EngineDoor,
  task: LabelTask,
  progress: (step: ComputeStep) => void,
): Promise<LabelLearned | LabelRefusal> {
  const id = `label ${task.into}`;
  progress({ step: 'asking', done: 0, total: 4 });
  const rows = readLabelled(await engine.query(id, task.rows), task.features);
  progress({ step: 'fitting', done: 1, total: 4 });
  const judges = (row: number) => placeOf(rows.customer[row]!, task.seed) < task.testShare;
  const learned = learnLabel(rows, judges, task.seed, () => progress({ step: 'checking', done: 2, total: 4 }));
  if (!learned.ok) return learned;
  progress({ step: 'scoring', done: 3, total: 4 });
  const { classifier, calibration, report } = learned;
  const table = without(rows.table, report.features);
  const columns = scoredColumns(classifier, calibration, table);
  await engine.insert(
    id,
    task.into,
    rows.customer.length,
    writeColumns(rows.customer, { ...columns, label: rows.label }),
  );
  return {
    ok: true,
    report,
    memory: memoryOf(classifier, calibration, table, columns.p!),
  };
}

/** What was learned, and what is to be said of it. */
interface Learned {
  readonly ok: true;
  readonly classifier: Classifier;
  readonly calibration: Calibration;
  readonly report: LabelReport;
}

/** A way to fit, and to score: the whole of the training rows gives the model, folds of it give scores of rows not seen. */
interface Way {
  readonly name: Competitor['name'];
  readonly fit: (rows: LabelledRows) => Fitted | null;
}

interface Fitted {
  readonly classifier?: Classifier;
  readonly scores: (table: RawTable) => Float64Array;
}

/**
 * Everything is learned from labelled rows that do not judge. Probabilities are calibrated on scores of rows that the model of their
 * fold had not seen. `judges` says which rows of the table are kept for the test.
 */
export function learnLabel(
  all: LabelledRows,
  judges: (row: number) => boolean,
  seed: number,
  onfitted: () => void = () => undefined,
): Learned | LabelRefusal {
  const known = (row: number) => all.label[row] === 0 || all.label[row] === 1;
  const raw = rowsWhere(all, (row) => known(row) && !judges(row));
  const rawTest = rowsWhere(all, (row) => known(row) && judges(row));
  for (const [part, rows] of [
    ['training', raw],
    ['test', rawTest],
  ] as const) {
    const refusal = tooFew(rows.label, NEEDED[part]);
    if (refusal) return refusal;
  }
  const names = all.table.names.filter((_, j) => varies(raw.table.columns[j]!));
  if (names.length === 0) return { ok: false, reason: 'no-columns', detail: { columns: all.table.names.length } };
  const training = { ...raw, table: without(raw.table, names) };
  const test = { ...rawTest, table: without(rawTest.table, names) };

  const fold = stratifiedFolds(training.label, FOLDS, { seed });
  const alone = names
    .map((feature, j) => ({ feature, auc: loneAuc(training.table.columns[j]!, training.label, seed) }))
    .sort((a, b) => b.auc - a.auc);
  const lone = names.indexOf(alone[0]!.feature);
  const rounds: number[] = [];
  const ways: Way[] = [
    { name: 'logistic', fit: fitLinear },
    { name: 'lone-feature', fit: (rows) => fitAlone(rows, lone) },
    { name: 'base-rate', fit: () => ({ scores: (table) => new Float64Array(table.columns[0]!.length) }) },
  ];
  const heldTrees = acrossFolds(training, fold, (rows, held) => fitTrees(rows, { held, seed, rounds }));
  const typical = Math.max(1, Math.round(rounds.reduce((sum, n) => sum + n, 0) / Math.max(1, rounds.length)));
  const trees = heldTrees && fitTrees(training, { rounds: [typical], seed });
  const competitors: Competitor[] = [];
  const add = (name: Competitor['name'], held: Float64Array | null, fitted: Fitted | null) => {
    if (!held || !fitted) return;
    const classifier = fitted.classifier ? { classifier: fitted.classifier } : {};
    competitors.push({
      name,
      ...classifier,
      training: fitted.scores(training.table),
      held,
      test: fitted.scores(test.table),
    });
  };
  add('boosted-trees', heldTrees, trees);
  for (const { name, fit } of ways) add(name, acrossFolds(training, fold, fit), fit(training));
  onfitted();

  const labels: Parts<Float64Array> = { training: training.label, held: training.label, test: test.label };
  const standings = contest(competitors, labels);
  const winner = winnerOf(standings);
  if (!winner) return { ok: false, reason: 'failed', detail: { rows: test.label.length } };
  return {
    ok: true,
    classifier: winner.classifier,
    calibration: winner.calibration,
    report: {
      ok: true,
      features: names,
      rows: {
        training: training.label.length,
        calibration: training.label.length,
        test: test.label.length,
        scored: all.customer.length,
      },
      unlabelled: all.customer.length - training.label.length - test.label.length,
      constant: all.table.names.filter((name) => !names.includes(name)),
      alone,
      folds: FOLDS,
      ...verdictOf(standings, winner, test.table, labels, seed),
    },
  };
}

function tooFew(label: Float64Array, needed: number): LabelRefusal | null {
  const events = label.reduce((sum, value) => sum + value, 0);
  const rarer = Math.min(events, label.length - events);
  if (rarer >= needed) return null;
  const reason = rarer === 0 && label.length > 2 * needed ? 'one-class' : 'too-few-rows';
  return { ok: false, reason, detail: { rows: label.length, rarer, needed } };
}

/** True where at least two values differ; a gap differs from a value. */
function varies(column: RawColumn): boolean {
  const text = (i: number) => {
    const value = column[i];
    return value === null || (typeof value === 'number' && !Number.isFinite(value)) ? '' : `=${String(value)}`;
  };
  for (let i = 1; i < column.length; i++) if (text(i) !== text(0)) return true;
  return false;
}

/** The table with these features only, in their order there. */
function without(table: RawTable, kept: readonly string[]): RawTable {
  const at = Array.from(table.names.keys()).filter((j) => kept.includes(table.names[j]!));
  return { names: at.map((j) => table.names[j]!), columns: at.map((j) => table.columns[j]!) };
}

/** Scores of each row by the fit that left its fold out; null where a fold could not be fitted. */
function acrossFolds(
  training: LabelledRows,
  fold: Int32Array,
  fit: (rows: LabelledRows, held: LabelledRows) => Fitted | null,
): Float64Array | null {
  const scores = new Float64Array(training.label.length);
  for (let k = 0; k < FOLDS; k++) {
    const out = Int32Array.from(Array.from(fold.keys()).filter((i) => fold[i] === k));
    const held = rowsWhere(training, (i) => fold[i] === k);
    const fitted = fit(
      rowsWhere(training, (i) => fold[i] !== k),
      held,
    );
    if (!fitted) return null;
    fitted.scores(rowsAt(held.table, Int32Array.from(out.keys()))).forEach((score, i) => (scores[out[i]!] = score));
  }
  return scores;
}

function fitLinear({ table, label }: LabelledRows): Fitted | null {
  const encoder = fitEncoder(table, { gaps: true });
  const fit = fitLogistic(encode(encoder, table).table, label);
  return fit.ok ? ofClassifier({ encoder, model: fit.model }) : null;
}

/** With `held`, training stops when that part is no longer foreseen better, and the number of trees is noted in `rounds`. */
function fitTrees(
  { table, label }: LabelledRows,
  { held, rounds, seed }: { held?: LabelledRows; rounds: number[]; seed: number },
): Fitted | null {
  const encoder = fitEncoder(table);
  const stop = held ? { validation: { columns: encode(encoder, held.table).table.columns, y: held.label } } : {};
  const fit = fitBoostedTrees(encode(encoder, table).table, label, {
    rounds: held ? 300 : rounds[0]!,
    learningRate: 0.1,
    maxDepth: 3,
    ...stop,
    seed,
  });
  if (!fit.ok) return null;
  if (held) rounds.push(fit.model.trees.length);
  return ofClassifier({ encoder, model: fit.model });
}

function ofClassifier(classifier: Classifier): Fitted {
  return { classifier, scores: (table) => classifierScores(classifier, table) };
}

/** The plainest rule worth beating: the share of events by the values of the one most telling feature. */
function fitAlone({ table, label }: LabelledRows, feature: number): Fitted {
  const lone = fitLoneFeature(table.columns[feature]!, label);
  const logit = (rate: number) => Math.log(Math.max(1e-9, rate) / Math.max(1e-9, 1 - rate));
  return { scores: (other) => loneScores(lone, other.columns[feature]!).map(logit) };
}
