import type { Cells, Statement } from '../domain/statement.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** A past day and the window after it in which an order means that the customer stayed; days `YYYY-MM-DD`. */
export interface SnapshotWindow {
  readonly cutoff: string;
  /** The label window `[from, to)`; null for the snapshot that is scored, whose future is not known. */
  readonly label: { readonly from: string; readonly to: string } | null;
}

/**
 * The rows of one snapshot: `customer INTEGER, churned DOUBLE` (1 without an order in the window, 0 with one, NULL where it is not known)
 * and the features as DOUBLE, for customers whose last order is less than `activeDays` before the cut-off. `profile` must be a profile
 * as of the cut-off: nothing but `churned` looks past it.
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
WHERE p.r_days < ${activeDays}
ORDER BY p.customer`;
}

/** Makes the table `name` from what the model gave back: `customer INTEGER, p_churn DOUBLE, reason_1, reason_2, reason_3 INTEGER`. */
export function churnTable(name: string, columns: string): Statement {
  const reason = (i: number) =>
    sql<never>`CASE WHEN NOT isnan(${ident(`reason_${i}`)}) THEN ${ident(`reason_${i}`)}::INTEGER END AS ${ident(`reason_${i}`)}`;
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, p_churn, ${reason(1)}, ${reason(2)}, ${reason(3)} FROM ${ident(columns)} ORDER BY customer`;
}
