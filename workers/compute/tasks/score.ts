import type { EngineDoor } from '../api/compute.ts';
import type { ScoreReport, ScoreTask } from '../api/contest.ts';
import type { ComputeStep } from '../api/step.ts';
import { readLabelled, writeColumns } from './columns.ts';
import { driftOf, readMemory, scoredColumns } from './scored.ts';

/** Scores rows by a kept model and says how far they have moved from those that it was learned on. */
export async function runScore(
  engine: EngineDoor,
  task: ScoreTask,
  progress: (step: ComputeStep) => void,
): Promise<ScoreReport> {
  const id = `score ${task.into}`;
  progress({ step: 'asking', done: 0, total: 2 });
  const memory = readMemory(task.memory);
  const names = memory.classifier.encoder.features.map(({ coder }) => coder.name);
  const { customer, label, table } = readLabelled(await engine.query(id, task.rows), names);
  const total = customer.length;
  const columns = scoredColumns(memory.classifier, memory.calibration, table, (done) =>
    progress({ step: 'scoring', done, total }),
  );
  await engine.insert(id, task.into, customer.length, writeColumns(customer, { ...columns, label }));
  return { scored: customer.length, drift: driftOf(memory, table, columns.p!) };
}
