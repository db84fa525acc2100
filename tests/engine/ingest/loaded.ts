import type { Reject, Source } from '../../../src/domain/source.ts';
import { loadAlias } from '../../../src/domain/source.ts';
import type { LoadResult } from '../../../workers/engine/api.ts';
import { Job } from '../../../workers/engine/execute.ts';
import { ingest } from '../../../workers/engine/ingest/ingest.ts';
import type { NodeDatabase } from '../database.ts';

/** Bytes as a file. */
export function fileOf(content: string | Uint8Array, name = 'table.csv'): File {
  return new File([typeof content === 'string' ? content : (content as Uint8Array<ArrayBuffer>)], name);
}

/** Takes a file in through the real engine. */
export function load(engine: NodeDatabase, file: File, job = new Job()): Promise<LoadResult> {
  return ingest({ database: engine.database, version: 'test', job, progress: () => undefined }, file);
}

export interface Loaded {
  readonly source: Source;
  readonly names: readonly string[];
  /** Cells as the engine writes them; null where there is none. */
  readonly rows: (string | null)[][];
  readonly rejects: readonly Reject[];
}

/** Takes in a file that must hold exactly one table, and reads it back. */
export async function loadOne(engine: NodeDatabase, content: string | Uint8Array, name?: string): Promise<Loaded> {
  const result = await load(engine, fileOf(content, name));
  if (!result.ok) throw new Error(`did not come in: ${result.reason} ${JSON.stringify(result.detail)}`);
  const source = result.sources[0]!;
  return { source, ...readBack(engine, source) };
}

/** Rows and rejects of a load. */
export function readBack(engine: NodeDatabase, source: Source): Omit<Loaded, 'source'> {
  const alias = loadAlias(source.load);
  const names = source.columns.map(({ name }) => name);
  const cells = names.map((name, i) => `"${name.replaceAll('"', '""')}"::VARCHAR AS c${i}`).join(', ');
  const rows = engine
    .rows<Record<string, string | null>>(`SELECT ${cells} FROM ${alias}.data ORDER BY rowid`)
    .map((row) => names.map((_, i) => row[`c${i}`] ?? null));
  const rejects = engine.rows<Reject>(`SELECT * FROM ${alias}.rejects ORDER BY rowid`);
  return { names, rows, rejects };
}

/** Type of each column, by name. */
export function typesOf(source: Source): Record<string, string> {
  return Object.fromEntries(
    source.columns.map(({ name, type, scale }) => [name, scale === undefined ? type : `${type}(${scale})`]),
  );
}
