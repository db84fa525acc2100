import { monthNumber, monthStart } from './period.ts';

/** Sums of one cohort in one month; see `cohortMonths` in `src/sql`. */
interface Cell {
  readonly cohort: number;
  readonly month: number;
  readonly buyers: number;
  readonly repeaters: number;
  readonly orders: number;
  readonly revenue: number;
}

/** One month of business. */
export interface Month {
  /** First day, `YYYY-MM-01`. */
  readonly month: string;
  /** False for the month that the as-of date cuts. */
  readonly complete: boolean;
  readonly buyers: number;
  readonly newBuyers: number;
  readonly orders: number;
  readonly revenue: number;
  /** Revenue from customers whose first order ever was in this month, and from all others. */
  readonly newRevenue: number;
  readonly returningRevenue: number;
  /** Revenue / orders; null without orders. */
  readonly averageOrder: number | null;
  /** Customers with at least two orders in the month / customers with at least one; null without. */
  readonly repurchase: number | null;
}

/** Months in order from the first one with an order to the last day before `asOf`; months without orders are zeros, not gaps. */
export function timeline(cells: readonly Cell[], asOf: string): readonly Month[] {
  if (cells.length === 0) return [];
  const first = cells.reduce((least, cell) => Math.min(least, cell.month), Infinity);
  const last = lastMonth(asOf);
  const months = Array.from({ length: last - first + 1 }, () => ({
    buyers: 0,
    newBuyers: 0,
    repeaters: 0,
    orders: 0,
    revenue: 0,
    newRevenue: 0,
  }));
  for (const cell of cells) {
    const month = months[cell.month - first];
    if (!month) throw new Error(`an order after the as-of date: month ${monthStart(cell.month)}`);
    month.buyers += cell.buyers;
    month.repeaters += cell.repeaters;
    month.orders += cell.orders;
    month.revenue += cell.revenue;
    if (cell.cohort !== cell.month) continue;
    month.newBuyers += cell.buyers;
    month.newRevenue += cell.revenue;
  }
  return months.map(({ repeaters, ...month }, i) => ({
    month: monthStart(first + i),
    complete: isComplete(first + i, asOf),
    ...month,
    returningRevenue: month.revenue - month.newRevenue,
    averageOrder: month.orders > 0 ? month.revenue / month.orders : null,
    repurchase: month.buyers > 0 ? repeaters / month.buyers : null,
  }));
}

/** One row of the retention grid: customers who first ordered in a month. */
export interface Cohort {
  /** First day, `YYYY-MM-01`. */
  readonly month: string;
  readonly size: number;
  /** By months since the first order: distinct buyers then, and their share of `size`; null where that month is not over (or has not come). Cell 0 is the cohort itself. */
  readonly buyers: readonly (number | null)[];
  readonly shares: readonly (number | null)[];
}

/**
 * Classic retention by calendar month: share of the cohort that ordered in its k-th month, k = 0 … the months between the first cohort and
 * `asOf`. A month that `asOf` cuts is blank, because the customers still have days left to come back. Where a column spans several
 * `months`, the k-th ends k x `months` after the first order, and cells number their column as `month - cohort`.
 */
export function cohorts(
  cells: readonly Pick<Cell, 'cohort' | 'month' | 'buyers'>[],
  asOf: string,
  months = 1,
): readonly Cohort[] {
  if (cells.length === 0) return [];
  const first = cells.reduce((least, cell) => Math.min(least, cell.cohort), Infinity);
  const last = lastMonth(asOf);
  const grid = new Map<number, Map<number, number>>();
  for (const { cohort, month, buyers } of cells) {
    const row = grid.get(cohort) ?? new Map<number, number>();
    row.set(month - cohort, buyers);
    grid.set(cohort, row);
  }
  return [...grid]
    .sort(([a], [b]) => a - b)
    .map(([cohort, row]) => {
      const size = row.get(0) ?? 0;
      const buyers = Array.from({ length: Math.ceil((last - first) / months) + 1 }, (_, k) =>
        k > 0 && !isComplete(cohort + k * months, asOf) ? null : (row.get(k) ?? 0),
      );
      return {
        month: monthStart(cohort),
        size,
        buyers,
        shares: buyers.map((count) => (count === null || size === 0 ? null : count / size)),
      };
    });
}

function lastMonth(asOf: string): number {
  return asOf.slice(8, 10) === '01' ? monthNumber(asOf) - 1 : monthNumber(asOf);
}

function isComplete(month: number, asOf: string): boolean {
  return monthStart(month + 1) <= asOf.slice(0, 10);
}
