import type { Permitted } from '../../../src/domain/statement.ts';
import type { OrderModelName, RungName } from '../../../src/domain/value-model.ts';
import type { RefusalReport } from './step.ts';

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
