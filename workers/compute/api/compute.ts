import type { Permitted } from '../../../src/domain/statement.ts';
import type { BacktestReport, BacktestTask } from './backtest.ts';
import type { RetentionReport, RetentionTask } from './retention.ts';
import type { ChurnLearned, ChurnRefusal, ChurnTask, SnapshotReport, SnapshotTask } from './churn.ts';
import type { ScoreReport, ScoreTask } from './contest.ts';
import type { LabelLearned, LabelRefusal, LabelTask } from './label.ts';
import type {
  ClusterAnswer,
  ClusterColumnReport,
  ClusterColumnsTask,
  ClusterPlacesTask,
  ClusterRefusal,
  ClusterTask,
} from './cluster.ts';
import type { ComputeStep } from './step.ts';
import type { ValueReport, ValueTask } from './value.ts';

/**
 * The compute worker as the page sees it. Columns come from the engine, and go back to it, over the port given to `connect`: they never
 * pass through the page. A fit computes without pause, so it is cancelled by ending the worker.
 */
export interface ComputeApi {
  connect(engine: MessagePort): Promise<void>;
  value(task: ValueTask, progress: (step: ComputeStep) => void): Promise<ValueReport>;
  snapshots(task: SnapshotTask): Promise<SnapshotReport | ChurnRefusal>;
  retention(task: RetentionTask, progress: (step: ComputeStep) => void): Promise<RetentionReport>;
  clusters(task: ClusterTask, progress: (step: ComputeStep) => void): Promise<ClusterAnswer | ClusterRefusal>;
  clusterPlaces(task: ClusterPlacesTask, progress: (step: ComputeStep) => void): Promise<number>;
  clusterColumns(task: ClusterColumnsTask): Promise<ClusterColumnReport[]>;
  churn(task: ChurnTask, progress: (step: ComputeStep) => void): Promise<ChurnLearned | ChurnRefusal>;
  label(task: LabelTask, progress: (step: ComputeStep) => void): Promise<LabelLearned | LabelRefusal>;
  /** Scores rows by what a churn or label model has learned before. */
  score(task: ScoreTask, progress: (step: ComputeStep) => void): Promise<ScoreReport>;
  backtest(task: BacktestTask): Promise<BacktestReport>;
}

/** What the compute worker may ask of the engine. */
export interface EngineDoor {
  query(id: string, statement: Permitted<unknown>): Promise<Uint8Array>;
  /** Makes (or replaces) a table from one Arrow IPC stream. */
  insert(id: string, name: string, rows: number, ipc: Uint8Array): Promise<void>;
}
