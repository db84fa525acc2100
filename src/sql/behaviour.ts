import type { Role } from '../domain/role.ts';
import type { Statement } from '../domain/statement.ts';
import { TABLES, type TableName } from '../domain/table.ts';
import { moneyType } from './cell.ts';
import { rowsOf, type LineContext } from './lines.ts';
import { cell, dataOf, money, noMoney, type MappedSource } from './source.ts';
import { join, raw, sql } from './statement.ts';

/** The tables of which every column is simply a column of the source. */
export type PlainTable = Extract<TableName, 'event' | 'feedback' | 'relation' | 'touch'>;

/** The column without which a row says nothing. */
const ESSENTIAL: Readonly<Record<PlainTable, string>> = {
  event: '"at" IS NOT NULL',
  feedback: 'TRUE',
  relation: 'to_customer IS NOT NULL',
  touch: 'TRUE',
};

/** The queries whose union is a table of behaviour: rows of known customers, read straight from their sources. */
export function plainParts(
  table: PlainTable,
  all: readonly MappedSource[],
  context: LineContext,
): readonly Statement[] {
  return all
    .filter((one) => one.tables.includes(table))
    .map((one) => {
      const columns = Object.entries(TABLES[table]).map(([column, type]) => {
        const role = `${table}.${column}` as Role;
        if (column === 'to_customer') return raw('a.to_customer AS to_customer');
        if (type === 'decimal')
          return sql`${money(one, role, context.scale) ?? noMoney(context.scale)} AS ${raw(column)}`;
        return sql`${cell(one, role, type as 'text' | 'timestamp' | 'double')} AS ${raw(column)}`;
      });
      return sql`SELECT * FROM (SELECT ${join(columns)}, a.customer, ${one.source.id} AS _source, d.rowid + 1 AS _row
        FROM ${dataOf(one.source)} d POSITIONAL JOIN ${rowsOf(one, context)} a) WHERE customer IS NOT NULL AND ${raw(ESSENTIAL[table])}`;
    });
}

/** A canonical table that nobody feeds: all of its columns, no row. */
export function emptyTable(table: TableName, scale: number): Statement {
  const types = {
    text: 'VARCHAR',
    integer: 'INTEGER',
    double: 'DOUBLE',
    date: 'DATE',
    timestamp: 'TIMESTAMP',
    boolean: 'BOOLEAN',
  } as const;
  const columns = Object.entries(TABLES[table]).map(
    ([column, type]) =>
      sql`NULL::${type === 'decimal' ? moneyType(scale) : raw(types[type as keyof typeof types])} AS ${raw(column)}`,
  );
  return sql`SELECT ${join(columns)}, NULL::INTEGER AS customer, NULL::VARCHAR AS _source, NULL::BIGINT AS _row WHERE FALSE`;
}
