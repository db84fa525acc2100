import { bookField, isFigure, isTime } from '../../domain/book-field.ts';
import type { BookSort } from '../../sql/book.ts';

/** Width of a column in pixels. */
export function widthOf(id: string): number {
  const { unit, mask } = bookField(id);
  if (mask === 'key') return 140;
  if (mask === 'email') return 180;
  if (mask === 'name') return 110;
  if (unit === 'days') return 200;
  if (unit === 'class' || unit === 'group') return 172;
  if (unit === 'cluster') return 220;
  if (isTime(unit)) return 170;
  return isFigure(unit) ? 156 : 130;
}

/** True for names, places and other words: they are put in order by their characters' codes, as the database knows no other order. */
export function sortsByCode(id: string): boolean {
  const { unit, mask } = bookField(id);
  return unit === 'text' && (mask === undefined || mask === 'name');
}

/** The order after a click on a heading: figures and moments begin with the largest, texts with the first; then the other way, then none. */
export function nextSort(sort: readonly BookSort[], id: string, more: boolean): readonly BookSort[] {
  const { unit } = bookField(id);
  const first = isFigure(unit) || isTime(unit) || unit === 'class';
  const now = sort.find(({ field }) => field === id);
  const next = !now
    ? { field: id, descending: first }
    : now.descending === first
      ? { field: id, descending: !first }
      : null;
  if (!more) return next ? [next] : [];
  if (!now) return [...sort, next!];
  return sort.flatMap((one) => (one.field !== id ? [one] : next ? [next] : []));
}
