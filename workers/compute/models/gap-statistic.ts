// Whether k clusters hold the points together better than they would hold shapeless ones: ln W expected under a uniform box, minus
// ln W observed. Tibshirani, Walther & Hastie (2001), "Estimating the number of clusters in a data set via the gap statistic",
// JRSS B 63, 411-423; W is the sum of SQUARED distances to the centres, as there (R's clusGap does not square by default).
// Input: points on one scale. Random numbers: seeded, for the reference sets and the k-means starts.
import { seededRandom } from '../math/random.ts';
import { kMeans } from './k-means.ts';
import type { Outcome } from './outcome.ts';
import { refusePoints, type Points } from './points.ts';

export interface GapPoint {
  k: number;
  /** ln W of the points. */
  observed: number;
  /** Mean ln W of the reference sets. */
  expected: number;
  gap: number;
  /** Standard error with the simulation's own: sd · √(1 + 1/B). */
  error: number;
}

/**
 * Gap for k = 1 .. most. `first` is the paper's choice, the smallest k with gap(k) >= gap(k+1) − error(k+1); undefined when no k
 * obeys it, which happens, and is one reason never to choose k by this alone.
 */
export function gapStatistic(
  points: Points,
  { most = 8, references = 20, restarts = 5, seed = 1, progress }: GapOptions = {},
): Outcome<{ points: GapPoint[]; first: number | undefined }> {
  const refusal = refusePoints(points, most + 1);
  if (refusal) return refusal;
  const { data, rows, dimensions: d } = points;
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let at = 0; at < data.length; at++) {
    const j = at % d;
    if (data[at]! < low[j]!) low[j] = data[at]!;
    if (data[at]! > high[j]!) high[j] = data[at]!;
  }
  const random = seededRandom(seed);
  const boxes = Array.from({ length: references }, () => ({
    data: Float64Array.from(
      { length: rows * d },
      (_, at) => low[at % d]! + random.uniform() * (high[at % d]! - low[at % d]!),
    ),
    rows,
    dimensions: d,
  }));
  const table: GapPoint[] = [];
  for (let k = 1; k <= most; k++) {
    const own = kMeans(points, k, { restarts, seed });
    if (!own.ok) return own;
    const observed = Math.log(own.inertia);
    const logs: number[] = [];
    for (const box of boxes) {
      const run = kMeans(box, k, { restarts: Math.max(1, Math.ceil(restarts / 2)), seed });
      if (!run.ok) return run;
      logs.push(Math.log(run.inertia));
    }
    const expected = logs.reduce((sum, value) => sum + value, 0) / references;
    const variance = logs.reduce((sum, value) => sum + (value - expected) ** 2, 0) / references;
    const error = Math.sqrt(variance * (1 + 1 / references));
    table.push({ k, observed, expected, gap: expected - observed, error });
    if (progress?.(k, most) === false) break;
  }
  const first = table.findIndex(
    (point, i) => i + 1 < table.length && point.gap >= table[i + 1]!.gap - table[i + 1]!.error,
  );
  return { ok: true, points: table, first: first >= 0 ? table[first]!.k : undefined };
}

export interface GapOptions {
  /** Largest k (default 8). */
  most?: number;
  /** Reference sets B (default 20). */
  references?: number;
  restarts?: number;
  seed?: number;
  /** Called after each k; false stops with the table so far. */
  progress?: (done: number, all: number) => unknown;
}
