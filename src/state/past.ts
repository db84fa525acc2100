import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import type { Running } from '../bridge/engine.ts';
import type { ListTerms } from '../domain/backtest-model.ts';
import { churnFeatures } from '../domain/churn-model.ts';
import { DEFAULT_RFM, type RfmDefinition } from '../domain/rfm.ts';
import { needsBreaks, rfmBreaks } from '../domain/rfm-breaks.ts';
import type { Scope } from '../domain/scope.ts';
import type { Shape } from '../domain/table.ts';
import { snapshotRows, type SnapshotWindow } from '../sql/churn.ts';
import { permit } from '../sql/guard.ts';
import { profilePlan } from '../sql/profile.ts';
import { purchaseHistory } from '../sql/purchase-history.ts';
import { rfmPlan } from '../sql/rfm.ts';
import { rfmPoints } from '../sql/rfm-base.ts';
import { documentsOf } from '../store/workspaces.ts';
import type { ChurnRefusal } from '../../workers/compute/api/churn.ts';
import type { OrderRefusal } from '../../workers/compute/api/value.ts';
import { query } from './query.ts';

/** A day of the past, and how tables as of it are made: none of them reads anything at or after `cut`. */
export interface Past {
  readonly workspace: string;
  /** Begins the names of what is made. */
  readonly table: string;
  /** First day with an order. */
  readonly first: string;
  readonly cut: string;
  readonly shape: Shape;
  readonly scale: number;
  /** Sizes of the tables that profiles are made of. */
  readonly rows: Scope['rows'];
  /** Length of the window that the models look ahead. */
  readonly days: number;
  readonly seed: number;
  readonly terms: ListTerms;
  readonly call: <R>(running: Running<R>) => Promise<R>;
  /** Told what runs in the compute worker, so that it can be stopped; null when it is done. */
  readonly running: (one: Running<unknown> | null) => void;
  /** Tables to be dropped at the end. */
  readonly temporary: string[];
}

/** A model that could not make its list, and why. */
export type MissingList =
  | { readonly model: 'value'; readonly reason: OrderRefusal; readonly detail: Detail }
  | { readonly model: 'churn'; readonly reason: ChurnRefusal['reason']; readonly detail: Detail };
type Detail = Readonly<Record<string, number>>;

/** A model's columns, or why there are none. */
export interface PastScores {
  readonly table: string | null;
  readonly missing: MissingList | null;
}

/** The profile of everybody as of a day no later than the cut. */
export async function pastProfile(
  { table, shape, scale, rows, call, workspace, temporary }: Past,
  day: string,
): Promise<string> {
  const name = `${table}_p${day.replaceAll('-', '')}`;
  if (temporary.includes(name)) return name;
  const made = profilePlan({ asOf: day, shape, scale, rows }, name);
  const plan = { name, steps: made.steps.map((step) => permit(step, 'model')), temporary: made.temporary };
  await call(engine.materialise(workspace, plan, () => undefined));
  temporary.push(name);
  return name;
}

/** RFM as of the cut, by the workspace's definition. */
export async function pastRfm({ table, cut, call, workspace, temporary }: Past, profile: string): Promise<string> {
  const [saved] = await documentsOf<RfmDefinition>(workspace, 'rfm');
  const definition = saved ?? DEFAULT_RFM;
  const input = { asOf: cut, profile };
  const breaks = needsBreaks(definition)
    ? rfmBreaks(definition, await query(rfmPoints(definition, input), 'model'))
    : undefined;
  const name = `${table}_rfm`;
  const made = rfmPlan(definition, input, name, breaks);
  const plan = { name, steps: made.steps.map((step) => permit(step, 'model')), temporary: made.temporary };
  await call(engine.materialise(workspace, plan, () => undefined));
  temporary.push(name);
  return name;
}

/** What each customer was expected to order and pay within the window, by the workspace's order model fitted on what came before the cut. */
export async function pastValue({
  table,
  cut,
  days,
  seed,
  terms,
  call,
  running,
  temporary,
}: Past): Promise<PastScores> {
  const into = `${table}_value`;
  const task = {
    into,
    histories: permit(purchaseHistory(cut), 'model'),
    holdOut: null,
    model: terms.orderModel,
    horizonWeeks: days / 7,
    annualRate: terms.annualRate,
    margin: 1,
    tiers: [1],
    seed,
  };
  const fit = compute.value(task, () => undefined);
  running(fit);
  const report = await call(fit).finally(() => running(null));
  temporary.push(into);
  const { orders, rungs } = report;
  if (orders.ok || rungs['segment-rate'] + rungs['own-gap'] > 0) return { table: into, missing: null };
  return { table: null, missing: { model: 'value', reason: orders.reason, detail: orders.detail } };
}

/** Who was likely not to order within the window, learned from snapshots whose label windows end before the cut. */
export async function pastChurn(past: Past, profile: string): Promise<PastScores> {
  const { table, first, cut, shape, days, seed, terms, call, running, temporary } = past;
  const without = ({ reason, detail }: ChurnRefusal): PastScores => ({
    table: null,
    missing: { model: 'churn', reason, detail },
  });
  const plan = await call(compute.snapshots({ firstDay: first, asOf: cut, horizonDays: days, most: 3 }));
  if (!plan.ok) return without(plan);
  const features = churnFeatures(shape);
  const rows = async (window: SnapshotWindow) =>
    permit(snapshotRows(await pastProfile(past, window.cutoff), features, window, terms.activeDays), 'model');
  const training = [];
  for (const window of plan.training) training.push(await rows(window));
  const test = await rows(plan.test);
  const scoring = permit(snapshotRows(profile, features, plan.scoring, terms.activeDays), 'model');
  const into = `${table}_churn`;
  const fit = compute.churn({ into, features, recency: 'r_days', training, test, scoring, seed }, () => undefined);
  running(fit);
  const report = await call(fit).finally(() => running(null));
  if (!report.ok) return without(report);
  temporary.push(into);
  return { table: into, missing: null };
}
