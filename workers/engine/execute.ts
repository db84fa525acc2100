import type { AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import type { Statement } from '../../src/domain/statement.ts';
import { bound } from '../../src/sql/statement.ts';
import type { Database } from './database.ts';

/** What a stream of Arrow batches must end with, or readers take it for nothing. */
const END_OF_STREAM = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** Raised to a caller whose job was cancelled. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
  }
}

/** What can be cancelled: a job and the connection on which its statement runs now. */
export class Job {
  cancelled = false;
  connection: AsyncDuckDBConnection | null = null;
  /** A connection of the job's own, for work that leaves temporary tables between statements. */
  session: AsyncDuckDBConnection | null = null;

  /** Told of the cancelling: for work that is not a statement. */
  onCancel: () => void = () => undefined;

  cancel(): void {
    this.cancelled = true;
    this.onCancel();
    void this.connection?.cancelSent().catch(() => undefined);
  }

  /** Throws when the job was cancelled: called between steps. */
  check(): void {
    if (this.cancelled) throw new CancelledError();
  }
}

/** Runs one statement so that others are served meanwhile and it can be cancelled; gives its Arrow IPC stream. */
export async function runStatement(database: Database, statement: Statement<unknown>, job: Job): Promise<Uint8Array> {
  job.check();
  const run = async (connection: AsyncDuckDBConnection): Promise<Uint8Array> => {
    job.connection = connection;
    try {
      return await connection.useUnsafe(async (db, id) => {
        let header = await db.startPendingQuery(id, bound(statement), true);
        while (header === null) {
          job.check();
          header = await db.pollPendingQuery(id);
        }
        const parts = [header];
        for (;;) {
          job.check();
          const batch = await db.fetchQueryResults(id);
          if (batch === null) continue;
          if (batch.length === 0) break;
          parts.push(batch);
        }
        parts.push(END_OF_STREAM);
        return concat(parts);
      });
    } catch (error) {
      throw job.cancelled ? new CancelledError() : error;
    } finally {
      job.connection = null;
    }
  };
  return job.session ? database.alive(run(job.session)) : database.use(run);
}

/** Runs several quick statements without results as one: attaching files, defining views. */
export async function runScript(database: Database, statements: readonly Statement<unknown>[]): Promise<void> {
  if (statements.length === 0) return;
  const script = statements.map((statement) => bound(statement)).join(';\n');
  await database.use((connection) => connection.query(script));
}

/** Gives a job a connection of its own while `work` runs. */
export async function inSession<T>(database: Database, job: Job, work: () => Promise<T>): Promise<T> {
  const session = await database.connect();
  job.session = session;
  try {
    return await work();
  } finally {
    job.session = null;
    void session.close().catch(() => undefined);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
