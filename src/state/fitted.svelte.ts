import * as engine from '../bridge/engine.ts';
import { contentKey } from '../codec/hash.ts';
import type { Document } from '../domain/document.ts';
import { faultOf } from '../domain/fault.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { permit } from '../sql/guard.ts';
import { reportOf, reportTable } from '../sql/prediction.ts';
import { documentsOf, saveDocument, versionsOf } from '../store/workspaces.ts';
import type { Plan } from '../../workers/engine/api.ts';
import { query } from './query.ts';
import { tenancy } from './tenancy.svelte.ts';

export type { DriftReport, VerdictReport } from '../../workers/compute/api/contest.ts';

/** `idle` before anything was asked, `running` while the model is fitted. */
export type FittedStatus = 'idle' | 'running' | 'ready' | 'cancelled' | 'failed';

/** What a model made: a table, and what is to be said of it; plain data, kept beside the table. */
export interface Made<Model> {
  /** Name of the table, a hash of the data, the as-of day and the model. */
  readonly table: string;
  readonly asOf: string;
  readonly model: Model;
  /** True where the model refused and there is no table. */
  readonly refused?: boolean;
}

/** What a model has learned from the data of one day: kept beside its definition, so that it scores later days without being fitted again. */
export interface Learned<Memory> extends Document {
  /** The day and the data (their hash) from which it was learned. */
  readonly asOf: string;
  readonly data: string;
  readonly memory: Memory;
}

/** Where a result's model was learned: the day, the data, and how many times it had learned by then. */
export interface Origin {
  readonly asOf: string;
  /** The first signs of the hash by which the data are named. */
  readonly hash: string;
  readonly version: number;
}

export function originOf({ asOf, data, version }: Learned<unknown>): Origin {
  return { asOf, hash: signsOf(data), version };
}

/** The first signs of the hash of what names the data: enough to tell two sets of data apart by eye. */
export function signsOf(data: string): string {
  return contentKey(data).slice(0, 8);
}

/**
 * A saved model of a workspace and the table that it makes: fitted when first asked for, and kept on the device with its report. When
 * data, day or model change, a model that `remembers` scores them with what it has learned before that day; others are fitted again.
 */
export abstract class Fitted<Model extends Document, Result extends Made<Model>, Memory = never> {
  #status = $state<FittedStatus>('idle');
  #error = $state.raw<Error | null>(null);
  #model: Model;
  #result = $state.raw<Result | null>(null);
  #workspace = '';
  #asked = '';
  #turn = 0;
  #opening: Promise<void> = Promise.resolve();
  #making: Promise<void> = Promise.resolve();
  #saved = false;
  /** What was learned by the model as it stands, oldest first, and by which content. */
  #learned: readonly Learned<Memory>[] = [];
  #learnedBy = '';
  /** The data from which the reader wants it learned again. */
  #anew = '';
  /** True for models that keep what they have learned. */
  protected readonly remembers: boolean = false;
  /** The table during whose fit the engine died. */
  #crashed = '';
  /** Ends the fit that runs now. */
  protected stop: (() => void) | null = null;

  /** `prefix` begins the table's name. */
  constructor(
    readonly prefix: string,
    readonly standard: Model,
  ) {
    this.#model = $state.raw(standard);
  }

  /** What the table depends on besides the profile. */
  protected abstract content(model: Model): string;

  /** Makes the table and says what the model found; `learned` is to score it, where the model has learned before. */
  protected abstract fit(table: string, scope: Scope, model: Model, learned: Learned<Memory> | null): Promise<Result>;

  /** True where the data have what the model asks for. */
  applies(scope: Scope): boolean {
    return scope.shape.orders !== undefined;
  }

  /** What the table is made from besides the model: a hash of the data. */
  protected data(scope: Scope): string {
    return scope.profile;
  }

  /** The first signs of the hash of the data that the scope's result is made from. */
  hashOf(scope: Scope): string {
    return signsOf(this.data(scope));
  }

  get status(): FittedStatus {
    return this.#status;
  }
  get error(): Error | null {
    return this.#error;
  }
  get model(): Model {
    return this.#model;
  }
  /** The newest result; while another is made the old one stays. */
  get result(): Result | null {
    return this.#result;
  }
  /** The workspace that is looked at. */
  protected get home(): string {
    return this.#workspace;
  }
  /** The workspace under which the engine keeps the tables; null in a tab that only reads. */
  protected get workspace(): string | null {
    return tenancy.keeper(this.#workspace);
  }

  /**
   * Makes what the scope asks for and gives the table's name; the same again costs nothing. `wanted` fits the standard model where none
   * was ever saved; otherwise null is given there, and where the fit failed (the fault is kept in `error`).
   */
  async look(workspace: string, scope: Scope, wanted: boolean): Promise<string | null> {
    await this.opened(workspace);
    if (workspace !== this.#workspace || !this.applies(scope) || (!this.#saved && !wanted)) return null;
    await this.#recall();
    const table = this.#tableOf(scope);
    if (table !== this.#asked || (await this.#lost(table))) {
      this.#asked = table;
      this.#making = this.#make(table, scope);
    }
    await this.#making;
    return this.#result?.table === table && !this.#result.refused ? table : null;
  }

  /** Resolves when `model` is the workspace's own. */
  opened(workspace: string): Promise<void> {
    if (workspace !== this.#workspace) {
      this.#workspace = workspace;
      this.#opening = this.#open(workspace);
    }
    return this.#opening;
  }

  /** Names of the kept tables that the scope's result stands in. */
  kept(scope: Scope): readonly string[] {
    const table = this.#tableOf(scope);
    return [table, reportName(table)];
  }

  /** Saves a new version of the model; the next look fits it. */
  async setModel(model: Model): Promise<void> {
    this.content(model);
    const next: Model = { ...model, version: this.#saved ? this.#model.version + 1 : 1 };
    await saveDocument(this.#workspace, next);
    this.#saved = true;
    this.#model = next;
  }

  /** Every saved version of the model, oldest first. */
  versions(): Promise<Model[]> {
    return versionsOf<Model>(this.#workspace, this.standard.kind, this.standard.id);
  }

  /** Has the next look learn from the scope's own data, whatever was learned before. */
  learnAgain(scope: Scope): void {
    this.#anew = this.data(scope);
    this.#asked = '';
  }

  /** Reads the saved model again: another tab may have changed it. */
  async follow(workspace: string): Promise<void> {
    if (workspace !== this.#workspace) return;
    const [saved] = await documentsOf<Model>(workspace, this.standard.kind);
    if (workspace !== this.#workspace || !saved) return;
    this.#saved = true;
    this.#model = saved;
    this.#learnedBy = '';
  }

  /** Forgets that it was asked: after a fault or a cancelling the next look tries again. */
  again(): void {
    this.#asked = '';
  }

  /** Plans that keep the result's table, made by `steps` (none where the model refused), and its report; then `temporary` is dropped. */
  protected plans(result: Result, steps: readonly Statement[], temporary: readonly string[]): Plan[] {
    const { table } = result;
    const report = reportTable(reportName(table), JSON.stringify(result));
    const plan = (name: string, made: readonly Statement[]): Plan => ({
      name,
      steps: made.map((step) => permit(step, 'model')),
      keep: true,
    });
    return [...(steps.length > 0 ? [plan(table, steps)] : []), { ...plan(reportName(table), [report]), temporary }];
  }

  /** Keeps what the model learned from the scope's data, as the newest version. */
  protected async remember(scope: Scope, model: Model, memory: Memory): Promise<Learned<Memory>> {
    const content = this.content(model);
    const before = content === this.#learnedBy ? this.#learned : await this.#learnedWith(content);
    const { kind, id } = this.#nameOfLearned(content);
    const version = 1 + (before.at(-1)?.version ?? 0);
    const learned: Learned<Memory> = { kind, id, version, asOf: scope.asOf, data: this.data(scope), memory };
    if (this.workspace !== null) await saveDocument(this.#workspace, learned); // a tab that only reads learns for itself
    if (content === this.#learnedBy) this.#learned = [...before, learned];
    return learned;
  }

  async #recall(): Promise<void> {
    const content = this.content(this.#model);
    if (!this.remembers || content === this.#learnedBy) return;
    this.#learned = await this.#learnedWith(content);
    this.#learnedBy = content;
  }

  #learnedWith(content: string): Promise<Learned<Memory>[]> {
    const { kind, id } = this.#nameOfLearned(content);
    return versionsOf<Learned<Memory>>(this.#workspace, kind, id);
  }

  #nameOfLearned(content: string): { kind: string; id: string } {
    return { kind: `${this.standard.kind}:learned`, id: contentKey(content) };
  }

  /**
   * What the scope is scored with: of what was learned no later than its day, which alone has not seen that day's future, the latest day,
   * and of one day the newest.
   */
  protected choose(learned: readonly Learned<Memory>[], scope: Scope): Learned<Memory> | null {
    const before = learned.filter(({ asOf }) => asOf <= scope.asOf);
    return before.reduce<Learned<Memory> | null>((best, one) => (best && best.asOf > one.asOf ? best : one), null);
  }

  #learnedBefore(scope: Scope): Learned<Memory> | null {
    return this.#anew === this.data(scope) ? null : this.choose(this.#learned, scope);
  }

  /** The newest that any version of the model has learned, whatever it was asked; null before the first fit. */
  protected async lastLearned(): Promise<Learned<Memory> | null> {
    for (const version of (await this.versions()).toReversed()) {
      const last = (await this.#learnedWith(this.content(version))).at(-1);
      if (last) return last;
    }
    return null;
  }

  /** True when the table was there and has been dropped for want of room. */
  async #lost(table: string): Promise<boolean> {
    if (this.#status !== 'ready' || this.#result?.refused) return false;
    return (await engine.adopt([table])).length === 0;
  }

  async #open(workspace: string): Promise<void> {
    this.#asked = '';
    this.#anew = '';
    this.#learnedBy = '';
    this.#learned = [];
    this.#result = null;
    this.#status = 'idle';
    this.#error = null;
    const [saved] = await documentsOf<Model>(workspace, this.standard.kind);
    if (workspace !== this.#workspace) return;
    this.#saved = saved !== undefined;
    this.#model = saved ?? this.standard;
  }

  async #make(table: string, scope: Scope): Promise<void> {
    const turn = ++this.#turn;
    this.stop?.();
    this.#status = 'running';
    this.#error = null;
    try {
      const learned = this.#learnedBefore(scope);
      // A kept table of a model that has no memory of it, from another workspace, is made again: the memory is needed later.
      const forgotten = this.remembers && !learned;
      const known = forgotten ? null : await this.#known(table);
      const made = known ?? (await this.fit(table, scope, this.#model, learned));
      if (turn !== this.#turn) return;
      this.#anew = '';
      if (!this.#saved && this.workspace !== null) await this.setModel(this.#model);
      this.#result = made;
      this.#status = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      const { code } = faultOf(error);
      this.#status = code === 'cancelled' ? 'cancelled' : 'failed';
      // The engine is rebuilt, and the next look fits again; a fit that ends the engine twice is not tried a third time.
      if (code === 'engine-crashed' && this.#crashed !== table) this.#asked = '';
      if (code === 'engine-crashed') this.#crashed = table;
    }
  }

  /** A result that stands in the engine, or is kept on the device. */
  async #known(table: string): Promise<Result | null> {
    const report = reportName(table);
    const stand = await engine.adopt([table, report]);
    if (!stand.includes(report)) return null;
    const [row] = await query(reportOf(report), 'model');
    const known = row ? (JSON.parse(row.report) as Result) : null;
    return known && (known.refused || stand.includes(table)) ? known : null;
  }

  #tableOf(scope: Scope): string {
    const data = this.data(scope);
    const from = this.#learnedBefore(scope)?.data ?? data;
    return `${this.prefix}_${contentKey(`${data}|${this.content(this.#model)}|${from}`).slice(0, 16)}`;
  }
}

/** The table beside a result in which its model says what it found. */
function reportName(table: string): string {
  return `report_${table}`;
}
