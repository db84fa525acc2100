import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';

/** DuckDB as it is locked at boot: no extensions, no way out, only files registered under `in/` can be read, and none of this can be undone. */
const LOCK = [
  'SET allow_community_extensions=false',
  'SET autoload_known_extensions=false',
  'SET autoinstall_known_extensions=false',
  "SET allowed_directories=['in/']",
  'SET enable_external_access=false',
  'SET lock_configuration=true',
];

/** Raised to every caller when DuckDB's worker dies; the engine is rebuilt from what is stored. */
export class CrashError extends Error {
  constructor(cause: string) {
    super(`engine-crashed: ${cause}`);
  }
}

/** A started, locked DuckDB-WASM in a worker of its own. */
export class Database {
  readonly #db: AsyncDuckDB;
  readonly #worker: Worker;
  readonly #crash: Promise<never>;
  readonly #idle: AsyncDuckDBConnection[] = [];
  /** Called with every read of a file in place: how many bytes. */
  onRead: (bytes: number) => void = () => undefined;

  private constructor(db: AsyncDuckDB, worker: Worker) {
    this.#db = db;
    this.#worker = worker;
    this.#crash = new Promise((_, reject) => {
      worker.addEventListener('error', (event) => reject(new CrashError(event.message)));
      worker.addEventListener('messageerror', () => reject(new CrashError('unreadable message')));
    });
    this.#crash.catch(() => undefined);
  }

  static async open(
    assets: { readonly wasm: string; readonly worker: string },
    memoryLimit: string,
  ): Promise<Database> {
    const script = `(${prelude.toString()})();importScripts(${JSON.stringify(assets.worker)});`;
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const read: { tell: (bytes: number) => void } = { tell: () => undefined };
    worker.addEventListener('message', (event: MessageEvent<{ zhikeRead?: number }>) => {
      if (typeof event.data?.zhikeRead !== 'number') return;
      event.stopImmediatePropagation();
      read.tell(event.data.zhikeRead);
    });
    const db = new AsyncDuckDB(new VoidLogger(), worker);
    const database = new Database(db, worker);
    read.tell = (bytes) => database.onRead(bytes);
    await database.alive(db.instantiate(assets.wasm));
    URL.revokeObjectURL(address);
    await database.alive(db.open({ query: { queryPollingInterval: 60 } }));
    await database.use(async (connection) => {
      await connection.query(`SET memory_limit='${memoryLimit}'`);
      for (const setting of LOCK) await connection.query(setting);
    });
    return database;
  }

  get bindings(): AsyncDuckDB {
    return this.#db;
  }

  /** Waits for a call, or for the crash that would leave it waiting for ever. */
  alive<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#crash]);
  }

  /** Lends a connection for one statement at a time; a connection on which something failed is closed, not reused. */
  async use<T>(work: (connection: AsyncDuckDBConnection) => Promise<T>): Promise<T> {
    const connection = this.#idle.pop() ?? (await this.alive(this.#db.connect()));
    try {
      const result = await this.alive(work(connection));
      this.#idle.push(connection);
      return result;
    } catch (error) {
      void connection.close().catch(() => undefined);
      throw error;
    }
  }

  /** A connection for one caller alone, who closes it. */
  connect(): Promise<AsyncDuckDBConnection> {
    return this.alive(this.#db.connect());
  }

  async version(): Promise<string> {
    return this.alive(this.#db.getVersion());
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

declare const FileReaderSync: { prototype: { readAsArrayBuffer(blob: Blob): ArrayBuffer } };

/**
 * Runs inside DuckDB's worker before its own script (its text is put there, so it may use nothing from outside):
 * counts what is read from files in place, and repeats a read that the browser refuses for a moment.
 */
function prelude(): void {
  const read = FileReaderSync.prototype.readAsArrayBuffer;
  FileReaderSync.prototype.readAsArrayBuffer = function (blob: Blob): ArrayBuffer {
    for (let attempt = 0; ; attempt++) {
      try {
        const bytes = read.call(this, blob);
        (self as unknown as Worker).postMessage({ zhikeRead: bytes.byteLength });
        return bytes;
      } catch (error) {
        if (attempt >= 4) throw error;
      }
    }
  };
}
