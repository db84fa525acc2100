import { distinctHistories, type PurchaseHistories } from './purchase-history.ts';
import type { OrderModel, OrderParameters } from './order-model.ts';

// The check every purchase model owes: fitted on the days before a split, does it foresee the days after? Two tables, as in Fader,
// Hardie & Lee (2005), Marketing Science 24(2), figures 4 and 5: purchases of all customers week by week, and purchases after the
// split by the number before it. Draws no random numbers.

/** Purchase days of many customers in one flat column. */
export interface PurchaseDays {
  /** Whole numbers, upwards and distinct within a customer. */
  days: ArrayLike<number>;
  /** Where each customer begins in `days`; one entry more than customers, the last is the length. */
  offsets: ArrayLike<number>;
}

export interface HoldOutSplit {
  /** Customers with a purchase before the split (the entry numbers of `offsets`). */
  customers: Int32Array;
  /** Their histories up to the split, weeks. */
  calibration: { x: Float64Array; tx: Float64Array; T: Float64Array };
  /** Their purchases on the days from the split up to, not including, the end. */
  actual: Float64Array;
  /** Length of the hold-out, weeks. */
  weeks: number;
}

/**
 * Cuts at `split`: days < split calibrate, days in [split, end) are held out. As everywhere T counts to the last day before the cut.
 */
export function splitHoldOut({ days, offsets }: PurchaseDays, split: number, end: number): HoldOutSplit {
  if (!(end > split)) throw new Error(`the end must lie after the split ${split}: ${end}`);
  const customers: number[] = [];
  const columns = { x: [] as number[], tx: [] as number[], T: [] as number[], actual: [] as number[] };
  for (let c = 0; c + 1 < offsets.length; c++) {
    const first = days[offsets[c]!];
    if (offsets[c] === offsets[c + 1] || first === undefined || first >= split) continue;
    let [before, after, last] = [0, 0, first];
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const day = days[i]!;
      if (day < split) {
        before++;
        last = day;
      } else if (day < end) after++;
    }
    customers.push(c);
    columns.x.push(before - 1);
    columns.tx.push((last - first) / 7);
    columns.T.push((split - 1 - first) / 7);
    columns.actual.push(after);
  }
  return {
    customers: Int32Array.from(customers),
    calibration: {
      x: Float64Array.from(columns.x),
      tx: Float64Array.from(columns.tx),
      T: Float64Array.from(columns.T),
    },
    actual: Float64Array.from(columns.actual),
    weeks: (end - split) / 7,
  };
}

/** One row: customers with x purchases in calibration (the last row: x and more) and their mean purchases afterwards. */
export interface ConditionalRow {
  x: number;
  andMore: boolean;
  customers: number;
  actual: number;
  expected: number;
}

/** How well the hold-out was foreseen. */
export interface HoldOutCheck {
  customers: number;
  /** Purchases of all customers after the split. */
  actual: number;
  expected: number;
  /** Over customers: mean absolute error, root mean square error, Pearson's correlation (NaN without variation). */
  meanAbsoluteError: number;
  rootMeanSquareError: number;
  correlation: number;
  byFrequency: ConditionalRow[];
}

/** Expected purchases in the next t of every customer, computed once a distinct history. */
export function expectedOrdersOf(
  model: OrderModel,
  parameters: OrderParameters,
  histories: PurchaseHistories,
  t: number,
): Float64Array {
  const { x, tx, T, rowOf } = distinctHistories(histories);
  const values = x.map((xi, i) => model.expectedOrders(parameters, { x: xi, tx: tx[i]!, T: T[i]! }, t));
  return Float64Array.from(rowOf, (row) => values[row]!);
}

/** Compares expectations (one a customer of the split) with what happened. */
export function checkHoldOut(split: HoldOutSplit, expected: Float64Array, lastX = 7): HoldOutCheck {
  const n = expected.length;
  if (n !== split.actual.length) throw new Error(`one expectation a customer: ${n} for ${split.actual.length}`);
  const rows = Array.from({ length: lastX + 1 }, (_, x) => ({
    x,
    andMore: x === lastX,
    customers: 0,
    actual: 0,
    expected: 0,
  }));
  let [sumA, sumE, absolute, squares] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, e] = [split.actual[i]!, expected[i]!];
    sumA += a;
    sumE += e;
    absolute += Math.abs(a - e);
    squares += (a - e) ** 2;
    const row = rows[Math.min(lastX, split.calibration.x[i]!)]!;
    row.customers++;
    row.actual += a;
    row.expected += e;
  }
  let [aa, ee, ae] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, e] = [split.actual[i]! - sumA / n, expected[i]! - sumE / n];
    aa += a * a;
    ee += e * e;
    ae += a * e;
  }
  return {
    customers: n,
    actual: sumA,
    expected: sumE,
    meanAbsoluteError: absolute / n,
    rootMeanSquareError: Math.sqrt(squares / n),
    correlation: ae / Math.sqrt(aa * ee),
    byFrequency: rows
      .filter((row) => row.customers > 0)
      .map((row) => ({ ...row, actual: row.actual / row.customers, expected: row.expected / row.customers })),
  };
}

/** Repeat purchases of all customers together, week by week from the first day, counted and foreseen. */
export interface TrackingRow {
  week: number;
  actual: number;
  expected: number;
}

/**
 * Cumulative repeat purchases week by week, from each customer's first day on, with the expectation Σ E[X(t − first)] of `model`:
 * customers whose first day lies before `split`, weeks from `start` (a day) until `end`.
 */
export function trackPurchases(
  { days, offsets }: PurchaseDays,
  model: OrderModel,
  parameters: OrderParameters,
  { start, split, end }: { start: number; split: number; end: number },
): TrackingRow[] {
  const weeks = Math.floor((end - start) / 7);
  const repeats = new Float64Array(weeks + 1);
  const firsts = new Map<number, number>();
  for (let c = 0; c + 1 < offsets.length; c++) {
    if (offsets[c] === offsets[c + 1]) continue;
    const first = days[offsets[c]!]!;
    if (first < start || first >= split) continue;
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
    for (let i = offsets[c]! + 1; i < offsets[c + 1]!; i++) {
      const week = Math.floor((days[i]! - start) / 7) + 1;
      if (week <= weeks) repeats[week]!++;
    }
  }
  const expected = expectedByWeek(firsts, (t) => model.newCustomerOrders(parameters, t), start, weeks);
  let actual = 0;
  return Array.from(expected, (value, i) => ({ week: i + 1, actual: (actual += repeats[i + 1]!), expected: value }));
}

/**
 * Repeat purchases foreseen of all customers together up to the end of each week from `start`: Σ E[X(t − first)]. `firsts` counts
 * customers by their first day, `newcomer` gives E[X(t)] of one of them, t in weeks.
 */
export function expectedByWeek(
  firsts: ReadonlyMap<number, number>,
  newcomer: (t: number) => number,
  start: number,
  weeks: number,
): Float64Array {
  const byAge = new Map<number, number>();
  const ofAge = (age: number) => {
    const known = byAge.get(age);
    if (known !== undefined) return known;
    const value = newcomer(age / 7);
    byAge.set(age, value);
    return value;
  };
  return Float64Array.from({ length: weeks }, (_, week) => {
    const last = start + 7 * (week + 1) - 1;
    let expected = 0;
    for (const [first, customers] of firsts) if (first < last) expected += customers * ofAge(last - first);
    return expected;
  });
}
