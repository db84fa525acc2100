import { findRoot } from '../math/brent.ts';
import type { OrderModel, OrderParameters, PurchaseHistory } from './order-model.ts';

// When the next order is to be expected, from the distribution of the time to the next purchase that a purchase model gives. Many
// customers never come back, so that a plain expected date does not exist; the median of those who do come back always does.

/** The time after the cutoff by which a share `q` in (0, 1) of such customers has ordered, all of them counted; null: never. */
export function timeUntilShareReturns(
  model: OrderModel,
  parameters: OrderParameters,
  history: PurchaseHistory,
  q: number,
): number | null {
  return crossing((t) => model.returnProbability(parameters, history, t), q, history);
}

/** Time after the cutoff by which half of those who order again within `limit` have done so: the expected date of the next order. */
export function medianReturn(
  model: OrderModel,
  parameters: OrderParameters,
  history: PurchaseHistory,
  limit: number,
): number | null {
  const within = (t: number) => model.returnProbability(parameters, history, t);
  return crossing(within, within(limit) / 2, history);
}

/** The t with within(t) = q, to a millionth of its scale. */
function crossing(within: (t: number) => number, q: number, { T }: PurchaseHistory): number | null {
  if (!(q > 0)) return null;
  let high = Math.max(1, T);
  for (let n = 0; within(high) < q; n++) {
    if (n === 40) return null;
    high *= 2;
  }
  return findRoot((t) => within(t) - q, 0, high, 1e-7 * high);
}
