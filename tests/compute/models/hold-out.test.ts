import { describe, expect, it } from 'vitest';
import { bgNbd } from '../../../workers/compute/models/bg-nbd.ts';
import { fitOrders } from '../../../workers/compute/models/fit-orders.ts';
import {
  checkHoldOut,
  expectedOrdersOf,
  splitHoldOut,
  trackPurchases,
} from '../../../workers/compute/models/hold-out.ts';
import { mbgNbd } from '../../../workers/compute/models/mbg-nbd.ts';
import { cdnowPurchaseDays, dayOf, hasCdnow } from './cdnow.ts';

/** Flat columns of customers' purchase days. */
function flat(customers: readonly (readonly number[])[]) {
  const offsets = [0];
  for (const days of customers) offsets.push(offsets[offsets.length - 1]! + days.length);
  return { days: customers.flat(), offsets };
}

describe('hold-out', () => {
  const data = flat([[0, 7, 14, 28, 30], [3], [27, 29], [28], []]);

  it('cuts histories at the split and counts what comes after', () => {
    const split = splitHoldOut(data, 28, 35);
    expect([...split.customers]).toEqual([0, 1, 2]);
    expect([...split.calibration.x]).toEqual([2, 0, 0]);
    expect([...split.calibration.tx]).toEqual([2, 0, 0]);
    expect([...split.calibration.T]).toEqual([27 / 7, 24 / 7, 0]);
    expect([...split.actual]).toEqual([2, 0, 1]);
    expect(split.weeks).toBe(1);
    expect(() => splitHoldOut(data, 28, 28)).toThrow('28');
  });

  it('never reads a day at or after the end', () => {
    expect([...splitHoldOut(data, 28, 29).actual]).toEqual([1, 0, 0]);
  });

  it('tells the errors and the table by frequency', () => {
    const check = checkHoldOut(splitHoldOut(data, 28, 35), Float64Array.of(1, 1, 1), 2);
    expect(check).toMatchObject({ customers: 3, actual: 3, expected: 3 });
    expect(check.meanAbsoluteError).toBeCloseTo(2 / 3, 12);
    expect(check.byFrequency).toEqual([
      { x: 0, andMore: false, customers: 2, actual: 0.5, expected: 1 },
      { x: 2, andMore: true, customers: 1, actual: 2, expected: 1 },
    ]);
  });

  it('tracks repeat purchases week by week', () => {
    const p = [0.243, 4.414, 0.793, 2.426] as const;
    const rows = trackPurchases(data, bgNbd, p, { start: 0, split: 28, end: 35 });
    expect(rows.map((row) => row.actual)).toEqual([0, 1, 2, 2, 5]);
    expect(rows[0]!.expected).toBeCloseTo(bgNbd.newCustomerOrders(p, 6 / 7) + bgNbd.newCustomerOrders(p, 3 / 7), 12);
  });
});

describe.skipIf(!hasCdnow)('hold-out of CDNOW', () => {
  it('matches CDNOW, 39 weeks after 1997-09-30: 1,653.9 expected by BG/NBD, 1,882 bought', () => {
    const data = flat([...cdnowPurchaseDays().values()]);
    const days = { start: dayOf('19970101'), split: dayOf('19971001'), end: dayOf('19980701') };
    const split = splitHoldOut(data, days.split, days.end);
    expect(split.customers.length).toBe(2357);
    expect(split.calibration.x.reduce((a, b) => a + b)).toBe(2457);
    expect(split.calibration.tx.reduce((a, b) => a + b)).toBeCloseTo(16135.57142857143, 6);
    expect(split.calibration.T.reduce((a, b) => a + b)).toBeCloseTo(77111.28571428571, 6);
    expect(split.weeks).toBe(39);
    const published = [0.243, 4.414, 0.793, 2.426] as const;
    const check = checkHoldOut(split, expectedOrdersOf(bgNbd, published, split.calibration, split.weeks));
    expect(check.actual).toBe(1882);
    expect(check.expected).toBeCloseTo(1653.94, 1);
    expect(check.meanAbsoluteError).toBeCloseTo(0.7856, 3);
    expect(check.rootMeanSquareError).toBeCloseTo(1.6077, 3);
    expect(check.correlation).toBeCloseTo(0.6256, 3);
    expect(check.byFrequency[0]).toMatchObject({ x: 0, customers: 1411 });
    const tracked = trackPurchases(data, bgNbd, published, days);
    expect(tracked[38]!.actual).toBe(2457);
    expect(tracked[77]!.actual).toBe(2457 + 1882);
    expect(Math.abs(tracked[38]!.expected / 2457 - 1)).toBeLessThan(0.03);
  });

  it('fits MBG/NBD on the cut histories to the published parameters', () => {
    const split = splitHoldOut(flat([...cdnowPurchaseDays().values()]), dayOf('19971001'), dayOf('19980701'));
    const fit = fitOrders(mbgNbd, split.calibration);
    if (!fit.ok) throw new Error(fit.reason);
    [0.525, 6.183, 0.891, 1.614].forEach((v, i) => expect(fit.parameters[i]).toBeCloseTo(v, 2));
  });
});
