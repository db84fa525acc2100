import type { Statement } from '../domain/statement.ts';
import type { Cluster } from './assignment.ts';
import { linesOf, nettedOf, orderKey, type LineContext } from './lines.ts';
import { offered } from './refunds.ts';
import { backWhole, NETTED, netsAny, NOTHING_PAID, taken } from './rules.ts';
import type { MappedSource } from './source.ts';
import { ident, join, raw, sql } from './statement.ts';

/** What one rule took from one source. */
export interface RuleCount {
  readonly source: string;
  /**
   * Rule id, or `kept`. Where refunds are netted: `net-refunds` for rows that reduced an order (those of a refund column are kept as well),
   * `refund-unmatched` for those whose order does not count, `refund-repeated` for those that an earlier source told already. An order
   * that was refunded whole is taken by `amount-not-positive`, its refunds with it. Where they are not: `refund-offered`, what they would take,
   * or `refund-rows`, rows below zero that would be looked for an order.
   */
  readonly rule: string;
  readonly rows: number;
  readonly orders: number;
  /** Money that the rows say; for `net-refunds` what it took off the orders, below zero: with `kept` it is what the orders are worth. */
  readonly amount: number;
}

/** Where the counts find what they count. */
export interface CountContext extends LineContext {
  /** The table of merged orders of each cluster. */
  readonly merged: ReadonlyMap<Cluster, string>;
}

/** For every source of orders and every rule in order: rows, orders and money that it took; the rest is `kept`. Rules that took nothing have no row. */
export function ruleCounts(clusters: readonly Cluster[], context: CountContext): Statement<RuleCount> {
  const parts = clusters.flatMap((cluster) =>
    cluster.members.flatMap((one) => {
      const { whole } = cluster;
      // Where it is known which numbers stand on several rows, the others need not be told apart: each is an order.
      const key = whole ? sql<never>`CASE WHEN repeated THEN ${orderKey(one)} END` : orderKey(one);
      const alone = whole ? raw(' + coalesce(sum(n) FILTER (order_key IS NULL), 0)') : raw('');
      const plain = sql<never>`SELECT amount, ${key} AS order_key, ${taken(one)} AS rule FROM (${linesOf(one, context)})`;
      const lines = netsAny(cluster.members) ? nettedLines(one, cluster, context, key) : plain;
      // Two steps: counting distinct texts in one is several times slower.
      const counts = sql<never>`SELECT ${one.source.id} AS source, coalesce(rule, 'kept') AS rule, sum(n)::DOUBLE AS "rows",
          (count(order_key)${alone})::DOUBLE AS orders, coalesce(sum(amount), 0)::DOUBLE AS amount
        FROM (SELECT rule, order_key, count(*) AS n, sum(amount) AS amount FROM (${lines}) GROUP BY rule, order_key) GROUP BY rule`;
      return [counts, offered(one, context)].filter((part) => part !== null);
    }),
  );
  if (parts.length === 0)
    return sql<RuleCount>`SELECT '' AS source, '' AS rule, 0 AS rows, 0 AS orders, 0 AS amount WHERE FALSE`;
  return join(parts, ' UNION ALL ');
}

/**
 * A source's rows (amount, order_key, rule), told apart by what became of their refunds. What was taken off an order is told once, by its
 * first row that says so.
 */
function nettedLines(
  one: MappedSource,
  cluster: Cluster,
  context: CountContext,
  key: Statement<never>,
): Statement<never> {
  const table = ident(context.merged.get(cluster)!);
  const src = raw(String(one.index));
  const single = backWhole(one) ?? raw('FALSE');
  return sql<never>`SELECT CASE WHEN u.rule <> ${NETTED} THEN u.amount WHEN u.rule IS NULL THEN u.amount WHEN u.order_key IS NULL THEN -least(u.refund, u.amount)
      WHEN row_number() OVER (PARTITION BY u.rule, u.order_key ORDER BY u.r) = 1 THEN -u.netted END AS amount, u.order_key, u.rule
    FROM (WITH l AS (SELECT r, amount, total, refund, ${key} AS order_key, ${taken(one)} AS rule FROM (${linesOf(one, context, nettedOf(one, context.scale))})),
      known AS (SELECT l.*, m.order_id AS found, m.netted, m.netted_src, CASE WHEN order_key IS NULL THEN ${single} ELSE coalesce(m.gone, FALSE) END AS gone
        FROM l LEFT JOIN ${table} m ON m.order_id = l.order_key)
      SELECT r, amount, refund, netted, order_key, CASE WHEN rule = ${NETTED} AND found IS NULL THEN 'refund-unmatched'
          WHEN rule = ${NETTED} AND netted_src IS DISTINCT FROM ${src} THEN 'refund-repeated'
          WHEN (rule IS NULL OR rule = ${NETTED}) AND gone THEN ${NOTHING_PAID} ELSE rule END AS rule FROM known
      UNION ALL SELECT r, amount, refund, netted, order_key, ${NETTED} FROM known
        WHERE rule IS NULL AND NOT gone AND refund > 0 AND (order_key IS NULL OR netted_src = ${src})) u`;
}
