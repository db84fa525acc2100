/** How R, F and M become scores, classes and groups. All of field practice is a choice here; nothing is hidden. */
export interface RfmDefinition {
  readonly kind: 'rfm';
  readonly id: string;
  readonly version: number;
  /** Orders inside `[asOf - windowDays, asOf)`; null takes all. */
  readonly windowDays: number | null;
  /** F counts distinct orders, or distinct days with an order. */
  readonly frequency: 'orders' | 'days';
  /** M adds up net paid amounts, or takes their mean per order (per day where F counts days). */
  readonly monetary: 'sum' | 'mean';
  /** Scores 1..levels by rank; used by the named groups. */
  readonly levels: 3 | 4 | 5;
  /** How scores are cut. `quantile` is min(k, 1 + floor(k (rank_min - 1) / n)): equal values, equal scores. */
  readonly scoreCut: 'quantile' | 'fixed' | 'jenks';
  /** Upper bounds (inclusive) of all levels but the last, in ascending value, for `fixed`. */
  readonly fixed?: { readonly r: readonly number[]; readonly f: readonly number[]; readonly m: readonly number[] };
  /** How high and low are told apart for the eight classes. */
  readonly split: 'median' | 'mean' | 'score-mean' | 'fixed' | 'jenks';
  readonly splitAt?: { readonly r: number; readonly f: number; readonly m: number };
  /** False: high is strictly beyond the threshold (R <, F >, M >). True: equality counts as high. */
  readonly inclusive: boolean;
  /** Names of the eight classes. */
  readonly names: 'classic' | 'quick-audience' | 'vecdp';
  /** The grid's columns: F alone, or (F + M) / 2 rounded half up. */
  readonly grid: 'rf' | 'rfm';
  /** True makes cell R 1, F 1 an eleventh group, Lost. */
  readonly lost: boolean;
}

export const DEFAULT_RFM: RfmDefinition = {
  kind: 'rfm',
  id: 'rfm',
  version: 1,
  windowDays: null,
  frequency: 'orders',
  monetary: 'sum',
  levels: 5,
  scoreCut: 'quantile',
  split: 'median',
  inclusive: false,
  names: 'classic',
  grid: 'rf',
  lost: false,
};
