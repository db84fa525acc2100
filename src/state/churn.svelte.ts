import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import type { Running } from '../bridge/engine.ts';
import { churnContent, churnFeatures, DEFAULT_CHURN_MODEL, type ChurnModel } from '../domain/churn-model.ts';
import type { Scope } from '../domain/scope.ts';
import { snapshotPlan, snapshotRows, type SnapshotWindow } from '../sql/churn.ts';
import { permit } from '../sql/guard.ts';
import { firstOrderDay } from '../sql/prediction.ts';
import { scoredTable } from '../sql/scored.ts';
import type { ChurnLearned, ChurnRefusal, ChurnReport, SnapshotReport } from '../../workers/compute/api/churn.ts';
import type { ClassifierMemory, DriftReport, ScoreReport } from '../../workers/compute/api/contest.ts';
import { Fitted, originOf, type Learned, type Made, type Origin } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { ChurnRefusal, ChurnReport, SnapshotReport } from '../../workers/compute/api/churn.ts';

/** Training snapshots at most. */
const SNAPSHOTS = 3;

/** What a churn model keeps of what it has learned. */
interface ChurnMemory {
  readonly text: ClassifierMemory;
  readonly report: ChurnReport;
  readonly features: readonly string[];
  readonly days: SnapshotReport;
  readonly first: string;
}

/** Who is likely to leave: the table (absent where the model refused), and what it says of itself. */
export interface ChurnResult extends Made<ChurnModel> {
  readonly report: ChurnReport | ChurnRefusal;
  /** Names of the features, in the order in which reasons number them from 1. */
  readonly features: readonly string[];
  readonly days: SnapshotReport | null;
  /** First day with an order, `YYYY-MM-DD`. */
  readonly first: string;
  readonly origin: Origin | null;
  /** How far the customers have moved since the model was learned; null on the day itself. */
  readonly drift: readonly DriftReport[] | null;
}

class Churn extends Fitted<ChurnModel, ChurnResult, ChurnMemory> {
  protected override readonly remembers = true;

  protected content(model: ChurnModel): string {
    return churnContent(model);
  }

  protected override choose(learned: readonly Learned<ChurnMemory>[], scope: Scope): Learned<ChurnMemory> | null {
    const there: ReadonlySet<string> = new Set<string>(churnFeatures(scope.shape));
    const able = learned.filter(({ memory }) => memory.features.every((feature) => there.has(feature)));
    return super.choose(able, scope);
  }

  protected fit(
    table: string,
    scope: Scope,
    model: ChurnModel,
    learned: Learned<ChurnMemory> | null,
  ): Promise<ChurnResult> {
    return learned ? this.#score(table, scope, model, learned) : this.#learn(table, scope, model);
  }

  #learn(table: string, scope: Scope, model: ChurnModel): Promise<ChurnResult> {
    const { asOf, shape } = scope;
    const features = churnFeatures(shape);
    return jobs.run('model', '', async (progress, call) => {
      const [row] = await query(firstOrderDay(asOf), 'model');
      const firstDay = row?.first ?? asOf;
      const days = await call(compute.snapshots({ firstDay, asOf, horizonDays: model.horizonDays, most: SNAPSHOTS }));
      const said = { table, asOf, model, features, first: firstDay, origin: null, drift: null };
      if (!days.ok) return { ...said, report: days, days: null, refused: true };
      const snapshots: string[] = [];
      /** The rows of one snapshot, from a profile as of its own cut-off. */
      const snapshot = async (window: SnapshotWindow) => {
        const { table: own, steps, temporary, rows } = snapshotPlan(table, features, window, { ...model, ...scope });
        const plan = { name: own, steps: steps.map((step) => permit(step, 'model')), temporary };
        await call(engine.materialise(this.workspace, plan, () => undefined));
        snapshots.push(own);
        return permit(rows, 'model');
      };
      const training = [];
      for (const window of days.training) training.push(await snapshot(window));
      const test = await snapshot(days.test);
      const scoring = permit(snapshotRows(scope.profile, features, days.scoring, model.activeDays), 'model');
      const columns = `${table}_columns`;
      const task = { into: columns, features, recency: 'r_days', training, test, scoring, seed: model.seed };
      const running: Running<ChurnLearned | ChurnRefusal> = compute.churn(task, progress);
      this.stop = () => running.cancel();
      const learned = await call(running).finally(() => (this.stop = null));
      const temporary = [columns, ...snapshots];
      if (!learned.ok) return this.#made({ ...said, report: learned, days, refused: true }, temporary, call);
      const { report, memory: text } = learned;
      const origin = originOf(await this.remember(scope, model, { text, report, features, days, first: firstDay }));
      return this.#made({ ...said, report, days, origin }, temporary, call);
    });
  }

  /** Scores by what was learned from an earlier day or other data. */
  #score(table: string, scope: Scope, model: ChurnModel, learned: Learned<ChurnMemory>): Promise<ChurnResult> {
    const { text, report, features, days, first } = learned.memory;
    return jobs.run('model', '', async (progress, call) => {
      const columns = `${table}_columns`;
      const today = { cutoff: scope.asOf, label: null };
      const rows = permit(snapshotRows(scope.profile, features, today, model.activeDays), 'model');
      const running: Running<ScoreReport> = compute.score({ into: columns, memory: text, rows }, progress);
      this.stop = () => running.cancel();
      const { scored, drift } = await call(running).finally(() => (this.stop = null));
      const made: ChurnResult = {
        table,
        asOf: scope.asOf,
        model,
        features,
        days,
        first,
        report: { ...report, rows: { ...report.rows, scored } },
        origin: originOf(learned),
        drift: learned.data === this.data(scope) ? null : drift,
      };
      return this.#made(made, [columns], call);
    });
  }

  async #made(
    made: ChurnResult,
    temporary: readonly string[],
    call: <R>(running: Running<R>) => Promise<R>,
  ): Promise<ChurnResult> {
    const steps = made.report.ok ? [scoredTable(made.table, temporary[0]!, 'p_churn')] : [];
    for (const plan of this.plans(made, steps, temporary))
      await call(engine.materialise(this.workspace, plan, () => undefined));
    return made;
  }
}

/** Who is likely not to order in the time to come, by the workspace's saved model. */
export const churn = new Churn('churn', DEFAULT_CHURN_MODEL);
