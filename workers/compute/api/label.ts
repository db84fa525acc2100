import type { Permitted } from '../../../src/domain/statement.ts';
import type { ClassifierMemory, VerdictReport } from './contest.ts';
import type { RefusalReport } from './step.ts';

export interface LabelTask {
  /** Table that the engine is given: `customer INTEGER` and `label` and the columns that `scoredColumns` names, DOUBLE. */
  readonly into: string;
  readonly features: readonly string[];
  /** Reads `customer`, `label` (1, 0 or NULL) and the features, in this order: numbers as DOUBLE, words as VARCHAR. */
  readonly rows: Permitted<unknown>;
  /** Share of the labelled customers that judges, above 0 and below 1. */
  readonly testShare: number;
  readonly seed: number;
}

export interface LabelReport extends VerdictReport {
  readonly ok: true;
  /** Rows whose label is not known: scored, but neither learned from nor judged on. */
  readonly unlabelled: number;
  /** Features in use, in the order in which reasons number them from 1. */
  readonly features: readonly string[];
  /** Features left out because all rows that are learned from have the same value. */
  readonly constant: readonly string[];
  /** What each feature tells alone on the rows learned from, the most telling first. */
  readonly alone: readonly { readonly feature: string; readonly auc: number }[];
  /** Parts in which the training rows took turns to be held out for calibration. */
  readonly folds: number;
}

/** What was learned: to be said, and to be kept. */
export interface LabelLearned {
  readonly ok: true;
  readonly report: LabelReport;
  readonly memory: ClassifierMemory;
}

/** Why nothing could be learned. */
export type LabelRefusal = RefusalReport<
  'no-rows' | 'too-few-rows' | 'one-class' | 'no-columns' | 'no-convergence' | 'failed'
>;
