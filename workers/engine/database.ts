import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';

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

/** True for what WebAssembly throws when it trips: memory out of bounds, a wrong function, the end of the stack. */
function isTrap(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error.name === 'RuntimeError' || (error.name === 'RangeError' && /call stack/i.test(error.message));
}

/** What the prelude says: that it lives, bytes read in place, or a file taken away. */
interface Told {
  readonly zhikeAlive?: true;
  readonly zhikeRead?: number;
  readonly zhikeTaken?: string;
  readonly pieces?: readonly Uint8Array<ArrayBuffer>[];
}

/** A started, locked DuckDB-WASM in a worker of its own. */
export class Database {
  readonly #db: AsyncDuckDB;
  readonly #worker: Worker;
  readonly #crash: Promise<never>;
  #fail: (cause: CrashError) => void = () => undefined;
  readonly #idle: AsyncDuckDBConnection[] = [];
  readonly #takers = new Map<string, (pieces: readonly Uint8Array<ArrayBuffer>[]) => void>();
  /** Called with every read of a file in place: how many bytes. */
  onRead: (bytes: number) => void = () => undefined;

  private constructor(db: AsyncDuckDB, worker: Worker) {
    this.#db = db;
    this.#worker = worker;
    this.#crash = new Promise((_, reject) => (this.#fail = reject));
    this.#crash.catch(() => undefined);
    worker.addEventListener('error', (event) => this.#fail(new CrashError(event.message)));
    worker.addEventListener('messageerror', () => this.#fail(new CrashError('unreadable message')));
  }

  /** Rejects when the database died, never resolves. */
  get crash(): Promise<never> {
    return this.#crash;
  }

  static async open(
    assets: { readonly wasm: string; readonly worker: string },
    memoryLimit: string,
  ): Promise<Database> {
    const lock = `zhike-worker:${crypto.randomUUID()}`;
    const script = `(${prelude.toString()})(${JSON.stringify(lock)});importScripts(${JSON.stringify(assets.worker)});`;
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const told: {
      read: (bytes: number) => void;
      taken: (name: string, pieces: readonly Uint8Array<ArrayBuffer>[]) => void;
      died: () => void;
    } = {
      read: () => undefined,
      taken: () => undefined,
      died: () => undefined,
    };
    worker.addEventListener('message', (event: MessageEvent<Told>) => {
      const { zhikeRead, zhikeTaken, zhikeAlive, pieces } = event.data ?? {};
      if (zhikeRead === undefined && zhikeTaken === undefined && zhikeAlive === undefined) return;
      event.stopImmediatePropagation();
      if (zhikeAlive) void navigator.locks.request(lock, () => told.died()).catch(() => undefined);
      if (zhikeRead !== undefined) told.read(zhikeRead);
      if (zhikeTaken !== undefined) told.taken(zhikeTaken, pieces ?? []);
    });
    const db = new AsyncDuckDB(new VoidLogger(), worker);
    const database = new Database(db, worker);
    told.died = () => database.#fail(new CrashError('the worker ended'));
    told.read = (bytes) => database.onRead(bytes);
    told.taken = (name, pieces) => database.#takers.get(name)?.(pieces);
    await database.alive(db.instantiate(assets.wasm));
    URL.revokeObjectURL(address);
    await database.alive(db.open({ query: { queryPollingInterval: 25 } }));
    await database.use((connection) => connection.query([`SET memory_limit='${memoryLimit}'`, ...LOCK].join(';')));
    return database;
  }

  get bindings(): AsyncDuckDB {
    return this.#db;
  }

  /** Waits for a call, or for the crash that would leave it waiting for ever. A trap inside DuckDB leaves it unusable: that is a crash too. */
  async alive<T>(call: Promise<T>): Promise<T> {
    try {
      return await Promise.race([call, this.#crash]);
    } catch (error) {
      if (isTrap(error)) this.#fail(new CrashError(error.message));
      throw isTrap(error) ? new CrashError(error.message) : error;
    }
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

  /** Makes a file that DuckDB may read and write and that lives in pieces outside its memory. `initial` is what it holds at first. */
  async createFile(name: string, initial: Uint8Array): Promise<void> {
    const handle = { zhikeMemory: initial };
    await this.alive(this.#db.registerFileHandle(name, handle, DuckDBDataProtocol.BROWSER_FSACCESS, true));
  }

  /** Gives DuckDB a finished file to read whose bytes stand beside its memory; they are moved there, not copied. */
  async holdFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#worker.postMessage({ zhikeHold: name, bytes }, [bytes.buffer]);
    const handle = { zhikeHeld: name };
    await this.alive(this.#db.registerFileHandle(name, handle, DuckDBDataProtocol.BROWSER_FSACCESS, true));
  }

  /** Takes such a file's bytes away, in pieces of 8 MB (the last one shorter); DuckDB must have closed it. */
  takeFile(name: string): Promise<readonly Uint8Array<ArrayBuffer>[]> {
    const taken = new Promise<readonly Uint8Array<ArrayBuffer>[]>((resolve) => this.#takers.set(name, resolve));
    this.#worker.postMessage({ zhikeTake: name });
    return this.alive(taken).finally(() => this.#takers.delete(name));
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

/** What the prelude hears besides DuckDB's own messages. */
interface Asked {
  readonly data?: readonly unknown[];
  readonly zhikeTake?: string;
  readonly zhikeHold?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/**
 * Runs inside DuckDB's worker before its own script (its text is put there, so it may use nothing from outside):
 * holds a lock for as long as it lives (whoever gets it next knows that it is gone), counts what is read from files in place, repeats a read that the browser refuses for a moment, and gives DuckDB files that live in
 * pieces of 8 MB outside its own memory, where a growing file would be copied again and again.
 */
function prelude(lock: string): void {
  const PIECE = 8 * 1024 * 1024;
  const port = self as unknown as Worker;
  void navigator.locks.request(lock, () => {
    port.postMessage({ zhikeAlive: true });
    return new Promise<void>(() => undefined);
  });
  const read = FileReaderSync.prototype.readAsArrayBuffer;
  FileReaderSync.prototype.readAsArrayBuffer = function (blob: Blob): ArrayBuffer {
    for (let attempt = 0; ; attempt++) {
      try {
        const bytes = read.call(this, blob);
        port.postMessage({ zhikeRead: bytes.byteLength });
        return bytes;
      } catch (error) {
        if (attempt >= 4) throw error;
      }
    }
  };

  const files = new Map<string, { pieces: Uint8Array<ArrayBuffer>[]; size: number }>();
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  const piecesOf = (bytes: Uint8Array<ArrayBuffer>) =>
    Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, i) => bytes.subarray(i * PIECE, (i + 1) * PIECE));
  const handleOf = (file: { pieces: Uint8Array<ArrayBuffer>[]; size: number }) => {
    const span = (
      length: number,
      at: number,
      each: (piece: Uint8Array<ArrayBuffer>, from: number, to: number, done: number) => void,
    ) => {
      for (let done = 0; done < length;) {
        const from = (at + done) % PIECE;
        const to = Math.min(PIECE, from + length - done);
        const index = Math.floor((at + done) / PIECE);
        while (file.pieces.length <= index) file.pieces.push(new Uint8Array(PIECE));
        each(file.pieces[index]!, from, to, done);
        done += to - from;
      }
      return length;
    };
    const handle = {
      getSize: () => file.size,
      flush: () => undefined,
      close: () => undefined,
      truncate: (size: number) => {
        file.size = size;
        file.pieces.length = Math.min(file.pieces.length, Math.ceil(size / PIECE));
      },
      read: (out: Uint8Array, { at }: { at: number }) =>
        span(Math.max(0, Math.min(out.length, file.size - at)), at, (piece, from, to, done) =>
          out.set(piece.subarray(from, to), done),
        ),
      write: (input: Uint8Array, { at }: { at: number }) => {
        file.size = Math.max(file.size, at + input.length);
        return span(input.length, at, (piece, from, to, done) =>
          piece.set(input.subarray(done, done + to - from), from),
        );
      },
    };
    const kind = (globalThis as unknown as { FileSystemSyncAccessHandle: { prototype: object } })
      .FileSystemSyncAccessHandle;
    return Object.setPrototypeOf(handle, kind.prototype) as typeof handle;
  };

  addEventListener('message', (event: MessageEvent<Asked>) => {
    const { data, zhikeTake, zhikeHold, bytes } = event.data ?? {};
    if (Array.isArray(data) && data[1] && typeof data[1] === 'object') {
      const given = data as unknown[];
      const { zhikeMemory, zhikeHeld } = given[1] as {
        zhikeMemory?: Uint8Array;
        zhikeHeld?: string;
      };
      if (zhikeHeld !== undefined) {
        const moved = held.get(zhikeHeld) ?? new Uint8Array(0);
        held.delete(zhikeHeld);
        given[1] = handleOf({ pieces: piecesOf(moved), size: moved.length });
      } else if (zhikeMemory) {
        const file = { pieces: [] as Uint8Array<ArrayBuffer>[], size: 0 };
        files.set(String(given[0]), file);
        const handle = handleOf(file);
        handle.write(zhikeMemory, { at: 0 });
        given[1] = handle;
      }
    } else if (zhikeHold !== undefined) {
      event.stopImmediatePropagation();
      held.set(zhikeHold, bytes ?? new Uint8Array(0));
    } else if (zhikeTake !== undefined) {
      event.stopImmediatePropagation();
      const file = files.get(zhikeTake);
      files.delete(zhikeTake);
      const pieces = (file?.pieces ?? []).map((piece, i) => {
        const length = Math.min(PIECE, (file?.size ?? 0) - i * PIECE);
        return length === PIECE ? piece : piece.slice(0, length);
      });
      port.postMessage(
        { zhikeTaken: zhikeTake, pieces },
        pieces.map((piece) => piece.buffer),
      );
    }
  });
}
