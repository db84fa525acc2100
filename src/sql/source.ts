import type { ColumnFacts } from '../domain/column.ts';
import { isRate } from '../domain/evidence.ts';
import { hasPointZero, KEY_KINDS, type KeyKind, keyKindOf } from '../domain/key.ts';
import { columnFor, ruleOf, type Mapping } from '../domain/mapping.ts';
import type { Role } from '../domain/role.ts';
import { feeds } from '../domain/shape.ts';
import { loadAlias, type Source } from '../domain/source.ts';
import type { Statement } from '../domain/statement.ts';
import type { TableName } from '../domain/table.ts';
import { asBoolean, asDay, asMoment, asMoney, asNumber, asText, moneyType, scaleOf } from './cell.ts';
import { normal } from './key.ts';
import { ident, raw, sql } from './statement.ts';
import { onClock } from './zone.ts';

/** A source with its mapping and its place in load order, which decides between sources. */
export interface MappedSource {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly index: number;
  readonly tables: readonly TableName[];
}

/** A key of a row: its kind and the expression that gives its compared form (column prefix `d`). */
export interface RowKey {
  readonly kind: KeyKind;
  readonly value: Statement<never>;
}

/** The sources that feed something, in load order. */
export function mappedSources(sources: readonly Source[], mappings: readonly Mapping[]): readonly MappedSource[] {
  return sources.flatMap((source, index) => {
    const mapping = mappings.find((one) => one.source === source.id);
    const tables = mapping ? feeds(mapping) : [];
    return mapping && tables.length > 0 ? [{ source, mapping, index, tables }] : [];
  });
}

/** The typed table of a source: `"load_…".data`, whether a file is attached under that name or a schema stands there. */
export function dataOf(source: Source): Statement<never> {
  return ident(loadAlias(source.load), 'data');
}

/** What the load found in the column that plays a role; null where none does. */
export function factsFor(
  { source, mapping }: Pick<MappedSource, 'source' | 'mapping'>,
  role: Role,
): ColumnFacts | null {
  const name = columnFor(mapping, role);
  return source.columns.find((column) => column.name === name) ?? null;
}

const READERS = {
  text: [asText, 'NULL::VARCHAR'],
  timestamp: [asMoment, 'NULL::TIMESTAMP'],
  date: [asDay, 'NULL::DATE'],
  double: [asNumber, 'NULL::DOUBLE'],
  boolean: [asBoolean, 'NULL::BOOLEAN'],
} as const;

/** The column of a role, read as a type (column prefix `d`); NULL of that type where no column plays it. */
export function cell(one: MappedSource, role: Role, type: keyof typeof READERS): Statement<never> {
  const facts = factsFor(one, role);
  const [read, empty] = READERS[type];
  if (!facts) return raw(empty);
  const ref = ident('d', facts.name);
  const timed = type === 'timestamp' || type === 'date';
  return read(timed ? onClock(ref, facts, one.mapping.zone) : ref, facts);
}

/** A row's order number as text (column prefix `d`): `536365.0` is 536365. */
export function orderNumber(one: MappedSource): Statement<never> {
  const facts = factsFor(one, 'orders.order_id');
  if (!facts) return raw('NULL::VARCHAR');
  const ref = ident('d', facts.name);
  const spoiled = facts.type === 'double' || facts.type === 'decimal' || hasPointZero(facts.samples);
  return spoiled ? normal('customer_id', ref) : asText(ref, facts);
}

/** The column of a role as money, or null where no column plays it. */
export function money(one: MappedSource, role: Role, scale: number): Statement<never> | null {
  const facts = factsFor(one, role);
  return facts ? asMoney(ident('d', facts.name), facts, scale) : null;
}

/** NULL as money. */
export function noMoney(scale: number): Statement<never> {
  return sql<never>`NULL::${moneyType(scale)}`;
}

/** The keys of a row's person, in the order in which they are trusted. For a tie, the person is the one it starts from. */
export function keysOf(one: MappedSource): readonly RowKey[] {
  const keys: RowKey[] = [];
  for (const kind of KEY_KINDS) {
    const facts = factsFor(one, kind);
    if (facts) keys.push({ kind, value: normal(kind, ident('d', facts.name)) });
  }
  const from = endKey(one, 'relation.from');
  return from && !keys.some((key) => key.kind === from.kind) ? [...keys, from] : keys;
}

/** The key at one end of a tie between persons; null where the mapping has none. */
export function endKey(one: MappedSource, role: 'relation.from' | 'relation.to'): RowKey | null {
  const facts = factsFor(one, role);
  if (!facts) return null;
  const kind = keyKindOf(facts.samples);
  return { kind, value: normal(kind, ident('d', facts.name)) };
}

const MONEY_ROLES = [
  'orders.amount',
  'orders.discount',
  'order_item.amount',
  'order_item.unit_price',
  'touch.cost',
] as const satisfies readonly Role[];

/** Digits after the point for all money in the workspace: the widest seen, at least 2; a rate of discount adds its own, up to 4. */
export function moneyScale(all: readonly MappedSource[]): number {
  const scales = all.flatMap((one) => {
    const own = MONEY_ROLES.flatMap((role) => factsFor(one, role) ?? []).map(scaleOf);
    const price = factsFor(one, 'order_item.unit_price');
    const discount = factsFor(one, 'orders.discount');
    const rated = price && discount && isRate(discount) ? Math.min(4, scaleOf(price) + scaleOf(discount)) : 0;
    const refund = ruleOf(one.mapping, 'net-refunds') ? factsFor(one, 'orders.refund') : null;
    return [...own, rated, refund ? scaleOf(refund) : 0];
  });
  return Math.max(2, ...scales);
}
