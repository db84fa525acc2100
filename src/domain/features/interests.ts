import type { Feature } from '../feature.ts';

const orders = (column: string): Feature['needs'] => [{ table: 'orders', columns: ['ordered_at', column] }];
const items = (column: string): Feature['needs'] => [{ table: 'order_item', columns: ['ordered_at', column] }];

/** What the customer likes, by what was bought most often. */
export const INTERESTS = [
  { id: 'favourite_category', block: 'interests', unit: 'text', needs: items('category') },
  { id: 'favourite_category_share', block: 'interests', unit: 'share', needs: items('category') },
  { id: 'second_category', block: 'interests', unit: 'text', needs: items('category') },
  { id: 'categories', block: 'interests', unit: 'count', needs: items('category') },
  { id: 'favourite_product', block: 'interests', unit: 'text', needs: items('product') },
  { id: 'favourite_channel', block: 'interests', unit: 'text', needs: orders('channel') },
  { id: 'favourite_store', block: 'interests', unit: 'text', needs: orders('store') },
] as const satisfies readonly Feature[];
