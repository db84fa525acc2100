import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import type { Random } from '../math/random.ts';
import type { DistinctHistories } from './purchase-history.ts';

/** The four fitted numbers of a model in its own order, each > 0. */
export type OrderParameters = readonly [number, number, number, number];

/** One customer's history, in weeks; see PurchaseHistories. */
export interface PurchaseHistory {
  x: number;
  tx: number;
  T: number;
}

export type OrderModelName = 'bg-nbd' | 'mbg-nbd' | 'pareto-nbd';

/** A model of when customers buy and when they silently leave. All times share the unit of the histories it was fitted on. */
export interface OrderModel {
  name: OrderModelName;
  /** Names of the parameters, the published letters. The second is a time: it scales with the unit. */
  parameters: readonly [string, string, string, string];
  /** Which of the parameters (by position) are times. */
  times: readonly number[];
  /** Which of them describe drop-out. */
  dropout: readonly number[];
  /** Minus the mean log-likelihood a customer, of the logarithms of the parameters, with its gradient. */
  objective: (histories: DistinctHistories) => DifferentiableObjective;
  /** P(still a customer at T | history), in [0, 1]. */
  probabilityAlive: (parameters: OrderParameters, history: PurchaseHistory) => number;
  /** Expected purchases in (T, T + t] given the history, t >= 0. */
  expectedOrders: (parameters: OrderParameters, history: PurchaseHistory, t: number) => number;
  /** Expected purchases in (0, t] of a customer who has just bought for the first time: E[X(t)]. */
  newCustomerOrders: (parameters: OrderParameters, t: number) => number;
  /** Expected purchases in (T, T + horizon], each discounted by e^(−rate · delay); rate >= 0 a unit of time. */
  discountedOrders: (parameters: OrderParameters, history: PurchaseHistory, horizon: number, rate: number) => number;
  /** P(at least one purchase in (T, T + t] | history). */
  returnProbability: (parameters: OrderParameters, history: PurchaseHistory, t: number) => number;
  /** One random draw of the purchases in (T, T + t] given the history. */
  simulateOrders: (parameters: OrderParameters, history: PurchaseHistory, t: number, random: Random) => number;
}
