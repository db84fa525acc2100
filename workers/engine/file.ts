import { DuckDBDataProtocol } from '@duckdb/duckdb-wasm';
import { ident, raw, sql } from '../../src/sql/statement.ts';
import type { Statement } from '../../src/domain/statement.ts';
import type { Database } from './database.ts';
import { runScript, runStatement, type Job } from './execute.ts';

/** A DuckDB file in pieces of at most 8 MB, in order. */
export type Pieces = readonly Uint8Array<ArrayBuffer>[];

const empty = new WeakMap<Database, Promise<Uint8Array>>();

/**
 * A table set <-> an immutable DuckDB file. While it is written the file lives in pieces beside DuckDB's memory; then the pieces are taken
 * out, kept elsewhere, and attached again read-only from a `File`, so that blocks are read in place as queries need them.
 */
export async function writeFile(
  database: Database,
  alias: string,
  fill: (alias: string) => Promise<void>,
  job: Job,
): Promise<Pieces> {
  const name = `in/${alias}.writing`;
  const temporary = `${alias}_writing`;
  await database.createFile(name, await emptyFile(database, job));
  try {
    await runStatement(database, sql`ATTACH ${name} AS ${ident(temporary)}`, job);
    await fill(temporary);
    await runStatement(database, sql`CHECKPOINT ${ident(temporary)}`, job);
    await runStatement(database, sql`DETACH ${ident(temporary)}`, job);
    return await database.takeFile(name);
  } finally {
    await quietly(database, sql`DETACH DATABASE IF EXISTS ${ident(temporary)}`);
    await database.bindings.dropFile(name).catch(() => undefined);
  }
}

/** A DuckDB file without tables: what a new file begins as, for an existing file without a header would be refused. Made once. */
function emptyFile(database: Database, job: Job): Promise<Uint8Array> {
  const made = empty.get(database) ?? makeEmpty(database, job);
  empty.set(database, made);
  made.catch(() => empty.delete(database));
  return made;
}

async function makeEmpty(database: Database, job: Job): Promise<Uint8Array> {
  const name = 'in/empty';
  await database.alive(database.bindings.registerFileBuffer(name, new Uint8Array(0)));
  await database.alive(database.bindings.dropFile(name));
  try {
    await runStatement(database, sql`ATTACH ${name} AS empty_file`, job);
    await runStatement(database, sql`CHECKPOINT empty_file`, job);
    return await database.alive(database.bindings.copyFileToBuffer(name));
  } finally {
    await quietly(database, sql`DETACH DATABASE IF EXISTS empty_file`);
    await database.bindings.dropFile(name).catch(() => undefined);
  }
}

/** Bytes of a file, and of all files, up to which they are held in memory: reading them in place is a question to another process each time. */
const HELD_FILE = 32 * 1024 * 1024;
const HELD = 96 * 1024 * 1024;

const attached = new WeakMap<Database, Map<string, number>>();

/** What is attached to this database, and how many bytes of it are held in memory; nothing else attaches or detaches kept files. */
function attachedTo(database: Database): Map<string, number> {
  const files = attached.get(database) ?? new Map<string, number>();
  attached.set(database, files);
  return files;
}

/** True when a file stands under that alias. */
export function isAttached(database: Database, alias: string): boolean {
  return attachedTo(database).has(alias);
}

/** Which of the files of these sizes, in order, are held by a database (null: one that has not started): small ones, as long as there is room. */
export function whichHeld(database: Database | null, sizes: readonly number[]): readonly boolean[] {
  let room = HELD;
  if (database) for (const bytes of attachedTo(database).values()) room -= bytes;
  return sizes.map((size) => {
    if (size > Math.min(HELD_FILE, room)) return false;
    room -= size;
    return true;
  });
}

/** A kept file: its bytes where they were read already, to be held, or a `File` that is read in place unless it is small. */
export interface FileToAttach {
  readonly alias: string;
  readonly content: File | Uint8Array<ArrayBuffer>;
}

/** Attaches a kept file read-only under its alias; nothing happens when it is attached already. */
export function attachFile(database: Database, alias: string, file: File, job: Job): Promise<void> {
  return attachFiles(database, [{ alias, content: file }], job);
}

type Viewed = FileToAttach & { readonly view?: string };

/** Attaches kept files read-only, and with `view` gives their data that name: all in one go, for opening is many of them. */
export function attachFiles(database: Database, files: readonly Viewed[], job: Job): Promise<void> {
  return inTurn(database, () => attachNow(database, files, job));
}

const turns = new WeakMap<Database, Promise<unknown>>();

/** One after another: two workspaces that are opened at once may share a file, which is attached once. */
function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(database) ?? Promise.resolve()).then(work);
  turns.set(
    database,
    turn.catch(() => undefined),
  );
  return turn;
}

async function attachNow(database: Database, files: readonly Viewed[], job: Job): Promise<void> {
  job.check();
  const own = attachedTo(database);
  const fresh = files.filter(({ alias }) => !own.has(alias));
  const held = whichHeld(
    database,
    fresh.map(({ content }) => (content instanceof File ? content.size : content.byteLength)),
  );
  const bytes = await Promise.all(
    fresh.map(async ({ alias, content }, i) => {
      const name = `in/${alias}`;
      await database.alive(database.bindings.dropFile(name).catch(() => null));
      const whole = content instanceof File ? held[i] && new Uint8Array(await content.arrayBuffer()) : content;
      if (!whole) {
        const handle = content as File;
        const { BROWSER_FILEREADER } = DuckDBDataProtocol;
        await database.alive(database.bindings.registerFileHandle(name, handle, BROWSER_FILEREADER, true));
        return 0;
      }
      const size = whole.byteLength;
      await database.holdFile(name, whole);
      return size;
    }),
  );
  await runScript(database, [
    ...fresh.map(({ alias }) => sql`ATTACH ${`in/${alias}`} AS ${ident(alias)} (READ_ONLY)`),
    ...files.flatMap(({ alias, view }) =>
      view ? [sql`CREATE OR REPLACE VIEW ${ident(view)} AS SELECT * FROM ${ident(alias)}.data`] : [],
    ),
  ]);
  for (const [i, { alias }] of fresh.entries()) own.set(alias, bytes[i]!);
}

export function detachFile(database: Database, alias: string): Promise<void> {
  return inTurn(database, async () => {
    attachedTo(database).delete(alias);
    await quietly(database, sql`DETACH ${ident(alias)}`);
    await database.bindings.dropFile(`in/${alias}`).catch(() => undefined);
  });
}

/** Runs a statement whose failure changes nothing. */
async function quietly(database: Database, statement: Statement<unknown>): Promise<void> {
  await database.use((connection) => connection.query(statement.chunks.join(''))).catch(() => undefined);
}

/** The data of an attached load. */
export function dataOf(alias: string): Statement<never> {
  return sql<never>`${ident(alias)}.${raw('data')}`;
}
