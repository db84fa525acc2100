import { bgNbd } from './bg-nbd.ts';
import { expectedOrderValue, weeklyRate, type ValuePlan } from './clv.ts';
import { fitOrders, type FitOptions, type FitRefusal, type OrderFit } from './fit-orders.ts';
import { fitSpend, type SpendFit, type SpendRefusal } from './gamma-gamma.ts';
import { mbgNbd } from './mbg-nbd.ts';
import { expectedAtRate, fitRate, type RateParameters } from './nbd.ts';
import { medianReturn } from './next-order.ts';
import type { OrderModel, OrderModelName } from './order-model.ts';
import { NEEDED_GAPS, ordersAtOwnGap } from './own-gap.ts';
import { paretoNbd } from './pareto-nbd.ts';
import { distinctHistories, type DistinctHistories, type PurchaseHistories } from './purchase-history.ts';

// The future of every customer in columns: alive or gone, orders to come, their value, the time of the next. Each number comes from
// the best rung of a ladder that the data can carry, and says from which: a model with drop-out fitted to all customers; the buying
// rate of the customer's segment; his own mean gap; nothing. Draws no random numbers but the starts of the fit, from its seed.

/** The purchase models by name; MBG/NBD is the default. */
export const ORDER_MODELS: Readonly<Record<OrderModelName, OrderModel>> = {
  'mbg-nbd': mbgNbd,
  'bg-nbd': bgNbd,
  'pareto-nbd': paretoNbd,
};

/** Rungs of the ladder; a customer's number in `rung` is the place in this list. */
export const RUNGS = ['not-enough-data', 'own-gap', 'segment-rate', 'model'] as const;
export type Rung = (typeof RUNGS)[number];

/** One entry a customer; x, tx and T as in PurchaseHistories, in weeks. */
export interface CustomerColumns extends PurchaseHistories {
  /** Mean value of the repeat orders (money); any number where x = 0. */
  mean: ArrayLike<number>;
  /** Value of the first order (money), NaN where unknown. */
  first?: ArrayLike<number>;
  /** A whole number naming the segment whose rate stands in; without it all customers are one segment. */
  segment?: ArrayLike<number>;
}

/** One entry a customer; NaN where the rung cannot tell. */
export interface CustomerFuture {
  rung: Uint8Array;
  probabilityAlive: Float64Array;
  /** Orders expected within the horizon, not discounted. */
  expectedOrders: Float64Array;
  /** P(at least one order within the horizon). */
  returnProbability: Float64Array;
  /** Expected value of one order, money. */
  orderValue: Float64Array;
  /** Margin x value x discounted orders within the horizon, money. */
  lifetimeValue: Float64Array;
  /** Weeks after the cutoff by which half of those who come back have come. */
  nextOrder: Float64Array;
}

export interface ValueResult {
  future: CustomerFuture;
  orders: OrderFit | FitRefusal;
  spend: SpendFit | SpendRefusal;
}

export interface ValueOptions extends FitOptions {
  model?: OrderModelName;
}

/** The future of every customer over the plan's horizon. Never throws but on values outside their range. */
export function valueCustomers(
  columns: CustomerColumns,
  plan: ValuePlan,
  { model = 'mbg-nbd', ...options }: ValueOptions = {},
): ValueResult {
  if (!(plan.horizon > 0 && plan.horizon < Infinity)) throw new Error(`the horizon must be > 0: ${plan.horizon}`);
  const n = columns.x.length;
  const orders = fitOrders(ORDER_MODELS[model], columns, options);
  const spend = fitSpend({ x: columns.x, m: columns.mean });
  const column = () => new Float64Array(n).fill(NaN);
  const future: CustomerFuture = {
    rung: new Uint8Array(n),
    probabilityAlive: column(),
    expectedOrders: column(),
    returnProbability: column(),
    orderValue: orderValues(columns, spend),
    lifetimeValue: column(),
    nextOrder: column(),
  };
  const discounted = column();
  if (orders.ok) fromModel(ORDER_MODELS[model], orders, distinctHistories(columns), plan, future, discounted);
  else fromRates(columns, plan, future, discounted);
  for (let i = 0; i < n; i++) future.lifetimeValue[i] = plan.margin * future.orderValue[i]! * discounted[i]!;
  return { future, orders, spend };
}

/** Gamma-Gamma where it fits, else the customer's own mean, or the first order. */
function orderValues({ x, mean, first }: CustomerColumns, spend: SpendFit | SpendRefusal): Float64Array {
  return Float64Array.from({ length: x.length }, (_, i) => {
    const history = { mean: mean[i]!, first: first?.[i] };
    if (spend.ok) return expectedOrderValue(spend.parameters, x[i]!, history);
    return x[i]! > 0 && history.mean > 0 ? history.mean : (history.first ?? NaN);
  });
}

/** The top rung: once for each distinct history, then handed to its customers. */
function fromModel(
  model: OrderModel,
  { parameters }: OrderFit,
  { x, tx, T, rowOf }: DistinctHistories,
  { horizon, annualRate }: ValuePlan,
  future: CustomerFuture,
  discounted: Float64Array,
): void {
  const rate = weeklyRate(annualRate);
  const rows = x.length;
  const [alive, orders, back, value, next] = Array.from({ length: 5 }, () => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < rows; i++) {
    const history = { x: x[i]!, tx: tx[i]!, T: T[i]! };
    // BG/NBD calls every one-time buyer alive with probability 1, which says nothing and misleads.
    alive[i] = model === bgNbd && history.x === 0 ? NaN : model.probabilityAlive(parameters, history);
    orders[i] = model.expectedOrders(parameters, history, horizon);
    back[i] = model.returnProbability(parameters, history, horizon);
    value[i] = rate > 0 ? model.discountedOrders(parameters, history, horizon, rate) : orders[i]!;
    next[i] = medianReturn(model, parameters, history, horizon) ?? NaN;
  }
  const top = RUNGS.indexOf('model');
  rowOf.forEach((row, i) => {
    future.rung[i] = top;
    future.probabilityAlive[i] = alive[row]!;
    future.expectedOrders[i] = orders[row]!;
    future.returnProbability[i] = back[row]!;
    future.nextOrder[i] = next[row]!;
    discounted[i] = value[row]!;
  });
}

/** ∫₀ᴴ e^−δt dt: weeks of the horizon, discounted. */
function discountedWeeks(horizon: number, rate: number): number {
  return rate > 0 ? -Math.expm1(-rate * horizon) / rate : horizon;
}

/** The lower rungs: the rate of the segment, of everybody, one's own gap, nothing. P(alive) stays unknown. */
function fromRates(
  columns: CustomerColumns,
  { horizon, annualRate }: ValuePlan,
  future: CustomerFuture,
  discounted: Float64Array,
): void {
  const { x, tx, T } = columns;
  const rates = segmentRates(columns);
  const weeks = discountedWeeks(horizon, weeklyRate(annualRate));
  for (let i = 0; i < x.length; i++) {
    const parameters = rates(i);
    const history = { x: x[i]!, tx: tx[i]!, T: T[i]! };
    if (parameters) {
      const [r, alpha] = parameters;
      const shape = r + history.x;
      const none = (span: number) => Math.exp(-shape * Math.log1p(span / (alpha + history.T)));
      future.rung[i] = RUNGS.indexOf('segment-rate');
      future.expectedOrders[i] = expectedAtRate(parameters, history.x, history.T, horizon);
      future.returnProbability[i] = 1 - none(horizon);
      // Half of the probability of coming back within the horizon, solved for the time.
      const half = 1 - (1 - none(horizon)) / 2;
      future.nextOrder[i] = (alpha + history.T) * Math.expm1(-Math.log(half) / shape);
      discounted[i] = expectedAtRate(parameters, history.x, history.T, weeks);
    } else if (history.x >= NEEDED_GAPS) {
      future.rung[i] = RUNGS.indexOf('own-gap');
      future.expectedOrders[i] = ordersAtOwnGap(history, horizon)!;
      discounted[i] = ordersAtOwnGap(history, weeks)!;
      const due = history.tx / history.x - (history.T - history.tx);
      future.nextOrder[i] = future.expectedOrders[i]! > 0 ? Math.max(0, due) : NaN;
    }
  }
}

/** For each customer the rate parameters of the segment, of everybody where the segment is too small, or null. */
function segmentRates({ x, tx, T, segment }: CustomerColumns): (customer: number) => RateParameters | null {
  const everybody = fitRate(distinctHistories({ x, tx, T }));
  const fallback = everybody.ok ? everybody.parameters : null;
  if (!segment) return () => fallback;
  const members = new Map<number, number[]>();
  for (let i = 0; i < x.length; i++) {
    const list = members.get(segment[i]!);
    if (list) list.push(i);
    else members.set(segment[i]!, [i]);
  }
  const fitted = new Map<number, RateParameters | null>();
  for (const [code, list] of members) {
    const pick = (column: ArrayLike<number>) => Float64Array.from(list, (i) => column[i]!);
    const fit = fitRate(distinctHistories({ x: pick(x), tx: pick(tx), T: pick(T) }));
    fitted.set(code, fit.ok ? fit.parameters : fallback);
  }
  return (customer) => fitted.get(segment[customer]!) ?? null;
}
