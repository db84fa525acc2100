import type { Feature } from '../feature.ts';

const orders = (...columns: string[]): Feature['needs'] => [{ table: 'orders', columns: ['ordered_at', ...columns] }];
const event = (...columns: string[]): Feature['needs'] => [{ table: 'event', columns: ['at', ...columns] }];

/** What the customer does: orders and visits in time. */
export const BEHAVIOUR = [
  { id: 'first_order_at', block: 'behaviour', unit: 'datetime', needs: orders() },
  { id: 'last_order_at', block: 'behaviour', unit: 'datetime', needs: orders() },
  { id: 'r_days', block: 'behaviour', unit: 'days', needs: orders() },
  { id: 'f_orders', block: 'behaviour', unit: 'count', needs: orders() },
  { id: 'order_days', block: 'behaviour', unit: 'count', needs: orders() },
  { id: 'tenure_days', block: 'behaviour', unit: 'days', needs: orders() },
  { id: 'mean_gap_days', block: 'behaviour', unit: 'days', needs: orders() },
  { id: 'gap_cv', block: 'behaviour', unit: 'ratio', needs: orders() },
  { id: 'orders_30d', block: 'behaviour', unit: 'count', needs: orders() },
  { id: 'orders_90d', block: 'behaviour', unit: 'count', needs: orders() },
  { id: 'orders_365d', block: 'behaviour', unit: 'count', needs: orders() },
  { id: 'favourite_hour', block: 'behaviour', unit: 'hour-of-day', needs: orders() },
  { id: 'favourite_weekday', block: 'behaviour', unit: 'weekday', needs: orders() },
  { id: 'night_share', block: 'behaviour', unit: 'share', needs: orders() },
  { id: 'weekend_share', block: 'behaviour', unit: 'share', needs: orders() },
  { id: 'channels', block: 'behaviour', unit: 'count', needs: orders('channel') },
  { id: 'events_30d', block: 'behaviour', unit: 'count', needs: event() },
  { id: 'event_days_30d', block: 'behaviour', unit: 'count', needs: event() },
  { id: 'last_event_days', block: 'behaviour', unit: 'days', needs: event() },
  { id: 'mean_duration', block: 'behaviour', unit: 'ratio', needs: event('duration') },
] as const satisfies readonly Feature[];
