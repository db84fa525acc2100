import type { Condition, Filter } from '../domain/filter.ts';
import { isModelTable, MODEL_TABLES, type Scope } from '../domain/scope.ts';
import type { Statement, Value } from '../domain/statement.ts';
import { BOOK_FIELDS, type BookField, type FieldUnit } from '../domain/book-field.ts';
import { monthNumber, monthStart } from '../domain/period.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

const FIELDS: ReadonlyMap<string, BookField> = new Map(BOOK_FIELDS.map((field) => [field.id, field]));

/** `YYYY-MM`: the month of a customer's first order (her cohort), and any month in which she ordered. */
const MONTH_FIELDS: ReadonlySet<string> = new Set(['first_order_month', 'order_month']);

/** True for a field that a filter may name: every field of the customer book, and months. */
export function isFilterField(field: string): boolean {
  return FIELDS.has(field) || MONTH_FIELDS.has(field);
}

/**
 * A filter as one boolean condition on the column `customer` of the relation it stands in. The empty filter is TRUE and costs nothing.
 * All values are parameters. `between` includes both ends; a day as upper end includes that whole day. Throws for a field that is in no
 * list, for an RFM field where there are no orders, and for a month that is not `YYYY-MM`. `inside` says that the relation is the profile
 * itself, so that its columns are asked where they stand.
 */
export function filterCondition(filter: Filter, scope: Scope, inside?: 'profile'): Statement {
  const tests: Record<BookField['from'], Statement<never>[]> = {
    customer: [],
    profile: [],
    rfm: [],
    prediction: [],
    churn: [],
    retention: [],
    cluster: [],
    label: [],
  };
  const parts: Statement<never>[] = [];
  for (const condition of filter) {
    const field = FIELDS.get(condition.field);
    if (field) tests[field.from].push(test(ident(field.column), condition, field.unit));
    else if (condition.field === 'first_order_month') tests.profile.push(inMonths(ident('first_order_at'), condition));
    else if (condition.field === 'order_month') parts.push(orderedIn(condition, scope));
    else throw new Error(`unknown filter field: ${condition.field}`);
  }
  const tables = {
    customer: 'customer',
    profile: scope.profile,
    rfm: scope.rfm,
    prediction: scope.prediction ?? null,
    churn: scope.churn ?? null,
    retention: scope.retention ?? null,
    cluster: scope.cluster ?? null,
    label: scope.label ?? null,
  };
  for (const from of ['rfm', 'profile', 'customer', ...MODEL_TABLES] as const) {
    if (tests[from].length === 0) continue;
    const table = tables[from];
    if (table === null && isModelTable(from)) {
      // The model is still being fitted for this day: until then nothing is predicted of anybody.
      parts.unshift(raw('FALSE'));
      continue;
    }
    if (table === null) throw new Error('a filter on RFM needs orders');
    parts.unshift(from === inside ? join(tests[from], ' AND ') : membership(table, tests[from]));
  }
  return parts.length === 0 ? sql`TRUE` : sql`${join(parts, ' AND ')}`;
}

function orderedIn(condition: Condition, scope: Scope): Statement<never> {
  const moment = ident('ordered_at');
  return sql<never>`customer IN (SELECT customer FROM orders WHERE ordered_at < ${timestamp(scope.asOf)} AND ${inMonths(moment, condition)})`;
}

function membership(table: string, tests: readonly Statement<never>[]): Statement<never> {
  return sql<never>`customer IN (SELECT customer FROM ${ident(table)} WHERE ${join(tests, ' AND ')})`;
}

function test(column: Statement<never>, condition: Condition, unit: FieldUnit): Statement<never> {
  switch (condition.op) {
    case 'in': {
      const values = condition.values.filter((value) => value !== null);
      const tests: Statement<never>[] = [];
      if (values.length > 0) tests.push(sql<never>`${column} IN (${join(values.map((value) => typed(value, unit)))})`);
      if (values.length < condition.values.length) tests.push(sql<never>`${column} IS NULL`);
      return tests.length === 0 ? raw('FALSE') : sql<never>`(${join(tests, ' OR ')})`;
    }
    case 'between': {
      const { min, max } = condition;
      const tests: Statement<never>[] = [];
      if (min !== null) tests.push(sql<never>`${column} >= ${typed(min, unit)}`);
      if (max !== null) {
        const day = isTime(unit) && String(max).length === 10;
        tests.push(sql<never>`${day ? sql<never>`${column}::DATE` : column} <= ${typed(max, unit)}`);
      }
      return tests.length === 0 ? raw('TRUE') : join(tests, ' AND ');
    }
    case 'contains':
      return sql<never>`contains(lower(${column}::VARCHAR), lower(${condition.text}))`;
    case 'is-empty':
      return sql<never>`${column} IS NULL`;
    case 'is-not-empty':
      return sql<never>`${column} IS NOT NULL`;
  }
}

/** Months as half-open spans of a moment, so that the engine can skip what lies outside. */
function inMonths(moment: Statement<never>, condition: Condition): Statement<never> {
  if (condition.op !== 'in' || condition.values.length === 0)
    throw new Error(`months are chosen from a list: ${condition.field} ${condition.op}`);
  const spans = condition.values.map((value) => {
    if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new Error(`not a month: ${value}`);
    const next = monthStart(monthNumber(value) + 1);
    return sql<never>`(${moment} >= ${timestamp(`${value}-01`)} AND ${moment} < ${timestamp(next)})`;
  });
  return sql<never>`(${join(spans, ' OR ')})`;
}

/** A value as the column holds it: dates travel as moments, texts stay texts whatever they look like. */
function typed(value: string | number | boolean, unit: FieldUnit): Value {
  if (isTime(unit)) return timestamp(String(value));
  return unit === 'text' || unit === 'group' ? String(value) : value;
}

function isTime(unit: FieldUnit): boolean {
  return unit === 'date' || unit === 'datetime';
}
