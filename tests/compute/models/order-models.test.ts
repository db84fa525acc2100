import { describe, expect, it } from 'vitest';
import { withNumericGradient } from '../../../workers/compute/math/numeric-gradient.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { bgNbd } from '../../../workers/compute/models/bg-nbd.ts';
import { mbgNbd } from '../../../workers/compute/models/mbg-nbd.ts';
import type { OrderModel, OrderParameters } from '../../../workers/compute/models/order-model.ts';
import { paretoNbd } from '../../../workers/compute/models/pareto-nbd.ts';
import { distinctHistories } from '../../../workers/compute/models/purchase-history.ts';
import { cdnowSummary, hasCdnow } from './cdnow.ts';

/** The published, rounded parameters: Fader, Hardie & Lee 2005; Batislam et al. as in lifetimes; Fader & Hardie 2005. */
const PUBLISHED: Record<OrderModel['name'], OrderParameters> = {
  'bg-nbd': [0.243, 4.414, 0.793, 2.426],
  'mbg-nbd': [0.525, 6.183, 0.891, 1.614],
  'pareto-nbd': [0.553, 10.578, 0.606, 11.669],
};
const MODELS = [bgNbd, mbgNbd, paretoNbd];
const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

/** x, t_x, T and, for each model in the order above, P(alive) and the expected orders of the next 39 weeks. */
const CASES = [
  [
    2, 30.43, 38.86, 0.726578570080673, 1.226028174767132, 0.706202265118487, 1.262960623267343, 0.869167559153011,
    1.455123193257605,
  ],
  [0, 0, 38.86, 1, 0.195098052011254, 0.389735080918763, 0.154012746675146, 0.295286604616894, 0.107081468215309],
  [
    1, 1, 38.86, 0.1876307660003027, 0.17974518109491675, 0.15142657732366605, 0.16738152419763241, 0.15067934311785514,
    0.15345131477982238,
  ],
  [
    7, 29.43, 38.86, 0.6417563459461072, 3.337053274851332, 0.6227238141691119, 3.167572432298671, 0.7495014076670342,
    3.712251380470564,
  ],
  [
    29, 38.43, 38.86, 0.9662746336193763, 19.67737718727825, 0.962804257792254, 18.611571460184344, 0.9941098395351755,
    19.265548852542747,
  ],
  [
    10, 10, 38.86, 0.00018539445725235384, 0.001349212965678709, 0.00027283779162891845, 0.001920334973071953,
    0.0011074315779975928, 0.007663696213425092,
  ],
] as const;

describe('predictions at the published parameters', () => {
  it.each(CASES)('matches CDNOW references for x %d, t_x %d, T %d', (x, tx, T, ...expected) => {
    MODELS.forEach((model, i) => {
      const p = PUBLISHED[model.name];
      expect(relative(model.probabilityAlive(p, { x, tx, T }), expected[2 * i]!), model.name).toBeLessThan(1e-9);
      expect(relative(model.expectedOrders(p, { x, tx, T }, 39), expected[2 * i + 1]!), model.name).toBeLessThan(1e-9);
    });
  });

  it('matches Fader 2005: a customer with x = 2, t_x = 30.43, T = 38.86 is expected to buy 1.226 times in 39 weeks', () => {
    expect(bgNbd.expectedOrders(PUBLISHED['bg-nbd'], { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 3);
  });

  it('matches E[X(t)] of a new customer', () => {
    const expected = {
      'bg-nbd': [0.05326789117165627, 0.4324133622344203, 1.1967231933207985, 1.446050595396398, 1.8605190579427455],
      'mbg-nbd': [0.053084795263698685, 0.4334674151565691, 1.1829536655971713, 1.4197237577127344, 1.8047575775531313],
      'pareto-nbd': [
        0.050979843245990884, 0.4276011428324295, 1.2130028442810157, 1.4729968033751073, 1.9093981293136852,
      ],
    };
    for (const model of MODELS)
      [1, 10, 39, 52, 78].forEach((t, i) =>
        expect(relative(model.newCustomerOrders(PUBLISHED[model.name], t), expected[model.name][i]!)).toBeLessThan(
          1e-9,
        ),
      );
  });

  it('matches Fader, Hardie & Lee 2005, DERT at 15 % a year: 6.5017, .4785, 16.5870 for Pareto/NBD', () => {
    const rate = Math.log(1.15) / 52;
    const p = PUBLISHED['pareto-nbd'];
    const dert = (x: number, tx: number) => paretoNbd.discountedOrders(p, { x, tx, T: 38.86 }, Infinity, rate);
    expect(relative(dert(2, 30.43), 6.501730537564)).toBeLessThan(1e-10);
    expect(relative(dert(0, 0), 0.478457669515)).toBeLessThan(1e-10);
    expect(relative(dert(7, 29.43), 16.586951727081)).toBeLessThan(1e-10);
    const year = paretoNbd.discountedOrders(p, { x: 2, tx: 30.43, T: 38.86 }, 52, rate);
    expect(relative(year, 1.735873891)).toBeLessThan(1e-8);
  });

  it('matches the discounted expectation of BG/NBD: 1.461919199 in 52 weeks, 3.788938640 in 260', () => {
    const rate = Math.log(1.15) / 52;
    const of = (weeks: number, r: number) =>
      bgNbd.discountedOrders(PUBLISHED['bg-nbd'], { x: 2, tx: 30.43, T: 38.86 }, weeks, r);
    expect(relative(of(52, rate), 1.461919199)).toBeLessThan(1e-8);
    expect(relative(of(260, rate), 3.78893864)).toBeLessThan(1e-8);
    expect(of(260, 0)).toBeCloseTo(4.935057, 6);
  });
});

describe('stability', () => {
  it('matches CLVTools where doubles give NaN: Pareto/NBD with x = 221 and 161', () => {
    const p = [0.5143, 2.8845, 0.2856, 14.1087] as const;
    expect(
      relative(paretoNbd.probabilityAlive(p, { x: 221, tx: 103.42857, T: 103.57143 }), 0.999596052317938),
    ).toBeLessThan(1e-9);
    expect(relative(paretoNbd.probabilityAlive(p, { x: 161, tx: 94.71429, T: 98 }), 0.74948775225813)).toBeLessThan(
      1e-9,
    );
  });

  it('matches 50-digit mpmath for extreme shapes of Pareto/NBD', () => {
    const at = (p: OrderParameters, x: number, tx: number, T: number) => paretoNbd.probabilityAlive(p, { x, tx, T });
    expect(relative(at([0.6, 20, 0.6, 5], 300, 90, 100), 1.7868024401053117e-9)).toBeLessThan(1e-9);
    expect(relative(at([0.6, 2, 0.6, 500], 3, 50, 100), 0.8293710995178435)).toBeLessThan(1e-11);
    expect(relative(at([0.6, 500, 0.6, 2], 3, 50, 100), 0.6249558323354434)).toBeLessThan(1e-11);
  });

  it('matches 50-digit mpmath for BG/NBD with x = 5,000 and for MBG/NBD with x = 500', () => {
    const bg = (p: OrderParameters, x: number, tx: number, T: number, t: number) =>
      bgNbd.expectedOrders(p, { x, tx, T }, t);
    const p = PUBLISHED['bg-nbd'];
    expect(relative(bg(p, 500, 38.5, 38.86, 39), 311.8438919101744)).toBeLessThan(1e-11);
    expect(relative(bg(p, 5000, 900, 901, 365), 1687.3150826933881)).toBeLessThan(1e-11);
    expect(relative(bg([0.243, 4.414, 1.5, 2.426], 7, 20, 38.86, 2000), 1.3420803828214418)).toBeLessThan(1e-11);
    expect(relative(bg([0.9, 4, 1.0000001, 3], 4, 20, 30, 52), 2.627783550380045)).toBeLessThan(1e-8);
    const mbg = mbgNbd.expectedOrders(PUBLISHED['mbg-nbd'], { x: 500, tx: 38.5, T: 38.86 }, 39);
    expect(relative(mbg, 294.3161690239473)).toBeLessThan(1e-11);
  });
});

describe('the models as a whole', () => {
  const random = seededRandom(5);
  const histories = Array.from({ length: 400 }, () => {
    const T = 1 + random.integer(300) / 7;
    const x = random.integer(3) === 0 ? random.integer(12) : random.integer(2);
    return { x, tx: x === 0 ? 0 : T * (0.05 + 0.95 * random.uniform()), T };
  });
  histories.push({ x: 6, tx: 20, T: 20 }, { x: 0, tx: 0, T: 0 });
  const columns = { x: histories.map((h) => h.x), tx: histories.map((h) => h.tx), T: histories.map((h) => h.T) };

  it.each(MODELS)('$name: the exact gradient is the numeric one', (model) => {
    const objective = model.objective(distinctHistories(columns));
    const numeric = withNumericGradient((theta) => objective(theta, new Float64Array(4)));
    const [exact, central] = [new Float64Array(4), new Float64Array(4)];
    for (const theta of [
      [0, 1, 0.1, 0.3],
      [-1, 3, -0.5, 1],
      [0.7, 0.2, 1.2, 2.5],
      [-0.3, 2.1, -2, 0.4],
    ]) {
      objective(Float64Array.from(theta), exact);
      numeric(Float64Array.from(theta), central);
      exact.forEach((g, i) => expect(Math.abs(g - central[i]!), `${theta} [${i}]`).toBeLessThan(2e-7));
    }
  });

  it.each(MODELS)('$name: simulated customers buy as often, and return as often, as expected', (model) => {
    const p = PUBLISHED[model.name];
    const history = { x: 4, tx: 25, T: 38.86 };
    const source = seededRandom(8);
    const draws = Array.from({ length: 20000 }, () => model.simulateOrders(p, history, 39, source));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    const error = Math.sqrt(variance / draws.length);
    expect(Math.abs(mean - model.expectedOrders(p, history, 39))).toBeLessThan(4 * error);
    const back = draws.filter((d) => d > 0).length / draws.length;
    expect(Math.abs(back - model.returnProbability(p, history, 39))).toBeLessThan(4 * Math.sqrt(0.25 / draws.length));
  });

  it.each(MODELS)('$name: expectations grow with the horizon and shrink with the discount', (model) => {
    const p = PUBLISHED[model.name];
    for (const history of histories.slice(0, 50)) {
      const [month, year] = [model.expectedOrders(p, history, 4), model.expectedOrders(p, history, 52)];
      expect(month).toBeGreaterThan(0);
      expect(year).toBeGreaterThan(month);
      expect(model.discountedOrders(p, history, 52, 0)).toBeCloseTo(year, 10);
      expect(model.discountedOrders(p, history, 52, 0.003)).toBeLessThan(year);
      expect(model.expectedOrders(p, history, 0)).toBe(0);
    }
  });
});

describe.skipIf(!hasCdnow)('sums over the CDNOW sample at the published parameters', () => {
  it('matches Σ E39 = 1653.948, 1577.135, 1665.698 and Σ P(alive) = 1917.217, 1057.728, 1052.238', () => {
    const { x, tx, T } = cdnowSummary();
    const expected = [
      [1653.9484276440483, 1917.2172651479814],
      [1577.1353601193202, 1057.7281192780194],
      [1665.6978898064697, 1052.2376939164615],
    ];
    MODELS.forEach((model, k) => {
      let [orders, alive] = [0, 0];
      x.forEach((xi, i) => {
        const history = { x: xi, tx: tx[i]!, T: T[i]! };
        orders += model.expectedOrders(PUBLISHED[model.name], history, 39);
        alive += model.probabilityAlive(PUBLISHED[model.name], history);
      });
      expect(relative(orders, expected[k]![0]!), model.name).toBeLessThan(1e-10);
      expect(relative(alive, expected[k]![1]!), model.name).toBeLessThan(1e-10);
    });
  });

  it('matches ln L at the published parameters: -9582.4268, -9582.1328, -9594.9740', () => {
    const distinct = distinctHistories(cdnowSummary());
    expect(distinct.customers).toBe(2357);
    const expected = [-9582.426831182365, -9582.132795287249, -9594.974010040976];
    MODELS.forEach((model, k) => {
      const theta = Float64Array.from(PUBLISHED[model.name], Math.log);
      expect(-2357 * model.objective(distinct)(theta, new Float64Array(4))).toBeCloseTo(expected[k]!, 6);
    });
  });
});
