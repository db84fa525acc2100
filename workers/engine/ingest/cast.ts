import type { Column } from '../../../src/domain/column.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { ident, join, raw, sql } from '../../../src/sql/statement.ts';
import { momentOf } from './date-text.ts';
import { writtenNumber, writtenWhole } from './number-text.ts';
import { NOTHING, type ColumnPlan } from './type.ts';

/** SQL type of a column. */
export function sqlType(column: Column): string {
  switch (column.type) {
    case 'text':
      return 'VARCHAR';
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(18,${column.scale ?? 2})`;
    case 'double':
      return 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'boolean':
      return 'BOOLEAN';
  }
}

/** The quick cast of a text: right for nearly every cell, to be looked at by `exactOf` for the others. */
export function quickOf(plan: ColumnPlan, text: Statement<never>): Statement<never> {
  if (plan.numbers) return sql<never>`NULL::${raw(sqlType(plan))}`;
  if (plan.type === 'date' || plan.type === 'timestamp')
    return momentOf(text, {
      dates: plan.dates ?? 'iso',
      formats: plan.formats ?? [],
      ...(plan.zone ? { zone: plan.zone } : {}),
    });
  return sql<never>`TRY_CAST(${text} AS ${raw(sqlType(plan))})`;
}

/**
 * The value of a cell from its quick cast: NULL where the text cannot be read so without loss. Whole numbers must write themselves as the
 * text does (no leading zero, nothing rounded away), decimals must keep every digit, dates lie in the years 1000 to 9998 (9999-12-31 stands for "never").
 */
export function exactOf(plan: ColumnPlan, text: Statement<never>, quick: Statement<never>): Statement<never> {
  const type = raw(sqlType(plan));
  switch (plan.type) {
    case 'text':
      return text;
    case 'integer':
      return sql<never>`CASE WHEN ${quick}::VARCHAR = ${text} THEN ${quick} WHEN ${text} IS NOT NULL THEN ${writtenWhole(text)} END`;
    case 'decimal': {
      const scale = plan.scale ?? 2;
      const slow = writtenNumber(text, type, plan.numbers ?? 'point', scale);
      if (plan.numbers) return sql<never>`CASE WHEN ${text} IS NOT NULL THEN ${slow} END`;
      const cut = sql<never>`(contains(${text}, '.') AND strlen(${text}) - strpos(${text}, '.') > ${scale}) OR contains(${text}, 'e') OR contains(${text}, 'E')`;
      return sql<never>`CASE WHEN ${text} IS NULL THEN NULL WHEN ${quick} IS NULL OR ${cut} THEN ${slow} ELSE ${quick} END`;
    }
    case 'double':
      return sql<never>`CASE WHEN isfinite(${quick}) THEN ${quick} WHEN ${text} IS NOT NULL THEN ${writtenNumber(text, type, 'point', null)} END`;
    case 'boolean':
      return quick;
    case 'date':
      return sql<never>`CASE WHEN ${inYears(quick)} AND NOT contains(${text}, ':') THEN ${quick}::DATE END`;
    case 'timestamp':
      return sql<never>`CASE WHEN ${inYears(quick)} THEN ${quick} END`;
  }
}

function inYears(moment: Statement<never>): Statement<never> {
  return sql<never>`${moment} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9998-12-31 23:59:59.999999'`;
}

/** Why a cell of this column is refused, in SQL over its text. */
export function reasonOf(plan: ColumnPlan, text: Statement<never>): Statement<never> {
  if (plan.type === 'date' || plan.type === 'timestamp') return sql<never>`'not-a-date'`;
  if (plan.type === 'boolean') return sql<never>`'not-a-boolean'`;
  return sql<never>`CASE WHEN isinf(TRY_CAST(${text} AS DOUBLE)) OR regexp_full_match(${text}, '[+-]?\\d{19,}') THEN 'out-of-range' ELSE 'not-a-number' END`;
}

/** True in SQL when a text cell holds something, not a word for nothing. Only asked of cells whose cast failed. */
export function holdsSomething(text: Statement<never>): Statement<never> {
  // not IN: a long list becomes a join that runs for every row of the file
  return sql<never>`NOT list_contains(['', ${join(NOTHING)}], lower(trim(${text})))`;
}

/** Text column `i` of the innermost query, its quick cast, and its value. */
export const textAt = (i: number): Statement<never> => ident(`t${i}`);
export const quickAt = (i: number): Statement<never> => ident(`q${i}`);
export const valueAt = (i: number): Statement<never> => ident(`v${i}`);
