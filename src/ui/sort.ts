/** By which column a table is sorted, and which way: `up` puts the smallest first. */
export interface Order {
  readonly column: string;
  readonly direction: 'up' | 'down';
}

const collator = new Intl.Collator(['zh-CN', 'en'], { numeric: true });

/** A sorted copy. Null stands last either way; equal rows keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  by: (row: Row) => number | string | null,
  direction: 'up' | 'down',
): Row[] {
  const sign = direction === 'up' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const a = by(left);
    const b = by(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  });
}
