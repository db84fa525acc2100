import { BRACKET_MONTHS, type CohortReturn, type RetentionDefinition } from '../domain/cohort-return.ts';
import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { raw, sql, timestamp } from './statement.ts';

/** Cohort x column of a retention grid, in counts of customers; see `CohortReturn`. Orders at or after the as-of day are not read. */
export function cohortReturns(definition: RetentionDefinition, filter: Filter, scope: Scope): Statement<CohortReturn> {
  const monthly = sql<never>`SELECT customer, (year(ordered_at) * 12 + month(ordered_at) - 1)::INTEGER AS m
  FROM orders
  WHERE ordered_at < ${timestamp(scope.asOf)} AND ${filterCondition(filter, scope)}
  GROUP BY ALL`;
  const column = {
    classic: raw('m - cohort'),
    rolling: raw('max(m) - cohort'),
    bracket: raw(`(m - cohort + ${BRACKET_MONTHS - 1}) // ${BRACKET_MONTHS}`),
  }[definition];
  const once = definition === 'rolling' ? raw('GROUP BY customer, cohort') : raw('GROUP BY ALL');
  return sql<CohortReturn>`WITH monthly AS (${monthly}),
firsts AS (SELECT customer, min(m) AS cohort FROM monthly GROUP BY customer)
SELECT cohort, k::INTEGER AS k, count(*)::INTEGER AS customers
FROM (SELECT customer, cohort, ${column} AS k FROM monthly JOIN firsts USING (customer) ${once})
GROUP BY ALL
ORDER BY cohort, k`;
}
