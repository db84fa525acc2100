import { daysBetween } from '../../../src/domain/window.ts';
import type { HoldOutReport, HoldOutTask } from '../api/value.ts';
import { fitOrders } from '../models/fit-orders.ts';
import { checkHoldOut, expectedByWeek, expectedOrdersOf } from '../models/hold-out.ts';
import { expectedAtRate, fitRate } from '../models/nbd.ts';
import type { OrderModel } from '../models/order-model.ts';
import { distinctHistories, type PurchaseHistories } from '../models/purchase-history.ts';
import type { Columns } from './columns.ts';

/** Columns of `HoldOutRow`, and of `WeekRow`. */
export interface HoldOutColumns {
  readonly histories: Columns<'x' | 't_x' | 't' | 'actual'>;
  readonly repeats: Columns<'week' | 'repeats'>;
}

/** A forecast made at the split: orders of each customer in the hold-out, and E[X(t)] of a new one, t in weeks. */
interface Forecast {
  readonly from: HoldOutReport['from'];
  readonly refusal: HoldOutReport['refusal'];
  readonly expected: Float64Array;
  readonly newcomer: (t: number) => number;
}

/** Fits on what was known at the split and compares with what followed; null where not even a buying rate could be fitted. */
export function holdOut(
  model: OrderModel,
  { histories, repeats }: HoldOutColumns,
  { start, split, end }: Pick<HoldOutTask, 'start' | 'split' | 'end'>,
  seed: number,
): HoldOutReport | null {
  const calibration = { x: histories.x, tx: histories.t_x, T: histories.t };
  const weeks = daysBetween(split, end) / 7;
  const made = forecast(model, calibration, weeks, seed);
  if (!made) return null;
  const customers = histories.x.length;
  const held = { customers: Int32Array.from(calibration.x, (_, i) => i), calibration, actual: histories.actual, weeks };
  const { byFrequency, ...check } = checkHoldOut(held, made.expected);
  const naive = calibration.x.map((x, i) => (calibration.T[i]! > 0 ? (x / calibration.T[i]!) * weeks : 0));
  const plain = checkHoldOut(held, naive);
  return {
    split,
    weeks,
    from: made.from,
    refusal: made.refusal,
    customers,
    actual: check.actual,
    expected: check.expected,
    rootMeanSquareError: check.rootMeanSquareError,
    correlation: check.correlation,
    naive: plain.expected,
    naiveRootMeanSquareError: plain.rootMeanSquareError,
    byFrequency,
    byWeek: byWeek(calibration, repeats, made.newcomer, daysBetween(start, split), daysBetween(start, end)),
    splitWeek: daysBetween(start, split) / 7,
  };
}

function forecast(model: OrderModel, histories: PurchaseHistories, weeks: number, seed: number): Forecast | null {
  const fit = fitOrders(model, histories, { seed });
  if (fit.ok) {
    const { parameters } = fit;
    const expected = expectedOrdersOf(model, parameters, histories, weeks);
    return { from: 'model', refusal: null, expected, newcomer: (t) => model.newCustomerOrders(parameters, t) };
  }
  const rate = fitRate(distinctHistories(histories));
  if (!rate.ok) return null;
  const { x, T } = histories;
  const expected = Float64Array.from(x, (xi, i) => expectedAtRate(rate.parameters, xi, T[i]!, weeks));
  const [r, alpha] = rate.parameters;
  return { from: 'segment-rate', refusal: fit, expected, newcomer: (t) => (r / alpha) * t };
}

/** Counted and foreseen repeat purchases, cumulated; days count from the start. */
function byWeek(
  { T }: PurchaseHistories,
  repeats: HoldOutColumns['repeats'],
  newcomer: (t: number) => number,
  split: number,
  end: number,
): HoldOutReport['byWeek'] {
  const weeks = Math.floor(end / 7);
  const firsts = new Map<number, number>();
  for (let i = 0; i < T.length; i++) {
    const first = split - 1 - Math.round(7 * T[i]!);
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  const counted = new Float64Array(weeks);
  repeats.week.forEach((week, i) => {
    if (week >= 1 && week <= weeks) counted[week - 1] = repeats.repeats[i]!;
  });
  let actual = 0;
  return Array.from(expectedByWeek(firsts, newcomer, 0, weeks), (expected, i) => ({
    week: i + 1,
    actual: (actual += counted[i]!),
    expected,
  }));
}
