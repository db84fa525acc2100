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
import { firstOrderDay, predictionTable, reportOf, reportTable } from '../sql/prediction.ts';
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

/** What every customer is worth, by the workspace's saved model: fitted when first asked for, and again when data, day or model change. */
class Predictions {
  #status = $state<PredictionStatus>('idle');
  #error = $state.raw<Error | null>(null);
  #model = $state.raw<ValueModel>(DEFAULT_VALUE_MODEL);
  #prediction = $state.raw<Prediction | null>(null);
  #workspace = '';
  #asked = '';
  #turn = 0;
  #opening: Promise<void> = Promise.resolve();
  #making: Promise<void> = Promise.resolve();
  /** Ends the fit that runs now. */
  #stop: (() => void) | null = null;
  #saved = false;

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

  /**
   * Makes what the scope asks for and gives the table's name; the same again costs nothing. `wanted` fits the standard model where none
   * was ever saved; otherwise null is given there, and where the fit failed (the fault is kept in `error`).
   */
  async look(workspace: string, scope: Scope, wanted: boolean): Promise<string | null> {
    if (workspace !== this.#workspace) {
      this.#workspace = workspace;
      this.#opening = this.#open(workspace);
    }
    await this.#opening;
    if (workspace !== this.#workspace || (!this.#saved && !wanted)) return null;
    const table = this.#tableOf(scope);
    if (table !== this.#asked || (this.#status === 'ready' && (await engine.adopt([table])).length === 0)) {
      this.#asked = table;
      this.#making = this.#make(table, scope);
    }
    await this.#making;
    return this.#prediction?.table === table ? table : null;
  }

  async #open(workspace: string): Promise<void> {
    this.#asked = '';
    this.#prediction = null;
    this.#status = 'idle';
    this.#error = null;
    const [saved] = await documentsOf<ValueModel>(workspace, 'value-model');
    if (workspace !== this.#workspace) return;
    this.#saved = saved !== undefined;
    this.#model = saved ?? DEFAULT_VALUE_MODEL;
  }

  /** Names of the kept tables that the scope's prediction stands in. */
  kept(scope: Scope): readonly string[] {
    const table = this.#tableOf(scope);
    return [table, reportName(table)];
  }

  /** Saves a new version of the model; the next look fits it. */
  async setModel(model: ValueModel): Promise<void> {
    valueContent(model);
    const next: ValueModel = { ...model, version: this.#saved ? this.#model.version + 1 : 1 };
    await saveDocument(this.#workspace, next);
    this.#saved = true;
    this.#model = next;
  }

  /** Forgets that it was asked: after a fault or a cancelling the next look tries again. */
  again(): void {
    this.#asked = '';
  }

  async #make(table: string, scope: Scope): Promise<void> {
    const turn = ++this.#turn;
    this.#stop?.();
    this.#status = 'running';
    this.#error = null;
    try {
      const made = (await this.#known(table)) ?? (await this.#fit(table, scope, this.#model));
      if (turn !== this.#turn) return;
      if (!this.#saved) await this.setModel(this.#model);
      this.#prediction = made;
      this.#status = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#status = this.#error.message.startsWith('cancelled') ? 'cancelled' : 'failed';
    }
  }

  /** A prediction that stands in the engine, or is kept on the device. */
  async #known(table: string): Promise<Prediction | null> {
    const report = reportName(table);
    const stand = await engine.adopt([table, report]);
    if (stand.length < 2) return null;
    const [row] = await query(reportOf(report), 'model');
    return row ? (JSON.parse(row.report) as Prediction) : null;
  }

  #tableOf(scope: Scope): string {
    return `prediction_${contentKey(`${scope.profile}|${valueContent(this.#model)}`).slice(0, 16)}`;
  }

  #fit(table: string, scope: Scope, model: ValueModel): Promise<Prediction> {
    const { asOf } = scope;
    return jobs.run('model', '', async (progress, call) => {
      const [row] = await query(firstOrderDay(asOf), 'model');
      const first = row?.first ?? asOf;
      const columns = `${table}_columns`;
      const running = compute.value(taskOf(model, { asOf, first, into: columns }), progress);
      this.#stop = () => running.cancel();
      const report = await call(running).finally(() => (this.#stop = null));
      const steps = [permit(predictionTable(table, columns, asOf), 'model')];
      const plan = { name: table, steps, temporary: [columns], keep: true };
      await call(engine.materialise(this.#workspace, plan, () => undefined));
      const made: Prediction = { table, asOf, first, model, report };
      const name = reportName(table);
      const said = { name, steps: [permit(reportTable(name, JSON.stringify(made)), 'model')], keep: true };
      await call(engine.materialise(this.#workspace, said, () => undefined));
      return made;
    });
  }
}

export const predictions = new Predictions();

/** The table beside a prediction in which its model says what it found. */
function reportName(table: string): string {
  return table.replace(/^prediction_/, 'report_');
}

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
