import type { Feature } from '../feature.ts';

const orders = (...columns: string[]): Feature['needs'] => [
  { table: 'orders', columns: ['ordered_at', 'amount', ...columns] },
];

/** What the customer is worth so far. */
export const VALUE = [
  { id: 'm_total', block: 'value', unit: 'money', needs: orders() },
  { id: 'mean_order_value', block: 'value', unit: 'money', needs: orders() },
  { id: 'max_order', block: 'value', unit: 'money', needs: orders() },
  { id: 'last_order_value', block: 'value', unit: 'money', needs: orders() },
  { id: 'm_90d', block: 'value', unit: 'money', needs: orders() },
  { id: 'm_365d', block: 'value', unit: 'money', needs: orders() },
  { id: 'm_prev_365d', block: 'value', unit: 'money', needs: orders() },
  { id: 'spend_trend', block: 'value', unit: 'share', needs: orders() },
  { id: 'revenue_percentile', block: 'value', unit: 'share', needs: orders() },
  { id: 'abc_tier', block: 'value', unit: 'text', needs: orders() },
  { id: 'discount_share', block: 'value', unit: 'share', needs: orders('discount') },
  {
    id: 'coupon_share',
    block: 'value',
    unit: 'share',
    needs: [{ table: 'orders', columns: ['ordered_at', 'coupon'] }],
  },
  {
    id: 'items_per_order',
    block: 'value',
    unit: 'ratio',
    needs: [
      { table: 'orders', columns: ['ordered_at'] },
      { table: 'order_item', columns: ['ordered_at', 'quantity'] },
    ],
  },
] as const satisfies readonly Feature[];
