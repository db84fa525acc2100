import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Cells, Statement } from '../src/domain/statement.ts';
import { bound } from '../src/sql/statement.ts';

const require = createRequire(import.meta.url);

interface Blocking {
  createDuckDB(bundles: unknown, logger: unknown, runtime: unknown): Promise<Database>;
  NODE_RUNTIME: unknown;
  VoidLogger: new () => unknown;
}
interface Database {
  instantiate(onProgress: () => void): Promise<unknown>;
  open(config: object): void;
  connect(): Connection;
  registerFileBuffer(name: string, bytes: Uint8Array): void;
  copyFileToBuffer(name: string): Uint8Array;
  dropFile(name: string): void;
}
interface Connection {
  query(text: string): { schema: { fields: { name: string }[] }; toArray(): { toJSON(): Record<string, unknown> }[] };
}

/** The real engine in Node, started and locked as the page starts it. */
export interface TestEngine {
  /** Runs a statement and returns its rows; BigInt becomes number. */
  run<Row = Cells>(statement: Statement<Row> | string): Row[];
  /** Makes bytes readable as `in/<name>`. */
  file(name: string, bytes: Uint8Array | string): void;
  database: Database;
}

export const LOCK = [
  "SET memory_limit='2GB'",
  "SET allowed_directories=['in/']",
  'SET autoload_known_extensions=false',
  'SET autoinstall_known_extensions=false',
  'SET allow_community_extensions=false',
  'SET enable_external_access=false',
  'SET lock_configuration=true',
];

/** Opens a fresh DuckDB-WASM in this process (blocking build, same engine as the browser's). */
export async function openTestEngine(): Promise<TestEngine> {
  const duckdb = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs') as Blocking;
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'));
  const database = await duckdb.createDuckDB(
    { mvp: { mainModule: join(dist, 'duckdb-mvp.wasm') }, eh: { mainModule: join(dist, 'duckdb-eh.wasm') } },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await database.instantiate(() => undefined);
  database.open({});
  const connection = database.connect();
  for (const setting of LOCK) connection.query(setting);
  return {
    database,
    run<Row>(statement: Statement<Row> | string): Row[] {
      const text = typeof statement === 'string' ? statement : bound(statement);
      return connection
        .query(text)
        .toArray()
        .map((row) => plain(row.toJSON()) as Row);
    },
    file(name, bytes) {
      database.registerFileBuffer(`in/${name}`, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    },
  };
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
