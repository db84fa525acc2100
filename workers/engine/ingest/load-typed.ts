import { ident, join, sql } from '../../../src/sql/statement.ts';
import type { Source } from '../../../src/domain/source.ts';
import { rowsOf } from '../rows.ts';
import { uniqueNames } from './dialect.ts';
import { keepTyped, type LoadContext, type TextTable } from './load.ts';
import type { TypedTable } from './rows.ts';
import { inferColumn, notesOf, type ColumnPlan } from './type.ts';

let serial = 0;

/** Takes in a table that brings its types (Parquet, Arrow); its text columns may still hold numbers or dates and are typed like any text. */
export async function loadTyped(
  context: LoadContext,
  about: Omit<TextTable, 'text' | 'columns'>,
  table: TypedTable,
): Promise<Source> {
  const { database, job } = context;
  const staging = `arrived_${++serial}`;
  const connection = await database.connect();
  let first = true;
  try {
    for await (const batch of table.batches) {
      job.check();
      await database.alive(
        connection.insertArrowFromIPCStream(batch, { name: staging, schema: 'main', create: first }),
      );
      first = false;
    }
    if (table.rows !== undefined) {
      const [counted] = await rowsOf<{ n: number }>(
        database,
        sql<{ n: number }>`SELECT count(*)::DOUBLE AS n FROM ${ident(staging)}`,
        job,
      );
      if (counted?.n !== table.rows)
        throw new Error(`rows lost while decoding: ${counted?.n} of ${table.rows} arrived`);
    }
    const sample = await rowsOf(database, sql`SELECT * FROM ${ident(staging)} LIMIT 20000`, job);
    const names = uniqueNames(table.columns);
    const cells = table.columns.map((column) => sample.map((row) => row[column] as string | null));
    const plans = names.map((name, i): ColumnPlan => {
      const type = table.types[i];
      if (!type) return inferColumn(name, cells[i] ?? []);
      if (type === 'decimal') return { name, type, scale: table.scales[i] ?? 2 };
      return { name, type, ...(table.utc[i] ? { zone: { offset: 0 } } : {}) };
    });
    const renamed = join(names.map((name, i) => sql`${ident(table.columns[i] ?? name)} AS ${ident(name)}`));
    return await keepTyped(context, about, `new_${staging}`, {
      raw: {
        relation: sql<never>`(SELECT ${renamed} FROM ${ident(staging)})`,
        linesBefore: null,
        unreadable: null,
        typed: new Set(names.filter((_, i) => table.types[i])),
      },
      plans,
      dialect: null,
      notes: [
        ...(about.notes ?? []),
        ...plans.flatMap((plan, i) => (table.types[i] ? [] : notesOf(plan, cells[i] ?? []))),
        ...names.flatMap((column, i) => (table.utc[i] ? [{ kind: 'utc-times' as const, column }] : [])),
      ],
    });
  } finally {
    void connection.close().catch(() => undefined);
    const drop = `DROP TABLE IF EXISTS ${ident(staging).chunks[0]}`; // not as part of the job, which may be cancelled
    await database.use((other) => other.query(drop)).catch(() => undefined);
  }
}
