import type { Filter } from '../domain/filter.ts';
import type { Measure } from '../domain/rfm-why.ts';
import type { RfmDefinition } from '../domain/rfm.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Sums and means of some customers of the RFM table. */
export interface SegmentSums {
  readonly customers: number;
  /** Net paid amount inside the definition's window. */
  readonly revenue: number;
  readonly meanR: number;
  readonly meanF: number;
  readonly meanM: number;
}

export interface ClassSums extends SegmentSums {
  /** 0 … 7 = 4 x R high + 2 x F high + M high. */
  readonly class: number;
}
export interface GroupSums extends SegmentSums {
  readonly group: string;
}
export interface CellSums extends SegmentSums {
  readonly r_score: number;
  readonly f_score: number;
}

/** The eight classes that have somebody. */
export function classSums(definition: RfmDefinition, filter: Filter, scope: Scope): Statement<ClassSums> {
  return sql<ClassSums>`SELECT class, ${sums(definition)} FROM ${people(filter, scope)} GROUP BY class ORDER BY class DESC`;
}

/** The named groups that have somebody. */
export function groupSums(definition: RfmDefinition, filter: Filter, scope: Scope): Statement<GroupSums> {
  return sql<GroupSums>`SELECT grp AS "group", ${sums(definition)} FROM ${people(filter, scope)} GROUP BY grp ORDER BY customers DESC, grp`;
}

/** R score x F score: at most levels squared rows. */
export function cellSums(definition: RfmDefinition, filter: Filter, scope: Scope): Statement<CellSums> {
  return sql<CellSums>`SELECT r_score, f_score, ${sums(definition)} FROM ${people(filter, scope)} GROUP BY ALL ORDER BY r_score DESC, f_score`;
}

/** How many customers really have a score, and the values that got it. */
export interface ScoreSize {
  readonly measure: Measure;
  readonly score: number;
  readonly customers: number;
  readonly least: number;
  readonly most: number;
}

/** Sizes of the score levels, R, F and M; levels that nobody has are absent. */
export function scoreSizes(filter: Filter, scope: Scope): Statement<ScoreSize> {
  const one = (measure: Measure): Statement<never> => {
    const [value, score] = [ident(measure), ident(`${measure}_score`)];
    return sql<never>`SELECT ${measure} AS measure, ${score} AS score, count(*)::INTEGER AS customers, min(${value})::DOUBLE AS least, max(${value})::DOUBLE AS most FROM chosen GROUP BY ${score}`;
  };
  return sql<ScoreSize>`WITH chosen AS (SELECT * FROM ${people(filter, scope)})
${join([one('r'), one('f'), one('m')], '\nUNION ALL\n')}
ORDER BY measure DESC, score`;
}

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
  return sql<SpreadBin>`WITH chosen AS (SELECT * FROM ${people(filter, scope)}),
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

function people(filter: Filter, scope: Scope): Statement<never> {
  if (scope.rfm === null) throw new Error('there are no orders to score');
  return sql<never>`(SELECT * FROM ${ident(scope.rfm)} WHERE ${filterCondition(filter, scope)})`;
}

/** Where M is a mean per order (or day), revenue is that mean times the count it was taken over, which is F. */
function sums(definition: RfmDefinition): Statement<never> {
  const revenue = raw(definition.monetary === 'mean' ? 'sum(m * f)' : 'sum(m)');
  return sql<never>`count(*)::INTEGER AS customers, coalesce(${revenue}, 0)::DOUBLE AS revenue, avg(r)::DOUBLE AS "meanR", avg(f)::DOUBLE AS "meanF", coalesce(avg(m), 0)::DOUBLE AS "meanM"`;
}
