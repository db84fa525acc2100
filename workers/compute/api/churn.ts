import type { Permitted } from '../../../src/domain/statement.ts';
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
  /** Table that the engine is given: `customer INTEGER, p_churn, reason_1, reason_2, reason_3 DOUBLE`, NaN where there is no reason. */
  readonly into: string;
  /** Names of the feature columns; `recency` is the one that the plainest rule looks at. */
  readonly features: readonly string[];
  readonly recency: string;
  /** Each reads `customer, churned` and the features: snapshots to learn from, the later one to be judged on, and today's. */
  readonly training: readonly Permitted<unknown>[];
  readonly test: Permitted<unknown>;
  readonly scoring: Permitted<unknown>;
  readonly seed: number;
}

/** What is put against each other: two models, and two rules that need none. */
export type Contestant = 'boosted-trees' | 'logistic' | 'recency' | 'base-rate';

/** How one of them did on customers and a time that it had not seen; all figures are of probabilities calibrated elsewhere. */
export interface ContestantReport {
  readonly name: Contestant;
  readonly auc: number;
  readonly averagePrecision: number;
  readonly brierSkill: number;
  readonly logLoss: number;
  /** Churn rate of the tenth with the highest scores over that of all. */
  readonly topLift: number;
}

export interface ChurnReport {
  readonly ok: true;
  readonly rows: {
    readonly training: number;
    readonly calibration: number;
    readonly test: number;
    readonly scored: number;
  };
  /** Churned shares in training and in test. */
  readonly trainingRate: number;
  readonly testRate: number;
  /** Best AUC first. */
  readonly leaderboard: readonly ContestantReport[];
  /** The model in use: the better of the two. */
  readonly chosen: Contestant;
  /** Chosen model on the test, by tenths of the predicted probability; `low` and `high` bound the observed share (95 %). */
  readonly calibration: readonly {
    readonly rows: number;
    readonly predicted: number;
    readonly observed: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Ranked rows of the test in tenths, most endangered first. */
  readonly lift: readonly {
    readonly bin: number;
    readonly rate: number;
    readonly lift: number;
    readonly cumulativeGain: number;
  }[];
  /** How much the AUC falls when a feature is shuffled, most first. */
  readonly importance: readonly { readonly feature: string; readonly mean: number; readonly sd: number }[];
}

/** Why nothing could be learned. */
export type ChurnRefusal = RefusalReport<
  'too-short' | 'too-few-rows' | 'one-class' | 'no-columns' | 'no-convergence' | 'failed'
>;
