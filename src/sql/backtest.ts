import type { BuyerList, Gain, LeaverList } from '../domain/backtest-model.ts';
import { RFM_CLASSES } from '../domain/rfm-class.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** Tables as of the cut that lists are ranked by; models that refused are null. */
export interface ListSources {
  readonly profile: string;
  readonly rfm: string;
  /** `customer, clv, expected_orders`, NaN where nothing can be said. */
  readonly value: string | null;
  /** `customer, p`: the chance not to order. */
  readonly churn: string | null;
  readonly amounts: boolean;
  /** Leavers' lists name customers whose last order is less than so many days before the cut. */
  readonly activeDays: number;
  readonly seed: number;
}

/** The lists that the sources give, buyers' and leavers'. */
export function listsOf({ value, churn, amounts }: Pick<ListSources, 'value' | 'churn' | 'amounts'>): {
  readonly buyers: readonly BuyerList[];
  readonly leavers: readonly LeaverList[];
} {
  return {
    buyers: [
      'rfm',
      'class',
      ...(value && amounts ? (['value'] as const) : []),
      ...(value ? (['orders'] as const) : []),
      ...(amounts ? (['spend'] as const) : []),
      'recency',
    ],
    leavers: [...(churn ? (['churn'] as const) : []), 'silent', 'low-rfm'],
  };
}

const SCORES: Readonly<Record<BuyerList | LeaverList, string>> = {
  rfm: 'r.r_score + r.f_score + r.m_score',
  class: `-list_position([${RFM_CLASSES.join(', ')}], r.class)`,
  value: 'CASE WHEN NOT isnan(v.clv) THEN v.clv END',
  orders: 'CASE WHEN NOT isnan(v.expected_orders) THEN v.expected_orders END',
  spend: 'p.m_365d',
  recency: '-p.r_days',
  churn: 'l.p',
  silent: 'p.r_days',
  'low-rfm': '-(r.r_score + r.f_score + r.m_score)',
};

/** The column of a list's ranks. */
export const rankOf = (list: string): string => `rank_${list.replace('-', '_')}`;

/**
 * Makes the table `name` of the lists as they would have been exported: one row for every customer with an order before the cut, sorted:
 * `customer INTEGER`, a rank (1 the first) for every list, NULL in the leavers' lists for who had not ordered for `activeDays`. Equal scores stand
 * in an order drawn by the seed. Nothing but tables as of the cut is read.
 */
export function backtestLists(name: string, sources: ListSources): Statement {
  const { buyers, leavers } = listsOf(sources);
  const tie = sql<never>`hash(p.customer, ${sources.seed}), p.customer`;
  const rank = (list: BuyerList | LeaverList, among: Statement<never>) =>
    sql<never>`row_number() OVER (${among} ORDER BY ${raw(SCORES[list])} DESC NULLS LAST, ${tie})`;
  const active = sql<never>`p.r_days < ${sources.activeDays}`;
  const columns = [
    ...buyers.map((list) => sql<never>`${rank(list, raw(''))}::INTEGER AS ${ident(rankOf(list))}`),
    ...leavers.map(
      (list) =>
        sql<never>`CASE WHEN ${active} THEN ${rank(list, sql<never>`PARTITION BY ${active}`)} END::INTEGER AS ${ident(rankOf(list))}`,
    ),
  ];
  const joined = (table: string | null, alias: string) =>
    table ? sql<never>` LEFT JOIN ${ident(table)} AS ${raw(alias)} ON ${raw(alias)}.customer = p.customer` : raw('');
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT p.customer, ${join(columns, ',\n  ')}
FROM ${ident(sources.profile)} AS p${joined(sources.rfm, 'r')}${joined(sources.value, 'v')}${joined(sources.churn, 'l')}
WHERE p.f_orders > 0
ORDER BY p.customer`;
}

/** Makes the table `name`: the lists with what happened on days `[cut, asOf)`: `orders INTEGER, bought DOUBLE (0 or 1), revenue DOUBLE`. */
export function backtestTable(name: string, lists: string, cut: string, asOf: string): Statement {
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT l.*, coalesce(o.n, 0)::INTEGER AS orders, (o.n IS NOT NULL)::INTEGER::DOUBLE AS bought, coalesce(o.paid, 0)::DOUBLE AS revenue
FROM ${ident(lists)} AS l LEFT JOIN (
  SELECT customer, count(*) AS n, sum(amount) AS paid FROM orders
  WHERE ordered_at >= ${timestamp(cut)} AND ordered_at < ${timestamp(asOf)} GROUP BY customer
) AS o USING (customer)
ORDER BY l.customer`;
}

/** What came in the window altogether. */
export interface BacktestSums {
  readonly customers: number;
  readonly buyers: number;
  readonly revenue: number;
  /** Who had ordered within the active days before the cut, and who of them did not order in the window. */
  readonly active: number;
  readonly left: number;
}

export function backtestSums(table: string): Statement<BacktestSums> {
  const active = ident(rankOf('silent'));
  return sql<BacktestSums>`SELECT count(*)::DOUBLE AS customers, coalesce(sum(bought), 0) AS buyers, coalesce(sum(revenue), 0) AS revenue,
  count(${active})::DOUBLE AS active, coalesce(sum(1 - bought) FILTER (${active} IS NOT NULL), 0) AS left
FROM ${ident(table)}`;
}

/** Every list in hundredths, first to last. */
export function listGains(table: string, lists: readonly BuyerList[]): Statement<Gain> {
  const parts = lists.map(
    (
      list,
    ) => sql<never>`SELECT ${list} AS list, ceil(100 * ${ident(rankOf(list))} / count(*) OVER ())::INTEGER AS percent, bought, revenue
FROM ${ident(table)}`,
  );
  return sql<Gain>`SELECT list, percent, count(*)::DOUBLE AS customers, sum(bought) AS buyers, sum(revenue) AS revenue
FROM (${join(parts, ' UNION ALL ')})
GROUP BY ALL
ORDER BY list, percent`;
}

/** Those who bought: what each paid, and whether each list names her among its first `k` (`in_0, in_1, …`: 0 or 1). */
export function buyersReached(table: string, lists: readonly BuyerList[], k: number): Statement {
  const flags = lists.map(
    (list, i) => sql<never>`(${ident(rankOf(list))} <= ${k})::INTEGER::DOUBLE AS ${ident(`in_${i}`)}`,
  );
  return sql`SELECT revenue, ${join(flags)} FROM ${ident(table)} WHERE bought = 1 ORDER BY customer`;
}

/** One row: of each leavers' list, how many of its first `k` did not order in the window (`left_0, left_1, …`). */
export function leaversReached(table: string, lists: readonly LeaverList[], k: number): Statement {
  const sums = lists.map(
    (list, i) =>
      sql<never>`coalesce(sum(1 - bought) FILTER (${ident(rankOf(list))} <= ${k}), 0) AS ${ident(`left_${i}`)}`,
  );
  return sql`SELECT ${join(sums)} FROM ${ident(table)}`;
}

/** A line of a list of that day, with what became of it. */
export interface ListedRow {
  readonly customer: number;
  readonly customer_id: string;
  readonly name: string | null;
  readonly place: number;
  readonly orders: number;
  readonly revenue: number;
}

/** The first `limit` of a list, in its order. */
export function listedCustomers(
  table: string,
  list: BuyerList | LeaverList,
  limit: number,
  { shape }: Pick<Scope, 'shape'>,
): Statement<ListedRow> {
  const name = raw(provides(shape, 'person', 'name') ? 'c.name' : 'NULL::VARCHAR');
  const place = ident(rankOf(list));
  return sql<ListedRow>`SELECT b.customer, c.customer_id, ${name} AS name, b.${place} AS place, b.orders, b.revenue
FROM ${ident(table)} AS b JOIN customer c USING (customer)
WHERE b.${place} <= ${limit}
ORDER BY place`;
}
