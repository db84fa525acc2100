import { bootEngine, demo, forget, load } from '../bridge/engine.ts';
import { prepareReader } from '../bridge/rows.ts';
import { Fault, faultOf } from '../domain/fault.ts';
import { DEFAULT_CURRENCY, type Workspace } from '../domain/workspace.ts';
import { t } from '../i18n/text.ts';
import type { StorageEvent } from '../store/db.ts';
import type { Freeable } from '../store/room.ts';
import { tenancy as tabs, type Stand, type Word } from '../store/tenancy.ts';
import { notices } from '../ui/notices.svelte.ts';
import type { EngineFacts, LoadResult } from '../../workers/engine/api.ts';
import type { Added } from './intake.ts';
import { jobs } from './jobs.svelte.ts';
import { recovery } from './recovery.svelte.ts';
import { selection } from './selection.svelte.ts';
import { tenancy } from './tenancy.svelte.ts';

type Book = (typeof import('./book.svelte.ts'))['book'];
type Store = typeof import('../store/workspaces.ts');

/** `starting` until storage is read; `empty` without a workspace; `failed` when the engine could not start. */
export type SessionStatus = 'starting' | 'empty' | 'ready' | 'failed';

/** A file that did not come in, with the reason to be said in words. */
export type Problem = Extract<LoadResult, { ok: false }>;

/** What the last load brought, said where files go in: tables that came, tables that were here already, files that did not come in. */
export interface Brought extends Added {
  readonly problems: readonly Problem[];
}

const DEMO_SEED = 20250701;
/** Milliseconds. */
const DAY = 86_400_000;

/** What is open now: the engine, the workspaces on this device, and the one that is looked at. Heavy rooms are fetched after the first paint. */
class Session {
  #status = $state<SessionStatus>('starting');
  #error = $state.raw<Error | null>(null);
  #workspaces = $state.raw<readonly Workspace[]>([]);
  #workspace = $state.raw<Workspace | null>(null);
  #facts = $state.raw<EngineFacts | null>(null);
  #brought = $state.raw<Brought | null>(null);
  #storage = $state<StorageEvent | null>(null);
  #book = $state.raw<Book | null>(null);
  #booted: Promise<EngineFacts> | null = null;
  /** The as-of day that is kept; a tab that only reads may look from another one. */
  #keptAsOf: string | null = null;
  #following: ReturnType<typeof setTimeout> | undefined;

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
  /** What money is shown in, ISO 4217. */
  get currency(): string {
    return this.#workspace?.currency ?? DEFAULT_CURRENCY;
  }
  get facts(): EngineFacts | null {
    return this.#facts;
  }
  /** What the last load brought; null before there was one, and in another workspace. */
  get brought(): Brought | null {
    return this.#brought;
  }
  /** What happened to storage under this tab, which only a reload mends. */
  get storage(): StorageEvent | null {
    return this.#storage;
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
    recovery.watch({ interrupt: () => this.#interrupt(), rebuild: () => this.#rebuild() });
    tabs.onstand = (workspace, stand) => void this.#stood(workspace, stand);
    tabs.onword = (word) => void this.#heard(word);
    tabs.listen();
    try {
      const [{ listWorkspaces }, { watchStorage }] = await Promise.all([this.#store(), import('../store/db.ts')]);
      watchStorage((event) => void this.#stored(event));
      const booting = this.#boot(); // the store is read, and the reader of results fetched, while the engine starts
      booting.catch(() => undefined);
      this.#workspaces = await listWorkspaces();
      const last = this.#workspaces[0];
      if (last) await this.open(last.id);
      else {
        this.#status = 'empty';
        booting.catch((error: unknown) => this.#fail(error));
      }
      // Nobody waits for the tidying.
      void import('../store/chunks.ts')
        .then(({ forgetUnreachable }) => forgetUnreachable(Date.now() - DAY))
        .catch(() => undefined);
    } catch (error) {
      this.#fail(error);
    }
  }

  async open(id: string): Promise<void> {
    const workspace = await (await this.#store()).touchWorkspace(id, new Date().toISOString());
    if (!workspace) {
      await this.#list();
      throw new Fault('gone', this.#workspaces.find((one) => one.id === id)?.name);
    }
    selection.clear();
    this.#brought = null;
    this.#keptAsOf = workspace.asOf;
    await tenancy.enter(id);
    this.#put(workspace);
    this.#status = 'ready';
    const booting = this.#boot();
    prepareReader();
    booting.catch(() => undefined);
    await (await this.#openBook()).open(workspace);
    await booting;
  }

  /** Creates an empty workspace and opens it. */
  async create(name: string, isDemo = false): Promise<void> {
    const now = new Date().toISOString();
    const workspace: Workspace = {
      id: crypto.randomUUID(),
      name,
      currency: DEFAULT_CURRENCY,
      asOf: null,
      createdAt: now,
      openedAt: now,
      demo: isDemo,
    };
    await (await this.#store()).createWorkspace(workspace);
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
    await this.open(copy.id);
  }

  /** Deletes the open workspace and opens the next one. */
  async remove(): Promise<void> {
    const id = this.#workspace?.id;
    if (!id) return;
    const unused = await (await this.#store()).removeWorkspace(id);
    await this.#leave(id);
    await forget(unused);
  }

  /** Moves the as-of day; null follows the data. A tab that only reads moves it for its own eyes. */
  async setAsOf(day: string | null): Promise<void> {
    const id = this.#workspace?.id;
    if (tenancy.reading && this.#workspace) this.#put({ ...this.#workspace, asOf: day });
    else {
      await this.#update({ asOf: day });
      if (this.#workspace?.id !== id) return;
      this.#keptAsOf = day;
    }
    await (await this.#openBook()).setAsOf(day);
  }

  /** Loads files into the open workspace, or into a new one named after the first file that came in. */
  async loadFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const open = this.#workspace?.id;
    const work = () =>
      Promise.all(
        files.map((file) =>
          jobs
            .watch('load', file.name, (progress) => load(file, progress))
            .catch((error: unknown) => problemOf(file, error)),
        ),
      );
    if (open) return tabs.during(open, async () => this.#take(open, await work()));
    this.#brought = null;
    const results = await work();
    const first = results.findIndex((result) => result.ok);
    if (first >= 0) {
      await this.create(files[first]!.name.replace(/\.[^.]+$/, ''));
      await this.#take(this.#workspace!.id, results);
    } else this.#brought = { sources: [], already: [], problems: results.filter((result) => !result.ok) };
  }

  /** Builds the demo company and loads what it would export; nothing is left of it where that fails or is cancelled. */
  async openDemo(customers: number, name = '青禾生活'): Promise<void> {
    await this.create(name, true);
    const id = this.#workspace!.id;
    let came = false;
    try {
      await tabs.during(id, async () => {
        const results = await jobs.watch('demo', name, (progress) => demo(customers, DEMO_SEED, progress));
        await this.#take(id, results);
        came = results.some((result) => result.ok);
      });
    } finally {
      if (!came && this.#workspace?.id === id) await this.remove();
    }
  }

  /** What takes room on this device and can be given up. */
  async freeable(): Promise<Freeable> {
    return (await import('../store/room.ts')).freeable();
  }

  /** Gives up kept results, which can be computed again. */
  async freeDerived(): Promise<void> {
    await (await import('../store/room.ts')).freeDerived();
  }

  /** Takes note that what the last load brought has been read. */
  dismiss(): void {
    this.#brought = null;
  }

  /** Takes in what loads brought for a workspace; by now another may be open, or that one deleted. */
  async #take(id: string, results: readonly LoadResult[]): Promise<void> {
    const loads = results.flatMap((result) => (result.ok ? result.sources.map((source) => source.load) : []));
    const store = await this.#store();
    if (!(await store.workspaceOf(id))) return forget(await store.unusedLoads([...new Set(loads)]));
    const book = await this.#openBook();
    const added = await book.add(id, results);
    if (this.#workspace?.id !== id) return;
    if (added.currency !== undefined) this.#put({ ...this.#workspace, currency: added.currency });
    this.#brought = { ...added, problems: results.filter((result) => !result.ok) };
    if (results.some((result) => result.ok)) await book.refresh();
  }

  async #update(change: Partial<Omit<Workspace, 'id'>>): Promise<void> {
    const id = this.#workspace?.id;
    if (!id) return;
    await (await this.#store()).updateWorkspace(id, change);
    // Another one may be open by now.
    if (this.#workspace?.id === id) this.#put({ ...this.#workspace, ...change });
    else this.#workspaces = this.#workspaces.map((one) => (one.id === id ? { ...one, ...change } : one));
  }

  /** Goes away from a deleted workspace to the next one, or to the beginning. */
  async #leave(id: string): Promise<void> {
    if (this.#workspace?.id === id) {
      (await this.#openBook()).close();
      tenancy.leave();
      this.#workspace = null;
      this.#brought = null;
    }
    await this.#list();
    const next = this.#workspaces[0];
    if (this.#workspace) return;
    if (next) await this.open(next.id);
    else this.#status = 'empty';
  }

  /** Reads the list again; the open workspace stays first, as it is looked at. */
  async #list(): Promise<void> {
    const all = await (await this.#store()).listWorkspaces();
    const open = this.#workspace;
    this.#workspaces = open ? [open, ...all.filter(({ id }) => id !== open.id)] : all;
  }

  /** This tab may write to the open workspace from now on, or not any more. */
  async #stood(workspace: string, stand: Stand): Promise<void> {
    if (!tenancy.note(workspace, stand) || this.#status !== 'ready') return;
    await this.#follow(true);
    if (this.#workspace?.id === workspace) notices.say('note', t('tabs.owner-now'));
  }

  /** Something happened to storage: told once, and where the browser only let go of it, only if it was cleared. */
  async #stored(event: StorageEvent): Promise<void> {
    if (event !== 'closed') this.#storage ??= event;
    else if (this.#storage === null && this.#workspace) {
      const kept = await (await this.#store()).workspaceOf(this.#workspace.id).catch(() => null);
      if (!kept && this.#workspace) this.#storage ??= 'closed';
    }
  }

  async #heard(word: Word): Promise<void> {
    if (this.#status !== 'ready' && this.#status !== 'empty') return;
    const open = this.#workspace;
    if (word.kind === 'removed' && open?.id === word.workspace) {
      await this.#leave(word.workspace);
      notices.say('note', t('tabs.removed', { name: open.name }));
    } else if (word.kind === 'saved' || word.kind === 'listed' || word.kind === 'removed') {
      await this.#list();
      if (word.kind !== 'saved' || open?.id !== word.workspace || !tenancy.reading) return;
      clearTimeout(this.#following); // several saves in a row are followed once
      this.#following = setTimeout(() => void this.#follow(), 100);
    }
  }

  /** Brings the open workspace to what is kept of it, which another tab has changed; its own as-of day with it where it is the owner now. */
  async #follow(owner = false): Promise<void> {
    const id = this.#workspace?.id;
    if (!id) return;
    const kept = await (await this.#store()).workspaceOf(id);
    if (this.#workspace?.id !== id) return;
    if (!kept) return this.#leave(id);
    const asOf = kept.asOf === this.#keptAsOf && !owner ? this.#workspace.asOf : kept.asOf;
    this.#keptAsOf = kept.asOf;
    this.#put({ ...kept, asOf });
    await (await this.#openBook()).follow(asOf);
  }

  #interrupt(): void {
    this.#booted = null;
    this.#book?.interrupt();
  }

  async #rebuild(): Promise<void> {
    const booting = this.#boot();
    booting.catch(() => undefined);
    if (this.#workspace && this.#book) await this.#book.rebuild();
    await booting;
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

/** What a load met that was not the file's own fault, as a reason that there are words for. */
function problemOf(file: File, error: unknown): Problem {
  const { code, detail } = faultOf(error);
  if (code === 'cancelled') return { ok: false, reason: 'cancelled', detail: { file: file.name } };
  const reason = code === 'engine-crashed' || code === 'engine-down' ? 'engine-crashed' : 'failed';
  return { ok: false, reason, detail: { file: file.name, message: detail } };
}
