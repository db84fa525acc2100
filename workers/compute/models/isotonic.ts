// Isotonic regression: the non-decreasing step function nearest to the points in weighted squares, by pooling adjacent
// violators. Ayer et al. (1955), Annals of Mathematical Statistics 26, 641-647; as calibration of probabilities: Zadrozny &
// Elkan (2002), KDD, 694-699. Needs rows the model was not fitted on and about 1,000 events; Platt's sigmoid is safer below.
// Input: x and y finite, weights > 0 (default 1). Equal x are pooled first. No random numbers.
import { refuse, type Outcome } from './outcome.ts';

/** Knots of the fitted function, x rising strictly, y not falling; between knots it is linear, beyond them flat. */
export interface Isotonic {
  x: number[];
  y: number[];
}

/** Fitted values for `y` already in the order of x; the means of pooled blocks, each of the input's length. */
export function poolAdjacentViolators(y: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const n = y.length;
  const means = new Float64Array(n);
  const masses = new Float64Array(n);
  const ends = new Int32Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    means[blocks] = y[i]!;
    masses[blocks] = weights ? weights[i]! : 1;
    ends[blocks] = i + 1;
    while (blocks > 0 && means[blocks - 1]! > means[blocks]!) {
      const mass = masses[blocks - 1]! + masses[blocks]!;
      means[blocks - 1] = (means[blocks - 1]! * masses[blocks - 1]! + means[blocks]! * masses[blocks]!) / mass;
      masses[blocks - 1] = mass;
      ends[blocks - 1] = i + 1;
      blocks--;
    }
    blocks++;
  }
  const fitted = new Float64Array(n);
  for (let b = 0, from = 0; b < blocks; from = ends[b]!, b++) fitted.fill(means[b]!, from, ends[b]);
  return fitted;
}

export function fitIsotonic(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Outcome<{ isotonic: Isotonic }> {
  const n = x.length;
  if (n === 0) return refuse('no-rows', { rows: 0 });
  if (y.length !== n) return refuse('unequal-lengths', { labels: y.length, rows: n });
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!))
      return refuse('not-finite', { row: i, value: `${x[i]!}, ${y[i]!}` });
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => x[i]! - x[j]! || i - j);
  const knots: number[] = [];
  const means: number[] = [];
  const masses: number[] = [];
  for (const i of order) {
    const w = weights ? weights[i]! : 1;
    const last = knots.length - 1;
    if (last >= 0 && knots[last] === x[i]) {
      const mass = masses[last]! + w;
      means[last] = means[last]! + ((y[i]! - means[last]!) * w) / mass;
      masses[last] = mass;
    } else {
      knots.push(x[i]!);
      means.push(y[i]!);
      masses.push(w);
    }
  }
  const fitted = poolAdjacentViolators(means, masses);
  const isotonic: Isotonic = { x: [], y: [] };
  // Inside a flat stretch only its two ends matter.
  for (let i = 0; i < knots.length; i++) {
    if (i > 0 && i < knots.length - 1 && fitted[i] === fitted[i - 1] && fitted[i] === fitted[i + 1]) continue;
    isotonic.x.push(knots[i]!);
    isotonic.y.push(fitted[i]!);
  }
  return { ok: true, isotonic };
}

export function applyIsotonic({ x, y }: Isotonic, value: number): number {
  if (value <= x[0]!) return y[0]!;
  const last = x.length - 1;
  if (value >= x[last]!) return y[last]!;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= value) low = middle;
    else high = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (value - x[low]!)) / (x[high]! - x[low]!);
}
