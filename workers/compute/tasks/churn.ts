import type { ChurnLearned, ChurnRefusal, ChurnReport, ChurnTask } from '../api/churn.ts';
import type { EngineDoor } from '../api/compute.ts';
import type { ComputeStep } from '../api/step.ts';
import { fitBoostedTrees } from '../models/boosted-trees.ts';
import type { Calibration } from '../models/calibration.ts';
import { classifierScores, type Classifier } from '../models/classifier.ts';
import { encode, fitEncoder } from '../models/feature-encoder.ts';
import { fitLogistic } from '../models/logistic.ts';
import type { FitRefusal } from '../models/outcome.ts';
import type { RawTable } from '../models/raw-table.ts';
import { rowsOfPart, stack } from './churn-data.ts';
import { readLabelled, writeColumns, type LabelledRows } from './columns.ts';
import { contest, verdictOf, winnerOf, type Competitor, type Parts } from './contest.ts';
import { memoryOf, scoredColumns } from './scored.ts';

/** Rows with and without the event below which nothing is learned. */
const NEEDED = 50;

/** Learns from the earlier snapshots, judges on the later one and other customers, scores today's, and hands the columns back. */
export async function runChurn(
  engine: EngineDoor,
  task: ChurnTask,
  progress: (step: ComputeStep) => void,
): Promise<ChurnLearned | ChurnRefusal> {
  const id = `churn ${task.into}`;
  const read = async (statement: ChurnTask['test']) => readLabelled(await engine.query(id, statement), task.features);
  progress({ step: 'asking', done: 0, total: 4 });
  const past: LabelledRows[] = [];
  for (const statement of task.training) past.push(await read(statement));
  const test = await read(task.test);
  const today = await read(task.scoring);
  progress({ step: 'fitting', done: 1, total: 4 });
  const learned = learnChurn(stack(past), test, task, () => progress({ step: 'checking', done: 2, total: 4 }));
  if (!learned.ok) return learned;
  const { classifier, calibration, report } = learned;
  const total = today.customer.length;
  const columns = scoredColumns(classifier, calibration, today.table, (done) =>
    progress({ step: 'scoring', done, total }),
  );
  await engine.insert(
    id,
    task.into,
    today.customer.length,
    writeColumns(today.customer, { ...columns, label: today.label }),
  );
  return {
    ok: true,
    report: { ...report, rows: { ...report.rows, scored: today.customer.length } },
    memory: memoryOf(classifier, calibration, today.table, columns.p!),
  };
}

/** What was learned, and what is to be said of it. */
interface Learned {
  readonly ok: true;
  readonly classifier: Classifier;
  readonly calibration: Calibration;
  readonly report: ChurnReport;
}

export function learnChurn(
  past: LabelledRows,
  later: LabelledRows,
  { features, recency, seed }: Pick<ChurnTask, 'features' | 'recency' | 'seed'>,
  onfitted: () => void = () => undefined,
): Learned | ChurnRefusal {
  const place = features.indexOf(recency);
  if (place < 0) throw new Error(`no feature ${recency}: ${features.join(', ')}`);
  const parts: Parts<LabelledRows> = {
    training: rowsOfPart(past, 'training', seed),
    held: rowsOfPart(past, 'calibration', seed),
    test: rowsOfPart(later, 'test', seed),
  };
  const { training, held, test } = parts;
  for (const { label } of [training, held, test]) {
    const churned = label.reduce((sum, value) => sum + value, 0);
    const rarer = Math.min(churned, label.length - churned);
    if (rarer < NEEDED)
      return {
        ok: false,
        reason: rarer === 0 && label.length > 0 ? 'one-class' : 'too-few-rows',
        detail: { rows: label.length, rarer, needed: NEEDED },
      };
  }
  const trees = treesOf(training, held, seed);
  const logistic = logisticOf(training);
  if (!trees.ok) return refused(trees);
  if (!logistic.ok) return refused(logistic);
  onfitted();
  const labels = { training: training.label, held: held.label, test: test.label };
  const of = (scores: (table: RawTable) => Float64Array): Parts<Float64Array> => ({
    training: scores(training.table),
    held: scores(held.table),
    test: scores(test.table),
  });
  const model = (name: Competitor['name'], classifier: Classifier): Competitor => ({
    name,
    classifier,
    ...of((table) => classifierScores(classifier, table)),
  });
  const standings = contest(
    [
      model('boosted-trees', trees.classifier),
      model('logistic', logistic.classifier),
      { name: 'recency', ...of((table) => table.columns[place] as Float64Array) },
      { name: 'base-rate', ...of((table) => new Float64Array(table.columns[0]!.length)) },
    ],
    labels,
  );
  const winner = winnerOf(standings);
  if (!winner) return { ok: false, reason: 'failed', detail: { rows: test.label.length } };
  const rows = { training: training.label.length, calibration: held.label.length, test: test.label.length, scored: 0 };
  const verdict = verdictOf(standings, winner, test.table, labels, seed);
  return {
    ok: true,
    classifier: winner.classifier,
    calibration: winner.calibration,
    report: { ok: true, rows, ...verdict },
  };
}

function treesOf(
  training: LabelledRows,
  held: LabelledRows,
  seed: number,
): { ok: true; classifier: Classifier } | FitRefusal {
  const encoder = fitEncoder(training.table);
  const fit = fitBoostedTrees(encode(encoder, training.table).table, training.label, {
    rounds: 300,
    learningRate: 0.06,
    maxDepth: 4,
    minChildWeight: 10,
    subsample: 0.8,
    columnSample: 0.8,
    validation: { columns: encode(encoder, held.table).table.columns, y: held.label },
    seed,
  });
  return fit.ok ? { ok: true, classifier: { encoder, model: fit.model } } : fit;
}

function logisticOf({ table, label }: LabelledRows): { ok: true; classifier: Classifier } | FitRefusal {
  const encoder = fitEncoder(table, { soft: true, gaps: true });
  const fit = fitLogistic(encode(encoder, table).table, label);
  return fit.ok ? { ok: true, classifier: { encoder, model: fit.model } } : fit;
}

function refused({ reason, detail }: FitRefusal): ChurnRefusal {
  const numbers = Object.fromEntries(
    Object.entries(detail).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
  const known = ['too-few-rows', 'one-class', 'no-columns', 'no-convergence'] as const;
  return { ok: false, reason: known.find((one) => one === reason) ?? 'failed', detail: numbers };
}
