import type { Permitted } from '../../../src/domain/statement.ts';

export interface BacktestTask {
  /** Reads `revenue, in_0, in_1, …` of those who bought. */
  readonly buyers: Permitted<unknown>;
  /** Lists of buyers; all are compared with the first. */
  readonly lists: number;
  /** One row, `left_0, left_1, …`. */
  readonly leavers: Permitted<unknown>;
  readonly leaverLists: number;
  /** Customers known at the cut, those of them who had ordered within a year, and who of these then did not order. */
  readonly customers: number;
  readonly active: number;
  readonly left: number;
  /** Length of the lists. */
  readonly k: number;
  readonly seed: number;
}

/** A share with its 95 % interval (Wilson). */
export interface ShareReport {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface ReachedReport {
  /** Customers on the list: k, or all there are. */
  readonly listed: number;
  /** Of them, those to whom it happened. */
  readonly reached: number;
  readonly precision: ShareReport;
  /** reached / all to whom it happened. */
  readonly recall: number;
  /** precision / the share among all: what a random list of any length has is 1. */
  readonly lift: number;
}

export interface BuyerReport extends ReachedReport {
  readonly revenue: number;
  /** Of all revenue that came; 0 where none came. */
  readonly revenueShare: number;
  /** revenueShare less that of the first list, with its 95 % paired bootstrap interval; null for the first. */
  readonly ahead: { readonly share: number; readonly low: number; readonly high: number } | null;
}

export interface BacktestReport {
  readonly k: number;
  readonly buyers: number;
  readonly revenue: number;
  readonly resamples: number;
  readonly lists: readonly BuyerReport[];
  readonly leaverLists: readonly ReachedReport[];
}
