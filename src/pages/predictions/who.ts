import { masked } from '../../domain/mask.ts';
import { fieldWords } from '../../ui/condition-words.ts';
import { t } from '../../i18n/text.ts';

/** A customer as a list names her: name and id, masked where personal values are hidden. */
export function who(row: { readonly customer_id: string; readonly name: string | null }, hidden: boolean): string {
  const id = hidden ? masked('key', row.customer_id) : row.customer_id;
  if (!row.name) return id;
  return `${hidden ? masked('name', row.name) : row.name} · ${id}`;
}

/** Reasons in words: ▲ speaks for the event, ▼ against; places number the features from 1. */
export function reasonWords(reasons: readonly (number | null)[], features: readonly string[]): string {
  return reasons
    .flatMap((reason) => {
      const feature = reason === null ? undefined : features[Math.abs(reason) - 1];
      return feature && reason !== null ? [`${reason > 0 ? '▲' : '▼'} ${fieldWords(feature)}`] : [];
    })
    .join(t('shell.list-comma'));
}
