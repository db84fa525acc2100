import type { Filter } from '../domain/filter.ts';
import type { Measure } from '../domain/rfm-why.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Customers with a measure in `[low, high)`; the last bar of a measure is open upwards when `open`. */
export interface SpreadBin {
  readonly measure: Measure;
  readonly low: number;
  readonly high: number;
  readonly customers: number;
  readonly open: boolean;
}

/**
 * How R, F and M are spread: about 30 bars each, as wide as a round number (1, 2 or 5 x 10^k; whole days and orders), from the least value
 * to the one that 98 % stay below; the few above it are in the last bar. Bars without customers are absent.
 */
export function measureSpread(filter: Filter, scope: Scope): Statement<SpreadBin> {
  const range = (measure: Measure): Statement<never> => {
    const value = ident(measure);
    const least = raw(measure === 'm' ? '0.0' : '1.0');
    return sql<never>`SELECT ${measure} AS measure, min(${value})::DOUBLE AS lo, quantile_disc(${value}::DOUBLE, 0.98) AS hi, ${least} AS least FROM chosen`;
  };
  const values = (measure: Measure): Statement<never> =>
    sql<never>`SELECT ${measure} AS measure, ${ident(measure)}::DOUBLE AS v FROM chosen`;
  const all: readonly Measure[] = ['r', 'f', 'm'];
  if (scope.rfm === null) throw new Error('there are no orders to score');
  return sql<SpreadBin>`WITH chosen AS (SELECT * FROM ${ident(scope.rfm)} WHERE ${filterCondition(filter, scope)}),
ranges AS (${join(all.map(range), ' UNION ALL ')}),
rough AS (SELECT *, greatest((hi - lo) / 30, 1e-9) AS step FROM ranges WHERE hi IS NOT NULL),
widths AS (
  SELECT measure, lo, hi, greatest(least, pow(10, floor(log10(step))) * CASE WHEN step <= pow(10, floor(log10(step))) * 1.0000001 THEN 1 WHEN step <= pow(10, floor(log10(step))) * 2 THEN 2 WHEN step <= pow(10, floor(log10(step))) * 5 THEN 5 ELSE 10 END) AS w
  FROM rough
),
placed AS (
  SELECT measure, w, least(floor(v / w), floor(hi / w)) AS bin, floor(v / w) > floor(hi / w) AS beyond
  FROM (${join(all.map(values), ' UNION ALL ')}) JOIN widths USING (measure)
)
SELECT measure, (bin * w)::DOUBLE AS low, ((bin + 1) * w)::DOUBLE AS high, count(*)::INTEGER AS customers, bool_or(beyond) AS "open"
FROM placed
GROUP BY measure, bin, w
ORDER BY measure DESC, low`;
}
