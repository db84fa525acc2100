import type { Feature } from '../feature.ts';

const orders = [{ table: 'orders', columns: ['ordered_at'] }] as const satisfies Feature['needs'];
const feedback = (...columns: string[]): Feature['needs'] => [{ table: 'feedback', columns: ['at', ...columns] }];
const touch = (...columns: string[]): Feature['needs'] => [{ table: 'touch', columns: ['sent_at', ...columns] }];

/** What speaks for the customer leaving. */
export const RISK = [
  { id: 'overdue_ratio', block: 'risk', unit: 'ratio', needs: orders },
  { id: 'lapsed', block: 'risk', unit: 'boolean', needs: orders },
  {
    id: 'silent_days',
    block: 'risk',
    unit: 'days',
    needs: [],
    either: [
      { table: 'orders', columns: ['ordered_at'] },
      { table: 'event', columns: ['at'] },
      { table: 'feedback', columns: ['at'] },
    ],
  },
  { id: 'complaints_180d', block: 'risk', unit: 'count', needs: feedback('kind') },
  { id: 'returns', block: 'risk', unit: 'count', needs: feedback('kind') },
  { id: 'mean_rating', block: 'risk', unit: 'score', needs: feedback('rating') },
  { id: 'last_rating', block: 'risk', unit: 'score', needs: feedback('rating') },
  { id: 'negative_share', block: 'risk', unit: 'share', needs: feedback('rating') },
  { id: 'last_touch_days', block: 'risk', unit: 'days', needs: touch() },
  { id: 'touches_90d', block: 'risk', unit: 'count', needs: touch() },
  { id: 'open_share', block: 'risk', unit: 'share', needs: touch('opened_at') },
] as const satisfies readonly Feature[];
