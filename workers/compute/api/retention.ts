import type { Permitted } from '../../../src/domain/statement.ts';
import type { RefusalReport } from './step.ts';

export interface RetentionTask {
  /** Reads `ReturnRow`; `groups` says how many groups its column `grp` tells apart, at least 1. */
  readonly returns: Permitted<unknown>;
  readonly groups: number;
  /** Reads `GapRow`. */
  readonly gaps: Permitted<unknown>;
  /** Lapsed is who comes back with less than this chance. */
  readonly threshold: number;
  readonly hazards: HazardTask;
}

/** Cox's model of the wait: a factor `x<i>` for every trait, with so many levels and one more for all others. */
export interface HazardTask {
  readonly statement: Permitted<unknown>;
  /** Whether there is a column `amount`. */
  readonly amount: boolean;
  /** Levels of each trait, the pooled rest not counted. */
  readonly levels: readonly number[];
}

/** The share who have come back within so many days, with its 95 % interval (log-log); null where too few were watched so long. */
export interface ReturnShare {
  readonly days: number;
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

export interface ReturnCurve {
  /** Place of the group. */
  readonly group: number;
  readonly customers: number;
  readonly returned: number;
  /** Days until half have come back; null: not reached in what was watched. */
  readonly median: { readonly estimate: number | null; readonly low: number | null; readonly high: number | null };
  readonly shares: readonly ReturnShare[];
  /** The curve day by day (thinned), as far as at least ten are watched. */
  readonly points: readonly {
    readonly day: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
    /** Customers watched that long without a second purchase. */
    readonly atRisk: number;
  }[];
}

export interface LogRankReport {
  readonly ok: true;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

export interface LapseReport {
  readonly ok: true;
  readonly days: number;
  readonly horizon: number;
  /** Share of intervals not ended as far as can be seen. */
  readonly never: number;
  readonly stillReturning: number;
  /** False: the curve has not levelled out, and `days` is only a lower bound. */
  readonly settled: boolean;
  readonly intervals: number;
  readonly returns: number;
  /** By days of silence: the chance to come back, and both errors of drawing the line there. */
  readonly points: readonly {
    readonly days: number;
    readonly chance: number;
    readonly falseAlarm: number;
    readonly missed: number;
  }[];
  /** Days at which both errors together are least. */
  readonly balanced: number;
}

/** How much faster (above 1) or slower customers with a trait come back. */
export interface HazardRow {
  /** Place of the trait, or -1 for the amount (one doubling). */
  readonly trait: number;
  /** Place of the level, compared with level 0; the number of levels for all others; 0 for the amount. */
  readonly level: number;
  readonly customers: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** p of the test that the ratio is the same at all times; small: it changes. */
  readonly steadyP: number;
}

/** A column that could not be used. */
export interface LeftOut {
  readonly trait: number;
  readonly level: number;
  readonly reason: 'constant' | 'too-few' | 'collinear' | 'separation';
}

export interface HazardReport {
  readonly ok: true;
  readonly rows: readonly HazardRow[];
  readonly leftOut: readonly LeftOut[];
  readonly customers: number;
  readonly events: number;
  readonly concordance: number;
  readonly steadyP: number;
}

export type HazardRefusal = RefusalReport<
  'too-few-events' | 'no-traits' | 'collinear-covariates' | 'separation' | 'not-converged' | 'constant-covariate'
>;
export type LapseRefusal = RefusalReport<'too-few-returns' | 'nobody-lapses' | 'too-few-intervals'>;

export interface RetentionReport {
  readonly curves: readonly ReturnCurve[];
  /** Null with fewer than two groups. */
  readonly test: LogRankReport | RefusalReport<'empty-group' | 'no-events' | 'groups-never-together'> | null;
  readonly lapse: LapseReport | LapseRefusal;
  readonly hazards: HazardReport | HazardRefusal;
}
