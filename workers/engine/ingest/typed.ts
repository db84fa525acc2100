import type { Statement } from '../../../src/domain/statement.ts';
import { ident, join, raw, sql } from '../../../src/sql/statement.ts';
import { rowsOf } from '../rows.ts';
import type { Database } from '../database.ts';
import { runStatement, type Job } from '../execute.ts';
import { exactOf, holdsSomething, quickAt, quickOf, reasonOf, textAt, valueAt } from './cast.ts';
import type { ColumnPlan } from './type.ts';
import { widerPlan, type Failure } from './widen.ts';

/** Where the raw cells come from, and how its rows lie in the file. */
export interface RawTable {
  readonly relation: Statement<never>;
  /** Lines before the first row of data (header included); null where the source has no lines. */
  readonly linesBefore: number | null;
  /** Bytes before the first row in what the reader is given. */
  readonly prefix?: number;
  /** The temporary table in which the reader lists rows that it could not cut, or null. */
  readonly unreadable: string | null;
  /** Columns that arrive typed (Parquet, Arrow) and need no cast. */
  readonly typed: ReadonlySet<string>;
}

/** What was written. */
export interface Written {
  readonly plans: readonly ColumnPlan[];
  readonly rows: number;
  /** Rejected cells and lines in the draft. */
  readonly rejected: number;
  /** Lines among them that could not be cut. */
  readonly unreadable: number;
}

/** The rejects of the attempt that stands, on the session's connection: as `rejects`, with `place`, the byte where an unreadable line begins. */
export const DRAFT = ident('rejects_draft');

/** One pass: casts every cell, keeps the text of those that fail beside their row. Text columns pass through untouched. */
export function typedTable(alias: string, table: RawTable, plans: readonly ColumnPlan[]): Statement<never> {
  const isCast = (plan: ColumnPlan) => plan.type !== 'text' && !table.typed.has(plan.name);
  const cast = plans.flatMap((plan, i) => (isCast(plan) ? [{ plan, i }] : []));
  const columns = plans.map((plan, i) => sql`${isCast(plan) ? valueAt(i) : textAt(i)} AS ${ident(plan.name)}`);
  const failed = ({ i }: { i: number }) => sql`(${textAt(i)} IS NOT NULL AND ${valueAt(i)} IS NULL)`;
  const cells = cast.map(
    (one, at) =>
      sql`CASE WHEN ${failed(one)} AND ${holdsSomething(textAt(one.i))} THEN {'i': ${at}, 't': ${textAt(one.i)}} END`,
  );
  const rejects =
    cast.length === 0
      ? sql`NULL::STRUCT(i INTEGER, t VARCHAR)[]`
      : sql`CASE WHEN ${join(cast.map(failed), ' OR ')} THEN [${join(cells)}] END`;
  // every cast stands once, in an inner query: written out wherever it is mentioned it would run as often
  const texts = plans.map((plan, i) => sql`${textOf(plan)} AS ${textAt(i)}`);
  const quick = cast.map(({ plan, i }) => sql`, ${quickOf(plan, textOf(plan))} AS ${quickAt(i)}`);
  const exact = cast.map(({ plan, i }) => sql`, ${exactOf(plan, textAt(i), quickAt(i))} AS ${valueAt(i)}`);
  return sql<never>`CREATE TABLE ${ident(alias)}.data AS SELECT ${join(columns)}, ${rejects} AS _rejects
    FROM (SELECT *${join(exact, '')} FROM (SELECT ${join(texts)}${join(quick, '')} FROM ${table.relation}))`;
}

/** A cell's text: without the formula around it, where cells are written as such. */
function textOf(plan: ColumnPlan): Statement<never> {
  const text = ident(plan.name);
  return plan.wrapped
    ? sql<never>`CASE WHEN starts_with(${text}, '="') AND ends_with(${text}, '"') THEN nullif(${text}[3:-2], '') ELSE ${text} END`
    : text;
}

/** Lists what failed: cells with their row, and rows that could not be cut with the byte where they begin. */
export function draftRejects(alias: string, table: RawTable, plans: readonly ColumnPlan[]): Statement<never> {
  const cast = plans.filter((plan) => plan.type !== 'text' && !table.typed.has(plan.name));
  const names = join(cast.map((plan) => sql`${plan.name}`));
  const whens = cast.map((plan, at) => sql`WHEN ${at} THEN ${reasonOf(plan, sql<never>`cell.t`)}`);
  const line = table.linesBefore === null ? raw('0') : sql<never>`"row" + ${table.linesBefore}`;
  const cells =
    cast.length === 0
      ? sql<never>`SELECT 0::BIGINT AS "row", 0::BIGINT AS "line", '' AS "column", '' AS "text", '' AS reason, 0::BIGINT AS place WHERE false`
      : sql<never>`SELECT "row", (${line})::BIGINT AS "line", [${names}][cell.i + 1] AS "column", cell.t AS "text",
          CASE cell.i ${join(whens, ' ')} END AS reason, NULL::BIGINT AS place
        FROM (SELECT rowid + 1 AS "row", unnest(_rejects) AS cell FROM ${ident(alias)}.data WHERE _rejects IS NOT NULL) WHERE cell IS NOT NULL`;
  const unreadable = table.unreadable
    ? sql<never>`UNION ALL SELECT 0::BIGINT, (min("line") + ${table.linesBefore ?? 0})::BIGINT, '', left(trim(any_value(csv_line), chr(10) || chr(13)), 500),
          any_value(CASE error_type WHEN 'TOO MANY COLUMNS' THEN 'too-many-columns' WHEN 'LINE SIZE OVER MAXIMUM' THEN 'line-too-long' ELSE 'unreadable-line' END),
          (line_byte_position - 1 - ${table.prefix ?? 0})::BIGINT
        FROM ${ident(table.unreadable)} GROUP BY line_byte_position`
    : raw('');
  return sql<never>`CREATE OR REPLACE TEMP TABLE ${DRAFT} AS ${cells} ${unreadable}`;
}

/** Writes the typed table and drafts its rejects; types under which too many cells fail, or numbers would be cut, are widened and it is written again. */
export async function writeTyped(
  database: Database,
  alias: string,
  table: RawTable,
  first: readonly ColumnPlan[],
  job: Job,
): Promise<Written> {
  let plans = first;
  for (let attempt = 0; ; attempt++) {
    await runStatement(database, typedTable(alias, table, plans), job);
    await runStatement(database, draftRejects(alias, table, plans), job);
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
    const failures = await rowsOf<Failure>(
      database,
      sql`SELECT "column", count(*)::DOUBLE AS cells, count(TRY_CAST("text" AS DOUBLE))::DOUBLE AS numbers,
          count(*) FILTER (regexp_matches("text", '^ *[+-]?0\\d'))::DOUBLE AS zeros,
          count(*) FILTER (regexp_matches("text", '\\d[eE][+-]?\\d'))::DOUBLE AS exponents,
          coalesce(max(strlen(regexp_extract("text", '^[^.]*\\d*\\.(\\d*)', 1))), 0)::DOUBLE AS scale,
          count(*) FILTER (contains("text", ':'))::DOUBLE AS times
        FROM ${DRAFT} GROUP BY "column"`,
      job,
    );
    const wider = plans.map((plan) =>
      widerPlan(
        plan,
        failures.find((failure) => failure.column === plan.name),
        rows,
      ),
    );
    if (attempt >= 5 || wider.every((plan, i) => plan === plans[i])) {
      const unreadable = failures.find((failure) => failure.column === '')?.cells ?? 0;
      return { plans, rows, rejected: failures.reduce((sum, failure) => sum + failure.cells, 0), unreadable };
    }
    plans = wider;
    await runStatement(database, sql`DROP TABLE ${ident(alias)}.data`, job);
  }
}
