import { int32, tableFromArrays, tableFromIPC, tableToIPC } from '@uwdata/flechette';
import { unite } from '../../src/domain/union-find.ts';
import { ident, sql } from '../../src/sql/statement.ts';
import { derivedFiles, openFile, removeFile, saveFile } from '../../src/store/chunks.ts';
import type { JoinPlan, Plan, Progress } from './api.ts';
import type { Database } from './database.ts';
import { Job, inSession, runStatement } from './execute.ts';
import { attachFile, attachFiles, writeFile, type FileToAttach } from './file.ts';
import { rowsOf } from './rows.ts';

/** How many profiles and scorings stay in memory; the least recently used go first. */
const KEPT = 12;

/** Bytes of tables in memory beyond which those that are to be kept are kept at once, and no longer wait until nobody does. */
const CROWDED = 150_000_000;

/** Tables named by their content: same name, same rows. Made once, kept while there is room, and nowhere else cached. */
export class Materialised {
  /** Everything that stands in the engine now; nothing else makes or drops derived tables. */
  readonly #made = new Set<string>();
  readonly #used = new Map<string, true>();
  /** Tables that are to be kept on the device and still wait for that, with their workspaces. */
  readonly #unkept = new Map<string, string>();
  /** Tables that are kept on the device, or are about to be. */
  readonly #kept = new Set<string>();

  constructor(
    readonly database: Database,
    readonly later: (work: () => Promise<void>) => void,
    readonly crowded = CROWDED,
  ) {}

  /** Makes the plan's table unless it is there, in memory or kept on the device. */
  async make(plan: Plan, workspace: string | null, job: Job, progress: (step: Progress) => void): Promise<void> {
    if (/^(profile|rfm|prediction|churn|retention|backtest)_[0-9a-f]+$/.test(plan.name)) this.#touch(plan.name);
    const keep = () => {
      if (!plan.keep || workspace === null || this.#kept.has(plan.name)) return;
      this.#kept.add(plan.name);
      this.#unkept.set(plan.name, workspace);
      this.later(() => this.#keep(plan.name));
    };
    if (this.#made.has(plan.name)) return keep(); // this tab may have only read when it made it
    if (plan.keep && (await this.adopt([plan.name], job)).length > 0) return;
    try {
      await this.#run(plan, job, progress);
    } catch (error) {
      // Tables that wait to be kept take room that the steps may have needed.
      if (!/^Out of Memory/.test(String((error as Error).message)) || this.#unkept.size === 0) throw error;
      await this.#drop(plan.name);
      await this.#makeRoom(0);
      await this.#run(plan, job, progress);
    }
    this.#made.add(plan.name);
    keep();
    await this.#forgetOldest();
    await this.#makeRoom();
  }

  async #run(plan: Plan, job: Job, progress: (step: Progress) => void): Promise<void> {
    await inSession(this.database, job, async () => {
      try {
        for (const [i, step] of plan.steps.entries()) {
          progress({ step: 'building', done: i, total: plan.steps.length });
          await runStatement(this.database, step, job);
        }
      } finally {
        for (const name of plan.temporary ?? []) await this.#drop(name);
      }
    });
  }

  /** Numbers the customers: union-find over the plan's pairs, written as (node INTEGER, customer INTEGER). */
  async join(plan: JoinPlan, job: Job, progress: (step: Progress) => void): Promise<void> {
    if (this.#made.has(plan.name)) return;
    await inSession(this.database, job, async () => {
      for (const [i, step] of plan.steps.entries()) {
        progress({ step: 'joining', done: i, total: plan.steps.length + 1 });
        await runStatement(this.database, step, job);
      }
      const [{ n } = { n: 0 }] = await rowsOf(this.database, plan.count, job);
      const pairs = await columnsOf(this.database, plan.pairs, job);
      const customer = unite(n, pairs.a, pairs.b);
      const node = Int32Array.from(customer, (_, i) => i);
      const bytes = tableToIPC(tableFromArrays({ node, customer }, { types: { node: int32(), customer: int32() } }), {
        format: 'stream',
      });
      if (!bytes) throw new Error('the customer numbers could not be encoded');
      await this.#take(plan.name, n, bytes, job);
    });
    this.#made.add(plan.name);
  }

  /** Makes (or replaces) a table from one Arrow IPC stream of so many rows: what a model gives back, until a plan has read it. */
  async insert(name: string, rows: number, ipc: Uint8Array, job: Job): Promise<void> {
    await this.#drop(name);
    await inSession(this.database, job, () => this.#take(name, rows, ipc, job));
  }

  async #take(name: string, rows: number, ipc: Uint8Array, job: Job): Promise<void> {
    await job.session!.insertArrowFromIPCStream(ipc, { name, schema: 'main', create: true });
    const [inserted] = await rowsOf<{ rows: number }>(
      this.database,
      sql`SELECT count(*)::DOUBLE AS "rows" FROM ${ident(name)}`,
      job,
    );
    if (inserted?.rows !== rows) throw new Error(`rows of ${name} lost: ${inserted?.rows} of ${rows} arrived`);
  }

  #touch(name: string): void {
    this.#used.delete(name);
    this.#used.set(name, true);
  }

  async #forgetOldest(): Promise<void> {
    for (const name of this.#used.keys()) {
      if (this.#used.size <= KEPT) return;
      this.#used.delete(name);
      await this.#drop(name);
    }
  }

  async #drop(name: string): Promise<void> {
    this.#made.delete(name);
    this.#kept.delete(name);
    for (const kind of ['TABLE', 'VIEW']) {
      const text = `DROP ${kind} IF EXISTS ${ident(name).chunks[0]}`;
      await this.database.use((connection) => connection.query(text)).catch(() => undefined);
    }
  }

  /** Attaches loads, and with them what is kept of all that was derived from them: opening is then one script. */
  async open(
    loads: readonly FileToAttach[],
    derived: readonly (Omit<FileToAttach, 'alias'> & { readonly name: string })[],
    job: Job,
  ): Promise<void> {
    const fresh = derived.filter(({ name }) => !this.#made.has(name));
    const found = fresh.map(({ name, content }) => ({ alias: `kept_${name}`, content, view: name }));
    await attachFiles(this.database, [...loads, ...found], job);
    for (const { name } of fresh) {
      this.#made.add(name);
      this.#kept.add(name);
    }
  }

  /** Takes up those of the named tables that are kept on the device; returns all that stand now. */
  async adopt(names: readonly string[], job: Job): Promise<string[]> {
    const missing = names.filter((name) => !this.#made.has(name));
    const files = await Promise.all(missing.map((name) => openFile(`derived:${name}`)));
    const found = missing.flatMap((name, i) => {
      const file = files[i];
      return file ? [{ alias: `kept_${name}`, content: file, view: name }] : [];
    });
    await attachFiles(this.database, found, job);
    for (const { view } of found) {
      this.#made.add(view);
      this.#kept.add(view);
    }
    return names.filter((name) => this.#made.has(name));
  }

  /** Where tables crowd the memory, writes those that wait to the device now: a kept file is a tenth of its table. */
  async #makeRoom(most = this.crowded): Promise<void> {
    for (const name of this.#unkept.keys()) {
      const [tables] = await rowsOf<{ bytes: number }>(
        this.database,
        sql`SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE AS bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'`,
        new Job(),
      );
      if (!tables || tables.bytes < most) return;
      // What cannot be kept, for want of room on the device, stays in memory.
      await this.#keep(name).catch(() => undefined);
    }
  }

  /** Writes a finished table to the device, and lets the compressed file stand for it in memory too. */
  async #keep(name: string): Promise<void> {
    const { database } = this;
    const job = new Job();
    const workspace = this.#unkept.get(name);
    this.#unkept.delete(name);
    if (workspace === undefined || !this.#made.has(name)) return;
    const alias = `kept_${name}`;
    const pieces = await writeFile(
      database,
      alias,
      async (target) =>
        void (await runStatement(
          database,
          sql`CREATE TABLE ${ident(target)}.data AS SELECT * FROM ${ident(name)}`,
          job,
        )),
      job,
    );
    await saveFile({ name: `derived:${name}`, kind: 'derived', workspace }, pieces);
    await attachFile(database, alias, new File([...pieces], name), job);
    await inSession(database, job, async () => {
      await runStatement(database, sql`BEGIN`, job);
      await runStatement(database, sql`DROP TABLE ${ident(name)}`, job);
      await runStatement(database, sql`CREATE VIEW ${ident(name)} AS SELECT * FROM ${ident(alias)}.data`, job);
      await runStatement(database, sql`COMMIT`, job);
    });
  }

  /** Forgets the kept files of a workspace that are not among `names`. */
  async retain(workspace: string, names: readonly string[]): Promise<void> {
    const wanted = new Set(names.map((name) => `derived:${name}`));
    for (const { name } of await derivedFiles(workspace)) {
      if (!wanted.has(name)) await removeFile(name);
    }
  }
}

async function columnsOf(
  database: Database,
  statement: JoinPlan['pairs'],
  job: Job,
): Promise<{ a: Int32Array; b: Int32Array }> {
  const table = tableFromIPC(await runStatement(database, statement, job));
  const a = Int32Array.from((table.getChild('a')?.toArray() ?? []) as ArrayLike<number>);
  const b = Int32Array.from((table.getChild('b')?.toArray() ?? []) as ArrayLike<number>);
  return { a, b };
}
