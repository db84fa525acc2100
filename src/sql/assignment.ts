import { KEY_KINDS } from '../domain/key.ts';
import { hasRole } from '../domain/mapping.ts';
import type { Statement } from '../domain/statement.ts';
import { dataOf, endKey, factsFor, keysOf, orderNumber, type MappedSource, type RowKey } from './source.ts';
import { testRow } from './rules.ts';
import { tableStage, type Hash, type Stage, type TableStage } from './stage.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Whose row it is, worked out once: one small table a source, in row order, put beside the source's table by position. */
export interface Assignment {
  readonly stages: readonly Stage[];
  /** By source id: a table (customer INTEGER, to_customer INTEGER, repeated BOOLEAN, test BOOLEAN). `repeated`: the order number stands on another row of its cluster too; `test`: a trial order by its words. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Sources whose order numbers may meet, and whether their repeated orders are merged apart from the rest. */
export interface Cluster {
  readonly members: readonly MappedSource[];
  /** True when each row is a whole order with a number: all but repeated orders are read straight from the source. */
  readonly whole: boolean;
}

/** Sources x rows as one ascending number: load order first, row second. */
export function rank(one: MappedSource, row: Statement<never> = raw('d.rowid')): Statement<never> {
  return sql<never>`(${raw(String(one.index))}::BIGINT * 1099511627776 + ${row})`;
}

/** Plans the assignment of every source's rows to customers. */
export function assignmentPlan(
  all: readonly MappedSource[],
  clusters: readonly Cluster[],
  keys: string,
  hash: Hash,
): Assignment {
  const ties = tieStage(all, keys, hash);
  const repeated = new Map<MappedSource, string>();
  const stages: Stage[] = ties ? [ties] : [];
  for (const cluster of clusters.filter(({ whole }) => whole)) {
    const stage = repeatedStage(cluster, hash);
    stages.push(stage);
    for (const one of cluster.members) repeated.set(one, stage.name);
  }
  const tables = new Map<string, string>();
  for (const one of all) {
    const stage = tableStage(
      'rows',
      rowsQuery(one, keys, needsTie(one, all) ? (ties?.name ?? null) : null, repeated.get(one) ?? null),
      hash,
    );
    stages.push(stage);
    tables.set(one.source.id, stage.name);
  }
  return { stages, tables };
}

function lookup(keys: readonly RowKey[], table: string): { columns: Statement<never>; joins: Statement<never> } {
  const names = keys.map((_, i) => raw(`key${i}`));
  const columns = join(keys.map((key, i) => sql`${key.value} AS ${names[i]!}`));
  const joins = join(
    keys.map((key, i) => {
      const of = raw(`of${i}`);
      const kind = raw(String(KEY_KINDS.indexOf(key.kind)));
      return sql`LEFT JOIN ${ident(table)} ${of} ON ${of}.kind = ${kind} AND ${of}.value = d.${names[i]!}`;
    }),
    ' ',
  );
  return { columns, joins };
}

function rowsQuery(one: MappedSource, keys: string, ties: string | null, repeated: string | null): Statement {
  const own = keysOf(one);
  const to = one.tables.includes('relation') ? endKey(one, 'relation.to') : null;
  const { columns, joins } = lookup(to ? [...own, to] : own, keys);
  const customers = own.map((_, i) => sql`${raw(`of${i}`)}.customer`);
  if (ties) customers.push(sql`tie.customer`);
  return sql`SELECT customer, to_customer, repeated, test FROM (
    SELECT d.r, ${customers.length > 0 ? sql`coalesce(${join(customers)})` : raw('NULL::INTEGER')} AS customer,
      ${to ? sql`${raw(`of${own.length}`)}.customer` : raw('NULL::INTEGER')} AS to_customer,
      ${repeated ? raw('d.order_id IS NULL OR again.order_id IS NOT NULL') : raw('FALSE')} AS repeated, d.test
    FROM (SELECT d.rowid AS r, ${orderNumber(one)} AS order_id, ${testRow(one) ?? raw('FALSE')} AS test${own.length + (to ? 1 : 0) > 0 ? sql`, ${columns}` : raw('')}
      FROM ${dataOf(one.source)} d) d
    ${joins}
    ${ties ? sql`LEFT JOIN ${ident(ties)} tie ON tie.order_id = d.order_id` : raw('')}
    ${repeated ? sql`LEFT JOIN ${ident(repeated)} again ON again.order_id = d.order_id` : raw('')}
  ) ORDER BY r`;
}

/** True when some rows may lack a key of their own and carry an order number that says whose they are. */
function needsTie(one: MappedSource, all: readonly MappedSource[]): boolean {
  if (!hasRole(one.mapping, 'orders.order_id')) return false;
  const keyless = (['customer_id', 'phone', 'email'] as const).every((role) => (factsFor(one, role)?.nulls ?? 1) > 0);
  const others = all.filter(
    (other) => other !== one && keysOf(other).length > 0 && hasRole(other.mapping, 'orders.order_id'),
  );
  return keyless && (others.length > 0 || one.mapping.grain === 'line');
}

/** Order number -> customer, from every source that has both; null where no row needs it. */
function tieStage(all: readonly MappedSource[], keys: string, hash: Hash): TableStage | null {
  const sources = all.filter((one) => keysOf(one).length > 0 && hasRole(one.mapping, 'orders.order_id'));
  if (sources.length === 0 || !all.some((one) => needsTie(one, all))) return null;
  const parts = sources.map((one) => {
    const own = keysOf(one);
    const { columns, joins } = lookup(own, keys);
    return sql`SELECT d.order_id, coalesce(${join(own.map((_, i) => sql`${raw(`of${i}`)}.customer`))}) AS customer, d.place
      FROM (SELECT ${orderNumber(one)} AS order_id, ${rank(one)} AS place, ${columns} FROM ${dataOf(one.source)} d) d ${joins}`;
  });
  return tableStage(
    'ties',
    sql`SELECT order_id, arg_min(customer, place) AS customer FROM (${join(parts, ' UNION ALL ')})
      WHERE order_id IS NOT NULL AND customer IS NOT NULL GROUP BY order_id`,
    hash,
    false,
  );
}

/** Order numbers that stand on more than one row of a cluster of whole orders: usually few or none. */
function repeatedStage(cluster: Cluster, hash: Hash): TableStage {
  const parts = cluster.members.map((one) => sql`SELECT ${orderNumber(one)} AS order_id FROM ${dataOf(one.source)} d`);
  return tableStage(
    'repeated',
    sql`SELECT order_id FROM (${join(parts, ' UNION ALL ')}) WHERE order_id IS NOT NULL GROUP BY order_id HAVING count(*) > 1`,
    hash,
    false,
  );
}
