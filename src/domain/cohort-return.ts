import { cohorts, type Cohort } from './timeline.ts';

/**
 * What "came back" means in a retention grid. `classic`: ordered in the k-th calendar month; `rolling`: ordered in the k-th month or later;
 * `bracket`: ordered at least once within the k-th three months. The three give different figures for the same customers.
 */
export const RETENTION_DEFINITIONS = ['classic', 'rolling', 'bracket'] as const;
export type RetentionDefinition = (typeof RETENTION_DEFINITIONS)[number];

/** Months that a column of a bracket spans. */
export const BRACKET_MONTHS = 3;

/** Customers of one cohort by a column; of `rolling`, those whose last order is there. Column 0 is the cohort itself. */
export interface CohortReturn {
  /** Month number, year x 12 + month - 1. */
  readonly cohort: number;
  readonly k: number;
  readonly customers: number;
}

/** The grid of a definition; cells whose time is not over are blank. */
export function cohortReturnGrid(
  rows: readonly CohortReturn[],
  definition: RetentionDefinition,
  asOf: string,
): readonly Cohort[] {
  const counted = definition === 'rolling' ? orLater(rows) : rows;
  const cells = counted.map(({ cohort, k, customers }) => ({ cohort, month: cohort + k, buyers: customers }));
  return cohorts(cells, asOf, definition === 'bracket' ? BRACKET_MONTHS : 1);
}

/** Each column with all later ones: who ordered last in month k has been seen in every column up to it. */
function orLater(rows: readonly CohortReturn[]): CohortReturn[] {
  const byCohort = new Map<number, Map<number, number>>();
  for (const { cohort, k, customers } of rows) {
    const last = byCohort.get(cohort) ?? new Map<number, number>();
    byCohort.set(cohort, last.set(k, customers));
  }
  return [...byCohort].flatMap(([cohort, last]) => {
    let seen = 0;
    const most = Math.max(...last.keys());
    return Array.from({ length: most + 1 }, (_, i) => {
      const k = most - i;
      return { cohort, k, customers: (seen += last.get(k) ?? 0) };
    });
  });
}

/** One month of one cohort; see `cohortMonths` in `src/sql`. */
interface CohortMoney {
  readonly cohort: number;
  readonly month: number;
  readonly buyers: number;
  readonly revenue: number;
}

/**
 * What a cohort has paid per customer up to the end of its k-th month, k = 0 the month of the first order: `shares[k + 1]` of the grid
 * (`shares[0]` is 1, the cohort itself), `buyers[k + 1]` the sum. Months that are not over are blank.
 */
export function cohortValueGrid(rows: readonly CohortMoney[], asOf: string): readonly Cohort[] {
  const paid = new Map<number, Map<number, number>>();
  for (const { cohort, month, revenue } of rows) {
    const own = paid.get(cohort) ?? new Map<number, number>();
    paid.set(cohort, own.set(month - cohort, revenue));
  }
  const inOrder = [...paid].sort(([a], [b]) => a - b);
  return cohorts(rows, asOf).map((cohort, i) => {
    const own = inOrder[i]![1];
    let sum = 0;
    const sums = cohort.buyers.map((buyers, k) => {
      sum += own.get(k) ?? 0;
      const open = buyers === null || (k === 0 && !over(cohort.month, asOf));
      return open ? null : sum;
    });
    return {
      month: cohort.month,
      size: cohort.size,
      buyers: [cohort.size, ...sums],
      shares: [1, ...sums.map((value) => (value === null || cohort.size === 0 ? null : value / cohort.size))],
    };
  });
}

/** True when the month that begins on that day is over before the as-of day. */
function over(month: string, asOf: string): boolean {
  return month.slice(0, 7) < asOf.slice(0, 7);
}
