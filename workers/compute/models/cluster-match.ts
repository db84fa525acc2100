// Which cluster of today is which cluster of the last run, so that "the loyal ones" keep their number and their colour.
// Centres are paired by least total distance (the Hungarian method); a pair farther apart than `farthest` is none.
// Input: centres of both runs in the same units, row-major. No random numbers.
import { assignLeastCost } from './assignment.ts';
import { squaredDistance } from './points.ts';

export interface ClusterMatch {
  /** Per new cluster the id it keeps, or a fresh one never used before. */
  ids: number[];
  /** Per new cluster how far its centre moved; NaN for a fresh one. */
  moved: number[];
  /** Ids of the last run that found no heir. */
  gone: number[];
}

export interface LastClusters {
  centres: Float64Array;
  ids: readonly number[];
}

/**
 * `farthest`: distance beyond which two centres are not the same cluster; default: half the mean distance between the last run's
 * centres, or no limit when it had a single one.
 */
export function matchClusters(
  last: LastClusters,
  centres: Float64Array,
  dimensions: number,
  farthest = defaultLimit(last.centres, dimensions),
): ClusterMatch {
  const d = dimensions;
  const before = last.ids.length;
  const now = centres.length / d;
  if (last.centres.length !== before * d)
    throw new Error(`${before} centres of ${d} coordinates expected, given: ${last.centres.length} values`);
  const distances = Float64Array.from({ length: now * before }, (_, at) =>
    Math.sqrt(squaredDistance(centres, Math.floor(at / before) * d, last.centres, (at % before) * d, d)),
  );
  const pairs = assignLeastCost(distances, now, before);
  let fresh = last.ids.reduce((most, id) => Math.max(most, id), -1) + 1;
  const ids: number[] = [];
  const moved: number[] = [];
  pairs.forEach((old, c) => {
    const distance = old >= 0 ? distances[c * before + old]! : Infinity;
    const same = old >= 0 && distance <= farthest;
    ids.push(same ? last.ids[old]! : fresh++);
    moved.push(same ? distance : NaN);
  });
  return { ids, moved, gone: last.ids.filter((id) => !ids.includes(id)) };
}

function defaultLimit(centres: Float64Array, d: number): number {
  const k = centres.length / d;
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < k; a++)
    for (let b = 0; b < a; b++) {
      sum += Math.sqrt(squaredDistance(centres, a * d, centres, b * d, d));
      pairs++;
    }
  return pairs > 0 ? sum / pairs / 2 : Infinity;
}
