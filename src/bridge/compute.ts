import { proxy, transfer, wrap, type Remote } from 'comlink';
import computeWorker from '../../workers/compute/worker.ts?worker&url';
import type { BacktestReport, BacktestTask } from '../../workers/compute/api/backtest.ts';
import type {
  ChurnLearned,
  ChurnRefusal,
  ChurnTask,
  SnapshotReport,
  SnapshotTask,
} from '../../workers/compute/api/churn.ts';
import type {
  ClusterAnswer,
  ClusterColumnReport,
  ClusterColumnsTask,
  ClusterPlacesTask,
  ClusterRefusal,
  ClusterTask,
} from '../../workers/compute/api/cluster.ts';
import type { ComputeApi } from '../../workers/compute/api/compute.ts';
import type { RetentionReport, RetentionTask } from '../../workers/compute/api/retention.ts';
import type { ScoreReport, ScoreTask } from '../../workers/compute/api/contest.ts';
import type { LabelLearned, LabelRefusal, LabelTask } from '../../workers/compute/api/label.ts';
import type { ComputeStep } from '../../workers/compute/api/step.ts';
import type { ValueReport, ValueTask } from '../../workers/compute/api/value.ts';
import { connect, ended as engineEnded, type Running } from './engine.ts';
import { startWorker } from './worker.ts';

/** A started compute worker, and the promise that fails when it ends before its answer. */
interface Started {
  /** The worker, once it has its port to the engine. */
  readonly remote: Promise<() => Remote<ComputeApi>>;
  readonly ended: Promise<never>;
  end(reason: string): void;
}

let started: Started | undefined;

/** Values every customer and hands the columns to the engine. */
export function value(task: ValueTask, progress: (step: ComputeStep) => void): Running<ValueReport> {
  return running((remote) => remote.value(task, proxy(progress)));
}

/** Which days to learn from, to judge on, and to score. */
export function snapshots(task: SnapshotTask): Running<SnapshotReport | ChurnRefusal> {
  return running((remote) => remote.snapshots(task));
}

/** Learns who leaves from snapshots, scores today's customers, and hands the columns to the engine. */
export function churn(task: ChurnTask, progress: (step: ComputeStep) => void): Running<ChurnLearned | ChurnRefusal> {
  return running((remote) => remote.churn(task, proxy(progress)));
}

/** When customers come back after their first order, who lapses when, and what speeds it up. */
export function retention(task: RetentionTask, progress: (step: ComputeStep) => void): Running<RetentionReport> {
  return running((remote) => remote.retention(task, proxy(progress)));
}

/** Groups customers who are alike, or places them by a saved fit, and hands the columns to the engine. */
export function clusters(
  task: ClusterTask,
  progress: (step: ComputeStep) => void,
): Running<ClusterAnswer | ClusterRefusal> {
  return running((remote) => remote.clusters(task, proxy(progress)));
}

/** Lays customers out so that neighbours stay neighbours, and hands the places to the engine. */
export function clusterPlaces(task: ClusterPlacesTask, progress: (step: ComputeStep) => void): Running<number> {
  return running((remote) => remote.clusterPlaces(task, proxy(progress)));
}

/** How columns are spread, before they are chosen. */
export function clusterColumns(task: ClusterColumnsTask): Running<ClusterColumnReport[]> {
  return running((remote) => remote.clusterColumns(task));
}

/** Learns a label, scores all customers, and hands the columns to the engine. */
export function label(task: LabelTask, progress: (step: ComputeStep) => void): Running<LabelLearned | LabelRefusal> {
  return running((remote) => remote.label(task, proxy(progress)));
}

/** Scores customers by what was learned before, and hands the columns to the engine. */
export function score(task: ScoreTask, progress: (step: ComputeStep) => void): Running<ScoreReport> {
  return running((remote) => remote.score(task, proxy(progress)));
}

/** Compares lists of the past with what happened, at one length. */
export function backtest(task: BacktestTask): Running<BacktestReport> {
  return running((remote) => remote.backtest(task));
}

function start(): Started {
  const { worker, died } = startWorker(computeWorker, 'compute');
  let fail: (error: Error) => void;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  ended.catch(() => undefined);
  const one: Started = {
    remote: connected(wrap<ComputeApi>(worker)),
    ended,
    end: (reason) => {
      worker.terminate();
      if (started === one) started = undefined;
      fail(new Error(reason));
    },
  };
  worker.addEventListener('error', (event) => one.end(`compute-crashed: ${event.message}`));
  void died.then((cause) => one.end(`compute-crashed: ${cause}`));
  // Without its engine it would wait for ever.
  engineEnded().catch((error: unknown) => one.end(error instanceof Error ? error.message : String(error)));
  one.remote.catch((error: unknown) => one.end(`compute-crashed: ${String(error)}`));
  return one;
}

/** Gives the worker its own port to the engine. The worker is wrapped in a function: a remote is taken for a promise. */
async function connected(remote: Remote<ComputeApi>): Promise<() => Remote<ComputeApi>> {
  const { port1, port2 } = new MessageChannel();
  await connect(port1);
  await remote.connect(transfer(port2, [port2]));
  return () => remote;
}

/** Calls the worker, which is started with the first call. It computes without pause and hears nothing, so cancelling ends it. */
function running<T>(call: (remote: Remote<ComputeApi>) => Promise<unknown>): Running<T> {
  const one = (started ??= start());
  const answer = one.remote.then((remote) => call(remote()));
  return { done: Promise.race([answer, one.ended]) as Promise<T>, cancel: () => one.end('cancelled') };
}
