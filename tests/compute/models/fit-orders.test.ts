import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { bgNbd } from '../../../workers/compute/models/bg-nbd.ts';
import { fitOrders } from '../../../workers/compute/models/fit-orders.ts';
import { centralInterval, drawParameters, logStandardErrors } from '../../../workers/compute/models/laplace.ts';
import { mbgNbd } from '../../../workers/compute/models/mbg-nbd.ts';
import type { OrderModel, OrderParameters } from '../../../workers/compute/models/order-model.ts';
import { fitRate } from '../../../workers/compute/models/nbd.ts';
import { paretoNbd } from '../../../workers/compute/models/pareto-nbd.ts';
import { distinctHistories } from '../../../workers/compute/models/purchase-history.ts';
import { cdnowSummary, hasCdnow } from './cdnow.ts';
import { onlineRetailHistories, hasOnlineRetail } from './online-retail.ts';

function fitted(model: OrderModel, histories: Parameters<typeof fitOrders>[1]) {
  const fit = fitOrders(model, histories);
  if (!fit.ok) throw new Error(`${model.name} refused: ${fit.reason}`);
  return fit;
}

/** Customers of a world that MBG/NBD describes, seen for up to two years. */
function simulated(customers: number, [r, alpha, a, b]: OrderParameters, seed: number) {
  const random = seededRandom(seed);
  const columns = { x: new Float64Array(customers), tx: new Float64Array(customers), T: new Float64Array(customers) };
  for (let i = 0; i < customers; i++) {
    const T = (30 + random.integer(700)) / 7;
    const [rate, leave] = [random.gamma(r, 1 / alpha), random.beta(a, b)];
    let clock = 0;
    while (random.uniform() >= leave) {
      clock += random.exponential(rate);
      if (clock > T) break;
      columns.x[i]!++;
      columns.tx[i] = clock;
    }
    columns.T[i] = T;
  }
  return columns;
}

describe('fitting', () => {
  it('recovers the parameters it was simulated from, within three standard errors', () => {
    const truth = [0.8, 6, 0.9, 2.5] as const;
    const fit = fitted(mbgNbd, simulated(6000, truth, 11));
    truth.forEach((value, i) => expect(Math.abs(fit.parameters[i]! - value) / fit.standardErrors[i]!).toBeLessThan(3));
  });

  it('gives the same fit for the same seed, and in days what it gives in weeks', () => {
    const weeks = simulated(800, [0.8, 6, 0.9, 2.5], 12);
    const fit = fitted(mbgNbd, weeks);
    expect(fitted(mbgNbd, weeks).parameters).toEqual(fit.parameters);
    const days = fitted(mbgNbd, { x: weeks.x, tx: weeks.tx.map((v) => v * 7), T: weeks.T.map((v) => v * 7) });
    [1, 7, 1, 1].forEach((unit, i) => expect(days.parameters[i]! / fit.parameters[i]! / unit).toBeCloseTo(1, 4));
  });

  it('refuses in words what the data cannot tell', () => {
    const few = simulated(60, [0.8, 6, 0.9, 2.5], 13);
    expect(fitOrders(mbgNbd, few)).toEqual({
      ok: false,
      reason: 'too-few-customers',
      detail: { customers: 60, needed: 100 },
    });
    const never = { x: new Float64Array(500), tx: new Float64Array(500), T: new Float64Array(500).fill(30) };
    expect(fitOrders(mbgNbd, never)).toMatchObject({ ok: false, reason: 'too-few-repeaters' });
    // Nobody ever leaves: the drop-out runs to its boundary.
    const loyal = simulated(3000, [1.2, 5, 0, 50], 14);
    for (const model of [bgNbd, mbgNbd, paretoNbd])
      expect(fitOrders(model, loyal), model.name).toMatchObject({ ok: false, reason: 'dropout-not-identified' });
  });

  it('refuses clockwork subscribers soon, whose rate does not vary by chance', () => {
    const random = seededRandom(15);
    const make = () => new Float64Array(400);
    const columns = { x: make(), tx: make(), T: make() };
    columns.T.forEach((_, i) => {
      const days = 30 + random.integer(600);
      columns.T[i] = days / 7;
      while (30 * (columns.x[i]! + 1) <= days && random.uniform() > 0.02) columns.x[i]!++;
      columns.tx[i] = (30 * columns.x[i]!) / 7;
    });
    for (const model of [bgNbd, mbgNbd, paretoNbd])
      expect(fitOrders(model, columns), model.name).toMatchObject({ ok: false, reason: 'rate-not-identified' });
  });

  it('throws on values outside their range, naming them', () => {
    expect(() => fitOrders(mbgNbd, { x: [1.5], tx: [1], T: [2] })).toThrow('1.5');
    expect(() => fitOrders(mbgNbd, { x: [1], tx: [3], T: [2] })).toThrow('3');
    expect(() => fitOrders(mbgNbd, { x: [0], tx: [1], T: [2] })).toThrow('x = 0');
    expect(() => fitOrders(mbgNbd, { x: [0], tx: [0], T: [NaN] })).toThrow('NaN');
    expect(() => fitOrders(mbgNbd, { x: [0, 1], tx: [0], T: [1] })).toThrow('differ in length');
  });
});

describe.skipIf(!hasCdnow)('fitting the CDNOW sample', () => {
  const close = (values: readonly number[], expected: readonly number[], tolerance: number) =>
    values.forEach((v, i) => expect(Math.abs(v / expected[i]! - 1), `${v} ~ ${expected[i]}`).toBeLessThan(tolerance));

  it('matches CDNOW, Fader 2005: r .243, alpha 4.414, a .793, b 2.426', () => {
    const fit = fitted(bgNbd, cdnowSummary());
    close(fit.parameters, [0.242593, 4.413535, 0.792885, 2.425753], 5e-5);
    expect(fit.logLikelihood).toBeCloseTo(-9582.4256, 3);
    close(fit.standardErrors, [0.012557, 0.37822, 0.18572, 0.70535], 1e-3);
    expect(fit.distinctRows).toBe(1016);
  });

  it('matches CDNOW, lifetimes: MBG/NBD r .525, alpha 6.183, a .891, b 1.614', () => {
    const fit = fitted(mbgNbd, cdnowSummary());
    close(fit.parameters, [0.52484, 6.18299, 0.89136, 1.614], 5e-5);
    expect(fit.logLikelihood).toBeCloseTo(-9582.1327, 3);
    close(fit.standardErrors, [0.083264, 0.6956, 0.154785, 0.537473], 1e-3);
  });

  it('matches CDNOW, Fader & Hardie 2005 and CLVTools: Pareto/NBD r .553, alpha 10.578, s .606, beta 11.669', () => {
    const fit = fitted(paretoNbd, cdnowSummary());
    close(fit.parameters, [0.55328, 10.57761, 0.60621, 11.66792], 5e-5);
    expect(fit.logLikelihood).toBeCloseTo(-9594.9739, 3);
    close(fit.standardErrors, [0.0476264, 0.8427222, 0.1872594, 6.2105448], 1e-3);
  });

  it('matches CDNOW, NBD: r .385, alpha 12.072, ln L -3193.0568 of the counts', () => {
    const fit = fitRate(distinctHistories(cdnowSummary()));
    if (!fit.ok) throw new Error(fit.reason);
    close(fit.parameters, [0.3847676648890201, 12.07208487787754], 1e-5);
    close(fit.standardErrors, [0.020985, 0.80873], 1e-3);
  });

  it('matches the intervals of 2,000 draws and of 200 bootstraps: E39 of (2, 30.43) 1.145 to 1.318', () => {
    const fit = fitted(bgNbd, cdnowSummary());
    close(logStandardErrors(fit.laplace), [0.05176291705, 0.08569585994, 0.23423175618, 0.29077387509], 1e-3);
    const draws = drawParameters(fit.laplace, 2000, 3).map((p) =>
      bgNbd.expectedOrders([...p] as unknown as OrderParameters, { x: 2, tx: 30.43, T: 38.86 }, 39),
    );
    const { low, median, high } = centralInterval(draws);
    expect(Math.abs(low - 1.1448)).toBeLessThan(0.012);
    expect(Math.abs(median - 1.2298)).toBeLessThan(0.008);
    expect(Math.abs(high - 1.3175)).toBeLessThan(0.015);
    expect(drawParameters(fit.laplace, 3, 3)).toEqual(drawParameters(fit.laplace, 3, 3));
  });
});

describe.skipIf(!hasOnlineRetail)('fitting Online Retail', () => {
  it('refuses P(alive) where drop-out runs to the boundary', () => {
    const histories = onlineRetailHistories();
    expect(histories.x.length).toBe(4338);
    for (const model of [bgNbd, mbgNbd, paretoNbd])
      expect(fitOrders(model, histories), model.name).toMatchObject({ ok: false, reason: 'dropout-not-identified' });
  });
});
