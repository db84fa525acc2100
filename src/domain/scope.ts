import type { Shape, TableName } from './table.ts';

/** The tables that saved models make, by their name in the scope: each is absent until it is made. */
export const MODEL_TABLES = ['prediction', 'churn', 'retention', 'cluster', 'label'] as const;
export type ModelTable = (typeof MODEL_TABLES)[number];

export function isModelTable(name: string): name is ModelTable {
  return (MODEL_TABLES as readonly string[]).includes(name);
}

/** What statements are given as the as-of day where nothing has a date; no page shows it. */
export const NO_DAY = '1970-01-01';

/** What a page's question is asked against: which tables stand for it, as of when. Names are safe identifiers made by the engine side. */
export interface Scope {
  /** Start of the as-of day, `YYYY-MM-DD`: an event belongs when `t < asOf`. */
  readonly asOf: string;
  /** True where nothing has a date: `asOf` stands for no day then, and no page shows it. */
  readonly undated?: true;
  /** Name of the materialised profile (one row a customer, every available feature). */
  readonly profile: string;
  /** Name of the materialised RFM table for the current definition; null where there are no orders. */
  readonly rfm: string | null;
  /** Name of the table of what the saved value model predicts; absent until it is made. */
  readonly prediction?: string | null;
  /** Name of the table of who is likely to leave, by the saved model; absent until it is made. */
  readonly churn?: string | null;
  /** Name of the table of who has lapsed, by the saved model; absent until it is made. */
  readonly retention?: string | null;
  /** Name of the table of which cluster each customer is in, by the saved model; absent until it is made. */
  readonly cluster?: string | null;
  /** Name of the table of who is likely to have the reader's own label, by the saved model; absent until it is made. */
  readonly label?: string | null;
  readonly shape: Shape;
  /** Digits after the point in money, 0-9. */
  readonly scale: number;
  /** Upper bounds of the canonical tables' sizes, so that what is made of large ones is made in pieces that fit into memory. */
  readonly rows?: Readonly<Partial<Record<TableName, number>>>;
}
