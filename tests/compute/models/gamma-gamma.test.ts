import { describe, expect, it } from 'vitest';
import { withNumericGradient } from '../../../workers/compute/math/numeric-gradient.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { expectedSpend, fitSpend, spendObjective } from '../../../workers/compute/models/gamma-gamma.ts';
import { cdnowSummary, hasCdnow } from './cdnow.ts';

const PUBLISHED = [6.25, 3.74, 15.44] as const;

/** Customers of a gamma-gamma world. */
function simulated(customers: number, [p, q, gamma]: readonly [number, number, number], seed: number) {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: customers }, () => 1 + random.poisson(1.5));
  const m = x.map((xi) => random.gamma(p * xi, 1 / random.gamma(q, 1 / gamma)) / xi);
  return { x, m };
}

describe('gamma-gamma', () => {
  it('matches Fader & Hardie 2013: conditional means at p 6.25, q 3.74, γ 15.44', () => {
    expect(expectedSpend(PUBLISHED, 1, 10)).toBeCloseTo(17.686318131256954, 11);
    expect(expectedSpend(PUBLISHED, 2, 24.5)).toBeCloseTo(26.427165354330704, 11);
    expect(expectedSpend(PUBLISHED, 7, 73.74)).toBeCloseTo(71.46967089696707, 11);
    expect(expectedSpend(PUBLISHED, 0, 0)).toBeCloseTo(35.21897810218978, 11);
  });

  it('has the numeric gradient', () => {
    const { x, m } = simulated(80, [4, 3, 20], 3);
    const objective = spendObjective(x, m);
    const [exact, central] = [new Float64Array(3), new Float64Array(3)];
    const theta = Float64Array.of(0.8, 0.9, 2.5);
    objective(theta, exact);
    withNumericGradient((t) => objective(t, new Float64Array(3)))(theta, central);
    exact.forEach((g, i) => expect(g).toBeCloseTo(central[i]!, 7));
  });

  it('recovers what it was simulated from, in yuan and in fen, and leaves zero amounts out', () => {
    const { x, m } = simulated(4000, [4, 3, 20], 4);
    x[0] = 0;
    m[1] = 0;
    const fit = fitSpend({ x, m });
    if (!fit.ok) throw new Error(fit.reason);
    [4, 3, 20].forEach((v, i) => expect(Math.abs(fit.parameters[i]! - v) / fit.standardErrors[i]!).toBeLessThan(3));
    expect(fit.leftOut).toBe(2);
    const fen = fitSpend({ x, m: m.map((v) => v * 100) });
    if (!fen.ok) throw new Error(fen.reason);
    expect(fen.populationMean / fit.populationMean).toBeCloseTo(100, 4);
  });

  it('refuses an infinite mean and too few customers', () => {
    expect(fitSpend(simulated(3000, [3, 0.7, 10], 5))).toMatchObject({ ok: false, reason: 'spend-mean-infinite' });
    expect(fitSpend(simulated(10, [4, 3, 20], 6))).toEqual({
      ok: false,
      reason: 'too-few-repeaters',
      detail: { repeaters: 10, needed: 30 },
    });
  });
});

describe.skipIf(!hasCdnow)('gamma-gamma on the CDNOW sample', () => {
  it('matches CDNOW, CLVTools: p 6.25, q 3.74, γ 15.44, ln L -4055.92, correlation .1139', () => {
    const { x, meanValue } = cdnowSummary();
    const fit = fitSpend({ x, m: meanValue });
    if (!fit.ok) throw new Error(fit.reason);
    [6.2488, 3.74459, 15.44775].forEach((v, i) => expect(Math.abs(fit.parameters[i]! / v - 1)).toBeLessThan(5e-5));
    [1.1897, 0.29017, 4.16005].forEach((v, i) => expect(Math.abs(fit.standardErrors[i]! / v - 1)).toBeLessThan(1e-3));
    expect(fit.logLikelihood).toBeCloseTo(-4055.9232, 3);
    expect(fit.customers).toBe(946);
    expect(fit.correlation).toBeCloseTo(0.11388391, 7);
  });
});
