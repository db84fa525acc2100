/** What a workspace counts in until its files, or its reader, say otherwise; ISO 4217. */
export const DEFAULT_CURRENCY = 'CNY';

/** A workspace: a name, a currency, and the moment from which everything is looked at. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** ISO 4217, `CNY` unless the files or the analyst say otherwise. */
  readonly currency: string;
  /** Start of the day after the last event looked at, `YYYY-MM-DD`; null follows the data. */
  readonly asOf: string | null;
  readonly createdAt: string;
  readonly openedAt: string;
  /** True for a workspace that the demo built. */
  readonly demo: boolean;
  /** From when to when its data go; found again where they became other data. */
  readonly span?: Span;
}

/** First and last moment of anything that happened, and the day after the last. */
export interface Span {
  /** Names what it follows from: sources and definitions. */
  readonly of: string;
  /** `YYYY-MM-DD HH:MM:SS`; null where nothing has a time. */
  readonly first: string | null;
  readonly last: string | null;
  /** `YYYY-MM-DD`. */
  readonly asOf: string | null;
}
