import type { FieldUnit } from '../domain/book-field.ts';
import { masked, type Personal } from '../domain/mask.ts';
import { rfmClassKey } from '../domain/rfm-class.ts';
import { formatDate, formatDateTime, formatMoney, formatNumber, formatShare } from '../i18n/format.ts';
import { language } from '../i18n/language.svelte.ts';
import { isKey, t, type Values } from '../i18n/text.ts';
import { clusterWords } from './cluster-look.ts';
import type { Conventions } from './condition-words.ts';

/** How values are written: the workspace's currency and class names, and the digits of its money. */
export interface ValueStyle extends Conventions {
  readonly digits: number;
}

type Value = string | number | boolean | null | undefined;

/** A value of the customer book as a person reads it, without its unit; '' where there is none. Personal values are masked by kind when `hide` names it. */
export function fieldValue(value: Value, unit: FieldUnit, style: ValueStyle, hide?: Personal): string {
  if (value === null || value === undefined || value === '') return '';
  if (hide) return masked(hide, String(value));
  switch (unit) {
    case 'boolean':
      return t(value === true || value === 'true' ? 'shell.yes' : 'shell.no');
    case 'money':
      return formatMoney(Number(value), style.currency, style.digits);
    case 'share':
      return formatShare(Number(value));
    case 'count':
    case 'days':
    case 'years':
    case 'hours':
    case 'score':
      return formatNumber(Number(value), Number.isInteger(Number(value)) ? 0 : 1);
    case 'ratio':
      return formatNumber(Number(value), 2);
    case 'date':
      return formatDate(String(value));
    case 'datetime':
      return String(value).endsWith('00:00:00') ? formatDate(String(value)) : formatDateTime(String(value));
    case 'hour-of-day':
      return `${String(value).padStart(2, '0')}:00`;
    case 'weekday':
      return weekday(Number(value));
    case 'class':
      return className(Number(value), style);
    case 'group':
      return said(`rfm.group.${value}`, String(value));
    case 'cluster':
      return clusterWords(Number(value), style.clusters);
    case 'text':
      return String(value);
  }
}

/** The unit in smaller ink beside a value (1 day, 2 days) or a column's name; '' where the value says it itself. */
export function unitWords(unit: FieldUnit, value?: Value): string {
  return said(`customers.unit-${unit}`, '', { n: value === undefined ? 2 : Number(value) });
}

/** The name of an RFM class in the workspace's name set. */
export function className(value: number, style: Conventions): string {
  return said(rfmClassKey(style.rfmNames, value), String(value));
}

/** 1 is Monday. */
function weekday(day: number): string {
  return new Intl.DateTimeFormat(language.current, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}

function said(key: string, otherwise: string, values?: Values): string {
  return isKey(key) ? t(key, values) : otherwise;
}
