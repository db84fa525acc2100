import { bookField, isTime } from '../domain/book-field.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { chosen, columnOf, type BookQuery } from './book.ts';
import { ident, join, raw, sql } from './statement.ts';

type Among = Omit<BookQuery, 'sort'>;

/** Customers in `[low, high)`; moments are seconds since 1970. The last bar holds what is above it too when `open`. */
export interface FigureBin {
  readonly low: number;
  readonly high: number;
  readonly customers: number;
  readonly open: boolean;
}

/** Customers with one value of a text, a truth or a class; `value` is null for those without, and for `rest`: all values not listed. */
export interface ValueBin {
  readonly value: string | null;
  readonly customers: number;
  readonly rest: boolean;
}

/**
 * How a figure or a moment is spread among the customers of a query: at most `bars` bars of equal width from the least value to the one
 * that 98 % stay below (about); bars without customers are absent, customers without a value are not counted. Whole numbers get bars
 * of whole width. The 98 % are found on every `sample`-th customer: 1 reads all.
 */
export function figureSpread(
  id: string,
  among: Among,
  scope: Scope,
  { bars = 24, sample = 1 }: { bars?: number; sample?: number } = {},
): Statement<FigureBin> {
  const field = bookField(id);
  const column = columnOf(field);
  const value = isTime(field.unit) ? sql<never>`epoch(${column})::DOUBLE` : sql<never>`${column}::DOUBLE`;
  const least = raw(
    ['count', 'days', 'years', 'hours', 'hour-of-day'].includes(field.unit)
      ? '1.0'
      : isTime(field.unit)
        ? '86400.0'
        : '1e-9',
  );
  const whole = raw(
    least.chunks[0] === '1.0' ? 'ceil(greatest((hi - lo + 1) / bars, 1))' : 'greatest((hi - lo) / bars, least)',
  );
  return sql<FigureBin>`WITH them AS (SELECT p.customer, ${value} AS v FROM ${chosen([field], among, scope)}),
ends AS (SELECT min(v) AS lo, coalesce(quantile_cont(v, 0.98) FILTER (customer % ${sample} = 0), max(v))::DOUBLE AS q, max(v) AS top, ${bars}::DOUBLE AS bars, ${least}::DOUBLE AS least FROM them),
bounds AS (SELECT lo, top, bars, least, CASE WHEN top - lo <= 2 * (q - lo) THEN top ELSE q END AS hi FROM ends WHERE lo IS NOT NULL),
width AS (SELECT lo, top, hi, ${whole} AS w, bars FROM bounds)
SELECT (lo + bin * w)::DOUBLE AS low, (lo + (bin + 1) * w)::DOUBLE AS high, count(*)::INTEGER AS customers,
  (bin = last_bin AND top >= lo + (bin + 1) * w) AS "open"
FROM (SELECT lo, top, w, least(floor((hi - lo) / w), bars - 1) AS last_bin, least(floor((v - lo) / w), floor((hi - lo) / w), bars - 1) AS bin
  FROM them, width WHERE v IS NOT NULL)
GROUP BY bin, lo, top, w, last_bin ORDER BY bin`;
}

/** The most frequent values of a field, most frequent first, then the rest in one row, then those without a value. */
export function valueSpread(id: string, among: Among, scope: Scope, limit = 6): Statement<ValueBin> {
  const field = bookField(id);
  return sql<ValueBin>`WITH counted AS (
  SELECT ${columnOf(field)}::VARCHAR AS value, count(*) AS n FROM ${chosen([field], among, scope)} GROUP BY 1
),
ranked AS (SELECT value, n, row_number() OVER (ORDER BY n DESC, value) AS place FROM counted WHERE value IS NOT NULL)
SELECT value, customers, rest FROM (
  SELECT value, n::INTEGER AS customers, FALSE AS rest, place FROM ranked WHERE place <= ${limit}
  UNION ALL SELECT NULL, sum(n)::INTEGER, TRUE, 1000000 FROM ranked WHERE place > ${limit} HAVING count(*) > 0
  UNION ALL SELECT NULL, n::INTEGER, FALSE, 1000001 FROM counted WHERE value IS NULL
) ORDER BY place`;
}

/** How many customers of a query there are, and how many of them have a value, field by field: one row, `customers` and the fields' ids. */
export function coverage(
  ids: readonly string[],
  among: Among,
  scope: Scope,
): Statement<Readonly<Record<string, number>>> {
  const fields = ids.map(bookField);
  const counts = fields.map((field) => sql`count(${columnOf(field)})::DOUBLE AS ${ident(field.id)}`);
  return sql<Readonly<Record<string, number>>>`SELECT ${join([raw('count(*)::DOUBLE AS customers'), ...counts])}
FROM ${chosen(fields, among, scope)}`;
}
