import type { Filter } from '../domain/filter.ts';
import type { LabelFeature, LabelKind, LabelModel } from '../domain/label-model.ts';
import { loadAlias } from '../domain/source.ts';
import type { Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { filterCondition } from './filter.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Sources with persons: how many rows they have of customers, and of how many. */
export function personsBySource(): Statement<{ source: string; rows: number; customers: number }> {
  return sql<{ source: string; rows: number; customers: number }>`SELECT _source AS source, count(*)::DOUBLE AS "rows",
  count(DISTINCT customer)::DOUBLE AS customers
FROM person WHERE customer IS NOT NULL GROUP BY ALL ORDER BY source`;
}

/** Values of some columns of the profile with their counts, at most three a column, the most frequent first. */
export function valuesOfFeatures(
  profile: string,
  features: readonly string[],
): Statement<{ name: string; value: string; n: number }> {
  const one = (id: string) =>
    sql<never>`SELECT * FROM (SELECT ${id} AS name, ${ident(id)}::VARCHAR AS value, count(*)::DOUBLE AS n FROM ${ident(profile)}
WHERE ${ident(id)} IS NOT NULL GROUP BY ALL ORDER BY n DESC, value LIMIT 3)`;
  return sql<{ name: string; value: string; n: number }>`${join(features.map(one), ' UNION ALL ')}`;
}

/**
 * `customer INTEGER`, `label DOUBLE` (1 the event, 0 any other value, NULL where it is empty), and the features in order as `f0`, `f1` …:
 * sizes and days DOUBLE, words VARCHAR. Of several rows of one customer the first counts.
 */
export function labelRows(
  { table, label, event }: Pick<LabelModel, 'table' | 'label' | 'event'>,
  features: readonly LabelFeature[],
  profile: string,
): Statement<Cells & { readonly customer: number }> {
  const d = (name: string) => ident('d', name);
  const cells = features.map(({ name, kind }, j) => sql<never>`${taken(d(name), kind)} AS ${ident(`f${j}`)}`);
  const outcome = sql<never>`CASE WHEN ${d(label)} IS NULL THEN NULL WHEN ${d(label)}::VARCHAR = ${event} THEN 1.0 ELSE 0.0 END::DOUBLE`;
  const from = table
    ? sql<never>`(SELECT customer, min(_row) AS _row FROM person WHERE _source = ${table.source} AND customer IS NOT NULL GROUP BY customer) AS p
JOIN ${ident(loadAlias(table.load), 'data')} AS d ON d.rowid = p._row - 1`
    : sql<never>`${ident(profile)} AS p JOIN ${ident(profile)} AS d USING (customer)`;
  return sql`SELECT p.customer, ${outcome} AS label, ${join(cells)}
FROM ${from}
ORDER BY p.customer`;
}

/** A column as a model takes it. */
function taken(column: Statement<never>, kind: LabelKind): Statement<never> {
  if (kind === 'words') return sql<never>`nullif(trim(${column}::VARCHAR), '')`;
  return kind === 'day' ? sql<never>`epoch_ms(${column}::TIMESTAMP) / 86400000.0` : sql<never>`${column}::DOUBLE`;
}

/** A customer with her chance of the label; reasons number the model's features from 1, negative where they speak against it. */
export interface LabelRow {
  readonly customer: number;
  readonly customer_id: string;
  readonly name: string | null;
  readonly p_label: number;
  readonly reason_1: number | null;
  readonly reason_2: number | null;
  readonly reason_3: number | null;
}

/** The likeliest `limit` customers who do not have the label yet, as far as is known. */
export function labelList(table: string, limit: number, filter: Filter, scope: Scope): Statement<LabelRow> {
  const name = raw(provides(scope.shape, 'person', 'name') ? 'c.name' : 'NULL::VARCHAR');
  // Calibration may give many the same chance: what it was made from still orders them.
  const score = raw(`others + ${[1, 2, 3, 4, 5].map((k) => `coalesce(part_${k}, 0)`).join(' + ')}`);
  return sql<LabelRow>`SELECT l.customer, c.customer_id, ${name} AS name, l.p_label, l.reason_1, l.reason_2, l.reason_3
FROM (SELECT *, ${score} AS score FROM ${ident(table)} WHERE label IS DISTINCT FROM 1 AND ${filterCondition(filter, scope)}
  ORDER BY p_label DESC, score DESC NULLS LAST, customer LIMIT ${limit}) AS l
JOIN customer c USING (customer)
ORDER BY l.p_label DESC, l.score DESC NULLS LAST, l.customer`;
}

/** How many customers were scored; with the label; without it or unknown, with a chance above one half; unknown, and expected among those. */
export interface LabelSums {
  readonly customers: number;
  readonly events: number;
  readonly likely: number;
  readonly unknown: number;
  readonly expected: number;
}

/** One row. */
export function labelSums(table: string, filter: Filter, scope: Scope): Statement<LabelSums> {
  return sql<LabelSums>`SELECT count(*)::DOUBLE AS customers, (count(*) FILTER (label = 1))::DOUBLE AS events,
  (count(*) FILTER (label IS DISTINCT FROM 1 AND p_label > 0.5))::DOUBLE AS likely,
  (count(*) FILTER (label IS NULL))::DOUBLE AS unknown, coalesce(sum(p_label) FILTER (label IS NULL), 0) AS expected
FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}`;
}
