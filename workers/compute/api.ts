import type { Permitted } from '../../src/domain/statement.ts';
import type { OrderModelName, RungName } from '../../src/domain/value-model.ts';

/** A step of a long fit; `total` is 0 where the end is not known. */
export interface ComputeStep {
  readonly step: 'asking' | 'fitting' | 'checking' | 'scoring';
  readonly done: number;
  readonly total: number;
}

/** Why a model gives no answer: a key to be spoken in the reader's language, and the numbers that belong into the sentence. */
export interface RefusalReport<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
  readonly detail: Readonly<Record<string, number>>;
}

export type OrderRefusal =
  'too-few-customers' | 'too-few-repeaters' | 'dropout-not-identified' | 'rate-not-identified' | 'not-converged';

export type SpendRefusal = 'too-few-repeaters' | 'spend-mean-infinite' | 'spend-not-identified' | 'not-converged';

/** A fitted number with its standard error. */
export interface ParameterReport {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
}

export interface OrderReport {
  readonly ok: true;
  readonly model: OrderModelName;
  /** Times are in weeks. */
  readonly parameters: readonly ParameterReport[];
  readonly logLikelihood: number;
  readonly customers: number;
  readonly distinctRows: number;
  /** 2 (ln L − ln L without drop-out). */
  readonly dropoutGain: number;
}

export interface SpendReport {
  readonly ok: true;
  readonly parameters: readonly ParameterReport[];
  readonly logLikelihood: number;
  readonly customers: number;
  /** Pearson's correlation of frequency and mean value: far from 0 the model's assumption fails. */
  readonly correlation: number;
  readonly populationMean: number;
}

/** Customers with x repeat purchases before the split (the last row: x and more) and their mean purchases after it. */
export interface FrequencyReport {
  readonly x: number;
  readonly andMore: boolean;
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
}

/** Repeat purchases of all customers up to the end of a week, counted and foreseen. */
export interface WeekReport {
  readonly week: number;
  readonly actual: number;
  readonly expected: number;
}

/** What a model that knew nothing after the split foresaw, against what happened. */
export interface HoldOutReport {
  readonly split: string;
  readonly weeks: number;
  /** Where the forecast came from: the model, or the plain buying rate where the model refused. */
  readonly from: 'model' | 'segment-rate';
  readonly refusal: RefusalReport<OrderRefusal> | null;
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
  readonly rootMeanSquareError: number;
  readonly correlation: number;
  /** What everybody going on at her own past pace would have given, and its root mean square error. */
  readonly naive: number;
  readonly naiveRootMeanSquareError: number;
  readonly byFrequency: readonly FrequencyReport[];
  /** Whole weeks from the first day; the split falls after `splitWeek` of them. */
  readonly byWeek: readonly WeekReport[];
  readonly splitWeek: number;
}

/** The hold-out to be made: its statements read `HoldOutRow` and `WeekRow`. */
export interface HoldOutTask {
  readonly start: string;
  readonly split: string;
  readonly end: string;
  readonly histories: Permitted<unknown>;
  readonly repeats: Permitted<unknown>;
}

export interface ValueTask {
  /** Table that the engine is given: `customer INTEGER` and columns of DOUBLE, NaN where nothing can be said. */
  readonly into: string;
  /** Reads `PurchaseRow`. */
  readonly histories: Permitted<unknown>;
  /** Null where the history is too short to hold anything out. */
  readonly holdOut: HoldOutTask | null;
  readonly model: OrderModelName;
  readonly horizonWeeks: number;
  readonly annualRate: number;
  readonly margin: number;
  /** Shares of customers, rising to 1, at which the tiers by value end. */
  readonly tiers: readonly number[];
  readonly seed: number;
}

export interface ValueReport {
  readonly customers: number;
  readonly repeaters: number;
  readonly orders: OrderReport | RefusalReport<OrderRefusal>;
  readonly spend: SpendReport | RefusalReport<SpendRefusal>;
  /** Customers by rung of the ladder. */
  readonly rungs: Readonly<Record<RungName, number>>;
  readonly check: HoldOutReport | null;
}

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

/**
 * The compute worker as the page sees it. Columns come from the engine, and go back to it, over the port given to `connect`: they never
 * pass through the page. A fit computes without pause, so it is cancelled by ending the worker.
 */
export interface ComputeApi {
  connect(engine: MessagePort): Promise<void>;
  value(task: ValueTask, progress: (step: ComputeStep) => void): Promise<ValueReport>;
  snapshots(task: SnapshotTask): Promise<SnapshotReport | ChurnRefusal>;
  churn(task: ChurnTask, progress: (step: ComputeStep) => void): Promise<ChurnReport | ChurnRefusal>;
}

/** What the compute worker may ask of the engine. */
export interface EngineDoor {
  query(id: string, statement: Permitted<unknown>): Promise<Uint8Array>;
  /** Makes (or replaces) a table from one Arrow IPC stream. */
  insert(id: string, name: string, rows: number, ipc: Uint8Array): Promise<void>;
}
