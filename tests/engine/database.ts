import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Database } from '../../workers/engine/database.ts';
import { LOCK } from '../duckdb.ts';

const require = createRequire(import.meta.url);

interface Bindings {
  startPendingQuery(connection: number, text: string, stream: boolean): Uint8Array | null;
  pollPendingQuery(connection: number): Uint8Array | null;
  fetchQueryResults(connection: number): Uint8Array | null;
}
interface Connection {
  query(text: string): { toArray(): { toJSON(): Record<string, unknown> }[] };
  insertArrowFromIPCStream(bytes: Uint8Array, options: { name: string; schema?: string; create: boolean }): void;
  useUnsafe<T>(work: (bindings: Bindings, connection: number) => T): T;
  cancelSent(): boolean;
  close(): void;
}
interface Blocking extends Bindings {
  instantiate(onProgress: () => void): Promise<unknown>;
  open(config: object): void;
  connect(): Connection;
  registerFileBuffer(name: string, bytes: Uint8Array): void;
  copyFileToBuffer(name: string): Uint8Array;
  dropFile(name: string): void;
  getVersion(): string;
}
interface Library {
  createDuckDB(bundles: unknown, logger: unknown, runtime: unknown): Promise<Blocking>;
  NODE_RUNTIME: Record<string, unknown>;
  VoidLogger: new () => unknown;
}

/** The engine's `Database` over the blocking build, which runs in Node: every call is the real engine's, only its worker is missing. */
export interface NodeDatabase {
  readonly database: Database;
  /** Names of files that are registered now. */
  readonly files: ReadonlySet<string>;
  /** Called before each statement begins or is polled. */
  onStep: (text: string) => void;
  /** Rows of a statement on a connection of its own. */
  rows<Row = Record<string, unknown>>(text: string): Row[];
}

const PIECE = 8 * 1024 * 1024;

/** Opens a locked DuckDB-WASM in this process behind the methods that the ingest uses. */
export async function openNodeDatabase(): Promise<NodeDatabase> {
  const duckdb = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs') as Library;
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'));
  // What is written goes to a folder of its own, where a browser keeps it in memory.
  const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  mkdirSync(join(folder, 'in'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const runtime = within(folder, duckdb.NODE_RUNTIME);
  const engine = await duckdb.createDuckDB(
    { mvp: { mainModule: join(dist, 'duckdb-mvp.wasm') }, eh: { mainModule: join(dist, 'duckdb-eh.wasm') } },
    new duckdb.VoidLogger(),
    runtime,
  );
  await engine.instantiate(() => undefined);
  engine.open({});
  const main = engine.connect();
  for (const setting of LOCK) main.query(setting);
  const files = new Set<string>();
  const taken = new Map<string, Uint8Array>();
  const opened: NodeDatabase = {
    database: undefined as unknown as Database,
    files,
    onStep: () => undefined,
    rows: <Row>(text: string) =>
      main
        .query(text)
        .toArray()
        .map((row) => plain(row.toJSON()) as Row),
  };
  const pending: Bindings = {
    startPendingQuery(id, text, stream) {
      opened.onStep(text);
      // Node's file system has what DuckDB wrote only while the file is open.
      const written = /^DETACH "(.+)_writing"$/.exec(text)?.[1];
      if (written) taken.set(`in/${written}.writing`, engine.copyFileToBuffer(`in/${written}.writing`));
      return engine.startPendingQuery(id, text, stream);
    },
    pollPendingQuery(id) {
      opened.onStep('');
      return engine.pollPendingQuery(id);
    },
    fetchQueryResults: (id) => engine.fetchQueryResults(id),
  };
  const connection = async () => {
    const inner = engine.connect();
    return {
      query: async (text: string) => inner.query(text),
      insertArrowFromIPCStream: async (bytes: Uint8Array, options: { name: string; create: boolean }) =>
        inner.insertArrowFromIPCStream(bytes, options),
      useUnsafe: <T>(work: (bindings: Bindings, id: number) => T) => inner.useUnsafe((_, id) => work(pending, id)),
      cancelSent: async () => inner.cancelSent(),
      close: async () => inner.close(),
    };
  };
  const bindings = {
    async registerFileBuffer(name: string, bytes: Uint8Array) {
      files.add(name);
      engine.registerFileBuffer(name, bytes);
    },
    async registerFileHandle(name: string, file: Blob) {
      files.add(name);
      engine.registerFileBuffer(name, new Uint8Array(await file.arrayBuffer()));
    },
    async dropFile(name: string) {
      files.delete(name);
      engine.dropFile(name);
      rmSync(join(folder, name), { force: true });
    },
    copyFileToBuffer: async (name: string) => engine.copyFileToBuffer(name),
  };
  const database = {
    async createFile(name: string) {
      files.add(name);
      // Without these two the copy below fails.
      engine.registerFileBuffer(name, new Uint8Array(0));
      engine.dropFile(name);
    },
    async holdFile(name: string, bytes: Uint8Array) {
      files.add(name);
      engine.registerFileBuffer(name, bytes);
    },
    takeFile: async (name: string) => {
      const bytes = taken.get(name) ?? new Uint8Array(0);
      taken.delete(name);
      const count = Math.ceil(bytes.length / PIECE);
      return Array.from({ length: count }, (_, i) => new Uint8Array(bytes.subarray(i * PIECE, (i + 1) * PIECE)));
    },
    onRead: () => undefined,
    bindings,
    alive: <T>(call: Promise<T>) => call,
    connect: connection,
    async use<T>(work: (lent: Awaited<ReturnType<typeof connection>>) => Promise<T>): Promise<T> {
      const lent = await connection();
      try {
        return await work(lent);
      } finally {
        await lent.close();
      }
    },
    version: async () => engine.getVersion(),
  };
  return Object.assign(opened, { database: database as unknown as Database });
}

/** A runtime whose relative names lie in `folder`. */
function within(folder: string, runtime: Record<string, unknown>): Record<string, unknown> {
  const inside: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(runtime)) {
    inside[name] =
      typeof value !== 'function'
        ? value
        : function (this: unknown, ...args: unknown[]): unknown {
            const here = process.cwd();
            process.chdir(folder);
            try {
              return (value as (...given: unknown[]) => unknown).apply(this, args);
            } finally {
              process.chdir(here);
            }
          };
  }
  return inside;
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
