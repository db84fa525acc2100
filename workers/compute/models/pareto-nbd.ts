import { hyper1F, type Hyper1F } from '../math/hyper-2f1.ts';
import { gaussLegendre } from '../math/quadrature.ts';
import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import type { OrderModel, OrderParameters, PurchaseHistory } from './order-model.ts';
import type { DistinctHistories, HistoryPairs } from './purchase-history.ts';

// Pareto/NBD: how often a customer buys and whether he has silently left, where leaving can happen at any moment.
//
// Schmittlein, D. C., Morrison, D. G. and Colombo, R. (1987), "Counting your customers: who are they and what will they do next?",
// Management Science 33(1), 1-24. Likelihood: Fader, P. S. and Hardie, B. G. S. (2005), "A note on deriving the Pareto/NBD model and
// related expressions", equations (15)-(22); here with the hypergeometric functions Euler-transformed so that all terms are
// positive and x of some hundreds does not overflow. Discounted expectation: Fader, Hardie & Lee (2005), "RFM and CLV: using
// iso-value curves for customer base analysis", Journal of Marketing Research 42(4), 415-430, equation (2).
// Input: x (whole, >= 0), t_x and T (weeks, 0 <= t_x <= T), one entry a customer; see purchase-history.ts.
// Parameters: r > 0 and alpha > 0 (weeks), shape and rate of the buying rate; s > 0 and beta > 0 (weeks), of the leaving rate.
// Draws random numbers only in simulateOrders, from the generator it is given.

/** The ratio of alpha and beta up to which the likelihood is computed. */
const WIDEST = 1e3;

/** ln h(y) of the note and its derivatives in r, α, s, β, written into `out`. */
function logH([r, alpha, s, beta]: OrderParameters, x: number, y: number, out: Float64Array, f: Hyper1F): void {
  const q = r + s + x + 1;
  const lnAlpha = Math.log(alpha + y);
  const lnBeta = Math.log(beta + y);
  if (alpha >= beta) {
    const z = (alpha - beta) / (alpha + y);
    hyper1F(r + x, q, z, f);
    out[0] = -s * lnBeta - (r + x) * lnAlpha + Math.log(f.value);
    out[1] = -lnAlpha + (f.inP + f.inQ) / f.value;
    out[2] = (-(r + x) + ((1 - z) * f.inZ) / f.value) / (alpha + y);
    out[3] = -lnBeta + f.inQ / f.value;
    out[4] = -s / (beta + y) - f.inZ / f.value / (alpha + y);
  } else {
    const z = (beta - alpha) / (beta + y);
    hyper1F(s + 1, q, z, f);
    out[0] = (1 - r - x) * lnAlpha - (s + 1) * lnBeta + Math.log(f.value);
    out[1] = -lnAlpha + f.inQ / f.value;
    out[2] = (1 - r - x) / (alpha + y) - f.inZ / f.value / (beta + y);
    out[3] = -lnBeta + (f.inP + f.inQ) / f.value;
    out[4] = (-(s + 1) + ((1 - z) * f.inZ) / f.value) / (beta + y);
  }
}

/** ln h and its derivatives for every distinct pair: five numbers a pair. */
function tabulate(p: OrderParameters, { x, t }: HistoryPairs, table: Float64Array): void {
  const f = { value: 0, inP: 0, inQ: 0, inZ: 0 };
  for (let i = 0; i < x.length; i++) logH(p, x[i]!, t[i]!, table.subarray(5 * i, 5 * i + 5), f);
}

function objective({
  customers,
  maxX,
  maxT,
  x,
  T,
  count,
  pairsT,
  pairsTx,
}: DistinctHistories): DifferentiableObjective {
  const atEnd = new Float64Array(5 * pairsT.x.length);
  const atLast = new Float64Array(5 * pairsTx.x.length);
  const logs = new Float64Array(maxX + 1);
  const reciprocals = new Float64Array(maxX + 1);
  return (theta, gradient) => {
    const p = Array.from(theta, Math.exp) as [number, number, number, number];
    const [r, alpha, s, beta] = p;
    gradient.fill(0);
    // Far from any data the series would need millions of terms; the search is sent back instead.
    const wide = Math.max(alpha, beta) / (Math.min(alpha, beta) + maxT / 100);
    if (!(wide < WIDEST) || !p.every((v) => v > 0 && v < Infinity)) return Infinity;
    tabulate(p, pairsT, atEnd);
    tabulate(p, pairsTx, atLast);
    for (let j = 1; j <= maxX; j++) {
      logs[j] = logs[j - 1]! + Math.log(r + j - 1);
      reciprocals[j] = reciprocals[j - 1]! + 1 / (r + j - 1);
    }
    const [lnAlpha, lnBeta] = [Math.log(alpha), Math.log(beta)];
    const sums = [0, 0, 0, 0, 0] as [number, number, number, number, number];
    for (let i = 0; i < x.length; i++) {
      const xi = x[i]!;
      const [end, last] = [5 * pairsT.of[i]!, 5 * pairsTx.of[i]!];
      const [toA, toB] = [alpha + T[i]!, beta + T[i]!];
      const [lnA, lnB] = [Math.log(toA), Math.log(toB)];
      const alive = -(r + xi) * lnA - s * lnB;
      const share = s / (r + s + xi);
      const k = Math.exp(atEnd[end]! - atLast[last]!);
      const left = k < 1 ? Math.log(share) + atLast[last]! + Math.log1p(-k) : -Infinity;
      const small = Math.exp(-Math.abs(left - alive));
      const value = logs[xi]! + r * lnAlpha + s * lnBeta + Math.max(left, alive) + Math.log1p(small);
      const w = left > alive ? 1 / (1 + small) : small / (1 + small);
      const inH = (j: number) => (w > 0 ? (w * (atLast[last + j]! - k * atEnd[end + j]!)) / (1 - k) : 0);
      const weight = count[i]!;
      const fade = w / (r + s + xi);
      sums[0] += weight * value;
      sums[1] += weight * (reciprocals[xi]! + lnAlpha - (1 - w) * lnA - fade + inH(1));
      sums[2] += weight * (r / alpha - ((1 - w) * (r + xi)) / toA + inH(2));
      sums[3] += weight * (lnBeta - (1 - w) * lnB + w / s - fade + inH(3));
      sums[4] += weight * (s / beta - ((1 - w) * s) / toB + inH(4));
    }
    for (let j = 0; j < 4; j++) gradient[j] = (-sums[j + 1]! * p[j]!) / customers;
    return -sums[0] / customers;
  };
}

/** ln of the odds of having left at T. */
function logOddsOfLeft(p: OrderParameters, { x, tx, T }: PurchaseHistory): number {
  const [r, alpha, s, beta] = p;
  const f = { value: 0, inP: 0, inQ: 0, inZ: 0 };
  const [last, end] = [new Float64Array(5), new Float64Array(5)];
  logH(p, x, tx, last, f);
  logH(p, x, T, end, f);
  const k = Math.exp(end[0]! - last[0]!);
  if (!(k < 1)) return -Infinity;
  return Math.log(s / (r + s + x)) + (r + x) * Math.log(alpha + T) + s * Math.log(beta + T) + last[0]! + Math.log1p(-k);
}

/** ∫₀ᴴ e^(−rate·t) ((B + 0)/(B + t))^s dt: the time a customer alive now is still one, discounted. */
function discountedLifetime(s: number, B: number, horizon: number, rate: number): number {
  if (rate === 0) {
    const growth = Math.log1p(horizon / B);
    return Math.abs(s - 1) < 1e-9 ? B * growth : (-B * Math.expm1((1 - s) * growth)) / (s - 1);
  }
  // With u = ln(1 + t/B) the integrand is smooth over any horizon; beyond 50 / rate nothing is left of it.
  const top = Math.log1p(Math.min(horizon, 50 / rate) / B);
  const { nodes, weights } = gaussLegendre(24);
  const panels = Math.max(1, Math.ceil(top));
  const half = top / panels / 2;
  let total = 0;
  for (let j = 0; j < panels; j++)
    for (let i = 0; i < nodes.length; i++) {
      const u = half * (2 * j + 1 + nodes[i]!);
      total += weights[i]! * Math.exp((1 - s) * u - rate * B * Math.expm1(u));
    }
  return total * half * B;
}

const probabilityAlive: OrderModel['probabilityAlive'] = (p, history) => 1 / (1 + Math.exp(logOddsOfLeft(p, history)));

const discountedOrders: OrderModel['discountedOrders'] = (p, history, horizon, rate) => {
  const [r, alpha, s, beta] = p;
  const buying = (r + history.x) / (alpha + history.T);
  return probabilityAlive(p, history) * buying * discountedLifetime(s, beta + history.T, horizon, rate);
};

export const paretoNbd: OrderModel = {
  name: 'pareto-nbd',
  parameters: ['r', 'alpha', 's', 'beta'],
  times: [1, 3],
  dropout: [2, 3],
  objective,
  probabilityAlive,
  expectedOrders: (p, history, t) => discountedOrders(p, history, t, 0),
  newCustomerOrders: ([r, alpha, s, beta], t) => (r / alpha) * discountedLifetime(s, beta, t, 0),
  discountedOrders,
  returnProbability: (p, history, t) => {
    const [r, alpha, s, beta] = p;
    const [A, B] = [alpha + history.T, beta + history.T];
    // The density of the next purchase at u = ln(1 + t/A), buying before leaving.
    const top = Math.log1p(t / A);
    const panels = Math.max(1, Math.ceil(top * Math.sqrt(1 + r + history.x)));
    const { nodes, weights } = gaussLegendre(12);
    const half = top / panels / 2;
    let total = 0;
    for (let j = 0; j < panels; j++)
      for (let i = 0; i < nodes.length; i++) {
        const u = half * (2 * j + 1 + nodes[i]!);
        total += weights[i]! * Math.exp(-(r + history.x) * u - s * Math.log1p((A * Math.expm1(u)) / B));
      }
    return probabilityAlive(p, history) * (r + history.x) * total * half;
  },
  simulateOrders: (p, history, t, random) => {
    const [r, alpha, s, beta] = p;
    if (random.uniform() >= probabilityAlive(p, history)) return 0;
    const rate = random.gamma(r + history.x, 1 / (alpha + history.T));
    const leaving = random.gamma(s, 1 / (beta + history.T));
    return random.poisson(rate * Math.min(t, random.exponential(leaving)));
  },
};
