import type { Reasons } from '../domain/reason.ts';
import type { Statement } from '../domain/statement.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Reasons kept of each customer; the worker names as many. */
export const REASONS = 5;

/** What a scored table calls its probability. */
export type Chance = 'p_churn' | 'p_label';

/**
 * Makes the table `name` from what the model gave back: `customer INTEGER`, the chance DOUBLE (for leaving, `p_repurchase` as well), `label DOUBLE` (1, 0, NULL where it is not
 * known), for k = 1 … 5 `reason_k INTEGER` (place of a feature + 1, negative where it speaks against) and `part_k DOUBLE` (what it adds to
 * the log-odds), and `others DOUBLE` (what all other features add). Reasons are NULL for customers of whom none were computed.
 */
export function scoredTable(name: string, columns: string, chance: Chance): Statement {
  const known = (column: string, type: string) =>
    sql<never>`CASE WHEN NOT isnan(${ident(column)}) THEN ${ident(column)}::${raw(type)} END AS ${ident(column)}`;
  const reasons = Array.from({ length: REASONS }, (_, k) => [
    known(`reason_${k + 1}`, 'INTEGER'),
    known(`part_${k + 1}`, 'DOUBLE'),
  ]).flat();
  const other = raw(chance === 'p_churn' ? ', 1 - p AS p_repurchase' : '');
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, p AS ${ident(chance)}${other}, ${known('label', 'DOUBLE')}, ${join(reasons)}, ${known('others', 'DOUBLE')}
FROM ${ident(columns)} ORDER BY customer`;
}

/** One customer's chance and what it is made of. */
export interface ReasonRow extends Reasons {
  readonly p: number;
  readonly label: number | null;
}

/** The row of one customer; none where she was not scored. */
export function reasonsOf(table: string, chance: Chance, customer: number): Statement<ReasonRow> {
  const columns = Array.from({ length: REASONS }, (_, k) => raw(`reason_${k + 1}, part_${k + 1}`));
  return sql<ReasonRow>`SELECT ${ident(chance)} AS p, label, ${join(columns)}, others
FROM ${ident(table)} WHERE customer = ${customer}`;
}

/** How many customers of a scored table have at least that chance. */
export function scoredAbove(table: string, chance: Chance, least: number): Statement<{ n: number }> {
  return sql<{ n: number }>`SELECT count(*)::DOUBLE AS n FROM ${ident(table)} WHERE ${ident(chance)} >= ${least}`;
}
