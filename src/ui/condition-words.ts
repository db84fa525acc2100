import { BOOK_FIELDS, type FieldUnit } from '../domain/book-field.ts';
import type { Condition } from '../domain/filter.ts';
import { rfmClassKey, type RfmNames } from '../domain/rfm-class.ts';
import { formatDate, formatMoney, formatMonth, formatNumber, formatShare } from '../i18n/format.ts';
import { ownName } from '../i18n/field-name.ts';
import { isKey, t } from '../i18n/text.ts';
import { clusterWords, type ClusterLook } from './cluster-look.ts';

/** How many values of a list are written out before the rest is counted. */
const WRITTEN = 3;

const UNITS: ReadonlyMap<string, FieldUnit> = new Map(BOOK_FIELDS.map(({ id, unit }) => [id, unit]));

/** What values are written with: the workspace's currency, and the name set of the RFM classes. */
export interface Conventions {
  readonly currency: string;
  readonly rfmNames: RfmNames;
  /** Name and colour of each cluster, by id. */
  readonly clusters?: ReadonlyMap<number, ClusterLook>;
}

/** What a field is called: by the reader's own definition, else as a feature, else as a filter, else its own name. */
export function fieldWords(field: string): string {
  const own = ownName(field);
  if (own !== null) return own;
  for (const key of [`features.${field}`, `filter.${field}`, `customers.field.${field}`]) if (isKey(key)) return t(key);
  return field;
}

/** A condition in the reader's language, short enough for a chip. */
export function conditionWords(condition: Condition, conventions: Conventions): string {
  const field = fieldWords(condition.field);
  const word = (value: string | number | boolean | null) => valueWords(condition.field, value, conventions);
  switch (condition.op) {
    case 'in': {
      const words = condition.values.slice(0, WRITTEN).map(word).join(t('shell.list-comma'));
      const total = condition.values.length;
      const values = total > WRITTEN ? t('shell.filter-more', { values: words, n: total - WRITTEN, total }) : words;
      return t('shell.filter-in', { field, values });
    }
    case 'between': {
      const { min, max } = condition;
      if (min === null) return t('shell.filter-most', { field, max: max === null ? '' : word(max) });
      if (max === null) return t('shell.filter-least', { field, min: word(min) });
      return t('shell.filter-between', { field, min: word(min), max: word(max) });
    }
    case 'contains':
      return t('shell.filter-contains', { field, text: condition.text });
    case 'is-empty':
      return t('shell.filter-empty', { field });
    case 'is-not-empty':
      return t('shell.filter-filled', { field });
  }
}

/** A value as its field shows it: money with its sign, a share in per cent, an RFM class by its name. */
function valueWords(field: string, value: string | number | boolean | null, conventions: Conventions): string {
  if (value === null) return t('shell.empty-value');
  if (typeof value === 'boolean') return t(value ? 'shell.yes' : 'shell.no');
  const unit = UNITS.get(field);
  if (unit === 'class') {
    const key: string = rfmClassKey(conventions.rfmNames, Number(value));
    return isKey(key) ? t(key) : String(value);
  }
  if (unit === 'cluster') return clusterWords(Number(value), conventions.clusters);
  if (unit === 'group') {
    const key = `rfm.group.${value}`;
    return isKey(key) ? t(key) : String(value);
  }
  if (typeof value === 'number') {
    if (unit === 'money') return formatMoney(value, conventions.currency, Number.isInteger(value) ? 0 : 2);
    return unit === 'share' ? formatShare(value) : formatNumber(value);
  }
  if (/^\d{4}-\d{2}$/.test(value)) return formatMonth(`${value}-01`);
  return unit === 'date' || unit === 'datetime' ? formatDate(value) : value;
}
