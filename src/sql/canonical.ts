import type { KeyKind } from '../domain/key.ts';
import type { Mapping } from '../domain/mapping.ts';
import { shapeOf } from '../domain/shape.ts';
import type { Source } from '../domain/source.ts';
import type { Statement } from '../domain/statement.ts';
import { provides, TABLE_NAMES, type Shape, type TableName } from '../domain/table.ts';
import type { Span } from '../domain/workspace.ts';
import { assignmentPlan } from './assignment.ts';
import { emptyTable, plainParts } from './behaviour.ts';
import { blockedValues, identityPlan, type BlockedValue, type ExtraPairs } from './identity.ts';
import type { LineContext } from './lines.ts';
import { itemsPlan } from './order-item.ts';
import { clustersOf, ordersPlan } from './orders.ts';
import { customerStage, personParts } from './person.ts';
import { ruleCounts, type RuleCount } from './rule-count.ts';
import { mappedSources, moneyScale } from './source.ts';
import type { Hash, Stage } from './stage.ts';
import { ident, join, sql } from './statement.ts';

/** What canonical tables are made from. */
export interface CanonicalInput {
  /** In load order: where two sources disagree, the earlier one is believed. */
  readonly sources: readonly Source[];
  /** Found by `source`; a source without a mapping feeds nothing. */
  readonly mappings: readonly Mapping[];
  /** Hex digest of a text; at least 16 digits are used. */
  readonly hash: Hash;
  /** More edges between keys than shared values give (probabilistic matching). */
  readonly extraPairs?: ExtraPairs;
}

/**
 * Everything that turns loaded tables into canonical ones. The caller runs, in this order:
 * 1. `stages`, one after another: a `table` stage makes table `name` (skip it when it exists), a `join` stage is given to the engine's
 *    `join` and makes table `name` (node INTEGER, customer INTEGER);
 * 2. `views`: they (re)define `person orders order_item event feedback relation touch customer`, always all of them, cheap;
 * 3. any of the questions below.
 * Tables are named by content: after a change of one mapping, only stages with new names need to run. `names` are the tables in use:
 * others whose names begin with one of STAGE_PREFIXES can be dropped.
 */
export interface CanonicalPlan {
  readonly stages: readonly Stage[];
  readonly views: readonly Statement[];
  readonly names: readonly string[];
  readonly shape: Shape;
  /** Digits after the point in money. */
  readonly scale: number;
  /** Kinds of keys that tie rows to persons here. */
  readonly kinds: readonly KeyKind[];
  /** Rows, orders and money that each visible rule took, by source. */
  readonly ruleCounts: Statement<RuleCount>;
  /** First and last moment of anything that happened, and the day after the last, which is the as-of day unless somebody chooses another. */
  readonly period: Statement<Period>;
  readonly counts: Statement<CanonicalCount>;
  /** Values that too many customer ids share, at most `limit`. */
  blocked(limit: number): Statement<BlockedValue>;
}

export const STAGE_PREFIXES = [
  'keys',
  'together',
  'blocked',
  'nodes',
  'joined',
  'ties',
  'repeated',
  'rows',
  'orders',
  'items',
  'customer',
] as const;

/** What a workspace keeps of its span, but for its name. */
export type Period = Omit<Span, 'of'>;

/** Rows of a canonical table, `customer` among them. */
export interface CanonicalCount {
  readonly table: TableName | 'customer';
  readonly n: number;
}

/** Plans the canonical tables; pure. */
export function canonicalPlan({ sources, mappings, hash, extraPairs }: CanonicalInput): CanonicalPlan {
  const all = mappedSources(sources, mappings);
  const shape = shapeOf(sources, mappings);
  const scale = moneyScale(all);
  const identity = identityPlan(all, hash, extraPairs);
  const clusters = shape.orders ? clustersOf(all) : [];
  const assignment = assignmentPlan(all, clusters, identity.keys, hash);
  const context: LineContext = { scale, rows: assignment.tables };
  const orders = ordersPlan(clusters, context, hash);
  const items = itemsPlan(
    clusters,
    context,
    join(orders.parts.length > 0 ? orders.parts : [emptyTable('orders', scale)], ' UNION ALL '),
    hash,
    orders.merged,
  );
  const customer = customerStage(all, context, identity.keys, hash);
  const parts: Readonly<Record<TableName, readonly Statement[]>> = {
    person: personParts(all, context),
    orders: orders.parts,
    order_item: items.parts,
    event: plainParts('event', all, context),
    feedback: plainParts('feedback', all, context),
    relation: plainParts('relation', all, context),
    touch: plainParts('touch', all, context),
  };
  const stages = [...identity.stages, ...assignment.stages, ...orders.stages, ...items.stages, customer];
  return {
    stages,
    views: [
      ...TABLE_NAMES.map((table) => view(table, union(parts[table]) ?? emptyTable(table, scale))),
      view('customer', sql`SELECT * FROM ${ident(customer.name)}`),
    ],
    names: stages.map(({ name }) => name),
    shape,
    scale,
    kinds: identity.kinds,
    ruleCounts: ruleCounts(clusters, { ...context, merged: orders.merged }),
    period: periodOf(shape),
    counts: join(
      [...TABLE_NAMES, 'customer'].map(
        (table) => sql`SELECT ${table} AS "table", count(*)::DOUBLE AS n FROM ${ident(table)}`,
      ),
      ' UNION ALL ',
    ),
    blocked: (limit) => blockedValues(identity, limit),
  };
}

function union(parts: readonly Statement[]): Statement<never> | null {
  return parts.length > 0 ? join(parts, ' UNION ALL ') : null;
}

function view(name: string, query: Statement): Statement {
  return sql`CREATE OR REPLACE VIEW ${ident(name)} AS ${query}`;
}

const TIMES = [
  ['orders', 'ordered_at'],
  ['event', 'at'],
  ['feedback', 'at'],
  ['relation', 'at'],
  ['touch', 'sent_at'],
] as const;
const REGISTERED = ['person', 'registered_at'] as const;

/** First and last moment over the tables that have one; where none has, of the registrations. */
export function periodOf(shape: Shape): Statement<Period> {
  const dated = TIMES.filter(([table, column]) => provides(shape, table, column));
  const times = dated.length > 0 || !provides(shape, 'person', 'registered_at') ? dated : [REGISTERED];
  const parts = times.map(
    ([table, column]) => sql`SELECT min(${ident(column)}) AS a, max(${ident(column)}) AS b FROM ${ident(table)}`,
  );
  const all = union(parts) ?? sql<never>`SELECT NULL::TIMESTAMP AS a, NULL::TIMESTAMP AS b`;
  return sql<Period>`SELECT strftime(min(a), '%Y-%m-%d %H:%M:%S') AS "first", strftime(max(b), '%Y-%m-%d %H:%M:%S') AS "last",
    strftime(max(b)::DATE + 1, '%Y-%m-%d') AS "asOf" FROM (${all})`;
}
