/** What the columns of small order files in tests mean: whole orders. */
export const shopRoles = {
  no: 'orders.order_id',
  who: 'customer_id',
  at: 'orders.ordered_at',
  paid: 'orders.amount',
  state: 'orders.status',
} as const;

/** The same of files that hold an order's lines. */
export const lineRoles = {
  no: 'orders.order_id',
  who: 'customer_id',
  at: 'orders.ordered_at',
  item: 'order_item.product',
  n: 'order_item.quantity',
  price: 'order_item.unit_price',
} as const;
