import type { Column } from '../../../src/domain/column.ts';
import type { RejectReason } from '../../../src/domain/source.ts';
import { ident, join, raw, sql } from '../../../src/sql/statement.ts';
import type { Statement } from '../../../src/domain/statement.ts';

/** How a text column is read: its type, and for dates how they are written. */
export interface ColumnPlan extends Column {
  readonly dates?: DateOrder;
}

type DateOrder = 'iso' | 'compact' | 'month-first' | 'day-first' | 'chinese' | 'dots';

/** Words that stand for "no value" in columns that are not text. */
const NOTHING = ['na', 'n/a', '#n/a', 'null', 'none', 'nan', '-', '--', '\\n', '无', '空'];

/** Names whose values are labels even when they look like numbers: ids, phones, codes, order numbers. */
const LABEL =
  /(^|[^a-z])(id|no|code|sku|phone|mobile|tel|zip|postcode|barcode|uid|openid|unionid|isbn|ean)([^a-z]|$)|编号|编码|单号|票号|卡号|证号|会员号|账号|手机|电话|邮编|条码|号码|推荐人/;

const INTEGER = /^[+-]?\d{1,18}$/;
const NUMBER = /^[+-]?(\d{1,15}(\.\d{1,9})?|\.\d{1,9})([eE][+-]?\d{1,2})?$/;
const MONEY =
  /^[+-]?\(?[+-]?\s*(?:[¥￥$€£]|CNY|RMB|USD|EUR)?\s*[+-]?\d{1,3}(?:[,，]\d{3})*(?:\.\d{1,9})?\s*(?:元|%)?\)?$|^[+-]?[¥￥$€£]\s*\d+(\.\d{1,9})?$|^\d+(\.\d{1,9})?元$/;
const DATES: readonly [DateOrder, RegExp][] = [
  ['iso', /^\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/],
  ['compact', /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/],
  ['chinese', /^\d{4}年\d{1,2}月\d{1,2}日?( ?\d{1,2}:\d{2}(:\d{2})?)?$/],
  ['dots', /^\d{4}\.\d{1,2}\.\d{1,2}( \d{1,2}:\d{2}(:\d{2})?)?$/],
  ['month-first', /^\d{1,2}[/-]\d{1,2}[/-]\d{4}( \d{1,2}:\d{2}(:\d{2})?)?$/],
];

/** Guesses a column's type from its name and example values. Fewer than 97 % alike, or nothing to go by: text. */
export function inferColumn(name: string, samples: readonly (string | null)[]): ColumnPlan {
  const values = samples
    .filter((value): value is string => value !== null && !isNothing(value))
    .map((value) => value.trim());
  const text: ColumnPlan = { name, type: 'text' };
  if (values.length === 0) return text;
  const share = (test: (value: string) => boolean) => values.filter(test).length / values.length;

  for (const [dates, pattern] of DATES) {
    if (dates === 'compact' && !/date|day|time|日期|时间|生日/i.test(name)) continue;
    if (share((value) => pattern.test(value)) < 0.97) continue;
    const type = values.some((value) => value.includes(':')) ? 'timestamp' : 'date';
    return { name, type, dates: dates === 'month-first' ? slashOrder(values) : dates };
  }
  if (LABEL.test(words(name))) return text;
  if (values.some((value) => /^0\d/.test(value)) || share((value) => /^1[3-9]\d{9}$/.test(value)) > 0.9) return text;
  if (share((value) => INTEGER.test(value)) >= 0.97 && values.every((value) => !/[.,]/.test(value))) {
    return values.some((value) => value.replace(/^[+-]/, '').length > 15) ? text : { name, type: 'integer' };
  }
  if (share((value) => NUMBER.test(value) || MONEY.test(value)) >= 0.97) {
    const digits = Math.max(...values.map((value) => /\.(\d+)/.exec(value)?.[1]?.length ?? 0));
    return digits > 9 || values.some((value) => /\d[eE]-/.test(value))
      ? { name, type: 'double' }
      : { name, type: 'decimal', scale: Math.max(4, digits) };
  }
  if (share((value) => /^(true|false)$/i.test(value)) === 1) return { name, type: 'boolean' };
  return text;
}

/** A less demanding type for a column in which cells failed: integer, decimal, double, text; date, timestamp, text. */
export function widen(plan: ColumnPlan): ColumnPlan {
  if (plan.type === 'integer') return { name: plan.name, type: 'decimal', scale: 4 };
  if (plan.type === 'date') return { ...plan, type: 'timestamp' };
  return { name: plan.name, type: 'text' };
}

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

/** The typed value of a text column: NULL where the text cannot be read so. */
export function castOf(plan: ColumnPlan): Statement<never> {
  const text = ident(plan.name);
  const type = raw(sqlType(plan));
  switch (plan.type) {
    case 'text':
      return text;
    case 'integer':
      return sql`CASE WHEN contains(${text}, '.') THEN NULL ELSE coalesce(TRY_CAST(${text} AS BIGINT), TRY_CAST(${cleaned(text)} AS BIGINT)) END`;
    case 'decimal':
      return sql`CASE WHEN contains(${text}, '.') AND strlen(rtrim(${text})) - strpos(${text}, '.') > ${plan.scale ?? 2} THEN NULL ELSE coalesce(TRY_CAST(${text} AS ${type}), TRY_CAST(${cleaned(text)} AS ${type})) END`;
    case 'double':
      return sql`coalesce(TRY_CAST(${text} AS DOUBLE), TRY_CAST(${cleaned(text)} AS DOUBLE))`;
    case 'boolean':
      return sql`TRY_CAST(${text} AS BOOLEAN)`;
    case 'date':
      return sql`CASE WHEN contains(${text}, ':') THEN NULL ELSE ${moment(plan)}::DATE END`;
    case 'timestamp':
      return moment(plan);
  }
}

/** Why a cell of this type is refused. */
export function reasonOf(column: Column): RejectReason {
  if (column.type === 'date' || column.type === 'timestamp') return 'not-a-date';
  return column.type === 'boolean' ? 'not-a-boolean' : 'not-a-number';
}

/** True in SQL when a text cell holds something, not a word for nothing. Only asked of cells whose cast failed. */
export function holdsSomething(name: string): Statement<never> {
  // not IN: a long list becomes a join that runs for every row of the file
  return sql`NOT list_contains(['', ${join(NOTHING)}], lower(trim(${ident(name)})))`;
}

function moment(plan: ColumnPlan): Statement<never> {
  const text = ident(plan.name);
  const direct = sql<never>`TRY_CAST(${text} AS TIMESTAMP)`;
  const formats: Record<DateOrder, readonly string[]> = {
    iso: [],
    compact: ['%Y%m%d', '%Y%m%d%H%M%S'],
    chinese: ['%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日%H:%M', '%Y年%m月%d日'],
    dots: ['%Y.%m.%d %H:%M:%S', '%Y.%m.%d %H:%M', '%Y.%m.%d'],
    'month-first': ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m-%d-%Y'],
    'day-first': ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y', '%d-%m-%Y'],
  };
  const order = plan.dates ?? 'iso';
  return order === 'iso' ? direct : sql<never>`coalesce(try_strptime(${text}, [${join(formats[order])}]), ${direct})`;
}

function cleaned(text: Statement<never>): Statement<never> {
  return sql<never>`regexp_replace(replace(${text}, '，', ''), '[¥￥$€£, 元]|CNY|RMB|USD|EUR', '', 'g')`;
}

function slashOrder(values: readonly string[]): DateOrder {
  return values.some((value) => Number(/^\d+/.exec(value)?.[0]) > 12) ? 'day-first' : 'month-first';
}

/** `CustomerID` reads as `customer_id`. */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

function isNothing(value: string): boolean {
  const word = value.trim().toLowerCase();
  return word === '' || NOTHING.includes(word);
}
