import { provides } from './table.ts';
import type { Shape, TableName } from './table.ts';

/** The brief's five blocks, in its order. */
export const BLOCKS = ['basics', 'behaviour', 'interests', 'value', 'risk'] as const;
export type Block = (typeof BLOCKS)[number];

/** How a feature is shown. Money is in the workspace currency; days and hours are whole numbers unless the name says mean. */
export type Unit =
  | 'text'
  | 'count'
  | 'money'
  | 'days'
  | 'hours'
  | 'share'
  | 'ratio'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'score'
  | 'years'
  | 'hour-of-day'
  | 'weekday';

/** Canonical columns of one table. */
export interface Need {
  readonly table: TableName;
  readonly columns: readonly string[];
}

/** One column of the profile: what it is called, what it needs, how it is shown. Its words are `features.<id>` and `features.<id>.about` in i18n. */
export interface Feature {
  /** Column name in the profile table, `[a-z0-9_]+`. */
  readonly id: string;
  readonly block: Block;
  readonly unit: Unit;
  /** Canonical columns that it is computed from; absent ones make it unavailable, not null. */
  readonly needs: readonly Need[];
  /** Where there are several ways to it: at least one of these must be provided too. */
  readonly either?: readonly Need[];
}

/** True when the loaded sources provide all that the feature needs. */
export function available(feature: Feature, shape: Shape): boolean {
  const given = ({ table, columns }: Need): boolean => provides(shape, table, ...columns);
  return feature.needs.every(given) && (feature.either?.some(given) ?? true);
}
