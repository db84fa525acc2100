import { expectedSpend, type SpendParameters } from './gamma-gamma.ts';
import type { OrderModel, OrderParameters, PurchaseHistory } from './order-model.ts';

// Customer lifetime value: margin x expected value of an order x expected orders of a horizon, each order discounted to the cutoff.
//
// Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005), "RFM and CLV: using iso-value curves for customer base analysis", Journal of
// Marketing Research 42(4), 415-430, equation (1): value = margin x revenue per transaction x discounted expected transactions.
// Input: a history (weeks), the mean value m of the customer's repeat orders (money), optionally that of the first order.
// Draws no random numbers.

/** Weeks in a year, as in the paper. */
export const WEEKS_PER_YEAR = 52;

/** How value is counted; every one of these is shown beside the number. */
export interface ValuePlan {
  /** Weeks ahead, > 0; Infinity only with a positive rate and Pareto/NBD. */
  horizon: number;
  /** Discount a year, >= 0: 0.15 means that 1.15 in a year is worth 1 now. */
  annualRate: number;
  /** Share of revenue that is margin, in (0, 1]; 1 gives value in revenue. */
  margin: number;
}

/** The continuous rate a week of an annual discount: ln(1 + d) / 52. */
export function weeklyRate(annualRate: number): number {
  return Math.log1p(annualRate) / WEEKS_PER_YEAR;
}

/** What is known of a customer's spending, money. */
export interface SpendHistory {
  /** Mean value of the x repeat orders; any number where x = 0. */
  mean: number;
  /** Value of the first order: where x = 0 it is drawn towards everybody's mean, instead of the latter alone. */
  first?: number;
}

/** Expected value of the next order. One-time buyers without a positive first value get everybody's mean. */
export function expectedOrderValue(spend: SpendParameters, x: number, { mean, first }: SpendHistory): number {
  if (x > 0 && mean > 0) return expectedSpend(spend, x, mean);
  return first !== undefined && first > 0 ? expectedSpend(spend, 1, first) : expectedSpend(spend, 0, 0);
}

/** The value of one customer over the plan's horizon. */
export function lifetimeValue(
  orders: { model: OrderModel; parameters: OrderParameters },
  spend: SpendParameters,
  history: PurchaseHistory & SpendHistory,
  { horizon, annualRate, margin }: ValuePlan,
): number {
  const count = orders.model.discountedOrders(orders.parameters, history, horizon, weeklyRate(annualRate));
  return margin * expectedOrderValue(spend, history.x, history) * count;
}

/**
 * The textbook value of a contract: margin m a period, kept with probability r in each, discounted at d a period, first payment
 * excluded: m r / (1 + d − r). 0 <= r < 1 + d.
 */
export function contractValue(m: number, r: number, d: number): number {
  if (!(r >= 0 && r < 1 + d)) throw new Error(`retention must be in [0, 1 + discount): ${r}`);
  return (m * r) / (1 + d - r);
}
