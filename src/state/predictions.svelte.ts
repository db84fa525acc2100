import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import type { Scope } from '../domain/scope.ts';
import {
  DEFAULT_VALUE_MODEL,
  holdOutWeeks,
  VALUE_TIERS,
  valueContent,
  type ValueModel,
} from '../domain/value-model.ts';
import { daysBetween, shiftDays } from '../domain/window.ts';
import { permit } from '../sql/guard.ts';
import { firstOrderDay, predictionTable } from '../sql/prediction.ts';
import { heldOutHistory, purchaseHistory, repeatsByWeek } from '../sql/purchase-history.ts';
import type { ValueReport, ValueTask } from '../../workers/compute/api/value.ts';
import { Fitted, type Made } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { HoldOutReport, ParameterReport, ValueReport } from '../../workers/compute/api/value.ts';

/** What every customer is worth: the table, and what its model says of itself. */
export interface Prediction extends Made<ValueModel> {
  /** First day with an order, `YYYY-MM-DD`. */
  readonly first: string;
  readonly report: ValueReport;
}

class Predictions extends Fitted<ValueModel, Prediction> {
  protected content(model: ValueModel): string {
    return valueContent(model);
  }

  protected fit(table: string, scope: Scope, model: ValueModel): Promise<Prediction> {
    const { asOf } = scope;
    return jobs.run('model', '', async (progress, call) => {
      const [row] = await query(firstOrderDay(asOf), 'model');
      const first = row?.first ?? asOf;
      const columns = `${table}_columns`;
      const running = compute.value(taskOf(model, { asOf, first, into: columns }), progress);
      this.stop = () => running.cancel();
      const report = await call(running).finally(() => (this.stop = null));
      const made: Prediction = { table, asOf, first, model, report };
      for (const plan of this.plans(made, [predictionTable(table, columns, asOf)], [columns]))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      return made;
    });
  }
}

/** What every customer is worth, by the workspace's saved model. */
export const predictions = new Predictions('prediction', DEFAULT_VALUE_MODEL);

function taskOf(model: ValueModel, given: { asOf: string; first: string; into: string }): ValueTask {
  const { asOf, first, into } = given;
  const weeks = holdOutWeeks(daysBetween(first, asOf), model.horizonWeeks);
  const split = shiftDays(asOf, -7 * weeks);
  return {
    into,
    histories: permit(purchaseHistory(asOf), 'model'),
    holdOut:
      weeks === 0
        ? null
        : {
            start: first,
            split,
            end: asOf,
            histories: permit(heldOutHistory(split, asOf), 'model'),
            repeats: permit(repeatsByWeek(first, split, asOf), 'model'),
          },
    model: model.model,
    horizonWeeks: model.horizonWeeks,
    annualRate: model.annualRate,
    margin: model.margin,
    tiers: VALUE_TIERS,
    seed: model.seed,
  };
}
