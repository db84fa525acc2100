import type { Statement } from '../domain/statement.ts';
import type { TableName } from '../domain/table.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** What every profile statement needs to know of its time and money. */
export interface ProfileInput {
  /** Start of the as-of day, `YYYY-MM-DD`: only what happened before it is read. */
  readonly asOf: string;
  /** Digits after the point in money. */
  readonly scale: number;
}

/** The reductions that a profile is put together from, each one row a customer. */
export type PartName =
  | 'bought'
  | 'latest'
  | 'rank'
  | 'rhythm'
  | 'hours'
  | 'channel'
  | 'store'
  | 'category'
  | 'product'
  | 'items'
  | 'active'
  | 'visit_days'
  | 'said'
  | 'touched';

/** One reduction: its columns by name, and the statement that makes the asked ones. */
export interface Part {
  readonly columns: ReadonlySet<string>;
  /** Which canonical table it reads; null for a part that is made of another part alone, of all its customers at once. */
  readonly reads: Read | null;
  readonly after?: { readonly part: PartName; readonly columns: readonly string[] };
  /** `SELECT customer, <columns> …`; `rows` is the table it reads, or all rows there of some customers; `before` the part it comes after. */
  select(columns: ReadonlySet<string>, input: ProfileInput, rows: Statement, before: Statement): Statement;
}

/** Canonical tables of which a profile is made. */
export type Read = Extract<TableName, 'orders' | 'order_item' | 'event' | 'feedback' | 'touch'>;

/** A reduction by one GROUP BY over the `counted` rows of a canonical table: distributive aggregates only, one pass whatever the number of columns. */
export function onePass(
  reads: Read,
  time: string,
  aggregates: Readonly<Record<string, (input: ProfileInput) => Statement>>,
  counted: Statement = raw('TRUE'),
): Part {
  return {
    columns: new Set(Object.keys(aggregates)),
    reads,
    select(columns, input, rows) {
      const parts = Object.entries(aggregates)
        .filter(([name]) => columns.has(name))
        .map(([name, make]) => sql`${make(input)} AS ${ident(name)}`);
      return sql`SELECT customer, ${join(parts, ',\n  ')}
FROM ${rows}
WHERE ${ident(time)} < ${timestamp(input.asOf)} AND ${counted}
GROUP BY customer`;
    },
  };
}

/** `column` at or after so many days before the as-of day. */
export function within(column: string, days: number, input: ProfileInput): Statement {
  return sql`${ident(column)} >= ${timestamp(input.asOf)} - INTERVAL ${raw(String(days))} DAY`;
}

/** Whole days (of 24 hours) from a moment to the as-of moment. */
export function daysSince(moment: Statement, input: ProfileInput): Statement {
  return sql`((epoch_us(${timestamp(input.asOf)}) - epoch_us(${moment})) // 86400000000)::INTEGER`;
}
