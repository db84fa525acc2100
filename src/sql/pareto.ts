import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { sql, timestamp } from './statement.ts';

/** One slice of the customers, best first; slice j ends with customer floor(n j / 200), so every half per cent is a slice's end. */
export interface ParetoSlice {
  /** 1 … 200; with fewer than 200 customers some slices have nobody and no row. */
  readonly slice: number;
  readonly customers: number;
  readonly revenue: number;
  /** Revenue of the slice's last customer: who is in it or before it brought at least this. */
  readonly least: number;
}

/** Revenue by slice of customers, ranked by their net paid amount before `asOf`, highest first (equal amounts: by customer number). */
export function paretoSlices(filter: Filter, scope: Scope): Statement<ParetoSlice> {
  return sql<ParetoSlice>`WITH by_customer AS (
  SELECT customer, coalesce(sum(amount), 0) AS paid
  FROM orders
  WHERE ordered_at < ${timestamp(scope.asOf)} AND ${filterCondition(filter, scope)}
  GROUP BY customer
), ranked AS (
  SELECT paid, row_number() OVER (ORDER BY paid DESC, customer) AS k, count(*) OVER () AS n FROM by_customer
)
SELECT ((k * 200 + n - 1) // n)::INTEGER AS slice, count(*)::INTEGER AS customers, sum(paid)::DOUBLE AS revenue, min(paid)::DOUBLE AS least
FROM ranked
GROUP BY slice
ORDER BY slice`;
}
