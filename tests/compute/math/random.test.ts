import { describe, expect, it } from 'vitest';
import { chiSquaredSf } from '../../../workers/compute/math/chi-squared.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { mean, variance } from '../../../workers/compute/math/sum.ts';

const draw = (n: number, next: () => number) => Float64Array.from({ length: n }, next);

describe('seeded random numbers', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const [a, b, c] = [seededRandom(7), seededRandom(7), seededRandom(7 + 2 ** 32)];
    const first = draw(50, a.uniform);
    expect(draw(50, b.uniform)).toEqual(first);
    expect(draw(50, c.uniform)).not.toEqual(first);
    expect(() => seededRandom(-1)).toThrow('-1');
  });

  it('is uniform in 100 bins (chi-squared) and never reaches 1', () => {
    const counts = new Float64Array(100);
    const random = seededRandom(1);
    let outside = false;
    for (let i = 0; i < 1e5; i++) {
      const u = random.uniform();
      outside ||= !(u >= 0 && u < 1);
      counts[Math.floor(u * 100)]!++;
    }
    expect(outside).toBe(false);
    const statistic = counts.reduce((s, c) => s + (c - 1000) ** 2 / 1000, 0);
    expect(chiSquaredSf(statistic, 99)).toBeGreaterThan(1e-3);
  });

  it('has the moments of the normal, gamma, beta, exponential and Poisson distributions', () => {
    const random = seededRandom(2);
    const n = 40000;
    const cases: [string, () => number, number, number][] = [
      ['normal', () => random.normal(3, 2), 3, 4],
      ['gamma .4', () => random.gamma(0.4, 2), 0.8, 1.6],
      ['gamma 5', () => random.gamma(5), 5, 5],
      ['beta', () => random.beta(2, 3), 0.4, 0.04],
      ['exponential', () => random.exponential(4), 0.25, 1 / 16],
      ['poisson 3', () => random.poisson(3), 3, 3],
      ['poisson 120', () => random.poisson(120), 120, 120],
    ];
    for (const [name, next, mu, sigma2] of cases) {
      const values = draw(n, next);
      expect(Math.abs(mean(values) - mu), name).toBeLessThan(4.5 * Math.sqrt(sigma2 / n));
      expect(Math.abs(variance(values) / sigma2 - 1), name).toBeLessThan(0.08);
    }
  });

  it('shuffles every order equally often', () => {
    const random = seededRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12000; i++) {
      const key = random.shuffle([1, 2, 3]).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const statistic = [...counts.values()].reduce((s, c) => s + (c - 2000) ** 2 / 2000, 0);
    expect(chiSquaredSf(statistic, 5)).toBeGreaterThan(1e-3);
  });

  it('chooses in proportion to weights and never a weight of 0', () => {
    const random = seededRandom(4);
    const chosen = Array.from({ length: 4000 }, () => random.choice(['a', 'b', 'c'], [1, 0, 3]));
    expect(chosen).not.toContain('b');
    expect(chosen.filter((c) => c === 'c').length / 4000).toBeCloseTo(0.75, 1);
    expect(() => random.choice([])).toThrow('0 items');
  });
});
