import { describe, expect, it } from 'vitest';
import { bgNbd } from '../../../workers/compute/models/bg-nbd.ts';
import { fitOrders } from '../../../workers/compute/models/fit-orders.ts';
import { fitSpend } from '../../../workers/compute/models/gamma-gamma.ts';
import { drawParameters } from '../../../workers/compute/models/laplace.ts';
import { orderVariances, spendVariance } from '../../../workers/compute/models/value-interval.ts';
import { expectedSpend } from '../../../workers/compute/models/gamma-gamma.ts';
import { cdnowSummary, hasCdnow } from './cdnow.ts';

describe.skipIf(!hasCdnow)('intervals of value on CDNOW', () => {
  it('agrees with 2,000 draws of the reference: E[Y(39)] of (2, 30.43, 38.86) lies in 1.1448 to 1.3175', () => {
    const { x, tx, T } = cdnowSummary();
    const fit = fitOrders(bgNbd, { x, tx, T });
    if (!fit.ok) throw new Error('refused');
    const at = x.findIndex((n, i) => n === 2 && tx[i] === 30.43);
    const expected = bgNbd.expectedOrders(fit.parameters, { x: 2, tx: 30.43, T: 38.86 }, 39);
    const width = 1.959964 * Math.sqrt(orderVariances(bgNbd, fit, { x, tx, T }, 39)[at]!);
    expect(Math.abs(expected * Math.exp(-width) - 1.1448)).toBeLessThan(0.01);
    expect(Math.abs(expected * Math.exp(width) - 1.3175)).toBeLessThan(0.01);
  });

  it('agrees with draws of the spend model', () => {
    const { x, meanValue } = cdnowSummary();
    const fit = fitSpend({ x, m: meanValue });
    if (!fit.ok) throw new Error('refused');
    for (const [n, m] of [
      [2, 24.5],
      [0, 0],
    ] as const) {
      const logs = drawParameters(fit.laplace, 4000, 7).map(([p, q, gamma]) =>
        Math.log(expectedSpend([p!, q!, gamma!], n, m)),
      );
      const mean = logs.reduce((a, b) => a + b) / logs.length;
      const spread = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length);
      expect(Math.sqrt(spendVariance(fit, n, m)) / spread).toBeGreaterThan(0.9);
      expect(Math.sqrt(spendVariance(fit, n, m)) / spread).toBeLessThan(1.1);
    }
  });
});
