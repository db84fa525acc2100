import { float64, tableFromArrays, tableFromIPC, tableToIPC, utf8 } from '@uwdata/flechette';
import type { Cell, Statement } from '../../../src/domain/statement.ts';
import type { EngineDoor } from '../../../workers/compute/api/compute.ts';
import type { TestEngine } from '../../duckdb.ts';

/** The engine as a task asks it: numbers with NULL as NaN, and words; what is handed back is kept by name. */
export function doorOf(engine: TestEngine): EngineDoor & { readonly given: ReadonlyMap<string, Uint8Array> } {
  const given = new Map<string, Uint8Array>();
  return {
    given,
    query: async (_, statement) => arrowOf(engine.run(statement as Statement<Record<string, Cell>>)),
    insert: async (_, name, _rows, ipc) => void given.set(name, ipc),
  };
}

/** Rows as one Arrow stream: a column with a text is of words, all others are of numbers. */
export function arrowOf(rows: readonly Readonly<Record<string, Cell>>[]): Uint8Array {
  const arrays: Record<string, Float64Array | (string | null)[]> = {};
  const types: Record<string, ReturnType<typeof utf8> | ReturnType<typeof float64>> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const words = rows.some((row) => typeof row[name] === 'string');
    types[name] = words ? utf8() : float64();
    arrays[name] = words
      ? rows.map((row) => (row[name] === null ? null : String(row[name])))
      : Float64Array.from(rows, (row) => (row[name] === null ? NaN : Number(row[name])));
  }
  return tableToIPC(tableFromArrays(arrays, { types }), { format: 'stream' })!;
}

/** The columns that a task handed back. */
export function columnsOf(ipc: Uint8Array): Record<string, number[]> {
  const table = tableFromIPC(ipc);
  return Object.fromEntries(
    table.schema.fields.map(({ name }) => [name, Array.from(table.getChild(name)!.toArray() as ArrayLike<number>)]),
  );
}
