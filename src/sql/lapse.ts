import type { Filter } from '../domain/filter.ts';
import { AT_RISK_FROM } from '../domain/retention-model.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { ident, sql, timestamp } from './statement.ts';

/** Intervals from one purchase day to the next (event 1), and every customer's last one, still open (event 0), in counts. */
export interface GapRow {
  /** Calendar days; of an open interval, to the last day before the as-of day: the present silence. */
  readonly days: number;
  readonly event: number;
  readonly n: number;
}

/** One row for every length and outcome. */
export function gapCounts({ asOf }: Pick<Scope, 'asOf'>): Statement<GapRow> {
  return sql<GapRow>`SELECT (coalesce(next, ${timestamp(asOf)}::DATE - 1) - "day")::DOUBLE AS days,
  (next IS NOT NULL)::INTEGER::DOUBLE AS event, count(*)::DOUBLE AS n
FROM (
  SELECT "day", lead("day") OVER (PARTITION BY customer ORDER BY "day") AS next
  FROM (SELECT DISTINCT customer, ordered_at::DATE AS "day" FROM orders WHERE ordered_at < ${timestamp(asOf)})
)
GROUP BY ALL
ORDER BY days, event`;
}

/** The lapse point that a table is made with. */
export interface LapseRule {
  /** Days of silence. */
  readonly days: number;
  /** With at least three gaps a customer lapses no earlier than after so many times her median gap. */
  readonly ownFactor: number;
}

/**
 * Makes the table `name`: one row for every customer with an order, sorted: `customer, silent_days INTEGER, own_gaps INTEGER, own_gap
 * DOUBLE (median days between her purchase days), lapse_days DOUBLE (the silence after which she counts as lapsed), lapse_ratio DOUBLE`
 * (silence / lapse_days: lapsed from 1 on, at risk from 0.8 on).
 */
export function lapseTable(name: string, { days, ownFactor }: LapseRule, { asOf }: Pick<Scope, 'asOf'>): Statement {
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, silent_days, own_gaps, own_gap, lapse_days, silent_days / lapse_days AS lapse_ratio
FROM (
  SELECT customer, (${timestamp(asOf)}::DATE - 1 - max("day"))::INTEGER AS silent_days, count(gap)::INTEGER AS own_gaps,
    median(gap)::DOUBLE AS own_gap,
    CASE WHEN count(gap) >= 3 THEN greatest(${days}, ${ownFactor} * median(gap)) ELSE ${days} END::DOUBLE AS lapse_days
  FROM (
    SELECT customer, "day", "day" - lag("day") OVER (PARTITION BY customer ORDER BY "day") AS gap
    FROM (SELECT DISTINCT customer, ordered_at::DATE AS "day" FROM orders WHERE ordered_at < ${timestamp(asOf)})
  )
  GROUP BY customer
)
ORDER BY customer`;
}

/** How many customers are where; `later` counts those whose own rhythm gives them longer than the point of all. */
export interface LapseSums {
  readonly customers: number;
  readonly active: number;
  readonly at_risk: number;
  readonly lapsed: number;
  readonly later: number;
}

/** One row. */
export function lapseSums(table: string, days: number, filter: Filter, scope: Scope): Statement<LapseSums> {
  return sql<LapseSums>`SELECT count(*)::DOUBLE AS customers, (count(*) FILTER (lapse_ratio < ${AT_RISK_FROM}))::DOUBLE AS active,
  (count(*) FILTER (lapse_ratio >= ${AT_RISK_FROM} AND lapse_ratio < 1))::DOUBLE AS at_risk,
  (count(*) FILTER (lapse_ratio >= 1))::DOUBLE AS lapsed, (count(*) FILTER (lapse_days > ${days}))::DOUBLE AS later
FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}`;
}
