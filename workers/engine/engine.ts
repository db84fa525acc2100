import { loadAlias, type Reject } from '../../src/domain/source.ts';
import type { Permitted } from '../../src/domain/statement.ts';
import { ident, sql } from '../../src/sql/statement.ts';
import {
  derivedFiles,
  derivedName,
  filesOf,
  openFile,
  readFile,
  removeFile,
  removeLoad,
  type SavedFile,
} from '../../src/store/chunks.ts';
import type { EngineApi, EngineAssets, EngineFacts, JoinPlan, LoadResult, Plan, Progress } from './api.ts';
import { CrashError, Database } from './database.ts';
import { demoFiles } from './demo.ts';
import { Job, runScript, runStatement } from './execute.ts';
import { detachFile, isAttached, whichHeld, type FileToAttach } from './file.ts';
import { ingest } from './ingest/ingest.ts';
import { Materialised } from './materialise.ts';
import { warmUp } from './warm.ts';
import { rowsOf } from './rows.ts';

/** The engine: one locked DuckDB, the loads attached to it, the tables derived from them. Long writes run one after another; queries run beside them. */
export class Engine implements Omit<EngineApi, 'connect'> {
  #database: Promise<Database> | null = null;
  /** The database once it has started. */
  #stands: Database | null = null;
  #materialised: Promise<Materialised> | null = null;
  #version = '';
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #touched = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #later: (() => Promise<void>)[] = [];
  readonly #jobs = new Map<string, Job>();
  readonly #crashed: () => void;

  /** `crashed` is told when the database died: nothing here can be used any more. */
  constructor(crashed: () => void = () => undefined) {
    this.#crashed = crashed;
  }

  async boot(assets: EngineAssets): Promise<EngineFacts> {
    (await this.#database?.catch(() => null))?.terminate();
    this.#stands = null;
    const memoryLimit = memoryFor((navigator as { deviceMemory?: number }).deviceMemory);
    // Loads are named by the version too: nothing is loaded before it is known.
    const opening = Database.open(assets, memoryLimit).then(async (database) => {
      this.#version = await database.version();
      return database;
    });
    this.#database = opening;
    this.#materialised = opening.then((database) => new Materialised(database, (work) => this.#whenIdle(work)));
    this.#materialised.catch(() => undefined);
    void opening
      .then((database) => database.crash)
      .catch((error: unknown) => error instanceof CrashError && this.#crashed());
    this.#stands = await opening;
    this.#touched = performance.now();
    this.#whenIdle(async () => warmUp(await opening));
    return { version: this.#version, memoryLimit };
  }

  load(id: string, file: File, progress: (step: Progress) => void): Promise<LoadResult> {
    return this.#job(id, (job) =>
      this.#inTurn(async () =>
        ingest({ database: await this.#open(), version: this.#version, job, progress: rarely(progress) }, file),
      ),
    );
  }

  demo(
    id: string,
    customers: number,
    seed: number,
    progress: (step: Progress) => void,
  ): Promise<readonly LoadResult[]> {
    return this.#job(id, (job) =>
      this.#inTurn(async () => {
        const results: LoadResult[] = [];
        for (const file of await demoFiles(customers, seed, job, rarely(progress))) {
          results.push(
            await ingest(
              { database: await this.#open(), version: this.#version, job, progress: rarely(progress) },
              file,
            ),
          );
        }
        return results;
      }),
    );
  }

  open(id: string, workspace: string, loads: readonly string[], progress: (step: Progress) => void): Promise<void> {
    return this.#job(id, async (job) => {
      // All files are fetched while the database still starts.
      const missing = loads.filter((load) => !this.#stands || !isAttached(this.#stands, loadAlias(load)));
      const kept = (await derivedFiles(workspace)).filter(
        ({ name }) => !this.#stands || !isAttached(this.#stands, `kept_${derivedName(name)}`),
      );
      const files = [...(await filesOf(missing.map((load) => `load:${load}`))), ...kept];
      const contents = await this.#contents(files);
      const tables = await this.#tables();
      progress({ step: 'opening', done: 0, total: loads.length });
      const gone = missing.filter((_, i) => !contents[i]);
      // What is left of a file that is not whole would stand in the way of the same file, added again.
      for (const load of gone) await removeFile(`load:${load}`);
      if (gone.length > 0) throw new Error(`missing-load: ${gone.join(' ')}`);
      const found = missing.map((load, i) => ({ alias: loadAlias(load), content: contents[i]! }));
      const also = kept.flatMap(({ name }, i) => {
        const content = contents[missing.length + i];
        return content ? [{ name: derivedName(name), content }] : [];
      });
      await tables.open(found, also, job);
    });
  }

  async adopt(names: readonly string[]): Promise<string[]> {
    this.#touched = performance.now();
    return (await this.#tables()).adopt(names, new Job());
  }

  async forget(loads: readonly string[]): Promise<void> {
    for (const load of loads) {
      await detachFile(await this.#open(), loadAlias(load));
      await removeLoad(load);
    }
  }

  query(id: string, statement: Permitted<unknown>): Promise<Uint8Array> {
    return this.#job(id, async (job) => runStatement(await this.#open(), statement, job));
  }

  materialise(id: string, workspace: string | null, plan: Plan, progress: (step: Progress) => void): Promise<void> {
    return this.#job(id, (job) =>
      this.#inTurn(async () => (await this.#tables()).make(plan, workspace, job, progress)),
    );
  }

  async define(statements: readonly Permitted<unknown>[]): Promise<void> {
    this.#touched = performance.now();
    await runScript(await this.#open(), statements);
  }

  join(id: string, plan: JoinPlan, progress: (step: Progress) => void): Promise<void> {
    return this.#job(id, (job) => this.#inTurn(async () => (await this.#tables()).join(plan, job, progress)));
  }

  insert(id: string, name: string, rows: number, ipc: Uint8Array): Promise<void> {
    return this.#job(id, (job) => this.#inTurn(async () => (await this.#tables()).insert(name, rows, ipc, job)));
  }

  retain(workspace: string, names: readonly string[]): Promise<void> {
    return this.#inTurn(async () => (await this.#tables()).retain(workspace, names));
  }

  async rejects(load: string, offset: number, limit: number): Promise<readonly Reject[]> {
    return rowsOf<Reject>(
      await this.#open(),
      sql<Reject>`SELECT "row"::DOUBLE AS "row", "line"::DOUBLE AS "line", "column", "text", reason
        FROM ${ident(loadAlias(load))}.rejects ORDER BY rowid LIMIT ${limit} OFFSET ${offset}`,
      new Job(),
    );
  }

  cancel(id: string): void {
    this.#jobs.get(id)?.cancel();
  }

  /** Resolves when everything that was put off (keeping derived tables) is done. */
  async settled(): Promise<void> {
    for (let work = this.#later.shift(); work; work = this.#later.shift())
      await this.#inTurn(work).catch(() => undefined);
    await this.#queue;
  }

  /** Kept files: small ones as bytes, to be held in memory; null for one that is not there or not whole. */
  #contents(files: readonly (SavedFile | undefined)[]): Promise<(FileToAttach['content'] | null)[]> {
    const held = whichHeld(
      this.#stands,
      files.map((file) => file?.size ?? 0),
    );
    return Promise.all(files.map((file, i) => (file ? (held[i] ? readFile(file) : openFile(file.name)) : null)));
  }

  /** Waits for the start, so that calls may be made before it is done. */
  async #open(): Promise<Database> {
    if (!this.#database) throw new Error('the engine has not started');
    return this.#database;
  }

  async #tables(): Promise<Materialised> {
    if (!this.#materialised) throw new Error('the engine has not started');
    return this.#materialised;
  }

  async #job<T>(id: string, work: (job: Job) => Promise<T>): Promise<T> {
    const job = new Job();
    this.#touched = performance.now();
    this.#jobs.set(id, job);
    try {
      return await work(job);
    } finally {
      this.#jobs.delete(id);
      this.#touched = performance.now();
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#queue.then(work).finally(() => {
      if (--this.#waiting === 0) this.#rest();
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Puts work off until nobody has waited for anything for a moment. */
  #whenIdle(work: () => Promise<void>): void {
    this.#later.push(work);
    this.#rest();
  }

  /** Does one thing that was put off, once nobody has asked for anything for a while; opening a workspace is many short calls. */
  #rest(): void {
    clearTimeout(this.#resting);
    if (this.#later.length === 0) return;
    this.#resting = setTimeout(() => {
      const quiet = this.#waiting === 0 && this.#jobs.size === 0 && performance.now() - this.#touched > QUIET;
      const work = quiet ? this.#later.shift() : undefined;
      if (work) void this.#inTurn(work).catch(() => undefined);
      else this.#rest();
    }, QUIET / 2);
  }
}

/** Nobody waits when nobody has asked for anything for this long, ms. */
const QUIET = 800;

/** What DuckDB may use: well under the tab's 4 GB, less where the device says that it has little. */
function memoryFor(deviceGigabytes: number | undefined): string {
  if (deviceGigabytes === undefined || deviceGigabytes >= 8) return '1500MB';
  return deviceGigabytes >= 4 ? '1200MB' : '800MB';
}

/** Passes on at most ten reports a second, and every change of step. */
function rarely(progress: (step: Progress) => void): (step: Progress) => void {
  let last = -Infinity;
  let step = '';
  return (report) => {
    const now = performance.now();
    if (report.step === step && now - last < 100 && report.done !== report.total) return;
    last = now;
    step = report.step;
    progress(report);
  };
}
