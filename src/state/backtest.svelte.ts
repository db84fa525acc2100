import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import {
  backtestContent,
  DEFAULT_BACKTEST_MODEL,
  LEAST_CUSTOMERS,
  LEAST_HISTORY_DAYS,
  listLength,
  listTerms,
  type BacktestModel,
  type BuyerList,
  type LeaverList,
  type ListTerms,
} from '../domain/backtest-model.ts';
import type { Scope } from '../domain/scope.ts';
import { provides } from '../domain/table.ts';
import { daysBetween, shiftDays } from '../domain/window.ts';
import {
  backtestLists,
  backtestSums,
  backtestTable,
  buyersReached,
  leaversReached,
  listsOf,
  type BacktestSums,
} from '../sql/backtest.ts';
import { firstCustomers } from '../sql/first-order.ts';
import { permit } from '../sql/guard.ts';
import { firstOrderDay } from '../sql/prediction.ts';
import type { BacktestReport } from '../../workers/compute/api/backtest.ts';
import { churn } from './churn.svelte.ts';
import { pastChurn, pastProfile, pastRfm, pastValue, type MissingList, type Past } from './past.ts';
import { Fitted, type Made } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { predictions } from './predictions.svelte.ts';
import { query } from './query.ts';

export type { MissingList } from './past.ts';
export type { BacktestReport, BuyerReport, ReachedReport } from '../../workers/compute/api/backtest.ts';

/** Why nothing can be tested, with the numbers that belong into the sentence. */
export interface BacktestRefusal {
  readonly reason: 'too-short' | 'too-few-customers' | 'nobody-bought';
  readonly detail: Readonly<Record<string, number>>;
}

/** The lists of the past with what happened (absent where nothing can be tested), and what is to be said of them. */
export interface BacktestResult extends Made<BacktestModel> {
  /** First day of the window that is judged, `YYYY-MM-DD`; the lists know only what came before it. */
  readonly cut: string;
  readonly first: string;
  readonly refusal: BacktestRefusal | null;
  readonly sums: BacktestSums | null;
  readonly buyers: readonly BuyerList[];
  readonly leavers: readonly LeaverList[];
  readonly missing: readonly MissingList[];
  readonly terms: ListTerms;
}

class Backtest extends Fitted<BacktestModel, BacktestResult> {
  #compared = $state.raw<BacktestReport | null>(null);
  #comparing = $state(false);
  #fault = $state.raw<Error | null>(null);
  #serial = 0;

  protected content(model: BacktestModel): string {
    return backtestContent(model);
  }

  /** The lists follow the workspace's definition of RFM and its saved models. */
  protected override data(scope: Scope): string {
    return [scope.profile, scope.rfm, JSON.stringify(termsNow())].join('|');
  }

  override async look(workspace: string, scope: Scope, wanted: boolean): Promise<string | null> {
    await Promise.all([predictions.opened(workspace), churn.opened(workspace)]);
    return super.look(workspace, scope, wanted);
  }

  /** The lists at the length in force; null until they have been compared. */
  get compared(): BacktestReport | null {
    return this.#compared;
  }
  get comparing(): boolean {
    return this.#comparing;
  }
  get compareFault(): Error | null {
    return this.#fault;
  }

  /** Compares the lists at the length that the model asks for; the newest call wins. */
  async compare(result: BacktestResult, model: BacktestModel): Promise<void> {
    const { sums, table, buyers, leavers } = result;
    if (!sums) return;
    const turn = ++this.#serial;
    this.#comparing = true;
    this.#fault = null;
    const k = listLength(model.size, sums.customers);
    const { customers, active, left } = sums;
    try {
      const running = compute.backtest({
        buyers: permit(buyersReached(table, buyers, k), 'model'),
        lists: buyers.length,
        leavers: permit(leaversReached(table, leavers, k), 'model'),
        leaverLists: leavers.length,
        customers,
        active,
        left,
        k,
        seed: model.seed,
      });
      const report = await running.done;
      if (turn === this.#serial) this.#compared = report;
    } catch (error) {
      if (turn === this.#serial) this.#fault = error instanceof Error ? error : new Error(String(error));
    } finally {
      if (turn === this.#serial) this.#comparing = false;
    }
  }

  /** Stops waiting for a comparison; call when the page goes away. */
  leave(): void {
    this.#serial++;
    this.#comparing = false;
  }

  protected fit(table: string, scope: Scope, model: BacktestModel): Promise<BacktestResult> {
    const { asOf, shape, scale } = scope;
    const cut = shiftDays(asOf, -model.daysAgo);
    return jobs.run('model', '', async (progress, call) => {
      const step = (done: number) => progress({ step: done < 5 ? 'fitting' : 'checking', done, total: 6 });
      step(0);
      const [row] = await query(firstOrderDay(asOf), 'model');
      const first = row?.first ?? asOf;
      const none = { sums: null, buyers: [], leavers: [], missing: [] };
      const terms = termsNow();
      const said = { table, asOf, model, cut, first, terms };
      const refused = async (refusal: BacktestRefusal, temporary: readonly string[] = []): Promise<BacktestResult> => {
        const made: BacktestResult = { ...said, ...none, refusal, refused: true };
        for (const plan of this.plans(made, [], temporary))
          await call(engine.materialise(this.workspace, plan, () => undefined));
        return made;
      };
      const days = daysBetween(first, cut);
      if (days < LEAST_HISTORY_DAYS)
        return refused({ reason: 'too-short', detail: { days: Math.max(0, days), needed: LEAST_HISTORY_DAYS } });
      const [known] = await query(firstCustomers({ asOf: cut }), 'model');
      if ((known?.n ?? 0) < LEAST_CUSTOMERS)
        return refused({
          reason: 'too-few-customers',
          detail: { customers: known?.n ?? 0, needed: LEAST_CUSTOMERS },
        });
      const past: Past = {
        workspace: this.home,
        table,
        first,
        cut,
        shape,
        scale,
        rows: scope.rows,
        days: model.daysAgo,
        seed: model.seed,
        terms,
        call,
        running: (one) => (this.stop = one && (() => one.cancel())),
        temporary: [],
      };
      const profile = await pastProfile(past, cut);
      step(1);
      const rfm = await pastRfm(past, profile);
      step(2);
      const value = await pastValue(past);
      step(3);
      const churn = await pastChurn(past, profile);
      step(5);
      const sources = {
        profile,
        rfm,
        value: value.table,
        churn: churn.table,
        amounts: provides(shape, 'orders', 'amount'),
        activeDays: terms.activeDays,
        seed: model.seed,
      };
      const lists = `${table}_lists`;
      const steps = [backtestLists(lists, sources), backtestTable(table, lists, cut, asOf)];
      const make = { name: table, steps: steps.map((one) => permit(one, 'model')), keep: true };
      await call(engine.materialise(this.workspace, { ...make, temporary: [lists] }, () => undefined));
      const [sums] = await query(backtestSums(table), 'model');
      if (!sums || sums.buyers === 0)
        return refused({ reason: 'nobody-bought', detail: { customers: sums?.customers ?? 0 } }, past.temporary);
      const missing = [value.missing, churn.missing].filter((one) => one !== null);
      const made: BacktestResult = { ...said, refusal: null, sums, ...listsOf(sources), missing };
      for (const plan of this.plans(made, [], past.temporary))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      return made;
    });
  }
}

/** The lists that would have been exported some days ago, against what happened. */
export const backtest = new Backtest('backtest', DEFAULT_BACKTEST_MODEL);

function termsNow(): ListTerms {
  return listTerms(predictions.model, churn.model);
}
