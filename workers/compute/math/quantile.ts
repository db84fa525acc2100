/** The p-quantile of values already sorted upwards: R's type 7, NumPy's `linear`, DuckDB's `quantile_cont`. NaN when empty. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0 || !(p >= 0 && p <= 1)) return NaN;
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  if (below + 1 >= n) return low;
  const fraction = position - below;
  return fraction === 0 ? low : low + fraction * (sorted[below + 1]! - low);
}

/** The p-quantiles (type 7) of unsorted values without NaN; the input is left as it is. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return ps.map((p) => sortedQuantile(sorted, p));
}

/** The p-quantile (type 7) of unsorted values without NaN. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!;
}

/** The median of unsorted values without NaN. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
