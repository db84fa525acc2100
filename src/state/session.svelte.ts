import { bootEngine, demo, forget, load } from '../bridge/engine.ts';
import { prepareReader } from '../bridge/rows.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { EngineFacts, LoadResult } from '../../workers/engine/api.ts';
import { jobs } from './jobs.svelte.ts';
import { selection } from './selection.svelte.ts';

type Book = (typeof import('./book.svelte.ts'))['book'];
type Store = typeof import('../store/workspaces.ts');

/** `starting` until storage is read; `empty` without a workspace; `failed` when the engine could not start. */
export type SessionStatus = 'starting' | 'empty' | 'ready' | 'failed';

/** A file that did not come in, with the reason to be said in words. */
export type Problem = Extract<LoadResult, { ok: false }>;

const DEMO_SEED = 20250701;

/** What is open now: the engine, the workspaces on this device, and the one that is looked at. Heavy rooms are fetched after the first paint. */
class Session {
  #status = $state<SessionStatus>('starting');
  #error = $state.raw<Error | null>(null);
  #workspaces = $state.raw<readonly Workspace[]>([]);
  #workspace = $state.raw<Workspace | null>(null);
  #facts = $state.raw<EngineFacts | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #already = $state.raw<readonly string[]>([]);
  #book = $state.raw<Book | null>(null);
  #booted: Promise<EngineFacts> | null = null;

  get status(): SessionStatus {
    return this.#status;
  }
  get error(): Error | null {
    return this.#error;
  }
  get workspaces(): readonly Workspace[] {
    return this.#workspaces;
  }
  get workspace(): Workspace | null {
    return this.#workspace;
  }
  get facts(): EngineFacts | null {
    return this.#facts;
  }
  /** Files of the last load that did not come in. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  /** Tables of the last load that were there already. */
  get already(): readonly string[] {
    return this.#already;
  }
  /** The day from which everything is looked at, `YYYY-MM-DD`; null before there are events. */
  get asOf(): string | null {
    const scope = this.#book?.scope;
    return scope && !scope.undated ? scope.asOf : null;
  }
  /** Days that can be chosen: from the day after the first event to the day after the last. */
  get asOfRange(): { readonly min: string; readonly max: string } | null {
    const period = this.#book?.period;
    return period?.first && period.asOf ? { min: period.first.slice(0, 10), max: period.asOf } : null;
  }

  /** Reads what is stored, starts the engine, opens the workspace that was open last. */
  async start(): Promise<void> {
    try {
      const { listWorkspaces } = await this.#store();
      const booting = this.#boot(); // the store is read, and the reader of results fetched, while the engine starts
      booting.catch(() => undefined);
      this.#workspaces = await listWorkspaces();
      const last = this.#workspaces[0];
      if (last) await this.open(last.id);
      else {
        this.#status = 'empty';
        booting.catch((error: unknown) => this.#fail(error));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  async open(id: string): Promise<void> {
    const store = await this.#store();
    const found = this.#workspaces.find((one) => one.id === id);
    if (!found) throw new Error(`no such workspace: ${id}`);
    const workspace = { ...found, openedAt: new Date().toISOString() };
    await store.saveWorkspace(workspace);
    selection.clear();
    this.#problems = [];
    this.#already = [];
    this.#put(workspace);
    this.#status = 'ready';
    const booting = this.#boot();
    prepareReader();
    booting.catch(() => undefined);
    await (await this.#openBook()).open(id, workspace.asOf);
    await booting;
  }

  /** Creates an empty workspace and opens it. */
  async create(name: string, isDemo = false): Promise<void> {
    const now = new Date().toISOString();
    const workspace: Workspace = {
      id: crypto.randomUUID(),
      name,
      currency: 'CNY',
      asOf: null,
      createdAt: now,
      openedAt: now,
      demo: isDemo,
    };
    await (await this.#store()).saveWorkspace(workspace);
    this.#workspaces = [workspace, ...this.#workspaces];
    void navigator.storage?.persist?.();
    await this.open(workspace.id);
  }

  async rename(name: string): Promise<void> {
    await this.#update({ name });
  }

  async setCurrency(currency: string): Promise<void> {
    await this.#update({ currency });
  }

  async duplicate(name: string): Promise<void> {
    if (!this.#workspace) return;
    const now = new Date().toISOString();
    const copy = { ...this.#workspace, id: crypto.randomUUID(), name, createdAt: now, openedAt: now };
    await (await this.#store()).duplicateWorkspace(this.#workspace.id, copy);
    this.#workspaces = [copy, ...this.#workspaces];
    await this.open(copy.id);
  }

  async remove(id: string): Promise<void> {
    const unused = await (await this.#store()).removeWorkspace(id);
    this.#workspaces = this.#workspaces.filter((one) => one.id !== id);
    if (this.#workspace?.id === id) {
      (await this.#openBook()).close();
      this.#workspace = null;
      const next = this.#workspaces[0];
      if (next) await this.open(next.id);
      else this.#status = 'empty';
    }
    await forget(unused);
  }

  /** Moves the as-of day; null follows the data. */
  async setAsOf(day: string | null): Promise<void> {
    await this.#update({ asOf: day });
    await (await this.#openBook()).setAsOf(day);
  }

  /** Loads files into the open workspace, or into a new one named after the first file. */
  async loadFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    if (!this.#workspace) await this.create(files[0]!.name.replace(/\.[^.]+$/, ''));
    const id = this.#workspace!.id;
    const results = await Promise.all(
      files.map((file) => jobs.watch('load', file.name, (progress) => load(file, progress))),
    );
    await this.#take(id, results);
  }

  /** Builds the demo company and loads what it would export. */
  async openDemo(customers: number, name = '青禾生活'): Promise<void> {
    await this.create(name, true);
    const id = this.#workspace!.id;
    await this.#take(id, await jobs.watch('demo', name, (progress) => demo(customers, DEMO_SEED, progress)));
  }

  /** Takes in what loads brought for a workspace; by now another may be open, or that one deleted. */
  async #take(id: string, results: readonly LoadResult[]): Promise<void> {
    if (!this.#workspaces.some((one) => one.id === id)) {
      const loads = results.flatMap((result) => (result.ok ? result.sources.map(({ load }) => load) : []));
      return forget(await (await this.#store()).unusedLoads([...new Set(loads)]));
    }
    const book = await this.#openBook();
    const already = await book.add(id, results);
    if (this.#workspace?.id !== id) return;
    this.#problems = results.filter((result) => !result.ok);
    this.#already = already;
    if (results.some((result) => result.ok)) await book.refresh();
  }

  async #update(change: Partial<Workspace>): Promise<void> {
    if (!this.#workspace) return;
    const workspace = { ...this.#workspace, ...change };
    await (await this.#store()).saveWorkspace(workspace);
    this.#put(workspace);
  }

  #put(workspace: Workspace): void {
    this.#workspace = workspace;
    this.#workspaces = [workspace, ...this.#workspaces.filter((one) => one.id !== workspace.id)];
  }

  #boot(): Promise<EngineFacts> {
    this.#booted ??= bootEngine().then((facts) => (this.#facts = facts));
    return this.#booted;
  }

  async #openBook(): Promise<Book> {
    return (this.#book ??= (await import('./book.svelte.ts')).book);
  }

  #store(): Promise<Store> {
    return import('../store/workspaces.ts');
  }

  #fail(error: unknown): void {
    this.#error = error instanceof Error ? error : new Error(String(error));
    this.#status = 'failed';
  }
}

export const session = new Session();
