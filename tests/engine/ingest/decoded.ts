import type { TestEngine } from '../../duckdb.ts';
import { DecodeError, type DecodedTable } from '../../../workers/engine/ingest/rows.ts';

/** All bytes of a decoded table, batch by batch. */
export async function batchesOf(table: DecodedTable): Promise<Uint8Array[]> {
  const batches: Uint8Array[] = [];
  for await (const batch of table.batches) batches.push(batch);
  return batches;
}

/** The CSV text of a text table. */
export async function textOf(table: DecodedTable | undefined): Promise<string> {
  if (table?.kind !== 'csv') throw new Error('a text table expected');
  return (await batchesOf(table)).map((batch) => new TextDecoder('utf-8', { fatal: true }).decode(batch)).join('');
}

let serial = 0;

/** Reads CSV bytes in the real engine, every cell as text. */
export function rowsInEngine(engine: TestEngine, bytes: Uint8Array, columns: number): (string | null)[][] {
  const name = `csv_${++serial}.csv`;
  engine.file(name, bytes);
  const types = Array.from({ length: columns }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ');
  const rows = engine.run<Record<string, string | null>>(
    `SELECT * FROM read_csv('in/${name}', auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
      columns = {${types}}, strict_mode = true, parallel = false)`,
  );
  return rows.map((row) => Array.from({ length: columns }, (_, at) => row[`c${at}`] ?? null));
}

interface Inserting {
  insertArrowFromIPCStream(bytes: Uint8Array, options: { name: string; create: boolean }): void;
}

/** Inserts a typed table as the engine worker does and returns its name. */
export async function insert(engine: TestEngine, table: DecodedTable | undefined): Promise<string> {
  if (table?.kind !== 'arrow') throw new Error('a typed table expected');
  const name = `arrow_${++serial}`;
  const connection = engine.database.connect() as unknown as Inserting;
  let create = true;
  for (const batch of await batchesOf(table)) {
    connection.insertArrowFromIPCStream(batch, { name, create });
    create = false;
  }
  return name;
}

/** Reads everything a decoder offers; returns the `DecodeError` it ends in, or null. Any other error is thrown on. */
export async function failureOf(tables: () => Promise<DecodedTable[]>): Promise<DecodeError | null> {
  try {
    for (const table of await tables()) await batchesOf(table);
    return null;
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
