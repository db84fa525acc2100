import { churnFeatures, type ChurnModel } from '../domain/churn-model.ts';
import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { filterCondition } from './filter.ts';
import { profilePlan } from './profile.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** A past day and the window after it in which an order means that the customer stayed; days `YYYY-MM-DD`. */
export interface SnapshotWindow {
  readonly cutoff: string;
  /** The label window `[from, to)`; null for the snapshot that is scored, whose future is not known. */
  readonly label: { readonly from: string; readonly to: string } | null;
}

/** A snapshot of the past has no more than twice so many customers: every so-many-th where there are more, for more teach nothing new. */
const ENOUGH = 150_000;

/**
 * The rows of one snapshot: `customer INTEGER, churned DOUBLE` (1 without an order in the window, 0 with one, NULL where it is not known)
 * and the features as DOUBLE, for customers whose last order is less than `activeDays` before the cut-off. `profile` must be a profile
 * as of the cut-off: nothing but `churned` looks past it. They come in the order of the profile, which is that of the customers.
 */
export function snapshotRows(
  profile: string,
  features: readonly string[],
  { cutoff, label }: SnapshotWindow,
  activeDays: number,
): Statement<Cells & { readonly customer: number }> {
  if (label && label.from < cutoff)
    throw new Error(`the label window begins before the cut-off ${cutoff}: ${label.from}`);
  const columns = features.map((id) => sql<never>`p.${ident(id)}::DOUBLE AS ${ident(id)}`);
  const churned = label ? raw('(stayed.customer IS NULL)::INTEGER::DOUBLE') : raw('NULL::DOUBLE');
  const stayed = label
    ? sql<never>`LEFT JOIN (SELECT DISTINCT customer FROM orders WHERE ordered_at >= ${timestamp(label.from)} AND ordered_at < ${timestamp(label.to)}) AS stayed ON stayed.customer = p.customer`
    : raw('');
  return sql`SELECT p.customer, ${churned} AS churned, ${join(columns)}
FROM ${ident(profile)} AS p ${stayed}
WHERE p.r_days < ${activeDays}${label ? sql<never>` AND p.customer % greatest(1, (SELECT count(*) FROM ${ident(profile)}) // ${ENOUGH}) = 0` : raw('')}
${label ? raw('ORDER BY p.customer') : raw('')}`;
}

/** A snapshot's rows, and the steps that make the table that they are read from; the profile that it is made of is among the temporary ones. */
export interface SnapshotPlan {
  readonly table: string;
  readonly steps: readonly Statement[];
  readonly temporary: readonly string[];
  readonly rows: Statement<Cells & { readonly customer: number }>;
}

/**
 * A snapshot of the past with a profile of its own, made as of its own cut-off: a feature cannot look past it, because nothing that the
 * features are read from was told of a later day. Throws for a feature that is not known to be dated.
 */
export function snapshotPlan(
  name: string,
  features: readonly string[],
  window: SnapshotWindow,
  { activeDays, shape, scale, rows }: Pick<ChurnModel, 'activeDays'> & Pick<Scope, 'shape' | 'scale' | 'rows'>,
): SnapshotPlan {
  const dated: ReadonlySet<string> = new Set<string>(churnFeatures(shape));
  const undated = features.filter((id) => !dated.has(id));
  if (undated.length > 0) throw new Error(`not known as of a past day: ${undated.join(', ')}`);
  const table = `${name}_${window.cutoff.replaceAll('-', '')}`;
  const profile = `${table}_profile`;
  const { steps, temporary } = profilePlan({ asOf: window.cutoff, shape, scale, rows }, profile);
  const own = sql`CREATE OR REPLACE TABLE ${ident(table)} AS ${snapshotRows(profile, features, window, activeDays)}`;
  return {
    table,
    steps: [...steps, own],
    temporary: [...temporary, profile],
    rows: sql`SELECT * FROM ${ident(table)}`,
  };
}

/** A customer with her chance to leave; reasons number the model's features from 1, negative where they speak against leaving. */
export interface RiskRow {
  readonly customer: number;
  readonly customer_id: string;
  readonly name: string | null;
  readonly r_days: number;
  readonly f_orders: number;
  /** Paid in the last 365 days; null where no amounts are known. */
  readonly m_365d: number | null;
  readonly p_churn: number;
  readonly reason_1: number | null;
  readonly reason_2: number | null;
  readonly reason_3: number | null;
}

/** The first `limit` customers by what is at stake: chance to leave x what was paid in the last 365 days, or the chance alone. */
export function riskList(table: string, limit: number, filter: Filter, scope: Scope): Statement<RiskRow> {
  const money = provides(scope.shape, 'orders', 'amount');
  const name = raw(provides(scope.shape, 'person', 'name') ? 'c.name' : 'NULL::VARCHAR');
  return sql<RiskRow>`SELECT l.customer, c.customer_id, ${name} AS name, p.r_days, p.f_orders,
  ${raw(money ? 'p.m_365d' : 'NULL::DOUBLE')} AS m_365d, l.p_churn, l.reason_1, l.reason_2, l.reason_3
FROM (SELECT * FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}) AS l
JOIN ${ident(scope.profile)} p USING (customer)
JOIN customer c USING (customer)
ORDER BY l.p_churn${raw(money ? ' * greatest(p.m_365d, 0)' : '')} DESC, l.customer
LIMIT ${limit}`;
}

/** How many customers were asked about, how many of them are expected to leave, and what those paid lately. */
export interface RiskSums {
  readonly customers: number;
  readonly expected: number;
  readonly likely: number;
  readonly at_stake: number | null;
}

/** One row. `likely` counts those with a chance of more than one half; `at_stake` adds up chance x what was paid in the last 365 days. */
export function riskSums(table: string, filter: Filter, scope: Scope): Statement<RiskSums> {
  const money = provides(scope.shape, 'orders', 'amount');
  return sql<RiskSums>`SELECT count(*)::DOUBLE AS customers, coalesce(sum(l.p_churn), 0) AS expected,
  (count(*) FILTER (l.p_churn > 0.5))::DOUBLE AS likely, ${raw(money ? 'sum(l.p_churn * greatest(p.m_365d, 0))' : 'NULL::DOUBLE')} AS at_stake
FROM (SELECT * FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}) AS l
JOIN ${ident(scope.profile)} p USING (customer)`;
}
