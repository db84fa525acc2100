import type { Cell } from '../domain/statement.ts';

/** Fetches the reader of results before the first result is there. */
export function prepareReader(): void {
  import('apache-arrow').catch(() => undefined);
}

/** Reads an Arrow IPC stream into rows. The reader is fetched with the first result, after the first paint. */
export async function decodeRows<Row>(bytes: Uint8Array): Promise<Row[]> {
  const { tableFromIPC } = await import('apache-arrow');
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map((field) => field.name);
  const columns = names.map((_, i) => table.getChildAt(i)!);
  return Array.from({ length: table.numRows }, (_, row) => {
    const cells: Record<string, Cell> = {};
    names.forEach((name, i) => {
      const value: unknown = columns[i]!.get(row);
      cells[name] = typeof value === 'bigint' ? Number(value) : ((value ?? null) as Cell);
    });
    return cells as Row;
  });
}
