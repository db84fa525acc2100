import { takeRows, type FeatureTable } from '../models/feature-table.ts';
import { readColumns } from './columns.ts';

/** Rows of one or more snapshots. */
export interface ChurnRows {
  readonly customer: Float64Array;
  /** 1 churned, 0 stayed, NaN where it is not known. */
  readonly churned: Float64Array;
  readonly table: FeatureTable;
}

/** Reads one snapshot. */
export function readSnapshot(ipc: Uint8Array, features: readonly string[]): ChurnRows {
  const columns = readColumns(ipc, ['customer', 'churned', ...features]);
  return {
    customer: columns.customer!,
    churned: columns.churned!,
    table: { names: features, columns: features.map((name) => columns[name]!) },
  };
}

/** Several snapshots below each other. */
export function stack(parts: readonly ChurnRows[], features: readonly string[]): ChurnRows {
  const join = (columns: readonly Float64Array[]): Float64Array => {
    const all = new Float64Array(columns.reduce((n, column) => n + column.length, 0));
    let at = 0;
    for (const column of columns) {
      all.set(column, at);
      at += column.length;
    }
    return all;
  };
  return {
    customer: join(parts.map((part) => part.customer)),
    churned: join(parts.map((part) => part.churned)),
    table: { names: features, columns: features.map((_, j) => join(parts.map((part) => part.table.columns[j]!))) },
  };
}

/** To which share a customer belongs, by her number alone, so that no customer is learned from and judged at once. */
export type Part = 'training' | 'calibration' | 'test';

export function partOf(customer: number, seed: number): Part {
  // One round of a multiplicative hash (Knuth 1998, 6.4): neighbouring numbers fall apart.
  let h = Math.imul((customer + 1) ^ (seed * 0x9e3779b9), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35) >>> 0;
  const place = (h ^ (h >>> 16)) >>> 0;
  const share = place / 2 ** 32;
  return share < 0.5 ? 'training' : share < 0.7 ? 'calibration' : 'test';
}

/** The rows of one part. */
export function rowsOfPart(rows: ChurnRows, part: Part, seed: number): ChurnRows {
  const at: number[] = [];
  rows.customer.forEach((customer, i) => {
    if (partOf(customer, seed) === part) at.push(i);
  });
  const take = (column: Float64Array) => Float64Array.from(at, (i) => column[i]!);
  return { customer: take(rows.customer), churned: take(rows.churned), table: takeRows(rows.table, at) };
}

/** The columns as a linear model likes them: sizes that are never negative by the logarithm of one more, the rest as they are. */
export function softened(table: FeatureTable, like: FeatureTable): FeatureTable {
  return {
    names: table.names,
    columns: table.columns.map((column, j) => {
      let least = Infinity;
      for (const value of like.columns[j]!) if (value < least) least = value;
      // What was never negative in training may be so later: it is cut at 0.
      return least >= 0 ? column.map((value) => Math.log1p(Math.max(0, value))) : column;
    }),
  };
}
