import { TABLES } from '../../src/domain/table.ts';
import type { Shape, TableName } from '../../src/domain/table.ts';
import type { TestEngine } from '../duckdb.ts';

const TYPES = {
  text: 'VARCHAR',
  integer: 'INTEGER',
  decimal: 'DECIMAL(18, 2)',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  boolean: 'BOOLEAN',
} as const;

/** Cells of one row by column; `customer` besides the table's own columns. What is left out is NULL. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Makes empty canonical tables, and the table of resolved customers numbered 0 to `customers` - 1. */
export function makeTables(engine: TestEngine, customers: number): void {
  for (const [table, columns] of Object.entries(TABLES)) {
    const parts = Object.entries(columns).map(([name, type]) => `"${name}" ${TYPES[type]}`);
    engine.run(
      `CREATE OR REPLACE TABLE ${table} (customer INTEGER, _source VARCHAR DEFAULT 's1', _row BIGINT, ${parts.join(', ')})`,
    );
  }
  engine.run(`CREATE OR REPLACE TABLE customer AS SELECT i::INTEGER AS customer, 'C' || i AS customer_id, NULL::VARCHAR AS name,
    NULL::VARCHAR AS phone, NULL::VARCHAR AS email, NULL::VARCHAR AS gender, NULL::DATE AS birth, NULL::DOUBLE AS age,
    NULL::VARCHAR AS region, NULL::VARCHAR AS city, NULL::VARCHAR AS occupation, NULL::TIMESTAMP AS registered_at,
    NULL::VARCHAR AS signup_channel, NULL::VARCHAR AS level, NULL::BOOLEAN AS consent FROM range(${customers}) t(i)`);
}

/** Adds rows to a canonical table (or `customer`, whose rows are changed by number). */
export function addRows(engine: TestEngine, table: TableName | 'customer', rows: readonly Row[]): void {
  for (const row of rows) {
    const names = Object.keys(row);
    const cells = names.map((name) => {
      const cell = row[name]!;
      return typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell);
    });
    if (table === 'customer') {
      const sets = names.flatMap((name, i) => (name === 'customer' ? [] : [`"${name}" = ${cells[i]}`]));
      engine.run(`UPDATE customer SET ${sets.join(', ')} WHERE customer = ${row.customer}`);
    } else
      engine.run(`INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${cells.join(', ')})`);
  }
}

/** Every column of every table provided. */
export const FULL: Shape = Object.fromEntries(
  Object.entries(TABLES).map(([table, columns]) => [table, new Set(Object.keys(columns))]),
);
