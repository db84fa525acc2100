import type { SpendFit } from './gamma-gamma.ts';
import type { OrderFit } from './fit-orders.ts';
import type { LaplaceApproximation } from './laplace.ts';
import type { OrderModel, OrderParameters } from './order-model.ts';
import { distinctHistories, type PurchaseHistories } from './purchase-history.ts';

// How sure the expected value of a customer is, as far as the fitted parameters go: Laplace's approximation (laplace.ts) carried
// through the logarithm of the value by the delta method, var ln v = g′ Σ g. The two models are fitted apart, so that their variances
// add. It is an interval for the mean of such customers, not for what one of them will happen to do. Draws no random numbers.
// The discount is left out of the gradient: it shifts all orders of a horizon alike, so that it hardly moves a relative error.

/** Half the width of the 95 % interval of a normal, in standard deviations. */
const Z = 1.959963984540054;
const STEP = 1e-4;

export interface ValueInterval {
  low: Float64Array;
  high: Float64Array;
}

/** g′ Σ g for the covariance of an approximation. */
function variance({ covariance }: LaplaceApproximation, gradient: ArrayLike<number>): number {
  const n = gradient.length;
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += gradient[i]! * covariance[i * n + j]! * gradient[j]!;
  return sum;
}

/** Variance of ln E[orders in t] of every distinct history, handed to its customers. */
export function orderVariances(
  model: OrderModel,
  fit: OrderFit,
  histories: PurchaseHistories,
  t: number,
): Float64Array {
  const { x, tx, T, rowOf } = distinctHistories(histories);
  const shifted = fit.parameters.flatMap((_, i) =>
    [STEP, -STEP].map(
      (h) => fit.parameters.map((p, k) => (k === i ? p * Math.exp(h) : p)) as unknown as OrderParameters,
    ),
  );
  const gradient = new Float64Array(fit.parameters.length);
  const values = x.map((xi, row) => {
    const history = { x: xi, tx: tx[row]!, T: T[row]! };
    for (let i = 0; i < gradient.length; i++) {
      const up = model.expectedOrders(shifted[2 * i]!, history, t);
      const down = model.expectedOrders(shifted[2 * i + 1]!, history, t);
      gradient[i] = (Math.log(up) - Math.log(down)) / (2 * STEP);
    }
    return variance(fit.laplace, gradient);
  });
  return Float64Array.from(rowOf, (row) => values[row]!);
}

/** Variance of ln E[value of an order] given x orders of mean m; x = 0: everybody's mean. */
export function spendVariance(fit: SpendFit, x: number, m: number): number {
  const [p, q, gamma] = fit.parameters;
  const rest = p * x + q - 1;
  return variance(fit.laplace, [(q - 1) / rest, -q / rest, gamma / (gamma + x * m)]);
}

/**
 * The 95 % interval of every customer's value; NaN where the value is NaN or either model was refused. `first` stands in for the mean
 * of one-time buyers, as in expectedOrderValue.
 */
export function valueIntervals(
  value: Float64Array,
  columns: PurchaseHistories & { mean: ArrayLike<number>; first?: ArrayLike<number> },
  { model, orders, spend, horizon }: { model: OrderModel; orders: OrderFit; spend: SpendFit; horizon: number },
): ValueInterval {
  const inOrders = orderVariances(model, orders, columns, horizon);
  const [low, high] = [new Float64Array(value.length), new Float64Array(value.length)];
  for (let i = 0; i < value.length; i++) {
    const [x, mean, first] = [columns.x[i]!, columns.mean[i]!, columns.first?.[i] ?? NaN];
    const [n, m] = x > 0 && mean > 0 ? [x, mean] : first > 0 ? [1, first] : [0, 0];
    const width = Z * Math.sqrt(inOrders[i]! + spendVariance(spend, n, m));
    low[i] = value[i]! * Math.exp(-width);
    high[i] = value[i]! * Math.exp(width);
  }
  return { low, high };
}
