import { columnAt, isWords, rowsAt, type RawColumn } from '../models/raw-table.ts';
import type { LabelledRows } from './columns.ts';

/** Several snapshots below each other. */
export function stack(parts: readonly LabelledRows[]): LabelledRows {
  const [first] = parts;
  if (!first) throw new Error('no snapshot to learn from');
  return {
    customer: joined(parts.map((part) => part.customer)),
    label: joined(parts.map((part) => part.label)),
    table: {
      names: first.table.names,
      columns: first.table.columns.map((_, j) => joinedRaw(parts.map((part) => part.table.columns[j]!))),
    },
  };
}

function joined(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((n, column) => n + column.length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}

function joinedRaw(columns: readonly RawColumn[]): RawColumn {
  const numbers = columns.flatMap((column) => (isWords(column) ? [] : [column]));
  if (numbers.length === columns.length) return joined(numbers);
  const word = (value: string | number | null) => (value === null || Number.isNaN(value) ? null : String(value));
  return columns.flatMap((column) => Array.from(column as ArrayLike<string | number | null>, word));
}

/** To which share a customer belongs, by her number alone, so that no customer is learned from and judged at once. */
export type Part = 'training' | 'calibration' | 'test';

/** A place in [0, 1) for each customer, by her number and the seed alone. */
export function placeOf(customer: number, seed: number): number {
  // One round of a multiplicative hash (Knuth 1998, 6.4): neighbouring numbers fall apart.
  let h = Math.imul((customer + 1) ^ (seed * 0x9e3779b9), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35) >>> 0;
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

export function partOf(customer: number, seed: number): Part {
  const place = placeOf(customer, seed);
  return place < 0.5 ? 'training' : place < 0.7 ? 'calibration' : 'test';
}

/** The rows of one part. */
export function rowsOfPart(rows: LabelledRows, part: Part, seed: number): LabelledRows {
  return rowsWhere(rows, (i) => partOf(rows.customer[i]!, seed) === part);
}

/** The rows at the places that pass. */
export function rowsWhere(rows: LabelledRows, passes: (row: number) => boolean): LabelledRows {
  const at = Int32Array.from(Array.from(rows.customer.keys()).filter(passes));
  return {
    customer: columnAt(rows.customer, at) as Float64Array,
    label: columnAt(rows.label, at) as Float64Array,
    table: rowsAt(rows.table, at),
  };
}
