import type { Unit } from '../domain/feature.ts';
import type { Condition, Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement, Value } from '../domain/statement.ts';
import { FEATURES } from '../domain/features.ts';
import { monthNumber, monthStart } from '../domain/period.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** Fields of the RFM table under the names that a filter gives them. */
const RFM_FIELDS: ReadonlyMap<string, string> = new Map([
  ['rfm.r', 'r'],
  ['rfm.f', 'f'],
  ['rfm.m', 'm'],
  ['rfm.r_score', 'r_score'],
  ['rfm.f_score', 'f_score'],
  ['rfm.m_score', 'm_score'],
  ['rfm.class', 'class'],
  ['rfm.group', 'grp'],
]);

/** `YYYY-MM`: the month of a customer's first order (her cohort), and any month in which she ordered. */
const MONTH_FIELDS: ReadonlySet<string> = new Set(['first_order_month', 'order_month']);

const PROFILE_FIELDS: ReadonlyMap<string, Unit> = new Map(FEATURES.map((feature) => [feature.id, feature.unit]));

/** True for a field that a filter may name. */
export function isFilterField(field: string): boolean {
  return RFM_FIELDS.has(field) || MONTH_FIELDS.has(field) || PROFILE_FIELDS.has(field);
}

/**
 * A filter as one boolean condition on the column `customer` of the relation it stands in. The empty filter is TRUE and costs nothing.
 * All values are parameters. `between` includes both ends; a day as upper end includes that whole day. Throws for a field that is in no
 * list, for an RFM field where there are no orders, and for a month that is not `YYYY-MM`.
 */
export function filterCondition(filter: Filter, scope: Scope): Statement {
  const profile: Statement<never>[] = [];
  const rfm: Statement<never>[] = [];
  const parts: Statement<never>[] = [];
  for (const condition of filter) {
    const rfmColumn = RFM_FIELDS.get(condition.field);
    const unit = PROFILE_FIELDS.get(condition.field);
    if (rfmColumn) rfm.push(test(ident(rfmColumn), condition, rfmColumn === 'grp' ? 'text' : 'count'));
    else if (condition.field === 'first_order_month') profile.push(inMonths(ident('first_order_at'), condition));
    else if (condition.field === 'order_month') parts.push(orderedIn(condition, scope));
    else if (unit) profile.push(test(ident(condition.field), condition, unit));
    else throw new Error(`unknown filter field: ${condition.field}`);
  }
  if (rfm.length > 0) {
    if (scope.rfm === null) throw new Error('a filter on RFM needs orders');
    parts.unshift(membership(scope.rfm, rfm));
  }
  if (profile.length > 0) parts.unshift(membership(scope.profile, profile));
  return parts.length === 0 ? sql`TRUE` : sql`${join(parts, ' AND ')}`;
}

function orderedIn(condition: Condition, scope: Scope): Statement<never> {
  const moment = ident('ordered_at');
  return sql<never>`customer IN (SELECT customer FROM orders WHERE ordered_at < ${timestamp(scope.asOf)} AND ${inMonths(moment, condition)})`;
}

function membership(table: string, tests: readonly Statement<never>[]): Statement<never> {
  return sql<never>`customer IN (SELECT customer FROM ${ident(table)} WHERE ${join(tests, ' AND ')})`;
}

function test(column: Statement<never>, condition: Condition, unit: Unit): Statement<never> {
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
function typed(value: string | number | boolean, unit: Unit): Value {
  if (isTime(unit)) return timestamp(String(value));
  return unit === 'text' ? String(value) : value;
}

function isTime(unit: Unit): boolean {
  return unit === 'date' || unit === 'datetime';
}
