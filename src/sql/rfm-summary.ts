import type { RfmDefinition } from '../domain/rfm.ts';
import type { Statement } from '../domain/statement.ts';
import { ident, raw, sql } from './statement.ts';

/** Customers to look at: a condition on the column `customer`, such as `filterCondition` makes; everybody unless given. */
export type Among = Statement;

/** How many customers really have a score, and the values that got it. */
export interface RfmBin {
  readonly measure: 'r' | 'f' | 'm';
  readonly score: number;
  readonly customers: number;
  readonly min: number;
  readonly max: number;
}

/** Sizes and shares of a set of customers; shares are of the customers looked at, 0 to 1 (null without revenue). */
export interface RfmSummary {
  readonly customers: number;
  readonly share: number;
  readonly revenue: number;
  readonly revenue_share: number | null;
  readonly mean_r: number;
  readonly mean_f: number;
  readonly mean_m: number;
}

/** Realised bin sizes, measure by measure, scores ascending; scores that nobody has are absent. */
export function rfmBins(table: string, among: Among = everybody): Statement<RfmBin> {
  return sql`WITH long AS (
  SELECT 'r' AS measure, r_score AS score, r::DOUBLE AS v FROM ${ident(table)} WHERE ${among} UNION ALL
  SELECT 'f', f_score, f::DOUBLE FROM ${ident(table)} WHERE ${among} UNION ALL
  SELECT 'm', m_score, m FROM ${ident(table)} WHERE ${among}
)
SELECT measure, score, count(*)::INTEGER AS customers, min(v)::DOUBLE AS "min", max(v)::DOUBLE AS "max"
FROM long GROUP BY measure, score ORDER BY position(measure IN 'rfm'), score`;
}

/** The eight classes, 7 (all high) to 0; classes without customers are absent. Revenue is all that those customers spent in the window. */
export function rfmClasses(
  definition: RfmDefinition,
  table: string,
  among: Among = everybody,
): Statement<RfmSummary & { class: number }> {
  return sql`SELECT class, ${summary(definition)} FROM ${ident(table)} WHERE ${among} GROUP BY class ORDER BY class DESC`;
}

/** The named groups, largest first; groups without customers are absent. */
export function rfmGroups(
  definition: RfmDefinition,
  table: string,
  among: Among = everybody,
): Statement<RfmSummary & { grp: string }> {
  return sql`SELECT grp, ${summary(definition)} FROM ${ident(table)} WHERE ${among} GROUP BY grp ORDER BY customers DESC, grp`;
}

/** The map: customers and revenue of every cell R x F (or R x FM, after the definition's grid), with its group; empty cells are absent. */
export function rfmGrid(
  definition: RfmDefinition,
  table: string,
  among: Among = everybody,
): Statement<{ r_score: number; column: number; grp: string; customers: number; revenue: number }> {
  const column = raw(definition.grid === 'rf' ? 'f_score' : '((f_score + m_score + 1) // 2)::INTEGER');
  return sql`SELECT r_score, ${column} AS "column", any_value(grp) AS grp, count(*)::INTEGER AS customers,
  ${revenue(definition)} AS revenue
FROM ${ident(table)} WHERE ${among} GROUP BY 1, 2 ORDER BY 1 DESC, 2`;
}

/** One customer's values and scores; no row for a customer without orders in the window. */
export function rfmOf(
  table: string,
  customer: number,
): Statement<{
  r: number;
  f: number;
  m: number;
  r_score: number;
  f_score: number;
  m_score: number;
  class: number;
  grp: string;
}> {
  return sql`SELECT r, f, m, r_score, f_score, m_score, class, grp FROM ${ident(table)} WHERE customer = ${customer}`;
}

const everybody: Among = sql`TRUE`;

/** Where M is a mean, what was spent is the mean times what it was taken over. */
function revenue(definition: RfmDefinition): Statement {
  return raw(definition.monetary === 'mean' ? 'sum(m * f)::DOUBLE' : 'sum(m)::DOUBLE');
}

function summary(definition: RfmDefinition): Statement {
  const spent = revenue(definition);
  return sql`count(*)::INTEGER AS customers, (count(*) / sum(count(*)) OVER ())::DOUBLE AS share,
  ${spent} AS revenue, (${spent} / nullif(sum(${spent}) OVER (), 0))::DOUBLE AS revenue_share,
  avg(r)::DOUBLE AS mean_r, avg(f)::DOUBLE AS mean_f, avg(m)::DOUBLE AS mean_m`;
}
