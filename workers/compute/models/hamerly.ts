import { BATCH, distanceKernel } from '../math/distance-kernel.ts';
import { squaredDistance, type Points } from './points.ts';

export interface Partition {
  /** Row-major, k x dimensions. */
  centres: Float64Array;
  labels: Int32Array;
  /** Σ weight · squared distance to the own centre. */
  inertia: number;
  iterations: number;
  converged: boolean;
}

/** Fewer rows are not worth a memory of their own. */
const FEW = 4_000;

/**
 * Lloyd's iterations from given centres until no row changes its cluster, with Hamerly's (2010, SDM, 130-140) bounds: a row whose
 * distance to its own centre is below its bound for any other is not looked at. The result is Lloyd's own.
 */
export function lloyd(
  points: Points,
  start: Float64Array,
  maxIterations: number,
  weights?: ArrayLike<number>,
): Partition {
  const { data, rows, dimensions: d } = points;
  const k = start.length / d;
  const centres = start.slice();
  const labels = new Int32Array(rows);
  const upper = new Float64Array(rows);
  const lower = new Float64Array(rows);
  const sums = new Float64Array(k * d);
  const masses = new Float64Array(k);
  const half = new Float64Array(k);
  const moved = new Float64Array(k);

  const kernel = distanceKernel(data, rows, d, k, rows < FEW);
  /** Places the first `count` rows of the kernel's list with their nearest centres and sets their bounds; how many changed. */
  const place = (count: number, first: boolean): number => {
    const { list, out } = kernel;
    kernel.measure(count);
    let changes = 0;
    for (let l = 0, at = 0; l < count; l++, at += k) {
      let best = 0;
      let near = Infinity;
      let next = Infinity;
      for (let c = 0; c < k; c++) {
        const distance = out[at + c]!;
        if (distance < near) {
          next = near;
          near = distance;
          best = c;
        } else if (distance < next) next = distance;
      }
      const i = list[l]!;
      const own = labels[i]!;
      upper[i] = Math.sqrt(near);
      lower[i] = Math.sqrt(next);
      // An exact tie stays where it is, so that rounding cannot send a row to and fro.
      if (!first && (best === own || out[at + own] === near)) continue;
      if (!first) add(i, own, -1);
      add(i, best, 1);
      labels[i] = best;
      changes++;
    }
    return changes;
  };
  /** Tells the kernel where the centres are. */
  const tell = (): void => {
    for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) kernel.centres[c * kernel.width + j] = centres[c * d + j]!;
  };
  const add = (i: number, c: number, sign: number): void => {
    const mass = sign * (weights ? weights[i]! : 1);
    masses[c]! += mass;
    for (let j = 0; j < d; j++) sums[c * d + j]! += mass * data[i * d + j]!;
  };

  tell();
  for (let from = 0; from < rows; from += BATCH) {
    const count = Math.min(BATCH, rows - from);
    for (let l = 0; l < count; l++) kernel.list[l] = from + l;
    place(count, true);
  }
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations++;
    reviveEmpty();
    let [most, next, furthest] = [0, 0, 0];
    for (let c = 0; c < k; c++) {
      let shift = 0;
      for (let j = 0; j < d; j++) {
        const value = sums[c * d + j]! / masses[c]!;
        shift += (value - centres[c * d + j]!) ** 2;
        centres[c * d + j] = value;
      }
      moved[c] = Math.sqrt(shift);
      if (moved[c]! > most) {
        next = most;
        most = moved[c]!;
        furthest = c;
      } else if (moved[c]! > next) next = moved[c]!;
    }
    for (let c = 0; c < k; c++) {
      let least = Infinity;
      for (let e = 0; e < k; e++)
        if (e !== c) least = Math.min(least, squaredDistance(centres, c * d, centres, e * d, d));
      half[c] = Math.sqrt(least) / 2;
    }
    tell();
    let changes = 0;
    let count = 0;
    for (let i = 0; i < rows; i++) {
      const own = labels[i]!;
      const above = upper[i]! + moved[own]!;
      const below = lower[i]! - (own === furthest ? next : most);
      upper[i] = above;
      lower[i] = below;
      const bound = half[own]! > below ? half[own]! : below;
      if (above <= bound) continue;
      kernel.list[count++] = i;
      if (count < BATCH) continue;
      changes += place(count, false);
      count = 0;
    }
    changes += place(count, false);
    converged = changes === 0;
  }
  return { centres: exactCentres(), labels, inertia: inertia(), iterations, converged };

  /** A cluster left empty takes the row farthest from its own centre. */
  function reviveEmpty(): void {
    for (let c = 0; c < k; c++) {
      if (masses[c]! > 1e-12) continue;
      let [far, row] = [-1, 0];
      for (let i = 0; i < rows; i++) {
        if (weights && weights[i] === 0) continue;
        const distance = squaredDistance(data, i * d, centres, labels[i]! * d, d);
        if (distance > far && masses[labels[i]!]! > (weights ? weights[i]! : 1)) [far, row] = [distance, i];
      }
      if (far <= 0) {
        // Nothing to give: the centre stays where it is.
        masses[c] = 1;
        for (let j = 0; j < d; j++) sums[c * d + j] = centres[c * d + j]!;
        continue;
      }
      add(row, labels[row]!, -1);
      labels[row] = c;
      masses[c] = 0;
      sums.fill(0, c * d, (c + 1) * d);
      add(row, c, 1);
      upper[row] = Infinity;
      lower[row] = 0;
    }
  }

  /** Running sums gather rounding errors; the last means are taken afresh. */
  function exactCentres(): Float64Array {
    sums.fill(0);
    masses.fill(0);
    for (let i = 0; i < rows; i++) add(i, labels[i]!, 1);
    for (let c = 0; c < k; c++)
      if (masses[c]! > 0) for (let j = 0; j < d; j++) centres[c * d + j] = sums[c * d + j]! / masses[c]!;
    return centres;
  }

  function inertia(): number {
    let total = 0;
    for (let i = 0; i < rows; i++)
      total += (weights ? weights[i]! : 1) * squaredDistance(data, i * d, centres, labels[i]! * d, d);
    return total;
  }
}
