import { normalQuantile } from '../math/normal.ts';

/** The interval of a share of `events` out of `n` at a level of confidence. Wilson (1927), JASA 22, 209-212; all of [0, 1] for n = 0. */
export function wilsonInterval(events: number, n: number, level = 0.95): { low: number; high: number } {
  if (!(n > 0)) return { low: 0, high: 1 };
  const z2 = normalQuantile(0.5 + level / 2) ** 2;
  const p = events / n;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt(z2 * ((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
