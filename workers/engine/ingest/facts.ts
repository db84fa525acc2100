import type { ColumnFacts } from '../../../src/domain/column.ts';
import { ident, join, sql } from '../../../src/sql/statement.ts';
import { dataOf } from '../file.ts';
import { rowsOf } from '../rows.ts';
import type { Database } from '../database.ts';
import type { Job } from '../execute.ts';
import type { ColumnPlan } from './type.ts';

/** Above this many rows, ranges come from the file's own statistics, and distinct counts from the first rows. */
const EXACT_ROWS = 200_000;
const HEAD_ROWS = 50_000;
/** Columns with at most this many values list them. */
const FEW = 50;

/** What a load found in each column, for guessing what it means. */
export async function columnFacts(
  database: Database,
  alias: string,
  plans: readonly ColumnPlan[],
  rows: number,
  job: Job,
): Promise<ColumnFacts[]> {
  const data = dataOf(alias);
  const exact = rows <= EXACT_ROWS;
  const asked = plans.flatMap((plan, i) => {
    const column = ident(plan.name);
    const counted = [sql`(count(*) - count(${column}))::DOUBLE AS ${ident(`n${i}`)}`];
    return exact
      ? [
          ...counted,
          sql`approx_count_distinct(${column})::DOUBLE AS ${ident(`d${i}`)}`,
          sql`min(${column})::VARCHAR AS ${ident(`a${i}`)}`,
          sql`max(${column})::VARCHAR AS ${ident(`z${i}`)}`,
        ]
      : counted;
  });
  const counts = (await rowsOf(database, sql`SELECT ${join(asked)} FROM ${data}`, job))[0] ?? {};
  const stats = exact || rows === 0 ? [] : await statistics(database, alias, plans, rows, job);
  const head = await rowsOf(
    database,
    sql`SELECT ${join(plans.map((plan, i) => sql`${ident(plan.name)}::VARCHAR AS ${ident(`c${i}`)}`))} FROM ${data} LIMIT 500`,
    job,
  );
  const facts: ColumnFacts[] = [];
  for (const [i, plan] of plans.entries()) {
    const found = stats[i] ?? {
      distinct: Number(counts[`d${i}`] ?? 0),
      min: counts[`a${i}`] as string,
      max: counts[`z${i}`] as string,
    };
    const samples = [
      ...new Set(head.map((row) => row[`c${i}`]).filter((value): value is string => typeof value === 'string')),
    ].slice(0, 12);
    const few = found.distinct <= FEW && found.distinct > 0 && plan.type !== 'timestamp';
    const values = few ? await valuesOf(database, alias, plan.name, job) : undefined;
    facts.push({
      name: plan.name,
      type: plan.type,
      ...(plan.scale === undefined ? {} : { scale: plan.scale }),
      ...(plan.zone && plan.type === 'timestamp' ? { zone: plan.zone } : {}),
      nulls: Number(counts[`n${i}`] ?? 0),
      distinct: values ? values.length : found.distinct,
      samples,
      ...(found.min ? { min: found.min, max: found.max } : {}),
      ...(values && values.length <= FEW ? { values } : {}),
    });
  }
  return facts;
}

async function valuesOf(
  database: Database,
  alias: string,
  column: string,
  job: Job,
): Promise<{ value: string; count: number }[]> {
  return rowsOf<{ value: string; count: number }>(
    database,
    sql`SELECT ${ident(column)}::VARCHAR AS "value", count(*)::DOUBLE AS "count" FROM ${dataOf(alias)}
      WHERE ${ident(column)} IS NOT NULL GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT ${FEW + 1}`,
    job,
  );
}

/** Ranges from the statistics that DuckDB keeps with every column (text to eight characters); distinct counts extrapolated from the first rows. */
async function statistics(
  database: Database,
  alias: string,
  plans: readonly ColumnPlan[],
  rows: number,
  job: Job,
): Promise<{ distinct: number; min: string; max: string }[]> {
  const data = dataOf(alias);
  const asked = join(plans.map((plan, i) => sql`stats(${ident(plan.name)}) AS ${ident(`s${i}`)}`));
  const row = (await rowsOf(database, sql`SELECT ${asked} FROM ${data} LIMIT 1`, job))[0] ?? {};
  const counts = join(
    plans.map((plan, i) => sql`approx_count_distinct(${ident(plan.name)})::DOUBLE AS ${ident(`d${i}`)}`),
  );
  const head = (await rowsOf(database, sql`SELECT ${counts} FROM ${data} WHERE rowid < ${HEAD_ROWS}`, job))[0] ?? {};
  return plans.map((_, i) => {
    const text = String(row[`s${i}`] ?? '');
    const distinct = Number(head[`d${i}`] ?? 0);
    return {
      distinct: distinct > HEAD_ROWS / 4 ? Math.round((distinct * rows) / HEAD_ROWS) : distinct,
      min: /\[Min: (.*?), Max: /.exec(text)?.[1] ?? '',
      max: /, Max: (.*?)[,\]]/.exec(text)?.[1] ?? '',
    };
  });
}
