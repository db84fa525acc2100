import { DuckDBDataProtocol } from '@duckdb/duckdb-wasm';
import { loadAlias, type Source, type SourceFormat } from '../../../src/domain/source.ts';
import { hashText, streamingHash } from '../../../src/codec/hash.ts';
import { saveFile } from '../../../src/store/chunks.ts';
import type { Progress } from '../api.ts';
import type { Database } from '../database.ts';
import { inSession, type Job } from '../execute.ts';
import { attachFile, detachFile, writeFile } from '../file.ts';
import { plainDialect, relation, sampleCells, sampleLines, sniffDialect, type Dialect } from './csv.ts';
import { columnFacts } from './facts.ts';
import { inferColumn, type ColumnPlan } from './type.ts';
import { writeTyped, type RawTable } from './typed.ts';

/** A text table that waits to be typed: UTF-8 bytes that are read in place. */
export interface TextTable {
  readonly file: File;
  readonly text: Blob;
  readonly sheet?: string;
  readonly format: SourceFormat;
  readonly encoding: string;
  /** Given by our own decoders; sniffed otherwise. */
  readonly columns?: readonly string[];
  /** SHA-256 of the whole source file, hex. */
  readonly hash: () => Promise<string>;
}

export interface LoadContext {
  readonly database: Database;
  readonly version: string;
  readonly job: Job;
  readonly progress: (step: Progress) => void;
}

let serial = 0;

/** Types a text table into an immutable DuckDB file, keeps its bytes, and attaches it for reading. */
export async function loadText(context: LoadContext, table: TextTable): Promise<Source | null> {
  const { database, job, progress } = context;
  const name = `in/text_${++serial}`;
  const sampleName = `${name}_sample`;
  const alias = `new_${serial}`;
  table.hash().catch(() => undefined); // begins now, beside everything else
  try {
    const { head, rest } = await sampleLines(table.text);
    const encoder = new TextEncoder();
    await database.alive(database.bindings.registerFileBuffer(sampleName, encoder.encode(firstLines(head))));
    const dialect = table.columns ? plainDialect(table.columns) : await sniffDialect(database, sampleName, job);
    if (dialect.columns.length === 0) return null;
    await database.bindings.registerFileBuffer(sampleName, encoder.encode(head + rest));
    const cells = await sampleCells(database, sampleName, dialect, job);
    const plans = dialect.columns.map((column, i) => inferColumn(column, cells[i] ?? []));
    await database.bindings.registerFileHandle(
      name,
      asFile(table.text, name),
      DuckDBDataProtocol.BROWSER_FILEREADER,
      true,
    );
    let read = 0;
    database.onRead = (bytes) =>
      progress({ step: 'reading', done: Math.min(table.text.size, (read += bytes)), total: table.text.size });
    const raw: RawTable = {
      relation: relation(name, dialect, `unreadable_${serial}`),
      linesBefore: dialect.skip,
      unreadable: `unreadable_${serial}`,
      typed: new Set(),
    };
    return await keepTyped(context, table, alias, raw, plans, dialect);
  } finally {
    database.onRead = () => undefined;
    await database.bindings.dropFile(name).catch(() => undefined);
    await database.bindings.dropFile(sampleName).catch(() => undefined);
  }
}

/** Writes, hashes, keeps and attaches one typed table; the same content under another name is kept once. */
export async function keepTyped(
  context: LoadContext,
  table: Omit<TextTable, 'text'>,
  alias: string,
  raw: RawTable,
  plans: readonly ColumnPlan[],
  dialect: Dialect | null,
): Promise<Source> {
  const { database, job, progress } = context;
  const hashing = table.hash();
  hashing.catch(() => undefined);
  let written: Awaited<ReturnType<typeof writeTyped>> | undefined;
  const bytes = await writeFile(
    database,
    alias,
    (target) =>
      inSession(database, job, async () => {
        written = await writeTyped(database, target, raw, plans, job);
      }),
    job,
  );
  if (!written) throw new Error('nothing was written');
  const options = JSON.stringify({
    dialect,
    plans: written.plans,
    sheet: table.sheet ?? null,
    encoding: table.encoding,
  });
  const load = await hashText(`${await hashing}|${options}|${context.version}`);
  job.check();
  progress({ step: 'saving', done: 0, total: bytes.byteLength });
  const { plans: kept, rows, rejected } = written;
  const look = async () => {
    await attachFile(database, loadAlias(load), new File([bytes as BlobPart], load), job);
    return columnFacts(database, loadAlias(load), kept, rows, job);
  };
  const saved = saveFile({ name: `load:${load}`, kind: 'load' }, bytes, (done) =>
    progress({ step: 'saving', done, total: bytes.byteLength }),
  );
  const [columns] = await Promise.all([look(), saved]).catch(async (error: unknown) => {
    await detachFile(database, loadAlias(load));
    throw error;
  });
  return {
    id: '',
    name: table.sheet ? `${table.file.name} · ${table.sheet}` : table.file.name,
    file: table.file.name,
    ...(table.sheet ? { sheet: table.sheet } : {}),
    load,
    format: table.format,
    encoding: table.encoding,
    ...(dialect && table.format === 'csv' ? { delimiter: dialect.delimiter } : {}),
    headerLine: dialect?.headerLine ?? 0,
    bytes: table.file.size,
    rows,
    rejected,
    columns,
    loadedAt: new Date().toISOString(),
  };
}

/** Reads a whole file once, beside the import: its SHA-256, and what `look` finds in each piece. */
export async function hashFile(
  file: Blob,
  job: Job,
  look: (bytes: Uint8Array) => void = () => undefined,
): Promise<string> {
  const hash = await streamingHash();
  const step = 4 * 1024 * 1024;
  for (let at = 0; at < file.size; at += step) {
    job.check();
    const bytes = new Uint8Array(await file.slice(at, at + step).arrayBuffer());
    look(bytes);
    hash.update(bytes);
  }
  return hash.digest();
}

/** Enough whole lines to tell how the file is cut: telling costs more than reading. */
function firstLines(head: string): string {
  const end = head.lastIndexOf('\n', 24 * 1024);
  return head.length > 24 * 1024 && end > 0 ? head.slice(0, end + 1) : head;
}

function asFile(blob: Blob, name: string): File {
  return blob instanceof File ? blob : new File([blob], name);
}
