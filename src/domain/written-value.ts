import type { FieldUnit } from './book-field.ts';

/** Digits behind the point of a figure in a file; money takes the workspace's. */
const DIGITS: { readonly [unit in FieldUnit]?: number } = {
  share: 6,
  ratio: 4,
  score: 2,
  hours: 2,
  days: 2,
  years: 2,
  count: 4,
};

/** A value of the customer book as a file holds it: a number stays one, without the digits that computing left behind. */
export function writtenValue<Value>(value: Value, unit: FieldUnit, scale: number): Value | number {
  const digits = unit === 'money' ? scale : DIGITS[unit];
  if (typeof value !== 'number' || digits === undefined || Number.isInteger(value)) return value;
  return Number(value.toFixed(digits)) || 0;
}
