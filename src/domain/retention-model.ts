import type { Document } from './document.ts';
import { provides, type Shape, type TableName } from './table.ts';

/** One thing that may be known of a customer at the first order, by which customers are compared. */
export interface FirstTrait {
  readonly id: FirstTraitId;
  readonly needs: { readonly table: TableName; readonly column: string };
  /**
   * True where it is known at the first order or never changes. What a file knows only as of its export may follow from later orders (a
   * level is earned by coming back): comparing by it favours those who stayed, and the page says so.
   */
  readonly dated: boolean;
}

export const FIRST_TRAIT_IDS = [
  'period',
  'channel',
  'category',
  'store',
  'coupon',
  'order_city',
  'gender',
  'signup_channel',
  'region',
  'city',
  'level',
] as const;
export type FirstTraitId = (typeof FIRST_TRAIT_IDS)[number];

const NEEDS: Readonly<Record<FirstTraitId, readonly [TableName, string, boolean]>> = {
  period: ['orders', 'ordered_at', true],
  channel: ['orders', 'channel', true],
  category: ['order_item', 'category', true],
  store: ['orders', 'store', true],
  coupon: ['orders', 'coupon', true],
  order_city: ['orders', 'city', true],
  gender: ['person', 'gender', true],
  signup_channel: ['person', 'signup_channel', true],
  region: ['person', 'region', false],
  city: ['person', 'city', false],
  level: ['person', 'level', false],
};

/** The traits that the loaded sources provide, in the order in which they are offered. */
export function firstTraits(shape: Shape): readonly FirstTrait[] {
  return FIRST_TRAIT_IDS.map((id): FirstTrait => {
    const [table, column, dated] = NEEDS[id];
    return { id, needs: { table, column }, dated };
  }).filter(({ needs }) => provides(shape, needs.table, needs.column));
}

/** When customers come back after their first order, and after which silence they are lapsed. */
export interface RetentionModel extends Document {
  readonly kind: 'retention-model';
  /** What customers are compared by; null for all together. */
  readonly by: FirstTraitId | null;
  /** Lapsed is who comes back with less than this chance, in (0, 1). */
  readonly threshold: number;
  /** With at least three gaps of her own, a customer lapses no earlier than after so many times her median gap. */
  readonly ownFactor: number;
}

export const DEFAULT_RETENTION_MODEL: RetentionModel = {
  kind: 'retention-model',
  id: 'retention',
  version: 1,
  by: null,
  threshold: 0.1,
  ownFactor: 2,
};

/** Customers that a group needs to be shown by itself; smaller ones are pooled. */
export const LEAST_IN_GROUP = 30;
/** Most groups shown by themselves. */
export const MOST_GROUPS = 6;
/** At risk is who has been silent for this share of the lapse point (Glew's convention). */
export const AT_RISK_FROM = 0.8;

/** The model without its version: what the figures depend on. Throws for a number outside its range. */
export function retentionContent({ by, threshold, ownFactor }: RetentionModel): string {
  if (by !== null && !FIRST_TRAIT_IDS.includes(by)) throw new Error(`no such trait: ${by}`);
  if (!(threshold > 0 && threshold < 1)) throw new Error(`not a chance above 0 and below 1: ${threshold}`);
  if (!(ownFactor >= 1 && ownFactor <= 5)) throw new Error(`not a factor of 1 to 5: ${ownFactor}`);
  return JSON.stringify([by, threshold, ownFactor]);
}

/** A value of a trait with the customers who have it; null where it is not known. */
export interface LevelCount {
  readonly value: string | null;
  readonly customers: number;
}

/** The values that stand by themselves, most frequent first (periods in order of time); all others are pooled. */
export function ownLevels(
  counts: readonly LevelCount[],
  { by, most = MOST_GROUPS }: { readonly by: FirstTraitId; readonly most?: number },
): readonly (string | null)[] {
  const large = counts.filter(({ customers }) => customers >= LEAST_IN_GROUP);
  if (by === 'period') {
    const inTime = large.flatMap(({ value }) => (value === null ? [] : [value])).toSorted();
    return inTime.slice(-most);
  }
  return large
    .toSorted((a, b) => b.customers - a.customers || (String(a.value) < String(b.value) ? -1 : 1))
    .slice(0, most)
    .map(({ value }) => value);
}
