import { TOTALS } from '../domain/key.ts';
import { KEY_ROLES, type Role } from '../domain/role.ts';
import type { Statement } from '../domain/statement.ts';
import { rank } from './assignment.ts';
import { rowsOf, type LineContext } from './lines.ts';
import { normal } from './key.ts';
import { cell, dataOf, factsFor, type MappedSource } from './source.ts';
import { tableStage, type Hash, type TableStage } from './stage.ts';
import { ident, join, raw, sql } from './statement.ts';

/** The attributes of a person with the type they are read as, in the order of the tables `person` and `customer`. */
const ATTRIBUTES = [
  ['name', 'text'],
  ['gender', 'text'],
  ['birth', 'date'],
  ['age', 'double'],
  ['region', 'text'],
  ['city', 'text'],
  ['occupation', 'text'],
  ['registered_at', 'timestamp'],
  ['signup_channel', 'text'],
  ['level', 'text'],
  ['consent', 'boolean'],
] as const satisfies readonly (readonly [string, 'text' | 'date' | 'double' | 'timestamp' | 'boolean'])[];

const KEYS = [
  ['external_id', 'customer_id'],
  ['phone', 'phone'],
  ['email', 'email'],
] as const;

/** The records of persons in one source, trial orders left out: keys in their compared form, attributes as they stand, `place` (source and row as one number). */
function recordsOf(one: MappedSource, context: Pick<LineContext, 'rows'>): Statement<never> {
  const keys = KEYS.map(([column, kind]) => {
    const facts = factsFor(one, kind);
    return sql`${facts ? normal(kind, ident('d', facts.name)) : raw('NULL::VARCHAR')} AS ${raw(column)}`;
  });
  const attributes = ATTRIBUTES.map(
    ([column, type]) => sql`${cell(one, `person.${column}` as Role, type)} AS ${raw(column)}`,
  );
  return sql<never>`SELECT ${join([...keys, ...attributes])}, a.customer, ${one.source.id} AS _source, d.rowid + 1 AS _row, ${rank(one)} AS place
    FROM ${dataOf(one.source)} d POSITIONAL JOIN ${rowsOf(one, context)} a WHERE NOT a.test${notTotals(one)}`;
}

/** Leaves out the row that adds the others up: it is nobody's, and says so where the key or the name stands. */
function notTotals(one: MappedSource): Statement<never> {
  const texts = ([...KEY_ROLES, 'person.name'] as const).flatMap((role) => {
    const facts = factsFor(one, role);
    return facts?.type === 'text' ? [sql<never>`upper(trim(${ident('d', facts.name)})) IN (${totals})`] : [];
  });
  return texts.length > 0 ? sql<never>` AND (a.customer IS NOT NULL OR (${join(texts, ' OR ')}) IS NOT TRUE)` : raw('');
}

const totals = join(TOTALS.map((word) => sql`${word}`));

/** The queries whose union is `person`. */
export function personParts(all: readonly MappedSource[], context: Pick<LineContext, 'rows'>): readonly Statement[] {
  return all
    .filter((one) => one.tables.includes('person'))
    .map((one) => sql`SELECT * EXCLUDE (place) FROM (${recordsOf(one, context)})`);
}

/**
 * One row a customer: its id (its first customer id, else phone, else e-mail) and golden attributes, each the first that is not empty, by
 * source in load order, then by row. Attributes that are not mapped anywhere are NULL and cost nothing.
 */
export function customerStage(
  all: readonly MappedSource[],
  context: Pick<LineContext, 'rows'>,
  keys: string,
  hash: Hash,
): TableStage {
  const persons = all.filter((one) => one.tables.includes('person'));
  const golden = (column: string, role: Role) =>
    persons.some((one) => factsFor(one, role)) ? sql`arg_min(${raw(column)}, place) AS ${raw(column)}` : null;
  const wanted = [
    ...KEYS.slice(1).map(([column, kind]) => golden(column, kind)),
    ...ATTRIBUTES.map(([column]) => golden(column, `person.${column}` as Role)),
  ].filter((part) => part !== null);
  const records = join(
    persons.map((one) => recordsOf(one, context)),
    ' UNION ALL ',
  );
  const has = (role: Role) => persons.some((one) => factsFor(one, role));
  const known = wanted.length > 0;
  const key = (column: 'phone' | 'email') =>
    sql`${known && has(column) ? sql`coalesce(p.${raw(column)}, k.${raw(column)})` : raw(`k.${column}`)} AS ${raw(column)}`;
  const attribute = ([column, type]: (typeof ATTRIBUTES)[number]) =>
    known && has(`person.${column}` as Role)
      ? sql`p.${raw(column)}`
      : raw(
          `NULL::${{ text: 'VARCHAR', date: 'DATE', double: 'DOUBLE', timestamp: 'TIMESTAMP', boolean: 'BOOLEAN' }[type]} AS ${column}`,
        );
  const [name, ...rest] = ATTRIBUTES;
  return tableStage(
    'customer',
    sql`SELECT k.customer, coalesce(k.id, k.phone, k.email) AS customer_id, ${attribute(name)}, ${key('phone')}, ${key('email')},
      ${join(rest.map(attribute))}
    FROM (SELECT customer, min(value) FILTER (kind = 0) AS id, min(value) FILTER (kind = 1) AS phone, min(value) FILTER (kind = 2) AS email
      FROM ${ident(keys)} GROUP BY customer) k
    ${known ? sql`LEFT JOIN (SELECT customer, ${join(wanted)} FROM (${records}) WHERE customer IS NOT NULL GROUP BY customer) p USING (customer)` : raw('')}
    ORDER BY k.customer`,
    hash,
  );
}

/** One record of a person, as its source has it; everything as text. */
export interface PersonRecord {
  readonly source: string;
  readonly row: number;
  readonly external_id: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly gender: string | null;
  readonly birth: string | null;
  readonly age: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly occupation: string | null;
  readonly registered_at: string | null;
  readonly signup_channel: string | null;
  readonly level: string | null;
  readonly consent: string | null;
}

/**
 * Where a customer's attributes come from: every record of the customer, in the order in which they are trusted, so that the first record
 * with a value is the origin of the golden one. `sources` are source ids in load order. At most `limit` records.
 */
export function customerOrigin(customer: number, sources: readonly string[], limit = 200): Statement<PersonRecord> {
  const columns = [...KEYS.map(([column]) => column), ...ATTRIBUTES.map(([column]) => column)];
  const order =
    sources.length > 0 ? sql`list_position([${join(sources.map((id) => sql`${id}`))}], _source)` : raw('_source');
  return sql<PersonRecord>`SELECT _source AS source, _row::DOUBLE AS "row", ${join(columns.map((column) => raw(`${column}::VARCHAR AS ${column}`)))}
    FROM person WHERE customer = ${customer} ORDER BY ${order}, _row LIMIT ${limit}`;
}
