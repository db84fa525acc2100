import { seededRandom } from '../math/random.ts';
import { centralInterval, drawParameters, type Interval } from './laplace.ts';
import type { OrderFit } from './fit-orders.ts';
import type { OrderModel, OrderParameters, PurchaseHistory } from './order-model.ts';

// How sure a forecast is, in two different senses that are often confused. Both draw random numbers from the seed they are given.

export interface IntervalOptions {
  seed: number;
  draws?: number;
  /** Coverage, in (0, 1). */
  level?: number;
}

/** What is uncertain about the expected orders in t because the parameters are: an interval for the mean of such customers. */
export function expectationInterval(
  model: OrderModel,
  fit: OrderFit,
  history: PurchaseHistory,
  t: number,
  { seed, draws = 500, level = 0.95 }: IntervalOptions,
): Interval {
  const sample = drawParameters(fit.laplace, draws, seed).map((p) =>
    model.expectedOrders([...p] as unknown as OrderParameters, history, t),
  );
  return centralInterval(sample, level);
}

/** How many orders this one customer will place in t: simulated, parameters drawn anew each time. Much wider, and whole numbers. */
export function outcomeInterval(
  model: OrderModel,
  fit: OrderFit,
  history: PurchaseHistory,
  t: number,
  { seed, draws = 2000, level = 0.8 }: IntervalOptions,
): Interval {
  const random = seededRandom(seed).fork();
  const sample = drawParameters(fit.laplace, draws, seed).map((p) =>
    model.simulateOrders([...p] as unknown as OrderParameters, history, t, random),
  );
  const { low, median, high } = centralInterval(sample, level);
  return { low: Math.floor(low), median: Math.round(median), high: Math.ceil(high) };
}
