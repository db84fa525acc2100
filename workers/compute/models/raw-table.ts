/** A feature before it is made fit for a model: numbers (NaN = missing) or words (null = missing). */
export type RawColumn = Float64Array | readonly (string | null)[];

/** Named features of equal length. */
export interface RawTable {
  readonly names: readonly string[];
  readonly columns: readonly RawColumn[];
}

/** Words have levels, numbers have sizes. */
export function isWords(column: RawColumn): column is readonly (string | null)[] {
  return !(column instanceof Float64Array);
}

/** The rows of a table at some places, in that order. */
export function rowsAt(table: RawTable, rows: ArrayLike<number>): RawTable {
  return { names: table.names, columns: table.columns.map((column) => columnAt(column, rows)) };
}

/** Rows [from, to) of a table; numbers are not copied. */
export function rowsBetween(table: RawTable, from: number, to: number): RawTable {
  const between = (column: RawColumn): RawColumn =>
    isWords(column) ? column.slice(from, to) : column.subarray(from, to);
  return { names: table.names, columns: table.columns.map(between) };
}

export function columnAt(column: RawColumn, rows: ArrayLike<number>): RawColumn {
  const at = (i: number): number => rows[i]!;
  if (isWords(column)) return Array.from({ length: rows.length }, (_, i) => column[at(i)]!);
  return Float64Array.from({ length: rows.length }, (_, i) => column[at(i)]!);
}
