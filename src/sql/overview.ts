import type { Filter } from '../domain/filter.ts';
import type { Period, Span } from '../domain/period.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { filterCondition } from './filter.ts';
import { join, raw, sql, timestamp } from './statement.ts';

/** The sums of one span; see `PeriodFigures` for what they make. */
export interface PeriodSums {
  readonly which: 'current' | 'previous' | 'year-before';
  /** Customers with an order. */
  readonly buyers: number;
  /** Of those, customers with at least two. */
  readonly repeaters: number;
  readonly orders: number;
  /** Net paid amount; null where no source gives amounts. */
  readonly revenue: number | null;
  /** True when the data begin no later than the span does: a span that is only half covered is no base for a comparison. */
  readonly covered: boolean;
}

/**
 * Buyers, repeat buyers, orders and revenue in the spans of a period: one row a span, all three from one reading of the orders, by customer
 * first. Coverage looks at all orders, whoever the filter lets through.
 */
export function periodSums(period: Period, filter: Filter, scope: Scope): Statement<PeriodSums> {
  const { current, previous, yearBefore } = period;
  const spans: readonly (readonly [PeriodSums['which'], Span])[] = [
    ['current', current],
    ...(previous ? ([['previous', previous]] as const) : []),
    ...(yearBefore ? ([['year-before', yearBefore]] as const) : []),
  ];
  const starts = spans.map(([, { start }]) => start);
  const earliest = starts.some((start) => start === null) ? null : (starts as string[]).toSorted()[0]!;
  const columns = spans.map(
    ([, span], i) =>
      sql<never>`, count(*) FILTER (${within(span)}) AS ${raw(`n${i}`)}, sum(amount) FILTER (${within(span)}) AS ${raw(`paid${i}`)}`,
  );
  const rows = spans.map(([which, { start }], i) => {
    const n = raw(`n${i}`);
    const revenue = provides(scope.shape, 'orders', 'amount')
      ? sql<never>`coalesce(sum(${raw(`paid${i}`)}), 0)::DOUBLE`
      : raw('NULL::DOUBLE');
    const covered =
      start === null
        ? raw('TRUE')
        : sql<never>`(SELECT coalesce(min(ordered_at)::DATE <= ${timestamp(start)}, FALSE) FROM orders)`;
    return sql<never>`SELECT ${which} AS which, (count(*) FILTER (${n} >= 1))::INTEGER AS buyers, (count(*) FILTER (${n} >= 2))::INTEGER AS repeaters, coalesce(sum(${n}), 0)::DOUBLE AS orders, ${revenue} AS revenue, ${covered} AS covered FROM by_customer`;
  });
  return sql<PeriodSums>`WITH by_customer AS (
  SELECT customer${join(columns, '')}
  FROM orders
  WHERE ordered_at < ${timestamp(scope.asOf)}${earliest === null ? raw('') : sql<never>` AND ordered_at >= ${timestamp(earliest)}`} AND ${filterCondition(filter, scope)}
  GROUP BY customer
)
${join(rows, '\nUNION ALL\n')}`;
}

function within(span: Span): Statement<never> {
  const end = sql<never>`ordered_at < ${timestamp(span.end)}`;
  return span.start === null ? end : sql<never>`ordered_at >= ${timestamp(span.start)} AND ${end}`;
}
