import type { Condition } from '../domain/filter.ts';
import { isKey, t } from '../i18n/text.ts';
import { formatNumber } from '../i18n/format.ts';

/** How many values of a list are written out before the rest is counted. */
const WRITTEN = 3;

/** What a field is called: `feature.<id>`, else `filter.<field>`, else its own name. */
export function fieldWords(field: string): string {
  for (const key of [`feature.${field}`, `features.${field}`, `filter.${field}`]) if (isKey(key)) return t(key);
  return field;
}

/** A condition in the reader's language, short enough for a chip. */
export function conditionWords(condition: Condition, valueWords: ValueWords = plainValue): string {
  const field = fieldWords(condition.field);
  switch (condition.op) {
    case 'in': {
      const words = condition.values.slice(0, WRITTEN).map((value) => valueWords(condition.field, value));
      const rest = condition.values.length - words.length;
      const listed = words.join(t('shell.list-comma'));
      const values =
        rest > 0 ? t('shell.filter-more', { values: listed, n: rest, total: condition.values.length }) : listed;
      return t('shell.filter-in', { field, values });
    }
    case 'between': {
      const min = condition.min === null ? null : valueWords(condition.field, condition.min);
      const max = condition.max === null ? null : valueWords(condition.field, condition.max);
      if (min !== null && max !== null) return t('shell.filter-between', { field, min, max });
      return min !== null ? t('shell.filter-least', { field, min }) : t('shell.filter-most', { field, max: max ?? '' });
    }
    case 'contains':
      return t('shell.filter-contains', { field, text: condition.text });
    case 'is-empty':
      return t('shell.filter-empty', { field });
    case 'is-not-empty':
      return t('shell.filter-filled', { field });
  }
}

/** Names a value of a field: the RFM class for its number, money with its sign. */
export type ValueWords = (field: string, value: string | number | boolean | null) => string;

function plainValue(field: string, value: string | number | boolean | null): string {
  if (value === null) return t('shell.empty-value');
  if (typeof value === 'boolean') return t(value ? 'shell.yes' : 'shell.no');
  if (field === 'rfm.class') {
    const key = `rfm.class.${value}`;
    if (isKey(key)) return t(key);
  }
  return typeof value === 'number' ? formatNumber(value) : value;
}
