import { describe, expect, it } from 'vitest';
import { change, figures, type Sums } from '../../src/domain/figure.ts';
import { fadingOf, headline, type HeadlineFacts } from '../../src/domain/headline.ts';

const sums = (buyers: number, orders: number, revenue: number | null, repeaters = 0): Sums => ({
  which: 'current',
  buyers,
  repeaters,
  orders,
  revenue,
  covered: true,
});
const calm: HeadlineFacts = {
  current: sums(100, 150, 1000, 40),
  previous: sums(100, 150, 1000),
  oneTime: 0.2,
  top20: 0.4,
  fading: null,
};

describe('the one sentence', () => {
  it('says that revenue moved, and what moved it most', () => {
    expect(headline({ ...calm, current: sums(70, 105, 700) })).toEqual({
      key: 'overview.headline.down',
      change: expect.closeTo(-0.3, 9) as number,
      driver: 'buyers',
      driverChange: expect.closeTo(-0.3, 9) as number,
    });
    expect(headline({ ...calm, current: sums(100, 300, 1500) })).toMatchObject({
      key: 'overview.headline.up',
      driver: 'frequency',
      driverChange: 1,
    });
    expect(headline({ ...calm, current: sums(50, 75, 2000) })).toMatchObject({
      key: 'overview.headline.up',
      driver: 'average-order',
    });
  });

  it('a movement in the other direction is no driver', () => {
    const moved = headline({ ...calm, current: sums(30, 100, 880) });
    expect(moved).toMatchObject({ key: 'overview.headline.down', driver: 'buyers' });
  });

  it('takes the first rule that holds', () => {
    const fading = { customers: 9, share: 0.25 };
    const all = { ...calm, oneTime: 0.7, top20: 0.9, fading };
    expect(headline(all)).toEqual({ key: 'overview.headline.fading', ...fading });
    expect(headline({ ...all, fading: { ...fading, share: 0.19 } })).toEqual({
      key: 'overview.headline.one-time',
      share: 0.7,
    });
    expect(headline({ ...all, fading: null, oneTime: 0.59 })).toEqual({
      key: 'overview.headline.concentration',
      share: 0.9,
    });
    expect(headline(calm)).toEqual({ key: 'overview.headline.steady', repurchase: 0.4 });
    expect(headline({ ...calm, previous: null })).toMatchObject({ key: 'overview.headline.steady' });
  });

  it('knows nobody, and unknown money', () => {
    expect(headline({ ...calm, current: sums(0, 0, 0) })).toEqual({ key: 'overview.headline.empty' });
    expect(headline({ ...calm, current: sums(70, 70, null) })).toMatchObject({ key: 'overview.headline.steady' });
  });
});

describe('changes', () => {
  it('has no change from nothing', () => {
    expect(change(5, 0)).toBeNull();
    expect(change(5, null)).toBeNull();
    expect(change(null, 5)).toBeNull();
    expect(change(0, 5)).toBe(-1);
    expect(change(-5, -10)).toBe(0.5);
  });

  it('needs the current span', () => {
    expect(() => figures([])).toThrow('no sums for the current period');
  });

  it('calls nobody fading where nobody came lately, as after one day of data', () => {
    const row = (cls: number, customers: number, share: number) => ({ class: cls, customers, revenue_share: share });
    expect(fadingOf([row(3, 10, 0.7), row(0, 5, 0.3)])).toBeNull();
    expect(fadingOf([row(7, 5, 0.3), row(3, 10, 0.5), row(1, 2, 0.2)])).toEqual({ customers: 12, share: 0.7 });
  });
});
