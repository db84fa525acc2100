import type { Measure, RfmThresholds } from '../domain/rfm-why.ts';
import { MEASURES } from '../domain/rfm-why.ts';
import type { ThresholdRow } from '../domain/rfm-breaks.ts';
import { needsBreaks } from '../domain/rfm-breaks.ts';
import type { RfmDefinition } from '../domain/rfm.ts';
import type { Statement } from '../domain/statement.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Probabilities j/k, cut off and never rounded up: `quantile_disc` then takes exactly the value of rank ceil(j n / k). */
const QUANTILES: Readonly<Record<RfmDefinition['levels'], readonly string[]>> = {
  3: ['0.333333333', '0.666666666'],
  4: ['0.25', '0.5', '0.75'],
  5: ['0.2', '0.4', '0.6', '0.8'],
};

/**
 * The score bounds as one row of columns `r_1 … f_1 … m_1 …`: inclusive upper bounds, ascending.
 * By rank, min(k, 1 + floor(k (rank_min - 1) / n)) is above j exactly when at least ceil(j n / k) values are smaller, that is, when the
 * value is above the one of that rank. R is ranked downwards: its whole days are negated, and `r < b` is `r > b - 1` turned round.
 */
export function scoreBounds(definition: RfmDefinition, base: Statement, breaks?: RfmThresholds): Statement {
  const fixed = fixedBounds(definition, breaks);
  if (fixed) {
    const columns = MEASURES.flatMap((measure) =>
      fixed[measure].map((bound, i) => sql`${bound}::DOUBLE AS ${boundName(measure, i + 1)}`),
    );
    return sql`SELECT ${join([sql`true AS known`, ...columns])}`;
  }
  const probabilities = QUANTILES[definition.levels];
  const list = raw(`[${probabilities.join(', ')}]`);
  const k = probabilities.length;
  const columns = probabilities.flatMap((_, i) => [
    sql`(-r[${k - i}] - 1)::DOUBLE AS ${boundName('r', i + 1)}`,
    sql`f[${i + 1}]::DOUBLE AS ${boundName('f', i + 1)}`,
    sql`m[${i + 1}]::DOUBLE AS ${boundName('m', i + 1)}`,
  ]);
  return sql`SELECT ${join(columns)} FROM (
  SELECT quantile_disc(-r, ${list}) AS r, quantile_disc(f, ${list}) AS f, quantile_disc(m, ${list}) AS m FROM ${base}
)`;
}

/** Base rows with their scores. `bounds` is a relation of one row made by `scoreBounds`. */
export function scored(
  definition: RfmDefinition,
  base: Statement,
  bounds: Statement,
  breaks?: RfmThresholds,
): Statement {
  const fixed = fixedBounds(definition, breaks);
  const score = (measure: Measure): Statement => {
    const levels = fixed ? fixed[measure].length : definition.levels - 1;
    const sign = raw(measure === 'r' ? '<=' : '>');
    const beyond = Array.from(
      { length: levels },
      (_, i) => sql`(${ident(measure)} ${sign} ${boundName(measure, i + 1)})::INTEGER`,
    );
    return sql`(${join([sql`1`, ...beyond], ' + ')})::INTEGER AS ${ident(`${measure}_score`)}`;
  };
  return sql`SELECT customer, r, f, m, ${join(MEASURES.map(score))} FROM ${base}, ${bounds}`;
}

/** The split as one row `r_split, f_split, m_split` over scored rows. */
export function splitBounds(definition: RfmDefinition, scores: Statement, breaks?: RfmThresholds): Statement {
  const at = definition.split === 'jenks' ? breaks?.split : definition.split === 'fixed' ? definition.splitAt : null;
  if (at === undefined) throw new Error(`split thresholds are missing: ${definition.split}`);
  const column = (measure: Measure): Statement => {
    const name = ident(`${measure}_split`);
    if (at) return sql`${at[measure]}::DOUBLE AS ${name}`;
    if (definition.split === 'score-mean') return sql`avg(${ident(`${measure}_score`)}) AS ${name}`;
    const value = ident(measure);
    if (definition.split === 'median') return sql`median(${value})::DOUBLE AS ${name}`;
    // A sum of many equal decimals, divided again, may differ from each of them in the last digit.
    return sql`CASE WHEN min(${value}) = max(${value}) THEN min(${value})::DOUBLE ELSE avg(${value})::DOUBLE END AS ${name}`;
  };
  return at ? sql`SELECT ${join(MEASURES.map(column))}` : sql`SELECT ${join(MEASURES.map(column))} FROM ${scores}`;
}

/** High or low in each measure as the class 0..7; `r_split …` must be in reach. */
export function classOf(definition: RfmDefinition): Statement {
  const equal = definition.inclusive ? '=' : '';
  const byScore = definition.split === 'score-mean';
  const high = (measure: Measure): Statement =>
    sql`(${ident(byScore ? `${measure}_score` : measure)} ${raw((measure === 'r' && !byScore ? '<' : '>') + equal)} ${ident(`${measure}_split`)})::INTEGER`;
  return sql`(4 * ${high('r')} + 2 * ${high('f')} + ${high('m')})::INTEGER`;
}

/** All thresholds of a definition over a finished RFM table, a bound a line: `thresholdsOf` makes them one thing again. */
export function rfmThresholds(
  definition: RfmDefinition,
  table: string,
  breaks?: RfmThresholds,
): Statement<ThresholdRow> {
  const fixed = fixedBounds(definition, breaks);
  const levels = (measure: Measure): number => (fixed ? fixed[measure].length : definition.levels - 1);
  const lines = MEASURES.flatMap((measure) => [
    sql`SELECT ${measure} AS measure, 0 AS level, ${ident(`${measure}_split`)} AS bound FROM split`,
    ...Array.from(
      { length: levels(measure) },
      (_, i) => sql`SELECT ${measure}, ${i + 1}, ${boundName(measure, i + 1)} FROM bounds`,
    ),
  ]);
  return sql`WITH bounds AS (${scoreBounds(definition, ident(table), breaks)}),
split AS (${splitBounds(definition, ident(table), breaks)})
${join(lines, ' UNION ALL\n')}`;
}

function boundName(measure: Measure, level: number): Statement<never> {
  return ident(`${measure}_${level}`);
}

/** Bounds that are known beforehand; null where SQL takes them from the data. Throws where they are missing or out of order. */
function fixedBounds(definition: RfmDefinition, breaks?: RfmThresholds): RfmThresholds['score'] | null {
  if (needsBreaks(definition) && !breaks) throw new Error('natural breaks are missing');
  if (definition.scoreCut === 'quantile') return null;
  if (definition.scoreCut === 'jenks') return breaks!.score;
  const fixed = definition.fixed;
  if (!fixed) throw new Error('fixed score bounds are missing');
  for (const measure of MEASURES) {
    const bounds = fixed[measure];
    if (bounds.length !== definition.levels - 1 || bounds.some((bound, i) => i > 0 && bound < bounds[i - 1]!))
      throw new Error(`not ${definition.levels - 1} ascending bounds for ${measure}: ${bounds.join(', ')}`);
  }
  return fixed;
}
