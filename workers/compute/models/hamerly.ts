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

  const nearest = (i: number): number => {
    let [best, first, second] = [0, Infinity, Infinity];
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(data, i * d, centres, c * d, d);
      if (distance < first) {
        second = first;
        first = distance;
        best = c;
      } else if (distance < second) second = distance;
    }
    upper[i] = Math.sqrt(first);
    lower[i] = Math.sqrt(second);
    return best;
  };
  const add = (i: number, c: number, sign: number): void => {
    const mass = sign * (weights ? weights[i]! : 1);
    masses[c]! += mass;
    for (let j = 0; j < d; j++) sums[c * d + j]! += mass * data[i * d + j]!;
  };

  for (let i = 0; i < rows; i++) add(i, (labels[i] = nearest(i)), 1);
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
    let changes = 0;
    for (let i = 0; i < rows; i++) {
      const own = labels[i]!;
      const above = upper[i]! + moved[own]!;
      const below = lower[i]! - (own === furthest ? next : most);
      upper[i] = above;
      lower[i] = below;
      const bound = half[own]! > below ? half[own]! : below;
      if (above <= bound) continue;
      const exact = Math.sqrt(squaredDistance(data, i * d, centres, own * d, d));
      upper[i] = exact;
      if (exact <= bound) continue;
      const best = nearest(i);
      // An exact tie stays where it is, so that rounding cannot send a row to and fro.
      if (best === own || upper[i] === exact) continue;
      add(i, own, -1);
      add(i, best, 1);
      labels[i] = best;
      changes++;
    }
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
