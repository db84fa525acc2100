import { NO_DAY } from '../domain/scope.ts';
import { formatDate } from '../i18n/format.ts';

/** An as-of day as a person reads it; a dash where nothing in the workspace has a date. */
export function asOfWords(day: string): string {
  return day === NO_DAY ? '—' : formatDate(day);
}
