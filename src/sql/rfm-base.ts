import type { RfmDefinition } from '../domain/rfm.ts';
import type { Statement } from '../domain/statement.ts';
import { shiftDays } from '../domain/window.ts';
import { ident, raw, sql, timestamp } from './statement.ts';

/** What RFM reads: the orders, or for the whole history the profile, which has already added them up. */
export interface RfmInput {
  readonly asOf: string;
  /** Name of a profile table as of the same day; the orders are then read only when the definition looks at a window. */
  readonly profile?: string;
}

/** R, F and M of every customer with an order in the window: `customer, r INTEGER (whole days), f INTEGER, m DOUBLE`. */
export function rfmBase(definition: RfmDefinition, input: RfmInput): Statement {
  const mean = definition.monetary === 'mean';
  if (input.profile !== undefined && definition.windowDays === null) {
    const f = raw(definition.frequency === 'days' ? 'order_days' : 'f_orders');
    return sql`SELECT customer, r_days AS r, ${f} AS f, ${mean ? meanOf(raw('m_total'), f) : raw('m_total')} AS m
FROM ${ident(input.profile)} WHERE f_orders > 0`;
  }
  const end = timestamp(input.asOf);
  const since =
    definition.windowDays === null
      ? raw('')
      : sql` AND ordered_at >= ${timestamp(shiftDays(input.asOf.slice(0, 10), -definition.windowDays))}`;
  const inside = sql`ordered_at < ${end}${since}`;
  const rows =
    definition.frequency === 'days'
      ? sql`(SELECT customer, max(ordered_at) AS ordered_at, sum(amount) AS amount FROM orders WHERE ${inside} GROUP BY customer, ordered_at::DATE)`
      : sql`orders WHERE ${inside}`;
  const total = sql<never>`coalesce(sum(amount), 0)::DOUBLE`;
  return sql`SELECT customer,
  ((epoch_us(${end}) - epoch_us(max(ordered_at))) // 86400000000)::INTEGER AS r,
  count(*)::INTEGER AS f,
  ${mean ? meanOf(total, raw('count(*)')) : total} AS m
FROM ${rows}
GROUP BY customer`;
}

/**
 * Money by a count. Millionths are whole numbers, and a quotient of whole numbers is the same double however it is written (898.20 / 9 is
 * 99.80 / 1): equal means must get equal scores.
 */
function meanOf(total: Statement<never>, count: Statement<never>): Statement<never> {
  return sql<never>`round(${total} * 1000000) / ${count} / 1000000`;
}

/**
 * At most 2,000 type-7 quantile points of R, F and M each (all values where there are fewer customers): what natural breaks are
 * found on. Rows are in no order.
 */
export function rfmPoints(
  definition: RfmDefinition,
  input: RfmInput,
): Statement<{ measure: 'r' | 'f' | 'm'; value: number }> {
  return sql`WITH base AS (${rfmBase(definition, input)}),
long AS (
  SELECT 'r' AS measure, r::DOUBLE AS v FROM base UNION ALL
  SELECT 'f', f::DOUBLE FROM base UNION ALL
  SELECT 'm', m FROM base
),
ranked AS (
  SELECT measure, v, lead(v) OVER (PARTITION BY measure ORDER BY v) AS above,
    row_number() OVER (PARTITION BY measure ORDER BY v) - 1 AS i
  FROM long
),
size AS (SELECT count(*) AS n, least(count(*), 2000) AS points FROM base),
place AS (
  SELECT measure, p * (n - 1)::DOUBLE / greatest(points - 1, 1) AS h
  FROM size, range(2000) AS t(p), (VALUES ('r'), ('f'), ('m')) AS v(measure)
  WHERE p < points
)
SELECT measure, (v + (h - floor(h)) * (coalesce(above, v) - v))::DOUBLE AS value
FROM place JOIN ranked USING (measure) WHERE i = floor(h)::BIGINT`;
}
