import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { bgNbd } from '../../../workers/compute/models/bg-nbd.ts';
import { contractValue, lifetimeValue, weeklyRate } from '../../../workers/compute/models/clv.ts';
import { fitOrders } from '../../../workers/compute/models/fit-orders.ts';
import { expectedSpend } from '../../../workers/compute/models/gamma-gamma.ts';
import { mbgNbd } from '../../../workers/compute/models/mbg-nbd.ts';
import { medianReturn, timeUntilShareReturns } from '../../../workers/compute/models/next-order.ts';
import { expectationInterval, outcomeInterval } from '../../../workers/compute/models/order-interval.ts';
import { ordersAtOwnGap, ownGap } from '../../../workers/compute/models/own-gap.ts';
import { paretoNbd } from '../../../workers/compute/models/pareto-nbd.ts';
import { RUNGS, valueCustomers } from '../../../workers/compute/models/value.ts';
import { cdnowSummary, hasCdnow } from './cdnow.ts';

/** As printed by Fader, Hardie & Lee (2005) and Fader & Hardie (2013). */
const SPEND = [6.25, 3.74, 15.44] as const;
const BG = [0.243, 4.414, 0.793, 2.426] as const;
const MBG = [0.525, 6.183, 0.891, 1.614] as const;
const PLAN = { horizon: 52, annualRate: 0.1, margin: 0.3 };

/** Customers of an MBG/NBD world with gamma-gamma spending. */
function simulated(customers: number, dropout: readonly [number, number], seed: number) {
  const random = seededRandom(seed);
  const make = () => new Float64Array(customers);
  const columns = { x: make(), tx: make(), T: make(), mean: make(), first: make() };
  for (let i = 0; i < customers; i++) {
    const T = (100 + random.integer(400)) / 7;
    const [rate, leave, scale] = [random.gamma(1, 1 / 5), random.beta(...dropout), random.gamma(4, 1 / 30)];
    let clock = 0;
    while (random.uniform() >= leave) {
      clock += random.exponential(rate);
      if (clock > T) break;
      columns.x[i]!++;
      columns.tx[i] = clock;
    }
    columns.T[i] = T;
    columns.first[i] = random.gamma(5, 1 / scale);
    if (columns.x[i]! > 0) columns.mean[i] = random.gamma(5 * columns.x[i]!, 1 / scale / columns.x[i]!);
  }
  return columns;
}

describe('lifetime value', () => {
  it('is margin x order value x discounted orders', () => {
    const history = { x: 2, tx: 30.43, T: 38.86, mean: 22.35 };
    const value = lifetimeValue({ model: bgNbd, parameters: BG }, SPEND, history, {
      horizon: 52,
      annualRate: 0.15,
      margin: 0.5,
    });
    expect(value).toBeCloseTo(0.5 * 1.461919199 * expectedSpend(SPEND, 2, 22.35), 6);
    expect(weeklyRate(0.15)).toBeCloseTo(Math.log(1.15) / 52, 15);
  });

  it('shrinks the first order of a one-time buyer, so that he does not outrank repeaters by default', () => {
    const of = (first?: number) =>
      lifetimeValue({ model: mbgNbd, parameters: MBG }, SPEND, { x: 0, tx: 0, T: 20, mean: 0, first }, PLAN);
    expect(of(5)).toBeLessThan(of());
    expect(of(200)).toBeGreaterThan(of());
  });

  it('matches the textbook contract value: 100 · .8 / (1 + .1 − .8) = 266.67', () => {
    expect(contractValue(100, 0.8, 0.1)).toBeCloseTo(266.6667, 4);
    expect(() => contractValue(100, 1.2, 0.1)).toThrow('1.2');
  });
});

describe('the next order', () => {
  it('is due when half of those who return have returned, in closed form for MBG/NBD', () => {
    const history = { x: 7, tx: 29.43, T: 38.86 };
    const alive = mbgNbd.probabilityAlive(MBG, history);
    const median = medianReturn(mbgNbd, MBG, history, 1e9)!;
    expect(median).toBeCloseTo((6.183 + 38.86) * (2 ** (1 / 7.525) - 1), 4);
    const time = timeUntilShareReturns(mbgNbd, MBG, history, 0.5)!;
    expect(mbgNbd.returnProbability(MBG, history, time)).toBeCloseTo(0.5, 6);
    expect(timeUntilShareReturns(mbgNbd, MBG, history, alive + 0.01)).toBeNull();
  });

  it('works for Pareto/NBD by quadrature', () => {
    const p = [0.553, 10.578, 0.606, 11.669] as const;
    const history = { x: 2, tx: 30.43, T: 38.86 };
    const t = medianReturn(paretoNbd, p, history, 52)!;
    const ratio = paretoNbd.returnProbability(p, history, t) / paretoNbd.returnProbability(p, history, 52);
    expect(ratio).toBeCloseTo(0.5, 6);
  });
});

describe('own gap', () => {
  it('is the median and mean of the gaps, and stops after three silent ones', () => {
    expect(ownGap([0, 10, 40])).toEqual({ gaps: 2, median: 20, mean: 20 });
    expect(ownGap([0, 10])).toBeNull();
    expect(ordersAtOwnGap({ x: 4, tx: 8, T: 10 }, 52)).toBe(26);
    expect(ordersAtOwnGap({ x: 4, tx: 8, T: 15 }, 52)).toBe(0);
    expect(ordersAtOwnGap({ x: 1, tx: 8, T: 15 }, 52)).toBeNull();
  });
});

describe('the ladder', () => {
  const rungs = (rung: Uint8Array) => new Set(Array.from(rung, (r) => RUNGS[r]));

  it('stands on the model where it fits, and agrees with it customer by customer', () => {
    const columns = simulated(2000, [0.9, 2.5], 21);
    const { future, orders, spend } = valueCustomers(columns, PLAN);
    if (!orders.ok || !spend.ok) throw new Error('refused');
    expect(rungs(future.rung)).toEqual(new Set(['model']));
    const i = columns.x.findIndex((x) => x === 3);
    const history = { x: 3, tx: columns.tx[i]!, T: columns.T[i]! };
    expect(future.probabilityAlive[i]).toBe(mbgNbd.probabilityAlive(orders.parameters, history));
    expect(future.expectedOrders[i]).toBe(mbgNbd.expectedOrders(orders.parameters, history, 52));
    const value = lifetimeValue(
      { model: mbgNbd, parameters: orders.parameters },
      spend.parameters,
      { ...history, mean: columns.mean[i]!, first: columns.first[i]! },
      PLAN,
    );
    expect(future.lifetimeValue[i]! / value).toBeCloseTo(1, 12);
    future.lifetimeValue.forEach((v) => expect(v).toBeGreaterThan(0));
  });

  it('keeps silent on whether a one-time buyer is alive where BG/NBD is chosen: it would say 1', () => {
    const columns = simulated(2000, [0.9, 2.5], 21);
    const { future, orders } = valueCustomers(columns, PLAN, { model: 'bg-nbd' });
    expect(orders.ok).toBe(true);
    columns.x.forEach((x, i) => expect(Number.isNaN(future.probabilityAlive[i])).toBe(x === 0));
    expect(future.expectedOrders.every((v) => v > 0)).toBe(true);
  });

  it('falls to the rate of the segment where drop-out is not identified, without P(alive)', () => {
    const columns = simulated(2000, [0, 5], 22);
    const fast = columns.x.map((x, i) => (x / columns.T[i]! > 0.2 ? 1 : 0));
    const { future, orders } = valueCustomers({ ...columns, segment: fast }, PLAN);
    expect(orders).toMatchObject({ ok: false, reason: 'dropout-not-identified' });
    expect(rungs(future.rung)).toEqual(new Set(['segment-rate']));
    expect(future.probabilityAlive.every(Number.isNaN)).toBe(true);
    const mean = (s: number) => {
      const values = [...future.expectedOrders].filter((_, i) => fast[i] === s);
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    expect(mean(1)).toBeGreaterThan(2 * mean(0));
    expect(future.nextOrder.every((t) => t > 0 && t < 52)).toBe(true);
    future.lifetimeValue.forEach((v, i) =>
      expect(v).toBeLessThan(0.3 * future.expectedOrders[i]! * future.orderValue[i]!),
    );
  });

  it('falls to own gaps among ten customers, and to nothing for one-time buyers', () => {
    const columns = {
      x: [4, 0, 1],
      tx: [8, 0, 5],
      T: [10, 10, 10],
      mean: [50, 0, 20],
      first: [50, 30, 20],
    };
    const { future } = valueCustomers(columns, { horizon: 4, annualRate: 0, margin: 1 });
    expect(Array.from(future.rung, (r) => RUNGS[r])).toEqual(['own-gap', 'not-enough-data', 'not-enough-data']);
    expect([...future.expectedOrders]).toEqual([2, NaN, NaN]);
    expect([...future.lifetimeValue]).toEqual([100, NaN, NaN]);
    expect([...future.orderValue]).toEqual([50, 30, 20]);
    expect(future.nextOrder[0]).toBe(0);
    expect(() => valueCustomers(columns, { horizon: 0, annualRate: 0, margin: 1 })).toThrow('0');
  });
});

describe('intervals', () => {
  it('holds the parameter interval inside the outcome interval, and repeats for the same seed', () => {
    const fit = fitOrders(mbgNbd, simulated(1500, [0.9, 2.5], 23));
    if (!fit.ok) throw new Error(fit.reason);
    const history = { x: 5, tx: 30, T: 33 };
    const mean = expectationInterval(mbgNbd, fit, history, 26, { seed: 1 });
    const expected = mbgNbd.expectedOrders(fit.parameters, history, 26);
    expect(mean.low).toBeLessThan(expected);
    expect(mean.high).toBeGreaterThan(expected);
    const outcome = outcomeInterval(mbgNbd, fit, history, 26, { seed: 1 });
    expect(outcome.low).toBeLessThan(mean.low);
    expect(outcome.high).toBeGreaterThan(mean.high);
    expect(outcomeInterval(mbgNbd, fit, history, 26, { seed: 1 })).toEqual(outcome);
  });
});

describe.skipIf(!hasCdnow)('value of CDNOW customers', () => {
  it('matches lifetimes, 12 months at 1 % a month, weekly data: 36.289, 4.637, 8.369 ..., sum 71,560.21', () => {
    const { x, tx, T, meanValue } = cdnowSummary();
    const months = Array.from({ length: 12 }, (_, i) => i + 1);
    const values = x.map((xi, i) => {
      const history = { x: xi, tx: tx[i]!, T: T[i]! };
      const until = (month: number) => bgNbd.expectedOrders(BG, history, 4.345 * month);
      const orders = months.reduce((sum, month) => sum + (until(month) - until(month - 1)) / 1.01 ** month, 0);
      return orders * expectedSpend(SPEND, xi, meanValue[i]!);
    });
    [36.28921112559936, 4.637294659747194, 8.369004358920185].forEach((v, i) =>
      expect(values[i]! / v).toBeCloseTo(1, 10),
    );
    expect(values.reduce((a, b) => a + b) / 71560.20884012149).toBeCloseTo(1, 6);
  });

  it('values all of them, P(alive) of one-time buyers below 1', () => {
    const { meanValue, ...histories } = cdnowSummary();
    const { future, orders } = valueCustomers(
      { ...histories, mean: meanValue },
      { horizon: 39, annualRate: 0, margin: 1 },
    );
    expect(orders.ok).toBe(true);
    const total = future.expectedOrders.reduce((a, b) => a + b);
    expect(Math.abs(total - 1577)).toBeLessThan(3);
    histories.x.forEach((x, i) => {
      if (x === 0) expect(future.probabilityAlive[i]).toBeLessThan(0.7);
    });
  });
});
