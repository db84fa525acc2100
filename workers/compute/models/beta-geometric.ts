import { hyper2F1 } from '../math/hyper-2f1.ts';
import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import { integrate } from '../math/quadrature.ts';
import type { Random } from '../math/random.ts';
import type { OrderModel, OrderModelName, OrderParameters, PurchaseHistory } from './order-model.ts';
import type { DistinctHistories } from './purchase-history.ts';

// What BG/NBD and MBG/NBD have in common. Both are Poisson buying at a gamma(r, α) rate with a beta(a, b) chance of leaving after
// a purchase; the modified model lets a customer leave after the very first one too. With shift = 1 for the modified model and 0 for
// the plain one, every formula of the first is a formula of the second with b + shift in place of b.

/** ln Σ tables over j < x of what depends on x alone: differences of log-gammas without a log-gamma. */
function risingTable(start: number, length: number): { logs: Float64Array; reciprocals: Float64Array } {
  const logs = new Float64Array(length);
  const reciprocals = new Float64Array(length);
  for (let j = 1; j < length; j++) {
    logs[j] = logs[j - 1]! + Math.log(start + j - 1);
    reciprocals[j] = reciprocals[j - 1]! + 1 / (start + j - 1);
  }
  return { logs, reciprocals };
}

function objective(shift: 0 | 1, { customers, maxX, x, tx, T, count, pairsT, pairsTx }: DistinctHistories) {
  const rows = x.length;
  const lnEnd = new Float64Array(pairsT.x.length);
  const lnLast = new Float64Array(pairsTx.x.length);
  const evaluate: DifferentiableObjective = (theta, gradient) => {
    const [r, alpha, a, b] = Array.from(theta, Math.exp) as [number, number, number, number];
    const rate = risingTable(r, maxX + 1);
    const stay = risingTable(b + shift, maxX + 1);
    const both = risingTable(a + b + shift, maxX + 1);
    const lnA = Math.log(a);
    const lnAlpha = Math.log(alpha);
    for (let i = 0; i < lnEnd.length; i++) lnEnd[i] = Math.log(alpha + pairsT.t[i]!);
    for (let i = 0; i < lnLast.length; i++) lnLast[i] = Math.log(alpha + pairsTx.t[i]!);
    let [total, inR, inAlpha, inA, inB] = [0, 0, 0, 0, 0];
    for (let i = 0; i < rows; i++) {
      const xi = x[i]!;
      const weight = count[i]!;
      const end = lnEnd[pairsT.of[i]!]!;
      const gap = end - lnLast[pairsTx.of[i]!]!;
      const rx = r + xi;
      let value = rate.logs[xi]! + r * lnAlpha - rx * end + stay.logs[xi]! - both.logs[xi]!;
      let left = 0;
      if (xi > 0 || shift) {
        // The odds that the customer left after the last purchase.
        const odds = lnA - Math.log(b + shift + xi - 1) + rx * gap;
        const small = Math.exp(-Math.abs(odds));
        value += (odds > 0 ? odds : 0) + Math.log1p(small);
        left = odds > 0 ? 1 / (1 + small) : small / (1 + small);
        inB -= (weight * left) / (b + shift + xi - 1);
      }
      total += weight * value;
      const toEnd = 1 / (alpha + T[i]!);
      inR += weight * (rate.reciprocals[xi]! + lnAlpha - end + left * gap);
      inAlpha += weight * (r / alpha - rx * toEnd + left * rx * (toEnd - 1 / (alpha + tx[i]!)));
      inA += weight * (left / a - both.reciprocals[xi]!);
      inB += weight * (stay.reciprocals[xi]! - both.reciprocals[xi]!);
    }
    if (shift) {
      total += customers * Math.log(b / (a + b));
      inA -= customers / (a + b);
      inB += customers / b - customers / (a + b);
    }
    gradient[0] = (-inR * r) / customers;
    gradient[1] = (-inAlpha * alpha) / customers;
    gradient[2] = (-inA * a) / customers;
    gradient[3] = (-inB * b) / customers;
    return -total / customers;
  };
  return evaluate;
}

/** a/(b + shift + x − 1) · ((α + T)/(α + t_x))^(r + x), the odds of having left; 0 for a one-time buyer of the plain model. */
function oddsOfLeft(shift: 0 | 1, [r, alpha, a, b]: OrderParameters, { x, tx, T }: PurchaseHistory): number {
  if (x === 0 && !shift) return 0;
  return (a / (b + shift + x - 1)) * Math.exp((r + x) * Math.log1p((T - tx) / (alpha + tx)));
}

/** Expected purchases in t given that the customer is alive, up to the odds: the Euler-transformed form, stable for any x. */
function ordersIfAlive(shift: 0 | 1, [r, alpha, a0, b]: OrderParameters, x: number, T: number, t: number): number {
  if (t <= 0) return 0;
  // At a = 1 the formula is 0/0; a ten-millionth beside it the value is right to eight digits.
  const a = Math.abs(a0 - 1) < 1e-7 ? 1 + 1e-7 : a0;
  const c = a + b + shift + x - 1;
  const z = t / (alpha + T + t);
  const rest = Math.exp((a - 1) * Math.log1p(-z)) * hyper2F1(a + b + shift - 1 - r, a - 1, c, z);
  return (c / (a - 1)) * (1 - rest);
}

/** Draws the purchases in (T, T + t] from the posterior of rate, drop-out and being alive. */
function simulate(shift: 0 | 1, p: OrderParameters, history: PurchaseHistory, t: number, random: Random): number {
  const [r, alpha, a, b] = p;
  if (random.uniform() * (1 + oddsOfLeft(shift, p, history)) >= 1) return 0;
  const rate = random.gamma(r + history.x, 1 / (alpha + history.T));
  const leave = random.beta(a, b + shift + history.x);
  let orders = 0;
  for (let clock = random.exponential(rate); clock <= t; clock += random.exponential(rate)) {
    orders++;
    if (random.uniform() < leave) break;
  }
  return orders;
}

/** BG/NBD (shift 0) or MBG/NBD (shift 1). */
export function betaGeometric(name: OrderModelName, shift: 0 | 1): OrderModel {
  const expectedOrders: OrderModel['expectedOrders'] = (p, history, t) =>
    ordersIfAlive(shift, p, history.x, history.T, t) / (1 + oddsOfLeft(shift, p, history));
  return {
    name,
    parameters: ['r', 'alpha', 'a', 'b'],
    times: [1],
    dropout: [2, 3],
    objective: (histories) => objective(shift, histories),
    probabilityAlive: (p, history) => 1 / (1 + oddsOfLeft(shift, p, history)),
    expectedOrders,
    newCustomerOrders: (p, t) => expectedOrders(p, { x: 0, tx: 0, T: 0 }, t),
    discountedOrders: (p, history, horizon, rate) => {
      // By parts: ∫ e^−δt dY = e^−δH Y(H) + δ ∫ e^−δt Y dt.
      const orders = (t: number) => ordersIfAlive(shift, p, history.x, history.T, t);
      const within = rate > 0 ? rate * integrate((t) => Math.exp(-rate * t) * orders(t), 0, horizon, 20) : 0;
      return (Math.exp(-rate * horizon) * orders(horizon) + within) / (1 + oddsOfLeft(shift, p, history));
    },
    returnProbability: (p, history, t) => {
      const [r, alpha] = p;
      const none = Math.exp(-(r + history.x) * Math.log1p(t / (alpha + history.T)));
      return (1 - none) / (1 + oddsOfLeft(shift, p, history));
    },
    simulateOrders: (p, history, t, random) => simulate(shift, p, history, t, random),
  };
}
