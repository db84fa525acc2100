import { KEY_KINDS, SHARED_LIMIT, type KeyKind } from '../domain/key.ts';
import type { Statement } from '../domain/statement.ts';
import { testRow } from './rules.ts';
import { dataOf, endKey, keysOf, type MappedSource, type RowKey } from './source.ts';
import { tableStage, type Hash, type JoinStage, type Stage } from './stage.ts';
import { bound, ident, join, raw, sql } from './statement.ts';

/** How keys become customers. */
export interface IdentityPlan {
  /** In the order in which they must run. */
  readonly stages: readonly Stage[];
  /** Table (kind INTEGER, value VARCHAR, customer INTEGER): every usable key in its compared form. Kinds are numbered as in KEY_KINDS. */
  readonly keys: string;
  /** Table (kind INTEGER, value VARCHAR, ids INTEGER) of values that too many customer ids share; null where nothing can be shared. */
  readonly blocked: string | null;
  readonly kinds: readonly KeyKind[];
}

/** More edges than shared keys give, for instance from probabilistic matching: a query (a INTEGER, b INTEGER) over the node table (node, kind, value). */
export type ExtraPairs = (nodes: Statement<never>) => Statement<{ a: number; b: number }>;

const numberOf = (kind: KeyKind) => raw(String(KEY_KINDS.indexOf(kind)));

/** The rows of a source that speak of real people: a trial order's phone would join whoever tried. */
function realRows(one: MappedSource): Statement<never> {
  const test = testRow(one);
  return sql<never>`${dataOf(one.source)} d ${test ? sql`WHERE NOT ${test}` : raw('')}`;
}

/** Every group of keys that stand together on a row, source by source; the far end of a tie between persons is a group of its own. */
function groups(
  all: readonly MappedSource[],
): readonly { readonly one: MappedSource; readonly keys: readonly RowKey[] }[] {
  return all.flatMap((one) => {
    const to = one.tables.includes('relation') ? endKey(one, 'relation.to') : null;
    return [{ one, keys: keysOf(one) }, ...(to ? [{ one, keys: [to] }] : [])].filter(({ keys }) => keys.length > 0);
  });
}

/**
 * Plans who is who. Where only one kind of key exists, customers are its distinct values; otherwise keys that stand together on a row are
 * one person (transitively), except phones and addresses that more than SHARED_LIMIT customer ids share. Names never join.
 * Customers are numbered 0, 1, 2 … in the order of their first key by (kind, value), so that the numbers do not depend on row order.
 */
export function identityPlan(all: readonly MappedSource[], hash: Hash, extra?: ExtraPairs): IdentityPlan {
  const found = groups(all);
  const kinds = KEY_KINDS.filter((kind) => found.some(({ keys }) => keys.some((key) => key.kind === kind)));
  const values = found.flatMap(({ one, keys }) =>
    keys.map((key) => sql`SELECT ${numberOf(key.kind)} AS kind, ${key.value} AS value FROM ${realRows(one)}`),
  );
  const every = values.length > 0 ? join(values, ' UNION ALL ') : raw('SELECT 0 AS kind, NULL::VARCHAR AS value');
  const distinct = sql`SELECT DISTINCT kind, value FROM (${every}) WHERE value IS NOT NULL`;
  if (kinds.length <= 1 && !extra) {
    const keys = tableStage(
      'keys',
      sql`SELECT kind, value, (row_number() OVER (ORDER BY kind, value) - 1)::INTEGER AS customer FROM (${distinct})`,
      hash,
    );
    return { stages: [keys], keys: keys.name, blocked: null, kinds };
  }
  const together = tableStage('together', togetherQuery(found), hash, false);
  const blocked = tableStage('blocked', blockedQuery(ident(together.name)), hash);
  const nodes = tableStage(
    'nodes',
    sql`SELECT (row_number() OVER (ORDER BY kind, value) - 1)::INTEGER AS node, kind, value
      FROM (${distinct}) v ANTI JOIN ${ident(blocked.name)} b USING (kind, value)`,
    hash,
    false,
  );
  const joined = joinStage(together.name, nodes.name, kinds, hash, extra);
  const keys = tableStage(
    'keys',
    sql`SELECT n.kind, n.value, j.customer FROM ${ident(nodes.name)} n JOIN ${ident(joined.name)} j USING (node) ORDER BY n.node`,
    hash,
  );
  return { stages: [together, blocked, nodes, joined, keys], keys: keys.name, blocked: blocked.name, kinds };
}

/** Distinct combinations of keys that stand on one row: one column a kind, `k0`, `k1`, `k2`. */
function togetherQuery(found: ReturnType<typeof groups>): Statement {
  const parts = found
    .filter(({ keys }) => keys.length > 1)
    .map(({ one, keys }) => {
      const columns = KEY_KINDS.map((kind, i) => {
        const key = keys.find((candidate) => candidate.kind === kind);
        return sql`${key ? key.value : raw('NULL::VARCHAR')} AS ${raw(`k${i}`)}`;
      });
      return sql`SELECT ${join(columns)} FROM ${realRows(one)}`;
    });
  if (parts.length === 0) return sql`SELECT NULL::VARCHAR AS k0, NULL::VARCHAR AS k1, NULL::VARCHAR AS k2 WHERE FALSE`;
  return sql`SELECT DISTINCT k0, k1, k2 FROM (${join(parts, ' UNION ALL ')})`;
}

function blockedQuery(together: Statement<never>): Statement {
  const shared = [1, 2].map((i) => {
    const column = raw(`k${i}`);
    return sql`SELECT ${raw(String(i))} AS kind, ${column} AS value, count(DISTINCT k0)::INTEGER AS ids FROM ${together}
      WHERE ${column} IS NOT NULL AND k0 IS NOT NULL GROUP BY ${column} HAVING count(DISTINCT k0) > ${SHARED_LIMIT}`;
  });
  return sql`${join(shared, ' UNION ALL ')}`;
}

function joinStage(
  together: string,
  nodes: string,
  kinds: readonly KeyKind[],
  hash: Hash,
  extra?: ExtraPairs,
): JoinStage {
  const node = ident(nodes);
  const numbers = kinds.map((kind) => KEY_KINDS.indexOf(kind));
  const edges = numbers.flatMap((x, i) =>
    numbers.slice(i + 1).map(
      (y) => sql`SELECT a.node AS a, b.node AS b FROM ${ident(together)} t
        JOIN ${node} a ON a.kind = ${raw(String(x))} AND a.value = t.${raw(`k${x}`)}
        JOIN ${node} b ON b.kind = ${raw(String(y))} AND b.value = t.${raw(`k${y}`)}`,
    ),
  );
  if (extra) edges.push(sql`SELECT a, b FROM (${extra(node)})`);
  const pairs = sql<{ a: number; b: number }>`SELECT DISTINCT a, b FROM (${join(edges, ' UNION ALL ')})`;
  const count = sql<{ n: number }>`SELECT count(*)::INTEGER AS n FROM ${node}`;
  return { kind: 'join', name: `joined_${hash(bound(pairs)).slice(0, 16)}`, steps: [], count, pairs };
}

/** A value that was kept from joining because too many customer ids share it. */
export interface BlockedValue {
  readonly kind: KeyKind;
  readonly value: string;
  /** Distinct customer ids that share it. */
  readonly ids: number;
}

/** The blocked values, most shared first. */
export function blockedValues(plan: Pick<IdentityPlan, 'blocked'>, limit: number): Statement<BlockedValue> {
  const kind = sql`CASE kind WHEN 0 THEN 'customer_id' WHEN 1 THEN 'phone' ELSE 'email' END`;
  if (plan.blocked === null) return sql<BlockedValue>`SELECT '' AS kind, '' AS value, 0 AS ids WHERE FALSE`;
  return sql<BlockedValue>`SELECT ${kind} AS kind, value, ids FROM ${ident(plan.blocked)} ORDER BY ids DESC, kind, value LIMIT ${limit}`;
}
