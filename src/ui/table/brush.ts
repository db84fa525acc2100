import { isFigure, isTime, type FieldUnit } from '../../domain/book-field.ts';
import type { Condition, Filter } from '../../domain/filter.ts';
import type { FigureBin, ValueBin } from '../../sql/book-spread.ts';

/** The condition of brushed bars: whole numbers and days end before the next bar begins; the open last bar has no upper end. */
export function brushed(
  field: string,
  unit: FieldUnit,
  bins: readonly FigureBin[],
  first: number,
  last: number,
): Condition {
  const [from, to] = [bins[first]!, bins[last]!];
  const whole = ['count', 'days', 'years', 'hours', 'hour-of-day'].includes(unit);
  const end = (value: number): number | string => {
    if (isTime(unit)) return day(Math.max(from.low, value - 1));
    return whole ? Math.ceil(value) - 1 : value;
  };
  return {
    field,
    op: 'between',
    min: isTime(unit) ? day(from.low) : from.low,
    max: to.open ? null : end(to.high),
  };
}

/** The condition of one picked value. */
export function pickedValue(field: string, unit: FieldUnit, bin: ValueBin): Condition {
  if (bin.value === null) return { field, op: 'is-empty' };
  const number = unit === 'class' || unit === 'cluster' || unit === 'weekday';
  return {
    field,
    op: 'in',
    values: [unit === 'boolean' ? bin.value === 'true' : number ? Number(bin.value) : bin.value],
  };
}

/** The bars with the empty ones between them filled in, so that each has its place. */
export function filled(bins: readonly FigureBin[]): readonly FigureBin[] {
  const [first] = bins;
  const end = bins.at(-1);
  if (!first || !end) return [];
  const width = first.high - first.low;
  const count = Math.round((end.high - first.low) / width);
  return Array.from({ length: count }, (_, i) => {
    const low = first.low + i * width;
    const found = bins.find((bin) => Math.abs(bin.low - low) < width / 2);
    return found ?? { low, high: low + width, customers: 0, open: false };
  });
}

/** The filter without the conditions on one field: what that field's own distribution is drawn over. */
export function without(filter: Filter, field: string): Filter {
  return filter.filter((condition) => condition.field !== field);
}

/** Which of two ways a field's distribution is asked: bars of equal width, or its most frequent values. */
export function hasBars(unit: FieldUnit): boolean {
  return isFigure(unit) || isTime(unit);
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
