/** How many are in group `a` of one partition and in group `b` of the other. */
export interface CrossCell {
  readonly a: number;
  readonly b: number;
  readonly n: number;
}

/**
 * Adjusted Rand index from a cross table: 1 where both partitions draw the same lines, about 0 where they have nothing to do with each
 * other. Hubert & Arabie (1985), Journal of Classification 2, 193-218, eq. (5). Null for fewer than two.
 */
export function agreement(cells: readonly CrossCell[]): number | null {
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (counts: Iterable<number>): number => [...counts].reduce((all, n) => all + pairs(n), 0);
  const by = (of: (cell: CrossCell) => number): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const cell of cells) counts.set(of(cell), (counts.get(of(cell)) ?? 0) + cell.n);
    return counts;
  };
  const total = cells.reduce((all, { n }) => all + n, 0);
  if (total < 2) return null;
  const together = sum(cells.map(({ n }) => n));
  const inA = sum(by(({ a }) => a).values());
  const inB = sum(by(({ b }) => b).values());
  const expected = (inA * inB) / pairs(total);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
