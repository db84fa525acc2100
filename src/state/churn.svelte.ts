import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import { churnContent, churnFeatures, DEFAULT_CHURN_MODEL, type ChurnModel } from '../domain/churn-model.ts';
import type { Scope } from '../domain/scope.ts';
import { churnTable, snapshotRows, type SnapshotWindow } from '../sql/churn.ts';
import { permit } from '../sql/guard.ts';
import { firstOrderDay } from '../sql/prediction.ts';
import { profilePlan } from '../sql/profile.ts';
import type { ChurnRefusal, ChurnReport, SnapshotReport } from '../../workers/compute/api/churn.ts';
import type { Running } from '../bridge/engine.ts';
import { Fitted, type Made } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { ChurnRefusal, ChurnReport } from '../../workers/compute/api/churn.ts';

/** Training snapshots at most. */
const SNAPSHOTS = 3;

/** Who is likely to leave: the table (absent where the model refused), and what it says of itself. */
export interface ChurnResult extends Made<ChurnModel> {
  readonly report: ChurnReport | ChurnRefusal;
  /** Names of the features, in the order in which reasons number them from 1. */
  readonly features: readonly string[];
  readonly days: SnapshotReport | null;
}

class Churn extends Fitted<ChurnModel, ChurnResult> {
  protected content(model: ChurnModel): string {
    return churnContent(model);
  }

  protected fit(table: string, scope: Scope, model: ChurnModel): Promise<ChurnResult> {
    const { asOf, shape, scale } = scope;
    const features = churnFeatures(shape);
    return jobs.run('model', '', async (progress, call) => {
      const [row] = await query(firstOrderDay(asOf), 'model');
      const firstDay = row?.first ?? asOf;
      const days = await call(compute.snapshots({ firstDay, asOf, horizonDays: model.horizonDays, most: SNAPSHOTS }));
      const said = { table, asOf, model, features };
      if (!days.ok) return { ...said, report: days, days: null, refused: true };
      const profiles: string[] = [];
      /** The rows of one snapshot, from a profile as of its own cut-off. */
      const snapshot = async (window: SnapshotWindow) => {
        const name = `${table}_${window.cutoff.replaceAll('-', '')}`;
        const { steps, temporary } = profilePlan({ asOf: window.cutoff, shape, scale }, name);
        const plan = { name, steps: steps.map((step) => permit(step, 'model')), temporary };
        await call(engine.materialise(this.workspace, plan, () => undefined));
        profiles.push(name);
        return permit(snapshotRows(name, features, window, model.activeDays), 'model');
      };
      const training = [];
      for (const window of days.training) training.push(await snapshot(window));
      const test = await snapshot(days.test);
      const scoring = permit(snapshotRows(scope.profile, features, days.scoring, model.activeDays), 'model');
      const columns = `${table}_columns`;
      const task = { into: columns, features, recency: 'r_days', training, test, scoring, seed: model.seed };
      const running: Running<ChurnReport | ChurnRefusal> = compute.churn(task, progress);
      this.stop = () => running.cancel();
      const report = await call(running).finally(() => (this.stop = null));
      const made: ChurnResult = { ...said, report, days, refused: !report.ok };
      const steps = report.ok ? [churnTable(table, columns)] : [];
      for (const plan of this.plans(made, steps, [columns, ...profiles]))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      return made;
    });
  }
}

/** Who is likely not to order in the time to come, by the workspace's saved model. */
export const churn = new Churn('churn', DEFAULT_CHURN_MODEL);
