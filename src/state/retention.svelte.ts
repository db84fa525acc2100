import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import {
  DEFAULT_RETENTION_MODEL,
  firstTraits,
  ownLevels,
  retentionContent,
  type FirstTraitId,
  type RetentionModel,
} from '../domain/retention-model.ts';
import type { Scope } from '../domain/scope.ts';
import { provides } from '../domain/table.ts';
import { firstCustomers, firstHazards, firstLevels, firstReturns } from '../sql/first-order.ts';
import { permit } from '../sql/guard.ts';
import { gapCounts, lapseTable } from '../sql/lapse.ts';
import type { RetentionReport } from '../../workers/compute/api/retention.ts';
import { Fitted, type Made } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { HazardReport, LapseReport, RetentionReport, ReturnCurve } from '../../workers/compute/api/retention.ts';

/** Customers at most that Cox's model reads; of more, every second, third … is taken. */
const HAZARD_ROWS = 100_000;
/** Levels of a trait in Cox's model, the most frequent ones. */
const HAZARD_LEVELS = 5;

/** The values of a trait that stand by themselves, null for "not known"; all others are pooled. */
export interface TraitLevels {
  readonly by: FirstTraitId;
  readonly levels: readonly (string | null)[];
}

/** When customers come back, and the table of who has lapsed (absent where no lapse point can be given). */
export interface RetentionResult extends Made<RetentionModel> {
  readonly report: RetentionReport;
  /** The groups of the curves, by their places. */
  readonly groups: TraitLevels | null;
  /** The traits of Cox's model, by their places. */
  readonly traits: readonly TraitLevels[];
  /** Every so many-th customer was read by Cox's model. */
  readonly every: number;
}

class Retention extends Fitted<RetentionModel, RetentionResult> {
  protected content(model: RetentionModel): string {
    return retentionContent(model);
  }

  protected fit(table: string, scope: Scope, model: RetentionModel): Promise<RetentionResult> {
    return jobs.run('model', '', async (progress, call) => {
      const offered = firstTraits(scope.shape);
      const levelsOf = async (by: FirstTraitId, most?: number): Promise<TraitLevels> => {
        const counts = await query(firstLevels(by, scope), 'model');
        return { by, levels: ownLevels(counts, { by, ...(most ? { most } : {}) }) };
      };
      const by = offered.some(({ id }) => id === model.by) ? model.by : null;
      const groups = by && (await levelsOf(by));
      const traits: TraitLevels[] = [];
      for (const { id, dated } of offered) {
        if (!dated || id === 'store' || id === 'order_city') continue;
        const trait = await levelsOf(id, HAZARD_LEVELS);
        if (trait.levels.length > 0) traits.push(trait);
      }
      const returns = firstReturns(by, groups?.levels ?? [], scope);
      const [size] = await query(firstCustomers(scope), 'model');
      const every = Math.max(1, Math.ceil((size?.n ?? 0) / HAZARD_ROWS));
      const amount = provides(scope.shape, 'orders', 'amount');
      const running = compute.retention(
        {
          returns: permit(returns, 'model'),
          groups: groups ? groups.levels.length + 1 : 1,
          gaps: permit(gapCounts(scope), 'model'),
          threshold: model.threshold,
          hazards: {
            statement: permit(firstHazards({ amount, traits, every }, scope), 'model'),
            amount,
            levels: traits.map(({ levels }) => levels.length),
          },
        },
        progress,
      );
      this.stop = () => running.cancel();
      const report = await call(running).finally(() => (this.stop = null));
      const { lapse } = report;
      const said = { table, asOf: scope.asOf, model, report, groups, traits, every };
      const made: RetentionResult = { ...said, refused: !lapse.ok };
      const rule = lapse.ok ? { days: lapse.days, ownFactor: model.ownFactor } : null;
      const steps = rule ? [lapseTable(table, rule, scope)] : [];
      for (const plan of this.plans(made, steps, []))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      return made;
    });
  }
}

/** When customers come back and when they are lapsed, by the workspace's saved model. */
export const retention = new Retention('retention', DEFAULT_RETENTION_MODEL);
