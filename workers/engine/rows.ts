import { tableFromIPC } from 'apache-arrow';
import type { Cell, Cells, Statement } from '../../src/domain/statement.ts';
import type { Database } from './database.ts';
import { runStatement, type Job } from './execute.ts';

/** Runs a statement for the engine's own needs and reads its rows. */
export async function rowsOf<Row = Cells>(database: Database, statement: Statement<Row>, job: Job): Promise<Row[]> {
  const table = tableFromIPC(await runStatement(database, statement, job));
  return table.toArray().map((row) => {
    const cells = row.toJSON() as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(cells).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : (value as Cell)]),
    ) as Row;
  });
}
