/**
 * The tier of each value, 1 the best: `shares` of all known values, rising to 1, say how far down each tier reaches. Equal values share
 * the better tier; NaN has none. Throws for shares that do not rise to 1.
 */
export function tiersOf(values: Float64Array, shares: readonly number[]): Float64Array {
  if (shares.at(-1) !== 1 || shares.some((share, i) => !(share > (shares[i - 1] ?? 0))))
    throw new Error(`shares must rise to 1: ${shares.join(', ')}`);
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const n = known.length;
  // The least value that is still inside each tier.
  const bounds = shares.map((share) => known[n - Math.max(1, Math.round(share * n))] ?? NaN);
  return values.map((value) => (Number.isNaN(value) ? NaN : 1 + bounds.findIndex((bound) => value >= bound)));
}
