import type { Need } from '../../domain/feature.ts';
import { isKey, t } from '../../i18n/text.ts';

/** The columns that something is computed from, in the reader's words, each once. */
export function needWords(needs: readonly Need[]): readonly string[] {
  // An order line has no time of its own: it takes its order's.
  const words = needs.flatMap(({ table, columns }) =>
    columns.map((name) => said(`role.${table}.${name}`) ?? said(`role.orders.${name}`) ?? name),
  );
  return [...new Set(words)];
}

function said(key: string): string | null {
  return isKey(key) ? t(key) : null;
}
