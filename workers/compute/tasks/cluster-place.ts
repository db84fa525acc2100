import type { FittedClouds, FittedDensity } from '../../../src/domain/cluster-fit.ts';
import { mixtureShares } from '../models/gaussian-mixture.ts';
import { nearestTree } from '../models/nearest-tree.ts';
import { squaredDistance, type Points } from '../models/points.ts';

/** What places customers: centres k x d in prepared units, and what a method knows besides. */
export interface Placing {
  readonly centres: Float64Array;
  readonly clouds: FittedClouds | null;
  readonly density: FittedDensity | null;
}

/** Where each row belongs; places count from 0 in the order of the centres, −1 is none. */
export interface Placed {
  readonly labels: Int32Array;
  /** The next nearest cluster, −1 where there is no other. */
  readonly second: Int32Array;
  /**
   * How well a row sits, 0 to 1: for clouds the probability, for density its depth, else 1 − distance to its own centre over that to the
   * next one.
   */
  readonly fit: Float64Array;
}

/** Rows placed at once: progress is told between two blocks. */
const BLOCK = 20_000;
/** Reasons named per customer. */
const REASONS = 3;

export function placeRows(
  placing: Placing,
  points: Points,
  progress: (done: number) => void = () => undefined,
): Placed {
  const { rows, dimensions: d } = points;
  const labels = new Int32Array(rows);
  const second = new Int32Array(rows);
  const fit = new Float64Array(rows);
  const of = placerOf(placing, d);
  for (let from = 0; from < rows; from += BLOCK) {
    progress(from);
    const to = Math.min(rows, from + BLOCK);
    const block = of({ data: points.data.subarray(from * d, to * d), rows: to - from, dimensions: d });
    labels.set(block.labels, from);
    second.set(block.second, from);
    fit.set(block.fit, from);
  }
  return { labels, second, fit };
}

/** The method's own way to place rows. */
function placerOf({ centres, clouds, density }: Placing, d: number): (points: Points) => Placed {
  if (clouds) return byClouds(clouds);
  return density ? byDensity(density, centres, d) : byCentres(centres);
}

function byCentres(centres: Float64Array): (points: Points) => Placed {
  return (points) => {
    const near = nearestTwo(points, centres);
    const fit = Float64Array.from(near.first, (first, i) => (near.next[i]! > 0 ? 1 - first / near.next[i]! : 0));
    return { labels: near.labels, second: near.second, fit };
  };
}

function byClouds(clouds: FittedClouds): (points: Points) => Placed {
  const components = {
    weights: Float64Array.from(clouds.weights),
    means: Float64Array.from(clouds.means),
    covariances: Float64Array.from(clouds.covariances),
  };
  const k = components.weights.length;
  return (points) => {
    const { shares } = mixtureShares(points, components);
    const labels = new Int32Array(points.rows);
    const second = new Int32Array(points.rows).fill(-1);
    const fit = new Float64Array(points.rows);
    for (let i = 0; i < points.rows; i++) {
      let [best, next] = [0, -1];
      for (let c = 1; c < k; c++) {
        if (shares[i * k + c]! > shares[i * k + best]!) [best, next] = [c, best];
        else if (next < 0 || shares[i * k + c]! > shares[i * k + next]!) next = c;
      }
      [labels[i], second[i], fit[i]] = [best, next, shares[i * k + best]!];
    }
    return { labels, second, fit };
  };
}

/** A row joins its most reachable sampled row, if that row's cluster reached as far when it was born. */
function byDensity(density: FittedDensity, centres: Float64Array, d: number): (points: Points) => Placed {
  const sample: Points = { data: Float64Array.from(density.points), rows: density.labels.length, dimensions: d };
  const tree = nearestTree(sample, density.cores);
  return (points) => {
    const { second, labels: nearest } = nearestTwo(points, centres);
    const labels = new Int32Array(points.rows).fill(-1);
    const fit = new Float64Array(points.rows);
    for (let i = 0; i < points.rows; i++) {
      const { index, distance } = tree.nearest(points.data, i * d);
      const own = density.labels[index]!;
      if (own >= 0 && distance <= density.reach[own]!) {
        labels[i] = own;
        fit[i] = density.widest[own]! > 0 ? Math.max(0, 1 - distance / density.widest[own]!) : 1;
      }
      if (second[i] === labels[i] || labels[i] === -1) second[i] = nearest[i]!;
      if (second[i] === labels[i]) second[i] = -1;
    }
    return { labels, second, fit };
  };
}

/** The two nearest centres of each row, and their distances. */
function nearestTwo({ data, rows, dimensions: d }: Points, centres: Float64Array) {
  const k = d > 0 ? centres.length / d : 0;
  const labels = new Int32Array(rows).fill(-1);
  const second = new Int32Array(rows).fill(-1);
  const first = new Float64Array(rows);
  const next = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let [a, b] = [Infinity, Infinity];
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(data, i * d, centres, c * d, d);
      if (distance < a) {
        [a, b] = [distance, a];
        second[i] = labels[i]!;
        labels[i] = c;
      } else if (distance < b) {
        b = distance;
        second[i] = c;
      }
    }
    first[i] = Math.sqrt(a);
    next[i] = Number.isFinite(b) ? Math.sqrt(b) : 0;
  }
  return { labels, second, first, next };
}

/**
 * Why a row is where it is: the columns that speak most for its cluster against the next nearest (or against everybody's middle), as place
 * from 1, negative where it has less than most; NaN where nothing speaks. For rows in no cluster: where they are most unlike everybody.
 */
export function reasonsOf({ labels, second }: Placed, centres: Float64Array, points: Points): Float64Array[] {
  const { data, rows, dimensions: d } = points;
  const reasons = Array.from({ length: REASONS }, () => new Float64Array(rows).fill(NaN));
  const parts = new Float64Array(d);
  const order = Array.from({ length: d }, (_, j) => j);
  for (let i = 0; i < rows; i++) {
    const [own, other] = [labels[i]!, second[i]!];
    for (let j = 0; j < d; j++) {
      const x = data[i * d + j]!;
      const against = own >= 0 && other >= 0 ? centres[other * d + j]! : 0;
      parts[j] = own < 0 ? x * x : (x - against) ** 2 - (x - centres[own * d + j]!) ** 2;
    }
    order.sort((a, b) => parts[b]! - parts[a]! || a - b);
    for (let r = 0; r < REASONS && r < d; r++) {
      const j = order[r]!;
      if (parts[j]! > 1e-9) reasons[r]![i] = (j + 1) * (data[i * d + j]! < 0 ? -1 : 1);
    }
  }
  return reasons;
}
