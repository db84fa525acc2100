// Agreement of two partitions of the same rows, corrected for chance: 1 = the same, about 0 = unrelated.
// Hubert & Arabie (1985), "Comparing partitions", Journal of Classification 2, 193-218, eq. (5). No random numbers.

/** Labels are any whole numbers; equal labels = same cluster. Two partitions into one cluster each agree fully. */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`partitions of different rows: ${a.length} and ${b.length}`);
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    const key = `${x},${y}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
    rows.set(x, (rows.get(x) ?? 0) + 1);
    columns.set(y, (columns.get(y) ?? 0) + 1);
  }
  const pairs = (counts: Iterable<number>) => {
    let sum = 0;
    for (const count of counts) sum += (count * (count - 1)) / 2;
    return sum;
  };
  const together = pairs(cells.values());
  const [inA, inB] = [pairs(rows.values()), pairs(columns.values())];
  const expected = (inA * inB) / ((a.length * (a.length - 1)) / 2);
  const most = (inA + inB) / 2;
  return most === expected || !Number.isFinite(expected) ? 1 : (together - expected) / (most - expected);
}
