import type { Column } from '../../../src/domain/column.ts';
import { currencyOf } from '../../../src/domain/currency.ts';
import { isCutShort } from '../../../src/domain/key.ts';
import type { SourceNote } from '../../../src/domain/source.ts';
import { inferDates, isDateText, quarrelOf, witnessOf, type DateOrder } from './date-text.ts';
import { isAmount, isScientific, isWhole, narrow, scaleOf, showsComma, type NumberStyle } from './number-text.ts';

/** How a text column is read: its type, and how its dates or numbers are written. */
export interface ColumnPlan extends Column {
  readonly dates?: DateOrder;
  /** Date formats seen, most frequent first. */
  readonly formats?: readonly string[];
  /** Day and month could be the other way round. */
  readonly ambiguous?: true;
  readonly numbers?: NumberStyle;
  /** Its cells are written as formulas (="3120") so that a spreadsheet cuts nothing off; what stands between the quotes is meant. */
  readonly wrapped?: true;
}

/** Words that stand for "no value" in columns that are not text. */
export const NOTHING = [
  'na',
  'n/a',
  '#n/a',
  'null',
  '(null)',
  'none',
  'nil',
  'nan',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\n',
  '无',
  '空',
  '暂无',
  '0000-00-00',
  '0000-00-00 00:00:00',
  '0001-01-01',
  '0001-01-01 00:00:00',
  '9999-12-31',
  '9999-12-31 00:00:00',
  '9999-12-31 23:59:59',
];

/** Names whose values are labels even when they look like numbers: ids, phones, codes, order numbers. */
const LABEL = new RegExp(
  [
    '(^|[^a-z])(id|ids|code|sku|phone|mobile|tel|telephone|fax|zip|zipcode|postcode|postal|barcode|uid|guid|uuid|openid|unionid|isbn|ean|upc|ssn|iban|qq|wechat)([^a-z]|$)',
    '(^|[^a-z])no\\.?$',
    '(order|invoice|phone|mobile|card|account|customer|client|member|serial|tracking|ticket|contact|tax)[ _.-]?(number|num|nr|no)\\.?$',
    '^(user|cust|customer|client|member|order|invoice|trade|product|prod|item|goods|shop|store|stock|account|visitor|session)(id|no|code|sn)$',
    '编号|编码|单号|票号|卡号|证号|账号|帐号|账户|手机|电话|传真|邮编|邮政|条码|号码|身份证|银行卡|推荐人|微信|工号|券码|号$|码$',
  ].join('|'),
);
const WRAPPED = /^="([^"]*)"$/;
/** Names of columns that hold times: only there are bare digits taken for dates. */
const TIME = /date|day|time|timestamp|birth|created|updated|(^|[^a-z])(at|ts|dt|on)$|日期|时间|生日|时刻|年月日/;
const LONGEST = 15;

/** True for a text that is written as a number, an amount, a date or a truth value. */
export function looksTyped(text: string): boolean {
  const value = narrow(text);
  return (
    isAmount(value, 'point') ||
    isAmount(value, 'comma') ||
    isAmount(value, 'percent') ||
    isAmount(value, 'myriad') ||
    isDateText(value) ||
    /^(true|false)$/i.test(value)
  );
}

/**
 * Guesses a column's type from its name and example values. Fewer than 97 % alike, or nothing to go by: text. A column without a name of its
 * own (`nameless`) holds days where all of its digits are days.
 */
export function inferColumn(name: string, samples: readonly (string | null)[], nameless = false): ColumnPlan {
  if (samples.some((sample) => sample !== null && WRAPPED.test(sample)))
    return {
      ...inferColumn(
        name,
        samples.map((sample) => sample?.replace(WRAPPED, '$1') ?? null),
        nameless,
      ),
      wrapped: true,
    };
  const values: string[] = [];
  for (const sample of samples) if (sample !== null && !isNothing(sample)) values.push(sample.trim());
  const text: ColumnPlan = { name, type: 'text' };
  if (values.length === 0) return text;
  const known = words(name);
  const label = LABEL.test(known);
  const days = nameless && values.every((value) => /^(?:19|20)\d{6}$/.test(value));
  const dated = inferDates(values, days || (!nameless && TIME.test(known) && !label));
  if (dated) {
    const epoch = dated.dates.startsWith('epoch') || dated.dates === 'excel-days';
    const type = epoch || values.some((value) => /[:时]|^\d{14}$/.test(value)) ? 'timestamp' : 'date';
    return { name, type, ...dated };
  }
  if (label) return text;
  return inferNumber(name, values.map(narrow)) ?? inferBoolean(name, values) ?? text;
}

function inferNumber(name: string, values: readonly string[]): ColumnPlan | null {
  // the first few tell most text columns apart from numbers
  if (!values.slice(0, 50).some((value) => /\d/.test(value))) return null;
  if (values.some((value) => /^[+-]?0\d/.test(value) && !isScientific(value))) return null;
  const share = (test: (value: string) => boolean) =>
    values.reduce((n, value) => n + (test(value) ? 1 : 0), 0) / values.length;
  if (share((value) => /^1[3-9]\d{9}$/.test(value)) > 0.9) return null;
  if (values.some((value) => /^[+-]?\d+$/.test(value) && value.replace(/^[+-]/, '').length > LONGEST)) return null;
  if (share(isWhole) >= 0.97 && values.every((value) => isWhole(value) || !/[.,%eE]/.test(value)))
    return { name, type: 'integer' };
  const style = styleOf(values, share);
  if (!style) return null;
  // Money of several currencies cannot be added up.
  if (currenciesIn(values).length > 1) return null;
  const digits = Math.max(
    ...values.slice(0, 50_000).map((value) => (isAmount(value, style) ? scaleOf(value, style) : 0)),
  );
  if (style === 'point' && (digits > 9 || values.some(isScientific))) return { name, type: 'double' };
  if (style === 'percent')
    return { name, type: 'decimal', scale: Math.min(9, Math.max(4, digits + 2)), numbers: style };
  return {
    name,
    type: 'decimal',
    scale: Math.min(9, Math.max(4, digits)),
    ...(style === 'comma' || style === 'myriad' ? { numbers: style } : {}),
  };
}

/** The currencies that amounts are written in, the most frequent first. */
function currenciesIn(amounts: readonly string[]): string[] {
  const found = new Map<string, number>();
  for (const amount of amounts) {
    const currency = /^[-+\d.,\s]*$/.test(amount) ? null : currencyOf(amount);
    if (currency !== null) found.set(currency, (found.get(currency) ?? 0) + 1);
  }
  return [...found].toSorted((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** The note of a column whose cells carry signs or codes of currencies; a text that speaks of money is no amount. */
function currencyNote(column: string, values: readonly string[]): SourceNote[] {
  const isMoney = (text: string) => isAmount(text, 'point') || isAmount(text, 'comma') || isAmount(text, 'myriad');
  const texts = values.map(narrow);
  if (!texts.slice(0, 50).some(isMoney)) return []; // the first few tell most text columns apart from amounts
  const amounts = texts.filter(isMoney);
  const found = amounts.length >= 0.97 * texts.length ? currenciesIn(amounts) : [];
  return found.length > 0 ? [{ kind: 'currency', column, text: found.join(' ') }] : [];
}

function styleOf(values: readonly string[], share: (test: (value: string) => boolean) => number): NumberStyle | null {
  if (share((value) => isAmount(value, 'percent')) >= 0.97) return 'percent';
  if (values.some((value) => /[万亿]/.test(value)))
    return share((value) => isAmount(value, 'myriad')) >= 0.97 ? 'myriad' : null;
  const comma = values.some(showsComma) && share((value) => isAmount(value, 'comma')) >= 0.97;
  if (comma && share((value) => isAmount(value, 'point')) < 0.97) return 'comma';
  return share((value) => isAmount(value, 'point')) >= 0.97 ? 'point' : null;
}

function inferBoolean(name: string, values: readonly string[]): ColumnPlan | null {
  return values.every((value) => /^(true|false)$/i.test(value)) ? { name, type: 'boolean' } : null;
}

/** What was decided about a column, and why, that its reader should know. */
export function notesOf(plan: ColumnPlan, samples: readonly (string | null)[]): SourceNote[] {
  const column = plan.name;
  if (plan.numbers === 'percent') return [{ kind: 'percent', column }];
  const values = samples.flatMap((value) => (value && !isNothing(value) ? [value.trim()] : []));
  const cut = values.find(isCutShort);
  if (cut && (plan.type === 'text' || plan.type === 'double')) return [{ kind: 'scientific', column, text: cut }];
  if (plan.type === 'text') {
    const quarrel = quarrelOf(values);
    return quarrel ? [{ kind: 'mixed-dates', column, text: quarrel.join(' · ') }] : currencyNote(column, values);
  }
  if (plan.type === 'decimal') return currencyNote(column, values);
  if (plan.type !== 'date' && plan.type !== 'timestamp') return [];
  const notes: SourceNote[] = [];
  if (plan.dates === 'excel-days') notes.push({ kind: 'excel-days', column, text: values[0] ?? '' });
  if (plan.dates === 'day-first' || plan.dates === 'month-first') {
    if (plan.ambiguous) notes.push({ kind: plan.dates, column, text: values[0] ?? '' });
    else {
      const witness = witnessOf(values, plan.dates);
      if (witness !== undefined) notes.push({ kind: `${plan.dates}-seen`, column, text: witness });
    }
  }
  if (plan.zone?.offset === 0) notes.push({ kind: 'utc-times', column });
  else if (plan.zone)
    notes.push({ kind: 'zone-offsets', column, text: values.find((value) => /[+-]\d\d:?\d\d$/.test(value)) ?? '' });
  return notes;
}

/** `CustomerID` reads as `customer_id`. */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

/** True for an empty text and for words that stand for nothing. */
export function isNothing(value: string): boolean {
  const word = value.trim().toLowerCase();
  return word === '' || NOTHING.includes(word);
}
