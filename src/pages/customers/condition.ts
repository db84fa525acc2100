import type { FieldUnit } from '../../domain/book-field.ts';

/** What was typed as a number: null for nothing, undefined for what is no number. Shares are typed in per cent; thousands may be parted. */
export function asNumber(typed: string, unit: FieldUnit): number | null | undefined {
  const text = typed.normalize('NFKC').replace(/[,\s%¥$€£]/g, '');
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return unit === 'share' ? value / 100 : value;
}
