import { isWhole, orderClusters } from '../domain/order-cluster.ts';
import { hasRole } from '../domain/mapping.ts';
import type { Statement } from '../domain/statement.ts';
import type { Cluster } from './assignment.ts';
import { linesOf, nettedOf, orderKey, type LineContext } from './lines.ts';
import { backWhole, canVeto, kept, nets, netsAny, NETTED, orderLevel, NOTHING_PAID, taken } from './rules.ts';
import { moneyType } from './cell.ts';
import { refundsOf } from './refunds.ts';
import type { MappedSource } from './source.ts';
import { tableStage, type Hash, type TableStage } from './stage.ts';
import { ident, join, raw, sql } from './statement.ts';

/** The columns that an order takes from the first row or source that has them. */
const ATTRIBUTES = ['status', 'channel', 'store', 'coupon', 'city'] as const;
const COLUMNS = raw(
  'order_id, ordered_at, amount, discount, status, channel, store, coupon, city, customer, _source, _row',
);

/** Sources of orders in clusters, within which the same order may come twice. */
export function clustersOf(all: readonly MappedSource[]): readonly Cluster[] {
  const sources = all.filter((one) => one.tables.includes('orders'));
  return orderClusters(sources).map((members) => ({ members, whole: members.every(isWhole) }));
}

/** The queries whose union is `orders`, and the tables that they read; `merged` by cluster. */
export interface OrdersPlan {
  readonly stages: readonly TableStage[];
  readonly parts: readonly Statement[];
  readonly merged: ReadonlyMap<Cluster, string>;
}

/** Plans the orders of every cluster. */
export function ordersPlan(clusters: readonly Cluster[], context: LineContext, hash: Hash): OrdersPlan {
  const stages: TableStage[] = [];
  const parts: Statement[] = [];
  const merged = new Map<Cluster, string>();
  for (const cluster of clusters) {
    if (cluster.whole) parts.push(...cluster.members.map((one) => wholeOrders(one, context)));
    const slices = slicesOf(cluster).map((slice) => mergedOrders(cluster, context, slice));
    const stage = tableStage('orders', slices, hash);
    stages.push(stage);
    merged.set(cluster, stage.name);
    parts.push(
      sql`SELECT ${COLUMNS} FROM ${ident(stage.name)}${netsAny(cluster.members) ? raw(' WHERE NOT gone') : raw('')}`,
    );
  }
  return { stages, parts, merged };
}

/** Orders read straight from a source of which each row is one order: no grouping, no join. Repeated numbers are left to the merged table. */
function wholeOrders(one: MappedSource, context: LineContext): Statement {
  const refund = nets(one) ? nettedOf(one, context.scale) : null;
  const net = refund
    ? sql`CASE WHEN refund > 0 THEN (total - least(refund, total))::${moneyType(context.scale)} ELSE total END`
    : raw('total');
  const back = backWhole(one);
  return sql`SELECT order_id, ordered_at, ${net} AS amount, discount, status, channel, store, coupon, city, customer, ${one.source.id} AS _source, r + 1 AS _row
    FROM (${linesOf(one, context, refund)}) WHERE NOT repeated AND ordered_at IS NOT NULL AND ${kept(one)}${back ? sql` AND NOT ${back}` : raw('')}`;
}

/**
 * Rows that are merged at a time: while orders are put together their rows are held with all that they say, which for some millions is more
 * than a tab has.
 */
const SLICE_ROWS = 1_000_000;

/** Some of a cluster's orders, each with all its rows: slice `at`, from 0, of `of`. */
export interface Slice {
  readonly at: number;
  readonly of: number;
}

/** The slices in which a cluster is merged. Of whole orders only the repeated ones are, which are few. */
export function slicesOf(cluster: Cluster, most = SLICE_ROWS): readonly Slice[] {
  const rows = cluster.members.reduce((sum, { source }) => sum + source.rows, 0);
  const of = cluster.whole ? 1 : Math.max(1, Math.ceil(rows / most));
  return Array.from({ length: of }, (_, at) => ({ at, of }));
}

/** The rows of a cluster (those of a slice) that must be merged, each with the rule that takes it (`rule`), its order's key and its source's number (`src`). */
export function clusterLines(cluster: Cluster, context: LineContext, { at, of }: Slice): Statement<never> {
  const refunds = netsAny(cluster.members);
  const parts = cluster.members.map(
    (one) => sql`SELECT *, ${orderKey(one)} AS order_key, ${taken(one)} AS rule, ${raw(String(one.index))} AS src
      FROM (${linesOf(one, context, refunds ? nettedOf(one, context.scale) : null)}) ${cluster.whole ? raw('WHERE repeated') : raw('')}`,
  );
  const lines = join(parts, ' UNION ALL ');
  if (of === 1) return lines;
  return sql<never>`SELECT * FROM (${lines}) WHERE coalesce(hash(order_key) % ${raw(String(of))}, 0) = ${raw(String(at))}`;
}

/**
 * Orders that do not count although some of their rows are kept: `veto` (order_key). Any source may declare it of the whole order, and the
 * first source that names the order's own total may name one that is nought or less: lines do not bring it back. Null where one source is
 * alone with its word.
 */
export function vetoes(cluster: Cluster): Statement<never> | null {
  if (cluster.members.length < 2 || !cluster.members.some(canVeto)) return null;
  return sql<never>`veto AS (SELECT order_key FROM (SELECT order_key, src, bool_and(coalesce(rule IN (${orderLevel}), FALSE)) AS declared,
        count(total) > 0 AS priced, bool_and(coalesce(rule = ${NOTHING_PAID} AND total <= 0, FALSE)) AS unpaid
      FROM line WHERE order_key IS NOT NULL${netsAny(cluster.members) ? sql` AND rule IS DISTINCT FROM ${NETTED}` : raw('')} GROUP BY order_key, src)
    GROUP BY order_key HAVING bool_or(declared) OR arg_min(unpaid, src) FILTER (priced))`;
}

/**
 * One row an order: inside a source lines are summed (identical ones too) and blanks filled from the order's other lines; across sources
 * the order's own total wins over its lines, then the first source by load order; attributes come from the first that has them.
 */
function mergedOrders(cluster: Cluster, context: LineContext, slice: Slice): Statement {
  const type = moneyType(context.scale);
  const first = (column: string, by: string) => sql`arg_min(${raw(column)}, ${raw(by)}) AS ${raw(column)}`;
  const veto = vetoes(cluster);
  const lineSources = cluster.members
    .filter((one) => one.mapping.grain === 'line')
    .map((one) => raw(String(one.index)));
  // A total stands once on an order's lines, or on each of them; on rows that are orders it adds up like any amount.
  const ofOrder = (column: string) =>
    lineSources.length === 0
      ? sql`sum(${raw(column)})`
      : sql`CASE WHEN src IN (${join(lineSources)}) THEN arg_min(${raw(column)}, r) ELSE sum(${raw(column)}) END`;
  const name = new Map(cluster.members.map((one) => [one.index, one.source.id]));
  const source = join(
    [...name].map(([index, id]) => sql`WHEN ${raw(String(index))} THEN ${id}`),
    ' ',
  );
  const refunds = netsAny(cluster.members) ? refundsOf(cluster, type) : null;
  const attributes = (by: string) => join(ATTRIBUTES.map((column) => first(column, by)));
  return sql`WITH line AS (${clusterLines(cluster, context, slice)})${veto ? sql`, ${veto}` : raw('')},
    part AS (SELECT order_key, src, min(r) AS r, ${first('order_id', 'r')}, ${first('customer', 'r')}, min(ordered_at) AS ordered_at,
        (${ofOrder('total')})::${type} AS total, sum(amount)::${type} AS amount, (${ofOrder('discount')})::${type} AS discount, ${attributes('r')}
      FROM line WHERE rule IS NULL AND order_key IS NOT NULL GROUP BY order_key, src),
    whole AS (SELECT order_key, min(src) AS src, arg_min(r, src) AS r, ${first('customer', 'src')}, ${first('ordered_at', 'src')},
        coalesce(arg_min(total, src), arg_min(amount, src)) AS amount, ${first('discount', 'src')}, ${attributes('src')}
      FROM part ${veto ? raw('ANTI JOIN veto USING (order_key)') : raw('')} GROUP BY order_key)${refunds ? sql`, ${refunds.given}` : raw('')}
    SELECT order_key AS order_id, ordered_at, ${refunds?.amount ?? raw('amount')}, discount, status, channel, store, coupon, city, customer, CASE src ${source} END AS _source, r + 1 AS _row${refunds?.columns ?? raw('')}
    FROM whole${refunds ? raw(' LEFT JOIN refunded USING (order_key)') : raw('')} WHERE customer IS NOT NULL AND ordered_at IS NOT NULL`;
}

/** True when an order's lines may have to ask another source for their time. */
export function lacksTime(one: MappedSource): boolean {
  return !hasRole(one.mapping, 'orders.ordered_at', 'orders.paid_at');
}
