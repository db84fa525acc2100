import * as engine from '../bridge/engine.ts';
import { contentKey } from '../codec/hash.ts';
import type { NamedClusters } from '../domain/cluster-fit.ts';
import type { Mapping } from '../domain/mapping.ts';
import { DEFAULT_RFM, type RfmDefinition } from '../domain/rfm.ts';
import { needsBreaks, rfmBreaks } from '../domain/rfm-breaks.ts';
import type { RfmThresholds } from '../domain/rfm-why.ts';
import { tableOf } from '../domain/role.ts';
import { MODEL_TABLES, NO_DAY, type ModelTable, type Scope } from '../domain/scope.ts';
import type { Source } from '../domain/source.ts';
import type { Statement } from '../domain/statement.ts';
import { provides, undatedShape, type TableName } from '../domain/table.ts';
import { canonicalPlan, type CanonicalPlan, type Period } from '../sql/canonical.ts';
import { permit } from '../sql/guard.ts';
import { profilePlan } from '../sql/profile.ts';
import { rfmPlan } from '../sql/rfm.ts';
import { rfmPoints } from '../sql/rfm-base.ts';
import type { Stage } from '../sql/stage.ts';
import { bound } from '../sql/statement.ts';
import type { Span, Workspace } from '../domain/workspace.ts';
import { documentsOf, removeSources, saveDocument, saveDocuments, sourcesOf, versionsOf } from '../store/workspaces.ts';
import type { LoadResult, Progress } from '../../workers/engine/api.ts';
import { backtest } from './backtest.svelte.ts';
import { churn } from './churn.svelte.ts';
import { clusters } from './cluster.svelte.ts';
import { takeIn, type Added } from './intake.ts';
import { jobs } from './jobs.svelte.ts';
import { label } from './label.svelte.ts';
import { joinPlan, nameOf, textOf } from './plan.ts';
import { predictions } from './predictions.svelte.ts';
import { profitPrices } from './profit-terms.svelte.ts';
import { query } from './query.ts';
import { retention } from './retention.svelte.ts';
import { spanOf } from './span.ts';
import { tenancy } from './tenancy.svelte.ts';

/** The saved models whose tables become fields of the customer book, by their name in the scope. */
const MODELS = { prediction: predictions, churn, retention, cluster: clusters, label } as const satisfies Record<
  ModelTable,
  unknown
>;

/** Where the book stands: `empty` has no sources, `building` is being computed, `ready` can be asked. */
export type BookStatus = 'empty' | 'building' | 'ready' | 'failed';

/**
 * The customer book of the open workspace: its sources and their mappings, and what follows from them as of a day: canonical tables,
 * profile, RFM. Every change runs the same way: `refresh` computes what has a new name and reuses the rest.
 */
class Book {
  #workspace = '';
  #asOfChosen: string | null = null;
  #turn = 0;
  #adding: Promise<unknown> = Promise.resolve();
  /** Loads of this workspace that are attached to the engine. */
  readonly #attached = new Set<string>();
  #status = $state<BookStatus>('empty');
  #error = $state.raw<Error | null>(null);
  #sources = $state.raw<readonly Source[]>([]);
  #mappings = $state.raw<readonly Mapping[]>([]);
  #plan = $state.raw<CanonicalPlan | null>(null);
  #period = $state.raw<Period | null>(null);
  /** The period as it is kept with the workspace. */
  #span: Span | undefined;
  #scope = $state.raw<Scope | null>(null);
  #rfm = $state.raw<RfmDefinition>(DEFAULT_RFM);
  #breaks = $state.raw<RfmThresholds | undefined>(undefined);

  get status(): BookStatus {
    return this.#status;
  }
  get error(): Error | null {
    return this.#error;
  }
  get sources(): readonly Source[] {
    return this.#sources;
  }
  get mappings(): readonly Mapping[] {
    return this.#mappings;
  }
  /** Statements about the canonical tables: counts, rules, blocked values. */
  get plan(): CanonicalPlan | null {
    return this.#plan;
  }
  /** First and last event, and the day after the last. */
  get period(): Period | null {
    return this.#period;
  }
  /** What every page asks against; null until the first build is done. */
  get scope(): Scope | null {
    return this.#scope;
  }
  get rfm(): RfmDefinition {
    return this.#rfm;
  }
  /** The clusters in force and their names; null until they are known. */
  get clusters(): NamedClusters | null {
    return clusters.named;
  }
  /** Natural breaks in force, where the definition cuts by them. */
  get breaks(): RfmThresholds | undefined {
    return this.#breaks;
  }

  /** Opens a workspace's sources and definitions, attaches its loads, and builds what is not kept. */
  async open({ id, asOf, span }: Pick<Workspace, 'id' | 'asOf' | 'span'>): Promise<void> {
    this.close();
    this.#workspace = id;
    this.#asOfChosen = asOf;
    this.#span = span;
    await this.#read();
    if (id !== this.#workspace) return; // another was opened meanwhile
    // What cannot be computed is the book's own trouble, told on its pages: the workspace is open all the same.
    await this.refresh().catch(() => undefined);
  }

  /** Reads sources and definitions again, which another tab has changed, and computes what follows from them. */
  async follow(asOf: string | null): Promise<void> {
    const workspace = this.#workspace;
    this.#asOfChosen = asOf;
    await this.#read();
    for (const model of [...Object.values(MODELS), backtest]) await model.follow(workspace);
    await profitPrices.follow(workspace);
    if (workspace !== this.#workspace) return;
    await this.refresh().catch(() => undefined);
  }

  /** The engine died: what is being computed ends, and what was attached is not any more. */
  interrupt(): void {
    this.#turn++;
    this.#attached.clear();
    this.#error = null;
    if (this.#sources.length > 0) this.#status = 'building';
  }

  /** Builds the book in a new engine from what is stored. */
  async rebuild(): Promise<void> {
    await this.refresh().catch(() => undefined);
  }

  async #read(): Promise<void> {
    const workspace = this.#workspace;
    const sources = await sourcesOf(workspace);
    const mappings = await documentsOf<Mapping>(workspace, 'mapping');
    const [rfm] = await documentsOf<RfmDefinition>(workspace, 'rfm');
    if (workspace !== this.#workspace) return;
    this.#sources = sources;
    // Definitions outlive their source, and are not asked about without it.
    this.#mappings = mappings.filter((mapping) => sources.some(({ id }) => id === mapping.source));
    this.#rfm = rfm ?? DEFAULT_RFM;
  }

  /** Attaches the loads of the sources, those that are not. */
  async #attach(): Promise<void> {
    const loads = [...new Set(this.#sources.map((source) => source.load))].filter((load) => !this.#attached.has(load));
    if (loads.length === 0) return;
    const workspace = this.#workspace;
    await jobs.watch('open', '', (progress) => engine.open(workspace, loads, progress));
    if (workspace !== this.#workspace) return;
    for (const load of loads) this.#attached.add(load);
  }

  close(): void {
    this.#turn++;
    this.#attached.clear();
    this.#status = 'empty';
    this.#error = null;
    this.#sources = [];
    this.#mappings = [];
    this.#plan = null;
    this.#period = null;
    this.#span = undefined;
    this.#scope = null;
  }

  /** Takes what loads brought into the workspace that asked for them, open or not. One call at a time: each numbers its sources after the last. */
  add(workspace: string, results: readonly LoadResult[]): Promise<Added> {
    const added = this.#adding.then(async () => {
      const taken = await takeIn(workspace, results);
      if (this.#workspace !== workspace) return taken;
      for (const { load } of taken.sources) this.#attached.add(load);
      await this.#read();
      return taken;
    });
    this.#adding = added.catch(() => undefined);
    return added;
  }

  /** Saves a new version of each mapping and rebuilds, once, what depends on them. */
  async setMappings(mappings: readonly Mapping[]): Promise<void> {
    const next = mappings.map((mapping): Mapping => {
      const before = this.#mappings.find((one) => one.source === mapping.source);
      return { ...mapping, version: (before?.version ?? 0) + 1 };
    });
    await saveDocuments(this.#workspace, next);
    this.#mappings = this.#mappings.map((one) => next.find(({ source }) => source === one.source) ?? one);
    await this.refresh();
  }

  /** Every version of a source's mapping, oldest first. */
  mappingVersions(mapping: Mapping): Promise<Mapping[]> {
    return versionsOf<Mapping>(this.#workspace, 'mapping', mapping.id);
  }

  async removeSource(id: string): Promise<void> {
    const unused = await removeSources(this.#workspace, [id]);
    this.#sources = this.#sources.filter((source) => source.id !== id);
    this.#mappings = this.#mappings.filter((mapping) => mapping.source !== id);
    await this.refresh();
    await engine.forget(unused);
  }

  /** Saves a new version of the RFM definition; only the scores are rebuilt. */
  async setRfm(definition: RfmDefinition): Promise<void> {
    const next: RfmDefinition = { ...definition, version: this.#rfm.version + 1 };
    await saveDocument(this.#workspace, next);
    this.#rfm = next;
    await this.refresh();
  }

  async setAsOf(day: string | null): Promise<void> {
    this.#asOfChosen = day;
    await this.refresh();
  }

  /** Attaches what is not, and computes everything that has a new name. A later call wins over an earlier one. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    if (this.#sources.length === 0) {
      this.#plan = null;
      this.#period = null;
      this.#scope = null;
      this.#status = 'empty';
      return;
    }
    this.#status = 'building';
    this.#error = null;
    try {
      await this.#attach();
      if (turn !== this.#turn) return;
      await this.#build(() => turn === this.#turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#status = 'failed';
      throw this.#error;
    }
  }

  async #build(current: () => boolean): Promise<void> {
    const plan = canonicalPlan({ sources: this.#sources, mappings: this.#mappings, hash: contentKey });
    const total = plan.stages.length + 2;
    const workspace = this.#workspace;
    await jobs.run('build', '', async (report, call) => {
      let done = 0;
      const make: Make = async (name, steps, temporary = [], keep = true) => {
        const before = done++;
        const within = (part: Progress) =>
          report({ step: 'building', done: before + part.done / Math.max(1, part.total), total });
        within({ step: 'building', done: 0, total: 0 });
        const permitted = steps.map((step) => permit(step, 'profile'));
        await call(engine.materialise(tenancy.keeper(workspace), { name, steps: permitted, temporary, keep }, within));
        return name;
      };
      const content = plan.views.map((view) => bound(view)).join(';');
      for (const stage of await this.#missing(plan)) {
        if (stage.kind === 'table') await make(stage.name, stage.steps, [], stage.keep);
        else {
          report({ step: 'joining', done: done++, total });
          await call(engine.join(joinPlan(stage), () => undefined));
        }
        if (!current()) return;
      }
      await engine.define(plan.views.map((view) => permit(view, 'profile')));
      const period = await spanOf(workspace, this.#span, content, plan, call);
      if (!current()) return;
      this.#span = period;
      const undated = !period.asOf;
      const asOf = undated ? NO_DAY : (this.#asOfChosen ?? period.asOf ?? NO_DAY);
      const { scale } = plan;
      const shape = undated ? undatedShape(plan.shape) : plan.shape;
      const input = { asOf, shape, scale, rows: this.#rows() };
      const profile = nameOf('profile', `${content}|${asOf}|${textOf(profilePlan(input, 'profile').steps)}`);
      const { steps, temporary } = profilePlan(input, profile);
      const scored = provides(shape, 'orders', 'amount'); // without money there is no M
      const scores = scored ? [this.#scoresName(asOf, profile)] : [];
      await engine.adopt([profile, ...scores]); // both at once where both are kept
      await make(profile, steps, temporary);
      if (!current()) return;
      const rfm = scored ? await this.#scores(asOf, profile, make) : null;
      if (!current()) return;
      this.#plan = plan;
      this.#period = period;
      this.#scope = { asOf, profile, rfm, shape, scale, rows: input.rows, ...(undated ? { undated } : {}) };
      this.#status = 'ready';
      void this.#afterwards(current, [...plan.names, profile, ...(rfm ? [rfm] : [])]);
    });
  }

  /** What comes after the book can be asked: predictions by the saved model, and forgetting what nothing needs any more. */
  async #afterwards(current: () => boolean, names: readonly string[]): Promise<void> {
    await this.predict();
    const scope = this.#scope;
    const keeper = tenancy.keeper(this.#workspace);
    if (!current() || !scope || keeper === null) return;
    const predicted = [...Object.values(MODELS), backtest].flatMap((model) => model.kept(scope));
    await engine.retain(keeper, [...names, ...predicted]).catch(() => undefined);
  }

  /** Brings what the saved models predict into the scope; the `wanted` one is fitted even where it was never saved. */
  async predict(wanted?: ModelTable): Promise<void> {
    const scope = this.#scope;
    if (!scope) return;
    for (const name of wanted ? [wanted, ...MODEL_TABLES.filter((one) => one !== wanted)] : MODEL_TABLES)
      this.#bring(scope, { [name]: await MODELS[name].look(this.#workspace, scope, wanted === name) });
  }

  /** Tests the lists of the past; a table of its own, that no field reads, so it is made only when asked for. */
  async backtest(): Promise<void> {
    const scope = this.#scope;
    if (scope) await backtest.look(this.#workspace, scope, true);
  }

  /** Names a predicted table in the scope, unless the scope has become another meanwhile. */
  #bring(scope: Scope, tables: Partial<Pick<Scope, ModelTable>>): void {
    const now = this.#scope;
    if (now?.profile !== scope.profile) return;
    const next = { ...now, ...tables };
    if (MODEL_TABLES.some((name) => next[name] !== now[name])) this.#scope = next;
  }

  /** The stages that have to run: those that something still to be asked or made reads, and that are not kept. */
  async #missing(plan: CanonicalPlan): Promise<Stage[]> {
    const names = plan.stages.filter((stage) => stage.kind === 'table' && stage.keep).map(({ name }) => name);
    const kept = new Set(await engine.adopt(names));
    const readers = [...plan.views, plan.ruleCounts, plan.blocked(1)].map((statement) => bound(statement));
    const missing: Stage[] = [];
    for (const stage of plan.stages.toReversed()) {
      if (kept.has(stage.name) || !readers.some((text) => text.includes(stage.name))) continue;
      missing.unshift(stage);
      const own = stage.kind === 'join' ? [...stage.steps, stage.count, stage.pairs] : stage.steps;
      readers.push(...own.map((statement) => bound(statement)));
    }
    return missing;
  }

  #scoresName(asOf: string, profile: string): string {
    // Natural breaks follow from the profile and the definition, which the name holds already.
    const { steps } = rfmPlan(this.#rfm, { asOf, profile }, 'rfm', NO_BREAKS);
    return nameOf('rfm', `${JSON.stringify({ ...this.#rfm, version: 0 })}|${textOf(steps)}`);
  }

  async #scores(asOf: string, profile: string, make: Make): Promise<string> {
    const definition = this.#rfm;
    const input = { asOf, profile };
    const breaks = needsBreaks(definition)
      ? rfmBreaks(definition, await query(rfmPoints(definition, input), 'profile'))
      : undefined;
    this.#breaks = breaks;
    const name = this.#scoresName(asOf, profile);
    const { steps, temporary } = rfmPlan(definition, input, name, breaks);
    return make(name, steps, temporary);
  }

  /** Upper bounds of the canonical tables' sizes: the rows of the sources that feed them. */
  #rows(): Partial<Record<TableName, number>> {
    const rows: Partial<Record<TableName, number>> = {};
    for (const mapping of this.#mappings) {
      const source = this.#sources.find((one) => one.id === mapping.source);
      const tables = new Set(Object.values(mapping.roles).map((choice) => choice.role && tableOf(choice.role)));
      for (const table of tables) if (table && source) rows[table] = (rows[table] ?? 0) + source.rows;
    }
    return rows;
  }
}

export const book = new Book();

/** Makes a table of that name unless it is there. */
type Make = (
  name: string,
  steps: readonly Statement[],
  temporary?: readonly string[],
  keep?: boolean,
) => Promise<string>;

const NO_BREAKS: RfmThresholds = { score: { r: [], f: [], m: [] }, split: { r: 0, f: 0, m: 0 } };
