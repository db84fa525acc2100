import type { Part, ProfileInput } from './profile-part.ts';
import { onePass, within } from './profile-part.ts';
import type { Statement } from '../domain/statement.ts';
import { raw, sql, timestamp } from './statement.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const weekdays = Object.fromEntries(
  WEEKDAYS.map((day) => [`weekday_${day}`, () => raw(`count(*) FILTER (isodow(ordered_at) = ${day})`)]),
);

/** All that one pass over the orders can say. Amounts are added as DECIMAL and rounded once, at the end. */
export const bought: Part = onePass('orders', 'ordered_at', {
  n: () => raw('count(*)'),
  first: () => raw('min(ordered_at)'),
  last: () => raw('max(ordered_at)'),
  n_30: (input) => sql`count(*) FILTER (${within('ordered_at', 30, input)})`,
  n_90: (input) => sql`count(*) FILTER (${within('ordered_at', 90, input)})`,
  n_365: (input) => sql`count(*) FILTER (${within('ordered_at', 365, input)})`,
  ...weekdays,
  night: () => raw('count(*) FILTER (hour(ordered_at) >= 22 OR hour(ordered_at) < 6)'),
  m: () => raw('sum(amount)'),
  m_max: () => raw('max(amount)'),
  m_90: (input) => sql`sum(amount) FILTER (${within('ordered_at', 90, input)})`,
  m_365: (input) => sql`sum(amount) FILTER (${within('ordered_at', 365, input)})`,
  m_730: (input) => sql`sum(amount) FILTER (${within('ordered_at', 730, input)})`,
  discount: () => raw('sum(discount)'),
  coupons: () => raw("count(*) FILTER (coupon <> '')"),
});

/** The amount of the last order; of several at the same moment the largest, so that equal data give equal answers. */
export const latest: Part = {
  columns: new Set(['m_last']),
  reads: 'orders',
  after: { part: 'bought', columns: ['last'] },
  select: (_columns, input, rows, before) => sql`SELECT customer, max(amount) AS m_last
FROM ${rows} JOIN ${before} USING (customer)
WHERE ordered_at = last AND ordered_at < ${timestamp(input.asOf)}
GROUP BY customer`,
};

/**
 * Where a customer stands among those who bought: the share who spent at most as much, and the share of revenue of those who spent more.
 * An order of unknown amount adds nothing, here as in the total.
 */
export const rank: Part = {
  columns: new Set(['at_most', 'richer']),
  reads: null,
  after: { part: 'bought', columns: ['m'] },
  select: (_columns, _input, _rows, before) => sql`SELECT customer, cume_dist() OVER spending AS at_most,
  1 - sum(m) OVER spending / nullif(sum(m) OVER (), 0) AS richer
FROM (SELECT customer, coalesce(m, 0)::DOUBLE AS m FROM ${before})
WINDOW spending AS (ORDER BY m)`,
};

/** Days with an order, and the squares of the gaps between orders, in one sorted pass; gaps are in days and fractions. */
export const rhythm: Part = {
  columns: new Set(['days', 'squares']),
  reads: 'orders',
  select: (columns, input, rows) => {
    const inside = sql`ordered_at < ${timestamp(input.asOf)}`;
    if (!columns.has('squares'))
      return sql`SELECT customer, count(*) AS days
FROM (SELECT customer FROM ${rows} WHERE ${inside} GROUP BY customer, ordered_at::DATE)
GROUP BY customer`;
    return sql`SELECT customer, count(*) FILTER (before IS NULL OR before::DATE <> ordered_at::DATE) AS days,
  sum(pow((epoch_us(ordered_at) - epoch_us(before)) / 86400000000::DOUBLE, 2)) AS squares
FROM (
  SELECT customer, ordered_at, lag(ordered_at) OVER (PARTITION BY customer ORDER BY ordered_at) AS before
  FROM ${rows} WHERE ${inside}
)
GROUP BY customer`;
  },
};

/** The hour in which most orders were placed; the earliest of equals. Midnight alone says nothing: then the data hold days, not hours. */
export const hours: Part = {
  columns: new Set(['hour']),
  reads: 'orders',
  select: (_columns, input, rows) => sql`SELECT customer, arg_max(h, n * 100 - h) AS "hour"
FROM (
  SELECT customer, hour(ordered_at) AS h, count(*) AS n FROM ${rows}
  WHERE ordered_at < ${timestamp(input.asOf)} AND ${timed(input)}
  GROUP BY customer, h
)
GROUP BY customer`,
};

/** True when some order was placed at another time than midnight. */
export function timed(input: ProfileInput): Statement {
  return sql`EXISTS (SELECT 1 FROM orders WHERE ordered_at < ${timestamp(input.asOf)} AND ordered_at <> date_trunc('day', ordered_at))`;
}
