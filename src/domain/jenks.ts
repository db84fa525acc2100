/**
 * Natural breaks: cuts values into at most `classes` groups with the least sum of squared distances to the group means.
 * Jenks 1967 by the exact dynamic program of Fisher 1958 (JASA 53:789-798), O(classes n²): give it at most some two thousand values.
 * Returns the inclusive upper bounds of all groups but the last, ascending. With fewer distinct values than classes there are fewer
 * bounds: equal values always stay together. Throws for no values and for fewer than one class.
 */
export function naturalBreaks(values: readonly number[], classes: number): number[] {
  if (values.length === 0) throw new Error('natural breaks of no values');
  if (!Number.isInteger(classes) || classes < 1) throw new Error(`not a number of classes: ${classes}`);
  const sorted = Float64Array.from(values).sort();
  const points: number[] = [];
  const weights: number[] = [];
  for (const value of sorted) {
    if (points.at(-1) === value) weights[weights.length - 1]! += 1;
    else {
      points.push(value);
      weights.push(1);
    }
  }
  const k = Math.min(classes, points.length);
  const cost = spread(points, weights);
  const n = points.length;
  let best = Array.from({ length: n }, (_, last) => cost(0, last));
  const starts: Int32Array[] = [];
  for (let group = 1; group < k; group++) {
    const next = new Array<number>(n).fill(Infinity);
    const start = new Int32Array(n);
    for (let last = group; last < n; last++) {
      for (let first = last; first >= group; first--) {
        const total = best[first - 1]! + cost(first, last);
        if (total < next[last]!) {
          next[last] = total;
          start[last] = first;
        }
      }
    }
    best = next;
    starts.push(start);
  }
  const bounds: number[] = [];
  let last = n - 1;
  for (let group = k - 1; group > 0; group--) {
    last = starts[group - 1]![last]! - 1;
    bounds.unshift(points[last]!);
  }
  return bounds;
}

/** The sum of squared distances to the mean of points first..last, in constant time; shifted to the median against cancellation. */
function spread(points: readonly number[], weights: readonly number[]): (first: number, last: number) => number {
  const centre = points[points.length >> 1]!;
  const count = new Float64Array(points.length + 1);
  const sum = new Float64Array(points.length + 1);
  const squares = new Float64Array(points.length + 1);
  points.forEach((point, i) => {
    const weight = weights[i]!;
    count[i + 1] = count[i]! + weight;
    sum[i + 1] = sum[i]! + weight * (point - centre);
    squares[i + 1] = squares[i]! + weight * (point - centre) ** 2;
  });
  return (first, last) => {
    const n = count[last + 1]! - count[first]!;
    const s = sum[last + 1]! - sum[first]!;
    return Math.max(0, squares[last + 1]! - squares[first]! - (s * s) / n);
  };
}
