import { ident, sql } from '../../../src/sql/statement.ts';
import type { Source } from '../../../src/domain/source.ts';
import { runStatement } from '../execute.ts';
import { rowsOf } from '../rows.ts';
import { keepTyped, type LoadContext, type TextTable } from './load.ts';
import type { TypedTable } from './rows.ts';
import { inferColumn, type ColumnPlan } from './type.ts';

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
    const plans = table.columns.map((name, i): ColumnPlan => {
      const type = table.types[i];
      if (!type)
        return inferColumn(
          name,
          sample.map((row) => row[name] as string | null),
        );
      return type === 'decimal' ? { name, type, scale: table.scales[i] ?? 2 } : { name, type };
    });
    const typed = new Set(table.columns.filter((_, i) => table.types[i]));
    return await keepTyped(
      context,
      about,
      `new_${staging}`,
      { relation: ident(staging), linesBefore: 0, unreadable: null, typed },
      plans,
      null,
    );
  } finally {
    void connection.close().catch(() => undefined);
    await runStatement(database, sql`DROP TABLE IF EXISTS ${ident(staging)}`, job).catch(() => undefined);
  }
}
