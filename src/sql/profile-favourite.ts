import type { Part } from './profile-part.ts';
import { onePass } from './profile-part.ts';
import { ident, raw, sql, timestamp } from './statement.ts';

/**
 * What was bought most often, in two stages: rows per customer and value, then the best of them. More rows win, then more money,
 * then the name that comes first, so that equal data give equal answers. Empty values do not count.
 */
function favourite(reads: 'orders' | 'order_item', column: string, prefix: string): Part {
  const names = { first: prefix, second: `${prefix}_second`, kinds: `${prefix}_kinds`, share: `${prefix}_share` };
  return {
    columns: new Set(Object.values(names)),
    reads,
    select(columns, input, rows) {
      const best = columns.has(names.second)
        ? sql`arg_min(v, (-n, -m, v), 2) AS best`
        : sql`arg_min(v, (-n, -m, v)) AS best`;
      const first = columns.has(names.second)
        ? sql`best[1] AS ${ident(names.first)}, best[2] AS ${ident(names.second)}`
        : sql`best AS ${ident(names.first)}`;
      return sql`SELECT customer, ${first}, kinds AS ${ident(names.kinds)}, share AS ${ident(names.share)}
FROM (
  SELECT customer, ${best}, count(*) AS kinds, max(n) / sum(n)::DOUBLE AS share
  FROM (
    SELECT customer, ${ident(column)} AS v, count(*) AS n, coalesce(sum(amount), 0) AS m FROM ${rows}
    WHERE ordered_at < ${timestamp(input.asOf)} AND ${ident(column)} <> ''
    GROUP BY customer, v
  )
  GROUP BY customer
)`;
    },
  };
}

export const channel = favourite('orders', 'channel', 'channel');
export const store = favourite('orders', 'store', 'store');
export const category = favourite('order_item', 'category', 'category');
export const product = favourite('order_item', 'product', 'product');

/** How many pieces were bought. */
export const items = onePass('order_item', 'ordered_at', { quantity: () => raw('sum(quantity)') });
