import type { Statement } from '../../../src/domain/statement.ts';
import { ident, join, raw, sql } from '../../../src/sql/statement.ts';
import { rowsOf } from '../rows.ts';
import type { Database } from '../database.ts';
import { runStatement, type Job } from '../execute.ts';
import { castOf, holdsSomething, reasonOf, widen, type ColumnPlan } from './type.ts';

/** Where the raw cells come from, and how its rows lie in the file. */
export interface RawTable {
  readonly relation: Statement<never>;
  /** Lines before the first row of data (header included); 0 where the source has no lines. */
  readonly linesBefore: number;
  /** The temporary table in which the reader lists rows that it could not cut, or null. */
  readonly unreadable: string | null;
  /** True for columns that arrive typed (Parquet, Arrow) and need no cast. */
  readonly typed: ReadonlySet<string>;
}

/** One pass: casts every cell, keeps the text of those that fail beside their row. */
export function typedTable(alias: string, table: RawTable, plans: readonly ColumnPlan[]): Statement<never> {
  const cast = plans.filter((plan) => plan.type !== 'text' && !table.typed.has(plan.name));
  const value = (plan: ColumnPlan) => ident(`~${plan.name}`);
  const columns = plans.map((plan) =>
    cast.includes(plan) ? sql`${value(plan)} AS ${ident(plan.name)}` : ident(plan.name),
  );
  const failed = (plan: ColumnPlan) => sql`(${ident(plan.name)} IS NOT NULL AND ${value(plan)} IS NULL)`;
  const cells = cast.map(
    (plan, i) =>
      sql`CASE WHEN ${failed(plan)} AND ${holdsSomething(plan.name)} THEN {'i': ${i}, 't': ${ident(plan.name)}} END`,
  );
  const rejects =
    cast.length === 0
      ? sql`NULL::STRUCT(i INTEGER, t VARCHAR)[]`
      : sql`CASE WHEN ${join(cast.map(failed), ' OR ')} THEN [${join(cells)}] END`;
  // each cast stands once, in the inner query: repeated in the outer one it would run once more for every mention
  const casts = cast.map((plan) => sql`, ${castOf(plan)} AS ${value(plan)}`);
  return sql<never>`CREATE TABLE ${ident(alias)}.data AS SELECT ${join(columns)}, ${rejects} AS _rejects
    FROM (SELECT *${join(casts, '')} FROM ${table.relation})`;
}

/** Lists what failed: cells with their row, and rows that could not be cut, each with the line of the file. */
export function rejectsTable(alias: string, table: RawTable, plans: readonly ColumnPlan[]): Statement<never> {
  const cast = plans.filter((plan) => plan.type !== 'text' && !table.typed.has(plan.name));
  const data = sql<never>`${ident(alias)}.data`;
  const names = join(cast.map((plan) => sql`${plan.name}`));
  const reasons = join(cast.map((plan) => sql`${reasonOf(plan)}`));
  const cells =
    cast.length === 0
      ? sql<never>`SELECT 0::BIGINT AS "row", '' AS "column", '' AS "text", '' AS reason WHERE false`
      : sql<never>`SELECT "row", [${names}][cell.i + 1] AS "column", cell.t AS "text", [${reasons}][cell.i + 1] AS reason
          FROM (SELECT rowid + 1 AS "row", unnest(_rejects) AS cell FROM ${data} WHERE _rejects IS NOT NULL) WHERE cell IS NOT NULL`;
  const texts = plans.filter((plan) => plan.type === 'text' && !table.typed.has(plan.name));
  const breaks = texts.map(
    (plan) => sql`coalesce(strlen(${ident(plan.name)}) - strlen(replace(${ident(plan.name)}, chr(10), '')), 0)`,
  );
  const withBreaks = texts.map((plan) => sql`contains(${ident(plan.name)}, chr(10))`);
  const earlier =
    texts.length === 0 || table.linesBefore === 0
      ? raw('0')
      : sql<never>`coalesce((SELECT sum(n) FROM breaks WHERE breaks."row" < cells."row"), 0)`;
  const line =
    table.linesBefore === 0
      ? sql<never>`0::BIGINT`
      : sql<never>`(${table.linesBefore} + cells."row" + ${earlier})::BIGINT`;
  const breaksTable =
    texts.length === 0
      ? sql<never>`SELECT 0::BIGINT AS "row", 0 AS n WHERE false`
      : sql<never>`SELECT rowid + 1 AS "row", ${join(breaks, ' + ')} AS n FROM ${data} WHERE (SELECT count(*) FROM cells) > 0 AND (${join(withBreaks, ' OR ')})`;
  const unreadable = table.unreadable
    ? sql<never>`UNION ALL SELECT 0::BIGINT, any_value("line")::BIGINT, '', any_value(csv_line), any_value(CASE error_type
          WHEN 'TOO MANY COLUMNS' THEN 'too-many-columns' WHEN 'MISSING COLUMNS' THEN 'missing-columns' ELSE 'unreadable-line' END)
        FROM ${ident(table.unreadable)} GROUP BY "line"`
    : raw('');
  return sql<never>`CREATE TABLE ${ident(alias)}.rejects AS WITH cells AS (${cells}), breaks AS (${breaksTable})
    SELECT "row", ${line} AS "line", "column", "text", reason FROM cells ${unreadable} ORDER BY ALL`;
}

/** Writes the typed table and its rejects; types under which too many cells fail, or numbers would be cut, are widened and it is written again. */
export async function writeTyped(
  database: Database,
  alias: string,
  table: RawTable,
  first: readonly ColumnPlan[],
  job: Job,
): Promise<{ plans: readonly ColumnPlan[]; rows: number; rejected: number }> {
  let plans = first;
  for (let attempt = 0; ; attempt++) {
    await runStatement(database, typedTable(alias, table, plans), job);
    await runStatement(database, rejectsTable(alias, table, plans), job);
    if (table.unreadable) {
      await runStatement(database, sql`DROP TABLE IF EXISTS ${ident(table.unreadable)}`, job);
      await runStatement(database, sql`DROP TABLE IF EXISTS ${ident(`${table.unreadable}_scan`)}`, job);
    }
    const counts = await rowsOf<{ rows: number }>(
      database,
      sql`SELECT count(*)::DOUBLE AS "rows" FROM ${ident(alias)}.data`,
      job,
    );
    const rows = counts[0]!.rows;
    const failures = await rowsOf<{ column: string; cells: number; numbers: number }>(
      database,
      sql`SELECT "column", count(*)::DOUBLE AS cells, count(TRY_CAST("text" AS DOUBLE))::DOUBLE AS numbers
        FROM ${ident(alias)}.rejects GROUP BY "column"`,
      job,
    );
    const wider = plans.map((plan) =>
      widerPlan(
        plan,
        failures.find((failure) => failure.column === plan.name),
        rows,
      ),
    );
    if (attempt >= 3 || wider.every((plan, i) => plan === plans[i])) {
      return { plans, rows, rejected: failures.reduce((sum, failure) => sum + failure.cells, 0) };
    }
    plans = wider;
    await runStatement(database, sql`DROP TABLE ${ident(alias)}.data`, job);
    await runStatement(database, sql`DROP TABLE ${ident(alias)}.rejects`, job);
  }
}

function widerPlan(
  plan: ColumnPlan,
  failure: { cells: number; numbers: number } | undefined,
  rows: number,
): ColumnPlan {
  if (!failure) return plan;
  if (plan.type === 'integer' && failure.numbers > 0) return widen(plan);
  if (plan.type === 'decimal' && failure.numbers > 0) {
    return (plan.scale ?? 2) < 9 ? { ...plan, scale: 9 } : { name: plan.name, type: 'double' };
  }
  return failure.cells > 0.02 * rows ? widen(plan) : plan;
}
