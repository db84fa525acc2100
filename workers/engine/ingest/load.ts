import { DuckDBDataProtocol } from '@duckdb/duckdb-wasm';
import {
  loadAlias,
  type Reject,
  type Source,
  type SourceFormat,
  type SourceNote,
  type Trouble,
} from '../../../src/domain/source.ts';
import { hashText, streamingHash } from '../../../src/codec/hash.ts';
import { hasFile, removeFile, saveFile } from '../../../src/store/chunks.ts';
import type { Progress } from '../api.ts';
import type { Database } from '../database.ts';
import { inSession, type Job } from '../execute.ts';
import { attachFile, detachFile, writeFile } from '../file.ts';
import { alignmentOf, realigned, type Alignment } from './aligned.ts';
import { leadingLine, relation, sampleCells, sampleTexts } from './csv.ts';
import { cutText, plainDialect, sniffDialect, type Dialect } from './dialect.ts';
import { Utf8Checker } from './encoding.ts';
import { columnFacts } from './facts.ts';
import { draftKeys, lineByJumps, linesInText, troublesOf, writeRejects } from './lines.ts';
import { readThrough, RecordScanner, type RecordCount } from './records.ts';
import { evidenceOf, rejoined, type JoinedRow, type Rejoined, type RowEvidence } from './rejoin.ts';
import { isUneven, removedReject, repaired, scan, unshifted, type RemovedLine } from './repair.ts';
import { inferColumn, notesOf, type ColumnPlan } from './type.ts';
import { writeTyped, type RawTable, type Written } from './typed.ts';

/** A text table that waits to be typed: UTF-8 bytes that are read in place. */
export interface TextTable {
  readonly file: File;
  readonly text: Blob;
  readonly sheet?: string;
  readonly format: SourceFormat;
  readonly encoding: string;
  /** Given by our own decoders; sniffed otherwise. */
  readonly columns?: readonly string[];
  /** Where the numbering of the sheet's lines jumps, (row, line); of our own decoders, complete when the text is. */
  readonly jumps?: readonly (readonly [number, number])[];
  /** How its cells stood in the file, where white space told them apart; `text` is rewritten then. */
  readonly alignment?: Alignment;
  /** True when `text` is still to be proved UTF-8, by the pass that hashes it. */
  readonly unproved?: boolean;
  /** SHA-256 of the whole source file, hex; `look` sees every piece of the file in order, the first time that it is asked. */
  readonly hash: (look?: (bytes: Uint8Array) => void) => Promise<string>;
  readonly notes?: readonly SourceNote[];
}

export interface LoadContext {
  readonly database: Database;
  readonly version: string;
  readonly job: Job;
  readonly progress: (step: Progress) => void;
  /** Loads that this job kept and that were not kept before: forgotten again when it fails. */
  readonly made: string[];
}

/** Raised when bytes are found that are no UTF-8, with the offset of the first. */
export class NotUtf8Error extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super(`not UTF-8 at byte ${offset}`);
    this.offset = offset;
  }
}

/** Raised when a walk through a text shows that the strict reader cannot be trusted with it. */
class UnevenError extends Error {
  readonly found: RecordCount;

  constructor(found: RecordCount) {
    super('uneven text');
    this.found = found;
  }
}

/** Raised when rows with too many cells turn out to be whole: they are read again, put together. */
class RejoinedError extends Error {
  readonly rejoined: Rejoined;

  constructor(rejoined: Rejoined) {
    super('rows put together again');
    this.rejoined = rejoined;
  }
}

/** A table on its way into a load. */
export interface Incoming {
  readonly raw: RawTable;
  readonly plans: readonly ColumnPlan[];
  readonly dialect: Dialect | null;
  /** The rows as text, where their lines can be counted, and what a walk through them found. */
  readonly text?: Blob;
  readonly counted?: Promise<RecordCount>;
  /** Lines that were left out before, by their 0-based line behind the header. */
  readonly removed?: readonly RemovedLine[];
  /** How to tell which cells of a row with too many belong together; absent once that was done. */
  readonly evidence?: RowEvidence;
  /** Rows that were put together again. */
  readonly joined?: readonly JoinedRow[];
  readonly notes: readonly SourceNote[];
}

/** How text is read; counted up when the same bytes come out otherwise, so that they get a load of another name. */
const READER = 4;

let serial = 0;

/** Types a text table into an immutable DuckDB file, keeps its bytes, and attaches it for reading. */
export async function loadText(context: LoadContext, table: TextTable): Promise<Source | null> {
  const { job } = context;
  const check = () => job.check();
  const mark = new Uint8Array(await table.text.slice(0, 3).arrayBuffer());
  const bom = mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0;
  const { head, rest } = await sampleTexts(table.text);
  if (!table.columns && head.trim() === '') return null;
  const alignment = table.columns || table.alignment ? null : alignmentOf(head);
  if (alignment) {
    if (table.unproved) await watch(table);
    const text = await realigned(table.text.slice(bom), alignment, check);
    return loadText(context, { ...table, text, unproved: false, alignment });
  }
  let dialect = table.columns
    ? plainDialect(table.columns, new TextEncoder().encode(head.slice(0, cutText(head, PLAIN, 1)[0]?.end)).length)
    : sniffDialect(head);
  if (!dialect) return null;
  const cells = sampleCells(dialect, head, rest);
  const nameless = dialect.headerLine === 0 || (table.notes?.some(({ kind }) => kind === 'no-header') ?? false);
  const plans = dialect.columns.map((column, i) => inferColumn(column, cells[i] ?? [], nameless));
  const notes: SourceNote[] = [...(table.notes ?? [])];
  if (dialect.title) notes.push({ kind: 'title-rows', line: 1, text: dialect.title });
  if (dialect.headerLine === 0) notes.push({ kind: 'no-header' });
  if (table.alignment) notes.push({ kind: 'aligned' });
  plans.forEach((plan, i) => notes.push(...notesOf(plan, cells[i] ?? [])));
  const start = bom + dialect.offset;
  let text = table.text.slice(start);
  const counted = table.columns
    ? undefined
    : table.unproved
      ? watch(table, start, dialect)
      : scan(text, dialect, dialect.columns.length, check);
  void table.hash().catch(() => undefined); // begins now, beside everything else
  let incoming: Omit<Incoming, 'raw' | 'dialect'> = {
    plans,
    notes,
    ...(counted ? { counted } : {}),
    ...(table.columns ? {} : { evidence: evidenceOf(plans, cells) }),
  };
  for (;;) {
    try {
      return await writeText(context, table, text, { ...incoming, dialect });
    } catch (error) {
      if (error instanceof RejoinedError) {
        text = error.rejoined.text;
        incoming = { ...without(incoming), joined: error.rejoined.rows };
      } else if (error instanceof UnevenError) {
        const fixed = await repaired(text, dialect, dialect.columns.length, error.found, check);
        if (fixed) {
          text = fixed.text;
          if (fixed.lineEnd) dialect = { ...dialect, lineEnd: fixed.lineEnd };
        } else dialect = { ...dialect, quote: '', escape: '' };
        incoming = {
          ...(fixed ? incoming : without(incoming)),
          notes: [...notes, ...(fixed?.notes ?? [])],
          removed: fixed?.removed ?? [],
        };
      } else throw error;
      incoming = { ...incoming, counted: scan(text, dialect, dialect.columns.length, check) };
    }
  }
}

/** Without the evidence: long rows stay as they are. */
function without({ evidence: _, ...incoming }: Omit<Incoming, 'raw' | 'dialect'>): Omit<Incoming, 'raw' | 'dialect'> {
  return incoming;
}

const PLAIN = { delimiter: ',', quote: '"', escape: '"' };

/** Proves a text UTF-8 and walks through its rows (where it is to be cut by a dialect) in the pass that hashes it. */
async function watch(table: TextTable, start = 0, dialect: Dialect = plainDialect(['-'], 0)): Promise<RecordCount> {
  const utf8 = new Utf8Checker();
  const scanner = new RecordScanner(dialect, dialect.columns.length);
  let before = 0;
  await table.hash((bytes) => {
    utf8.push(bytes);
    if (before >= start) scanner.push(bytes);
    else if (before + bytes.length > start) scanner.push(bytes.subarray(start - before));
    before += bytes.length;
    const { invalidAt } = utf8.end();
    if (invalidAt >= 0 && invalidAt < before) throw new NotUtf8Error(invalidAt);
  });
  const { invalidAt } = utf8.end();
  if (invalidAt >= 0) throw new NotUtf8Error(invalidAt);
  return scanner.end();
}

async function writeText(
  context: LoadContext,
  table: TextTable,
  text: Blob,
  incoming: Omit<Incoming, 'raw' | 'dialect'> & { readonly dialect: Dialect },
): Promise<Source> {
  const { database, job, progress } = context;
  const name = `in/text_${++serial}`;
  // what cannot be used stops the import at once
  incoming.counted?.catch(() => job.connection?.cancelSent().catch(() => undefined));
  try {
    const lead = leadingLine(await text.slice(0, 1024 * 1024).text(), incoming.dialect.lineEnd);
    const file = new File(lead === '' ? [text] : [lead, text], name);
    await database.bindings.registerFileHandle(name, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    let read = 0;
    database.onRead = (bytes) =>
      progress({ step: 'reading', done: Math.min(text.size, (read += bytes)), total: text.size });
    const raw: RawTable = {
      relation: relation(name, incoming.dialect, `unreadable_${serial}`, lead === '' ? 0 : 1),
      linesBefore: table.format === 'json' ? null : incoming.dialect.skip,
      unreadable: `unreadable_${serial}`,
      prefix: lead.length,
      typed: new Set(),
    };
    return await keepTyped(context, table, `new_${serial}`, { ...incoming, raw, ...(table.columns ? {} : { text }) });
  } finally {
    database.onRead = () => undefined;
    await database.bindings.dropFile(name).catch(() => undefined);
  }
}

/** Writes, hashes, keeps and attaches one typed table; the same content under another name is kept once. */
export async function keepTyped(
  context: LoadContext,
  table: Omit<TextTable, 'text'>,
  alias: string,
  incoming: Incoming,
): Promise<Source> {
  const { database, job, progress } = context;
  const { dialect } = incoming;
  const hashing = table.hash();
  hashing.catch(() => undefined);
  let kept: Kept | undefined;
  const pieces = await writeFile(
    database,
    alias,
    (target) => inSession(database, job, async () => void (kept = await fill(context, table, target, incoming))),
    job,
  );
  if (!kept) throw new Error('nothing was written');
  const { plans, rows, rejected, repaired: mended, troubles, notes } = kept;
  const { alignment, encoding } = table;
  const options = JSON.stringify({ reader: READER, dialect, alignment, plans, sheet: table.sheet ?? null, encoding });
  const load = await hashText(`${await hashing}|${options}|${context.version}`);
  const known = await hasFile(`load:${load}`);
  job.check();
  const total = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  progress({ step: 'saving', done: 0, total });
  if (!known) context.made.push(load);
  const look = async () => {
    await attachFile(database, loadAlias(load), new File([...pieces], load), job);
    return columnFacts(database, loadAlias(load), plans, rows, job);
  };
  const saved = saveFile({ name: `load:${load}`, kind: 'load' }, pieces, (done) =>
    progress({ step: 'saving', done, total }),
  );
  const [looked, stored] = await Promise.allSettled([look(), saved]);
  if (stored.status === 'rejected') throw stored.reason;
  if (looked.status === 'rejected') throw looked.reason;
  job.check();
  return {
    id: '',
    name: table.sheet ? `${table.file.name} · ${table.sheet}` : table.file.name,
    file: table.file.name,
    ...(table.sheet ? { sheet: table.sheet } : {}),
    load,
    format: table.format,
    encoding,
    ...(dialect && table.format === 'csv' ? { delimiter: alignment ? ' ' : dialect.delimiter } : {}),
    headerLine: dialect?.headerLine ?? 0,
    bytes: table.file.size,
    rows,
    rejected,
    ...(mended > 0 ? { repaired: mended } : {}),
    ...(troubles.length > 0 ? { troubles } : {}),
    columns: looked.value,
    ...(notes.length > 0 ? { notes } : {}),
    loadedAt: new Date().toISOString(),
  };
}

interface Kept {
  readonly plans: readonly ColumnPlan[];
  readonly rows: number;
  readonly rejected: number;
  readonly repaired: number;
  readonly troubles: readonly Trouble[];
  readonly notes: readonly SourceNote[];
}

/** Writes data and rejects; proves by the walk through the text that no record went missing. */
async function fill(
  context: LoadContext,
  table: Omit<TextTable, 'text'>,
  alias: string,
  incoming: Incoming,
): Promise<Kept> {
  const { database, job } = context;
  const { raw, dialect } = incoming;
  let written: Written;
  try {
    written = await writeTyped(database, alias, raw, incoming.plans, job);
  } catch (error) {
    job.check();
    const found = await incoming.counted;
    throw found && isUneven(found) ? new UnevenError(found) : error;
  }
  const found = await incoming.counted;
  if (found && isUneven(found)) throw new UnevenError(found);
  if (found && found.long > 0 && incoming.evidence && incoming.text && dialect) {
    const mended = await rejoined(incoming.text, dialect, incoming.evidence, () => job.check());
    if (mended) throw new RejoinedError(mended);
  }
  const turned = new Set(
    written.plans.flatMap((plan, i) => (plan.dates === incoming.plans[i]?.dates ? [] : plan.name)),
  );
  const notes = incoming.notes.filter(({ column = '' }) => !turned.has(column));
  const removed = incoming.removed ?? [];
  const skip = raw.linesBefore ?? 0;
  /** From a line of the rows that were read (1-based) to a line of the file. */
  const physical = (line: number) => unshifted(removed, line - 1) + 1 + skip;
  if (found && found.short.count > 0)
    notes.push({ kind: 'short-rows', count: found.short.count, line: physical(found.short.line + 1) });
  let lines: Parameters<typeof writeRejects>[3] = null;
  let missing = found ? found.records - written.rows - written.unreadable : 0;
  const even = found && found.records === found.lines && removed.every(({ blank }) => blank);
  if (written.rejected > 0 && (table.jumps || (incoming.text && (!even || written.unreadable > 0)))) {
    const { rows, places } = await draftKeys(database, job);
    const keys = Int32Array.from([...rows, ...places.map((place) => -1 - place)]);
    if (table.jumps) {
      lines = { keys, lines: Int32Array.from(rows, (row) => lineByJumps(table.jumps ?? [], row)) };
    } else if (incoming.text && dialect) {
      const width = dialect.columns.length;
      const at = await linesInText(incoming.text, dialect, width, rows, places, () => job.check());
      missing = at.counted - written.rows;
      if (missing === 0)
        lines = { keys, lines: Int32Array.from([...at.rows, ...at.places], (line) => (line > 0 ? physical(line) : 0)) };
    }
  }
  if (written.rows === 0) notes.push({ kind: 'no-rows' });
  if (missing !== 0) notes.push({ kind: 'uncertain-rows', count: Math.abs(missing) });
  const more: Reject[] = removed.map((gone) => removedReject(gone, skip + gone.line + 1));
  const joined = (incoming.joined ?? []).map(({ line, text, column }): Reject => ({
    row: 0,
    line: physical(line + 1),
    column,
    text,
    reason: 'cells-joined',
  }));
  await writeRejects(database, alias, job, lines, [...more, ...joined]);
  const rejected = written.rejected + more.length;
  const troubles = rejected + joined.length > 0 ? await troublesOf(database, alias, job) : [];
  return { plans: written.plans, rows: written.rows, rejected, repaired: joined.length, troubles, notes };
}

/** Forgets loads that a failed job kept. */
export async function forgetMade({ database, made }: LoadContext): Promise<void> {
  for (const load of made.splice(0)) {
    await detachFile(database, loadAlias(load));
    await removeFile(`load:${load}`).catch(() => undefined);
  }
}

/** Reads a whole file once, beside the import: its SHA-256, and what `look` finds in each piece. */
export async function hashFile(
  file: Blob,
  job: Job,
  look: (bytes: Uint8Array) => void = () => undefined,
): Promise<string> {
  const hash = await streamingHash();
  await readThrough(
    file,
    (bytes) => {
      look(bytes);
      hash.update(bytes);
    },
    () => job.check(),
  );
  return hash.digest();
}
