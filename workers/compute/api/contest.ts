import type { Permitted } from '../../../src/domain/statement.ts';

/** What is put against each other: two models, and rules that need none. */
export type Contestant = 'boosted-trees' | 'logistic' | 'recency' | 'lone-feature' | 'base-rate';

/** How one of them did on rows that it had not seen; probabilities are calibrated on rows that are neither learned from nor judged. */
export interface ContestantReport {
  readonly name: Contestant;
  readonly auc: number;
  /** The same on the rows that it learned from: much more than `auc` means that it has learned them by heart. */
  readonly trainingAuc: number;
  readonly averagePrecision: number;
  readonly brierSkill: number;
  readonly logLoss: number;
  /** Event rate of the tenth with the highest scores over that of all. */
  readonly topLift: number;
}

/** Rows with about the same probability; `low` and `high` bound the observed share (95 %). */
export interface CalibrationReport {
  readonly rows: number;
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/** How a model and its rivals did, and what it goes by. */
export interface VerdictReport {
  readonly rows: {
    readonly training: number;
    readonly calibration: number;
    readonly test: number;
    readonly scored: number;
  };
  /** Shares of events in training and in test. */
  readonly trainingRate: number;
  readonly testRate: number;
  /** Best AUC first. */
  readonly leaderboard: readonly ContestantReport[];
  /** The model in use: the better of the two on the rows held out for calibration, so that the test had no say. */
  readonly chosen: Contestant;
  /** How scores become probabilities. */
  readonly calibrated: 'none' | 'platt' | 'isotonic';
  /** The chosen model on the test by tenths of the probability, calibrated and as it came from the model. */
  readonly calibration: readonly CalibrationReport[];
  readonly uncalibrated: readonly CalibrationReport[];
  /** Mean distance between predicted and observed shares, before and after. */
  readonly calibrationError: { readonly before: number; readonly after: number };
  /** Ranked rows of the test in tenths, likeliest first. */
  readonly lift: readonly {
    readonly bin: number;
    readonly rate: number;
    readonly lift: number;
    readonly cumulativeGain: number;
  }[];
  /** For each per cent of the ranked test rows: the share of all events among them, and the lowest probability. */
  readonly gains: readonly { readonly share: number; readonly found: number; readonly probability: number }[];
  /** How much the AUC falls when a feature is shuffled, most first. */
  readonly importance: readonly { readonly feature: string; readonly mean: number; readonly sd: number }[];
  /** Log-odds that every row's score starts from. */
  readonly base: number;
}

/** How far one feature (or, with `feature` null, the score) has moved since the model was learned: the population stability index. */
export interface DriftReport {
  readonly feature: string | null;
  readonly psi: number;
  readonly level: 'calm' | 'moved' | 'different';
  /** What sampling alone gives on average. */
  readonly byChance: number;
}

/** A fitted model as the page keeps it: text that only the worker reads. */
export type ClassifierMemory = string;

/** Scores rows by what was learned before. */
export interface ScoreTask {
  /** Table that the engine is given: `customer INTEGER` and `label` and the columns that `scoredColumns` names, DOUBLE. */
  readonly into: string;
  readonly memory: ClassifierMemory;
  /** Reads `customer`, a label that is not looked at, and the features in the order in which they were learned. */
  readonly rows: Permitted<unknown>;
}

export interface ScoreReport {
  readonly scored: number;
  /** The score first, then the features, most moved first. */
  readonly drift: readonly DriftReport[];
}
