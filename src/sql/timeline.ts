import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { sql, timestamp } from './statement.ts';

/** What the customers of one cohort did in one month. Months are numbered year x 12 + month - 1, so that consecutive ones differ by one. */
export interface CohortMonth {
  /** Month of the customers' first order ever. */
  readonly cohort: number;
  readonly month: number;
  /** Distinct customers with an order in the month. */
  readonly buyers: number;
  /** Of those, customers with at least two orders in the month. */
  readonly repeaters: number;
  readonly orders: number;
  /** Net paid amount in the workspace currency; 0 where no source gives amounts. */
  readonly revenue: number;
}

/**
 * Cohort x month: at most m (m + 1) / 2 rows for m months. The one reading of the orders that the timeline, new against returning revenue,
 * the retention grid and the sparklines are all drawn from. Two stages (customer x month, then cohort x month), so that no set of distinct
 * customers is ever kept; orders at or after `asOf` are not read.
 */
export function cohortMonths(filter: Filter, scope: Scope): Statement<CohortMonth> {
  return sql<CohortMonth>`WITH monthly AS (
  SELECT customer, (year(ordered_at) * 12 + month(ordered_at) - 1)::INTEGER AS m, count(*) AS n, sum(amount) AS paid
  FROM orders
  WHERE ordered_at < ${timestamp(scope.asOf)} AND ${filterCondition(filter, scope)}
  GROUP BY ALL
), firsts AS (
  SELECT customer, min(m) AS cohort FROM monthly GROUP BY customer
)
SELECT cohort, m AS "month", count(*)::INTEGER AS buyers, (count(*) FILTER (n >= 2))::INTEGER AS repeaters,
  sum(n)::DOUBLE AS orders, coalesce(sum(paid), 0)::DOUBLE AS revenue
FROM monthly JOIN firsts USING (customer)
GROUP BY ALL
ORDER BY cohort, "month"`;
}
