import type { Permitted } from '../../../src/domain/statement.ts';
import type { ClassifierMemory, VerdictReport } from './contest.ts';
import type { RefusalReport } from './step.ts';

/** A cut-off and the label window after it, `YYYY-MM-DD`, the end excluded; null for the snapshot whose future is not known. */
export interface SnapshotDays {
  readonly cutoff: string;
  readonly label: { readonly from: string; readonly to: string } | null;
}

export interface SnapshotTask {
  /** First day with an order, and the day after the last complete one. */
  readonly firstDay: string;
  readonly asOf: string;
  readonly horizonDays: number;
  /** Most training snapshots. */
  readonly most: number;
}

export interface SnapshotReport {
  readonly ok: true;
  /** Oldest first; their label windows end before the test's cut-off. */
  readonly training: readonly SnapshotDays[];
  readonly test: SnapshotDays;
  readonly scoring: SnapshotDays;
}

export interface ChurnTask {
  /** Table that the engine is given: `customer INTEGER` and `label` and the columns that `scoredColumns` names, DOUBLE. */
  readonly into: string;
  /** Names of the feature columns; `recency` is the one that the plainest rule looks at. */
  readonly features: readonly string[];
  readonly recency: string;
  /** Each reads `customer, churned` and the features, in this order: snapshots to learn from, the later one to be judged on, and today's. */
  readonly training: readonly Permitted<unknown>[];
  readonly test: Permitted<unknown>;
  readonly scoring: Permitted<unknown>;
  readonly seed: number;
}

export interface ChurnReport extends VerdictReport {
  readonly ok: true;
}

/** What was learned: to be said, and to be kept. */
export interface ChurnLearned {
  readonly ok: true;
  readonly report: ChurnReport;
  readonly memory: ClassifierMemory;
}

/** Why nothing could be learned. */
export type ChurnRefusal = RefusalReport<
  'too-short' | 'too-few-rows' | 'one-class' | 'no-columns' | 'no-convergence' | 'failed'
>;
