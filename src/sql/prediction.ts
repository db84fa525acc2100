import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { filterCondition } from './filter.ts';
import { ident, raw, sql, timestamp } from './statement.ts';

/**
 * Makes the prediction table `name` from the columns that the model gave back (NaN where it can say nothing): one row a customer,
 * sorted: `customer INTEGER, p_alive, p_return, expected_orders, order_value, clv, clv_low, clv_high DOUBLE, next_order_at DATE, tier,
 * rung INTEGER`. Probabilities are 0 to 1, money is in the workspace currency, `rung` is the place in RUNG_NAMES.
 */
export function predictionTable(name: string, columns: string, asOf: string): Statement {
  const known = (column: string) =>
    sql<never>`CASE WHEN NOT isnan(${ident(column)}) THEN ${ident(column)} END AS ${ident(column)}`;
  // The models count from the last day before the as-of day.
  const due = sql<never>`${timestamp(asOf)}::DATE - 1 + greatest(1, ceil(7 * next_order))::INTEGER`;
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, ${known('p_alive')}, ${known('p_return')}, ${known('expected_orders')}, ${known('order_value')},
  ${known('clv')}, ${known('clv_low')}, ${known('clv_high')},
  CASE WHEN NOT isnan(next_order) THEN ${due} END AS next_order_at,
  CASE WHEN NOT isnan(tier) THEN tier::INTEGER END AS tier,
  rung::INTEGER AS rung
FROM ${ident(columns)}
ORDER BY customer`;
}

/** From which rung of the ladder a customer's figures come: a place in RUNG_NAMES. No row where she has none. */
export function rungOf(table: string, customer: number): Statement<{ rung: number }> {
  return sql<{ rung: number }>`SELECT rung FROM ${ident(table)} WHERE customer = ${customer}`;
}

/** Keeps what a model says of itself beside its table: one row, one column of JSON. */
export function reportTable(name: string, report: string): Statement {
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS SELECT ${report} AS report`;
}

export function reportOf(name: string): Statement<{ report: string }> {
  return sql<{ report: string }>`SELECT report FROM ${ident(name)}`;
}

/** The first day with an order before `asOf`; null without orders. */
export function firstOrderDay(asOf: string): Statement<{ first: string | null }> {
  return sql<{ first: string | null }>`SELECT min(ordered_at)::DATE::VARCHAR AS first
FROM orders WHERE ordered_at < ${timestamp(asOf)}`;
}

/** What a tier of customers is expected to bring. Shares are of the customers looked at, 0 to 1; `tier` is null for those without a value. */
export interface TierRow {
  readonly tier: number | null;
  readonly customers: number;
  readonly share: number;
  readonly clv: number | null;
  readonly clv_share: number | null;
  readonly mean_clv: number | null;
  readonly least_clv: number | null;
  /** Orders expected of all of them within the horizon. */
  readonly expected_orders: number | null;
  /** Mean chance to come back within the horizon. */
  readonly p_return: number | null;
}

/** One row a tier, best first. */
export function valueTiers(table: string, filter: Filter, scope: Scope): Statement<TierRow> {
  return sql<TierRow>`SELECT tier, count(*)::DOUBLE AS customers, count(*) / sum(count(*)) OVER () AS share,
  sum(clv) AS clv, sum(clv) / nullif(sum(sum(clv)) OVER (), 0) AS clv_share, avg(clv) AS mean_clv, min(clv) AS least_clv,
  sum(expected_orders) AS expected_orders, avg(p_return) AS p_return
FROM ${ident(table)}
WHERE ${filterCondition(filter, scope)}
GROUP BY tier
ORDER BY tier NULLS LAST`;
}

/** Which customers stand first: those worth most, or those with the most value in doubt (value x chance of having left). */
export type ValueOrder = 'value' | 'doubt';

/** A customer with what is expected of her. */
export interface ValueRow {
  readonly customer: number;
  readonly customer_id: string;
  readonly name: string | null;
  readonly r_days: number;
  readonly f_orders: number;
  readonly p_alive: number | null;
  readonly p_return: number | null;
  readonly expected_orders: number | null;
  readonly next_order_at: string | null;
  readonly clv: number | null;
  readonly clv_low: number | null;
  readonly clv_high: number | null;
  readonly tier: number | null;
}

/** The first `limit` customers in that order, of one tier or (null) of all; those without the figure are left out. */
export function valueList(
  table: string,
  { order, tier, limit }: { readonly order: ValueOrder; readonly tier: number | null; readonly limit: number },
  filter: Filter,
  scope: Scope,
): Statement<ValueRow> {
  const by = raw(order === 'value' ? 'clv' : 'clv * (1 - p_alive)');
  const inTier = tier === null ? raw('TRUE') : sql<never>`tier = ${tier}`;
  const name = raw(provides(scope.shape, 'person', 'name') ? 'c.name' : 'NULL::VARCHAR');
  return sql<ValueRow>`SELECT v.customer, c.customer_id, ${name} AS name, p.r_days, p.f_orders,
  v.p_alive, v.p_return, v.expected_orders, v.next_order_at::VARCHAR AS next_order_at, v.clv, v.clv_low, v.clv_high, v.tier
FROM (
  SELECT *, ${by} AS by_what FROM ${ident(table)}
  WHERE by_what IS NOT NULL AND ${inTier} AND ${filterCondition(filter, scope)}
  ORDER BY by_what DESC, customer LIMIT ${limit}
) AS v
JOIN customer c USING (customer)
JOIN ${ident(scope.profile)} p USING (customer)
ORDER BY v.by_what DESC, v.customer`;
}
