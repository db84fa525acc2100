import type { Statement } from '../domain/statement.ts';
import type { Cluster } from './assignment.ts';
import { linesOf, nettedOf, orderKey, sharesLines, type LineContext } from './lines.ts';
import { clusterLines, lacksTime, slicesOf, vetoes, type Slice } from './orders.ts';
import { backWhole, kept, netsAny } from './rules.ts';
import type { MappedSource } from './source.ts';
import { tableStage, type Hash, type TableStage } from './stage.ts';
import { ident, join, raw, sql } from './statement.ts';

const COLUMNS = raw('order_id, ordered_at, product, category, quantity, amount, customer, _source, _row');

/**
 * The queries whose union is `order_item`, and the tables that they read. `orders` is the query of all orders, for lines without a time;
 * `merged` the table of merged orders of each cluster, for those of which refunds left nothing.
 */
export function itemsPlan(
  clusters: readonly Cluster[],
  context: LineContext,
  orders: Statement<never>,
  hash: Hash,
  merged: ReadonlyMap<Cluster, string>,
): { readonly stages: readonly TableStage[]; readonly parts: readonly Statement[] } {
  const stages: TableStage[] = [];
  const parts: Statement[] = [];
  for (const cluster of clusters) {
    const sources = cluster.members.filter((one) => one.tables.includes('order_item'));
    if (sources.length === 0) continue;
    const gone = netsAny(cluster.members)
      ? sql<never>`SELECT order_id FROM ${ident(merged.get(cluster)!)} WHERE gone`
      : null;
    const alone = cluster.members.length === 1;
    if (cluster.whole || (alone && sources.every((one) => !lacksTime(one) && !sharesLines(one))))
      parts.push(...sources.map((one) => ownItems(one, context, cluster.whole && !alone, gone)));
    if (alone && (cluster.whole || !sources.some((one) => lacksTime(one) || sharesLines(one)))) continue;
    const slices = slicesOf(cluster).map((slice) => mergedItems(cluster, sources, context, { orders, gone, slice }));
    const stage = tableStage('items', slices, hash);
    stages.push(stage);
    parts.push(sql`SELECT ${COLUMNS} FROM ${ident(stage.name)}`);
  }
  return { stages, parts };
}

/** Lines read straight from one source. */
function ownItems(
  one: MappedSource,
  context: LineContext,
  onlyUnique: boolean,
  gone: Statement<never> | null,
): Statement {
  // A refund column says of a row that is an order whether anything is left; of lines, only their order does.
  const back = one.mapping.grain === 'order' ? backWhole(one) : null;
  const left = [
    ...(gone ? [sql<never>` AND ${orderKey(one)} NOT IN (${gone})`] : []),
    ...(back ? [sql<never>` AND NOT (NOT repeated AND ${back})`] : []),
  ];
  return sql`SELECT ${orderKey(one)} AS order_id, ordered_at, product, category, quantity, amount, customer, ${one.source.id} AS _source, r + 1 AS _row
    FROM (${linesOf(one, context, back ? nettedOf(one, context.scale) : null)}) WHERE ordered_at IS NOT NULL AND ${kept(one)} ${onlyUnique ? raw('AND NOT repeated') : raw('')}${join(left, '')}`;
}

/** Lines of a cluster: those of the first source that has the order's lines, unless a source says that the order does not count. */
function mergedItems(
  cluster: Cluster,
  sources: readonly MappedSource[],
  context: LineContext,
  { orders, gone, slice }: { orders: Statement<never>; gone: Statement<never> | null; slice: Slice },
): Statement {
  const veto = vetoes(cluster);
  const numbers = join(sources.map((one) => raw(String(one.index))));
  const source = join(
    sources.map((one) => sql`WHEN ${raw(String(one.index))} THEN ${one.source.id}`),
    ' ',
  );
  return sql`WITH line AS (${clusterLines(cluster, context, slice)})${veto ? sql`, ${veto}` : raw('')},
    item AS (SELECT *, min(src) OVER (PARTITION BY order_key) AS winner FROM line WHERE rule IS NULL AND src IN (${numbers}))
    SELECT i.order_key AS order_id, coalesce(i.ordered_at, o.ordered_at) AS ordered_at, i.product, i.category, i.quantity, i.amount, i.customer,
      CASE i.src ${source} END AS _source, i.r + 1 AS _row
    FROM item i ${veto ? raw('ANTI JOIN veto USING (order_key)') : raw('')}${gone ? sql` ANTI JOIN (${gone}) g ON g.order_id = i.order_key` : raw('')}
    LEFT JOIN (SELECT order_id, ordered_at FROM (${orders})) o ON o.order_id = i.order_key
    WHERE i.src = i.winner AND i.customer IS NOT NULL AND coalesce(i.ordered_at, o.ordered_at) IS NOT NULL`;
}
