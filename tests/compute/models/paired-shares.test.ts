import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { pairedShares } from '../../../workers/compute/models/paired-shares.ts';
import { wilsonInterval } from '../../../workers/compute/models/wilson.ts';

describe('the paired bootstrap of two lists', () => {
  const world = (n: number, seed: number, better: number) => {
    const random = seededRandom(seed);
    const money = Float64Array.from({ length: n }, () => random.gamma(1, 50));
    const a = money.map(() => (random.uniform() < 0.3 ? 1 : 0));
    const b = money.map(() => (random.uniform() < 0.3 + better ? 1 : 0));
    return { money, lists: [a, b] };
  };

  it('matches the interval of the ratio’s own variance (the delta method)', () => {
    const { money, lists } = world(2000, 3, 0.05);
    const { differences, resamples } = pairedShares(money, lists, { seed: 1, most: 4000 });
    const total = money.reduce((sum, value) => sum + value, 0);
    const [one] = differences;
    const influence = money.map((value, i) => (value * (lists[1]![i]! - lists[0]![i]! - one!.share)) / total);
    const error = Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0));
    expect(resamples).toBe(4000);
    expect(one!.high - one!.low).toBeGreaterThan(2 * 1.96 * error * 0.93);
    expect(one!.high - one!.low).toBeLessThan(2 * 1.96 * error * 1.07);
  });

  it('covers a difference of nothing about 95 times in 100, and is the same for the same seed', () => {
    let covered = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { money, lists } = world(300, 100 + seed, 0);
      const [one] = pairedShares(money, lists, { seed, most: 200 }).differences;
      if (one!.low <= 0 && one!.high >= 0) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    const { money, lists } = world(300, 7, 0.1);
    expect(pairedShares(money, lists, { seed: 4 })).toEqual(pairedShares(money, lists, { seed: 4 }));
  });

  it('says nothing of a list against itself, and stands where nobody paid', () => {
    const { money, lists } = world(50, 1, 0);
    expect(pairedShares(money, [lists[0]!, lists[0]!], { seed: 1 }).differences).toEqual([
      { share: 0, low: 0, high: 0 },
    ]);
    expect(
      pairedShares(new Float64Array(0), [new Float64Array(0), new Float64Array(0)], { seed: 1 }).differences,
    ).toEqual([{ share: 0, low: 0, high: 0 }]);
  });
});

describe('Wilson’s interval', () => {
  it('matches 7 of 20: .1812 – .5671, and says nothing of nobody', () => {
    const { low, high } = wilsonInterval(7, 20);
    expect(low).toBeCloseTo(0.1812, 3);
    expect(high).toBeCloseTo(0.5671, 3);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
