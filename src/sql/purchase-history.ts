import type { Statement } from '../domain/statement.ts';
import { daysBetween, shiftDays } from '../domain/window.ts';
import { join, raw, sql, timestamp, type Part } from './statement.ts';

/**
 * What the purchase models read of a customer. Time counts in weeks of calendar days: T to the last day before the as-of day, t_x from the
 * first to the last purchase day, x repeat purchase days; orders of one day are one purchase.
 */
export interface PurchaseRow {
  readonly customer: number;
  readonly x: number;
  readonly t_x: number;
  readonly t: number;
  /** Mean paid on a repeat day whose amount is known, money; null where there is none. */
  readonly mean: number | null;
  /** Paid on the first day, money; null where that is not known, whatever is known of later days. */
  readonly first: number | null;
}

/** One row for every customer with an order before `asOf` (`YYYY-MM-DD`), sorted by customer. */
export function purchaseHistory(asOf: string): Statement<PurchaseRow> {
  return sql<PurchaseRow>`SELECT customer, x, t_x, t,
  ((total - coalesce(first, 0)) / nullif(known - (first IS NOT NULL)::INTEGER, 0))::DOUBLE AS mean,
  first::DOUBLE AS first
FROM (
  SELECT customer,
    ${join(history(asOf), ',\n    ')},
    sum(paid) AS total, count(paid) AS known, arg_min_null(paid, "day") AS first
  FROM (${days(asOf)})
  GROUP BY customer
)
ORDER BY customer`;
}

/** What was known of the customers of a day, and on how many days of `[split, asOf)` they then bought. */
export interface HoldOutRow extends Pick<PurchaseRow, 'customer' | 'x' | 't_x' | 't'> {
  readonly actual: number;
}

/** One row for every customer with an order before `split`, sorted by customer: nothing but `actual` looks at or past the split. */
export function heldOutHistory(split: string, asOf: string): Statement<HoldOutRow> {
  const after = sql<never>`count(*) FILTER ("day" >= ${timestamp(split)})`;
  return sql<HoldOutRow>`SELECT before.customer, x, t_x, t, coalesce(actual, 0)::DOUBLE AS actual
FROM (SELECT customer, ${join(history(split), ', ')} FROM (${days(split)}) GROUP BY customer) AS before
LEFT JOIN (SELECT customer, ${after} AS actual FROM (${days(asOf)}) GROUP BY customer) AS later USING (customer)
ORDER BY before.customer`;
}

/** Repeat purchase days of all customers of `split` together, week by week from the first day on; week 1 has the first seven days. */
export interface WeekRow {
  readonly week: number;
  readonly repeats: number;
}

/** One row a week in which somebody came back, in order; weeks that are not over before `asOf` are left out. */
export function repeatsByWeek(start: string, split: string, asOf: string): Statement<WeekRow> {
  const weeks = Math.floor(daysBetween(start, asOf) / 7);
  return sql<WeekRow>`WITH purchase AS (${days(shiftDays(start, 7 * weeks))}),
begun AS (SELECT customer, min("day") AS first FROM purchase GROUP BY customer HAVING min("day") < ${timestamp(split)})
SELECT (("day" - ${timestamp(start)}::DATE) // 7 + 1)::INTEGER AS week, count(*)::DOUBLE AS repeats
FROM purchase JOIN begun USING (customer)
WHERE "day" > first AND "day" >= ${timestamp(start)}
GROUP BY week
ORDER BY week`;
}

/** Purchase days before a day, with what was paid: `customer, day DATE, paid`. */
function days(asOf: string): Part {
  return sql`SELECT customer, ordered_at::DATE AS "day", sum(amount) AS paid FROM orders WHERE ordered_at < ${timestamp(asOf)} GROUP BY customer, ordered_at::DATE`;
}

function history(asOf: string): Part[] {
  return [
    raw('(count(*) - 1)::DOUBLE AS x'),
    raw('((max("day") - min("day")) / 7)::DOUBLE AS t_x'),
    sql`((${timestamp(asOf)}::DATE - 1 - min("day")) / 7)::DOUBLE AS t`,
  ];
}
