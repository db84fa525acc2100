import { median } from '../math/quantile.ts';

// The simplest forecast: a customer who ordered every g days orders again every g days, and is gone once he is silent for long.
// It needs no other customer, and is the last rung before "not enough data". No paper; draws no random numbers.

/** Gaps below which one's own rhythm is not known. */
export const NEEDED_GAPS = 2;

export interface OwnGap {
  gaps: number;
  /** Median and mean of the customer's gaps, in the unit of the days given. */
  median: number;
  mean: number;
}

/** The rhythm of one customer from his purchase days (distinct, upwards); null with fewer than two gaps. */
export function ownGap(days: ArrayLike<number>): OwnGap | null {
  const gaps = days.length - 1;
  if (gaps < NEEDED_GAPS) return null;
  const lengths = Float64Array.from({ length: gaps }, (_, i) => days[i + 1]! - days[i]!);
  return { gaps, median: median(lengths), mean: (days[gaps]! - days[0]!) / gaps };
}

/** Expected orders in t from x repeat purchases spread over t_x: t / (t_x / x), or 0 once silent for longer than `patience` gaps. */
export function ordersAtOwnGap(
  { x, tx, T }: { x: number; tx: number; T: number },
  t: number,
  patience = 3,
): number | null {
  if (x < NEEDED_GAPS) return null;
  const gap = tx / x;
  return T - tx > patience * gap ? 0 : t / gap;
}
