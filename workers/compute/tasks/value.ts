import { RUNG_NAMES } from '../../../src/domain/value-model.ts';
import type { EngineDoor } from '../api/compute.ts';
import type { ComputeStep } from '../api/step.ts';
import type { OrderReport, ParameterReport, SpendReport, ValueReport, ValueTask } from '../api/value.ts';
import type { OrderFit } from '../models/fit-orders.ts';
import type { SpendFit } from '../models/gamma-gamma.ts';
import { ORDER_MODELS, RUNGS, valueCustomers, type ValueResult } from '../models/value.ts';
import { valueIntervals } from '../models/value-interval.ts';
import { readColumns, writeColumns, type Columns } from './columns.ts';
import { holdOut } from './hold-out.ts';
import { tiersOf } from './tiers.ts';

const HISTORY = ['customer', 'x', 't_x', 't', 'mean', 'first'] as const;

/** The prediction table's columns before SQL gives them their types: DOUBLE, NaN where nothing can be said. */
export interface ValueColumns {
  /** P(still a customer). */
  readonly p_alive: Float64Array;
  /** P(at least one order within the horizon). */
  readonly p_return: Float64Array;
  readonly expected_orders: Float64Array;
  readonly order_value: Float64Array;
  /** Weeks after the last day before the as-of day. */
  readonly next_order: Float64Array;
  readonly clv: Float64Array;
  readonly clv_low: Float64Array;
  readonly clv_high: Float64Array;
  /** 1 is the best; see VALUE_TIERS. */
  readonly tier: Float64Array;
  /** The place in RUNG_NAMES. */
  readonly rung: Float64Array;
}

/** Asks the engine for the histories, values every customer, checks the model on held-out weeks, and hands the columns back. */
export async function runValue(
  engine: EngineDoor,
  task: ValueTask,
  progress: (step: ComputeStep) => void,
): Promise<ValueReport> {
  const ask = (statement: ValueTask['histories']) => engine.query(`value ${task.into}`, statement);
  progress({ step: 'asking', done: 0, total: 4 });
  const histories = readColumns(await ask(task.histories), HISTORY);
  progress({ step: 'fitting', done: 1, total: 4 });
  const { columns, report } = valueColumns(histories, task);
  progress({ step: 'checking', done: 2, total: 4 });
  const held = task.holdOut && {
    histories: readColumns(await ask(task.holdOut.histories), ['x', 't_x', 't', 'actual']),
    repeats: readColumns(await ask(task.holdOut.repeats), ['week', 'repeats']),
  };
  const check = task.holdOut && held && holdOut(ORDER_MODELS[task.model], held, task.holdOut, task.seed);
  progress({ step: 'scoring', done: 3, total: 4 });
  const rows = histories.customer.length;
  await engine.insert(`value ${task.into}`, task.into, rows, writeColumns(histories.customer, { ...columns }));
  return { ...report, check };
}

/** The columns of all customers and what is to be said about the models. */
export function valueColumns(
  { x, t_x, t, mean, first }: Columns<Exclude<(typeof HISTORY)[number], 'customer'>>,
  { model, horizonWeeks, annualRate, margin, tiers, seed }: Omit<ValueTask, 'into' | 'histories' | 'holdOut'>,
): { columns: ValueColumns; report: Omit<ValueReport, 'check'> } {
  const histories = { x, tx: t_x, T: t, mean, first };
  const plan = { horizon: horizonWeeks, annualRate, margin };
  const { future, orders, spend } = valueCustomers(histories, plan, { model, seed });
  const clv = future.lifetimeValue;
  const unknown = () => new Float64Array(x.length).fill(NaN);
  const interval =
    orders.ok && spend.ok
      ? valueIntervals(clv, histories, { model: ORDER_MODELS[model], orders, spend, horizon: horizonWeeks })
      : { low: unknown(), high: unknown() };
  return {
    columns: {
      p_alive: future.probabilityAlive,
      p_return: future.returnProbability,
      expected_orders: future.expectedOrders,
      order_value: future.orderValue,
      next_order: future.nextOrder,
      clv,
      clv_low: interval.low,
      clv_high: interval.high,
      tier: tiersOf(clv, tiers),
      rung: Float64Array.from(future.rung),
    },
    report: {
      customers: x.length,
      repeaters: x.reduce((n, value) => n + (value > 0 ? 1 : 0), 0),
      orders: orders.ok ? orderReport(orders, model) : orders,
      spend: spend.ok ? spendReport(spend) : spend,
      rungs: rungCounts(future),
    },
  };
}

function orderReport(fit: OrderFit, model: ValueTask['model']): OrderReport {
  const { logLikelihood, customers, distinctRows, dropoutGain } = fit;
  const names = ORDER_MODELS[model].parameters;
  return { ok: true, model, parameters: named(names, fit), logLikelihood, customers, distinctRows, dropoutGain };
}

function spendReport(fit: SpendFit): SpendReport {
  const { logLikelihood, customers, correlation, populationMean } = fit;
  const parameters = named(['p', 'q', 'gamma'], fit);
  return { ok: true, parameters, logLikelihood, customers, correlation, populationMean };
}

function named(names: readonly string[], fit: OrderFit | SpendFit): ParameterReport[] {
  return names.map((name, i) => ({ name, value: fit.parameters[i]!, standardError: fit.standardErrors[i]! }));
}

function rungCounts({ rung }: ValueResult['future']): ValueReport['rungs'] {
  const counts = { 'not-enough-data': 0, 'own-gap': 0, 'segment-rate': 0, model: 0 };
  for (const at of rung) counts[RUNGS[at]!]++;
  return counts;
}

/** The table says the rung by its place: both lists must be the same. */
if (RUNGS.join() !== RUNG_NAMES.join()) throw new Error(`the rungs differ: ${RUNGS.join()} and ${RUNG_NAMES.join()}`);
