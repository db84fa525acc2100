/** What a column of a loaded table holds. Ids, phones and order numbers are `text`: leading zeros matter. */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'double' | 'date' | 'timestamp' | 'boolean';

/** One typed column of a source table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Digits after the point, for `decimal` only (0-9). */
  readonly scale?: number;
  /** Only of times that say their zone in the file: kept in UTC. `offset` is the file's own clock in minutes ahead of UTC, null where it has several. */
  readonly zone?: { readonly offset: number | null };
}

/** What a load found in one column: enough to guess its meaning without reading the table again. */
export interface ColumnFacts extends Column {
  /** Rows without a value. */
  readonly nulls: number;
  /** Approximate number of distinct values (within about 3 %). */
  readonly distinct: number;
  /** Up to 12 example values, as text, in file order, distinct. */
  readonly samples: readonly string[];
  /** Smallest and largest value as text; absent when all rows are empty. */
  readonly min?: string;
  readonly max?: string;
  /** The most frequent values with their counts, present when there are at most 50 distinct ones. */
  readonly values?: readonly { readonly value: string; readonly count: number }[];
}
