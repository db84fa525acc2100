import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import { contentKey } from '../codec/hash.ts';
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
import { documentsOf, saveDocument } from '../store/workspaces.ts';
import type { ValueReport, ValueTask } from '../../workers/compute/api.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { HoldOutReport, ParameterReport, ValueReport } from '../../workers/compute/api.ts';

/** `idle` before anything was asked, `running` while the model is fitted. */
export type PredictionStatus = 'idle' | 'running' | 'ready' | 'cancelled' | 'failed';

/** What was predicted: the table, and what its model says of itself. */
export interface Prediction {
  /** Name of the table, a hash of the data, the as-of day and the model. */
  readonly table: string;
  readonly asOf: string;
  /** First day with an order, `YYYY-MM-DD`. */
  readonly first: string;
  readonly model: ValueModel;
  readonly report: ValueReport;
}

/** Reports kept; the least recently asked go first. */
const KEPT = 8;

/** What every customer is worth, by the workspace's saved model: fitted when first asked for, and again when data, day or model change. */
class Predictions {
  #status = $state<PredictionStatus>('idle');
  #error = $state.raw<Error | null>(null);
  #model = $state.raw<ValueModel>(DEFAULT_VALUE_MODEL);
  #prediction = $state.raw<Prediction | null>(null);
  #workspace = '';
  #asked = '';
  #turn = 0;
  readonly #made = new Map<string, Prediction>();

  get status(): PredictionStatus {
    return this.#status;
  }
  get error(): Error | null {
    return this.#error;
  }
  get model(): ValueModel {
    return this.#model;
  }
  /** The newest prediction; while another is made the old one stays. */
  get prediction(): Prediction | null {
    return this.#prediction;
  }

  /** Makes what the scope asks for; the same again costs nothing. Faults are kept in `error`. */
  async look(workspace: string, scope: Scope): Promise<void> {
    if (workspace !== this.#workspace) {
      this.#workspace = workspace;
      this.#asked = '';
      this.#prediction = null;
      this.#made.clear();
      const [saved] = await documentsOf<ValueModel>(workspace, 'value-model');
      if (workspace !== this.#workspace) return;
      this.#model = saved ?? DEFAULT_VALUE_MODEL;
    }
    const table = `prediction_${contentKey(`${scope.profile}|${valueContent(this.#model)}`).slice(0, 16)}`;
    if (table === this.#asked) return;
    this.#asked = table;
    await this.#make(table, scope);
  }

  /** Saves a new version of the model and fits it. */
  async setModel(model: ValueModel, scope: Scope): Promise<void> {
    valueContent(model);
    const next: ValueModel = { ...model, version: this.#model.version + 1 };
    await saveDocument(this.#workspace, next);
    this.#model = next;
    await this.look(this.#workspace, scope);
  }

  /** Tries again after a fault or a cancelling. */
  async again(scope: Scope): Promise<void> {
    this.#asked = '';
    await this.look(this.#workspace, scope);
  }

  async #make(table: string, scope: Scope): Promise<void> {
    const turn = ++this.#turn;
    this.#status = 'running';
    this.#error = null;
    try {
      const made = await this.#known(table, scope);
      if (turn !== this.#turn) return;
      this.#prediction = made;
      this.#status = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#status = this.#error.message.startsWith('cancelled') ? 'cancelled' : 'failed';
    }
  }

  async #known(table: string, scope: Scope): Promise<Prediction> {
    const known = this.#made.get(table);
    this.#made.delete(table);
    const stands = known && (await engine.adopt([table])).length > 0;
    const made = stands ? known : await this.#fit(table, scope, this.#model);
    this.#made.set(table, made);
    for (const oldest of this.#made.keys()) if (this.#made.size > KEPT) this.#made.delete(oldest);
    return made;
  }

  #fit(table: string, scope: Scope, model: ValueModel): Promise<Prediction> {
    const { asOf } = scope;
    return jobs.run('model', '', async (progress, call) => {
      const [row] = await query(firstOrderDay(asOf), 'model');
      const first = row?.first ?? asOf;
      const columns = `${table}_columns`;
      const report = await call(compute.value(taskOf(model, { asOf, first, into: columns }), progress));
      const steps = [permit(predictionTable(table, columns, asOf), 'model')];
      const plan = { name: table, steps, temporary: [columns] };
      await call(engine.materialise(this.#workspace, plan, () => undefined));
      return { table, asOf, first, model, report };
    });
  }
}

export const predictions = new Predictions();

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
