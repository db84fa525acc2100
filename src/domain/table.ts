import type { ColumnType } from './column.ts';

/** The canonical tables: what every page, feature and model reads, whatever the files looked like. */
export type TableName = 'person' | 'orders' | 'order_item' | 'event' | 'feedback' | 'relation' | 'touch';

/** Columns of each canonical table in order. A column that no source provides is NULL of its type. */
export const TABLES = {
  person: {
    external_id: 'text',
    phone: 'text',
    email: 'text',
    name: 'text',
    gender: 'text',
    birth: 'date',
    age: 'double',
    region: 'text',
    city: 'text',
    occupation: 'text',
    registered_at: 'timestamp',
    signup_channel: 'text',
    level: 'text',
    consent: 'boolean',
  },
  orders: {
    order_id: 'text',
    ordered_at: 'timestamp',
    amount: 'decimal',
    discount: 'decimal',
    status: 'text',
    channel: 'text',
    store: 'text',
    coupon: 'text',
    city: 'text',
  },
  order_item: {
    order_id: 'text',
    ordered_at: 'timestamp',
    product: 'text',
    category: 'text',
    quantity: 'double',
    amount: 'decimal',
  },
  event: {
    at: 'timestamp',
    kind: 'text',
    channel: 'text',
    category: 'text',
    duration: 'double',
  },
  feedback: {
    at: 'timestamp',
    channel: 'text',
    text: 'text',
    rating: 'double',
    kind: 'text',
  },
  relation: {
    to_customer: 'integer',
    kind: 'text',
    at: 'timestamp',
    weight: 'double',
  },
  touch: {
    campaign: 'text',
    arm: 'text',
    channel: 'text',
    sent_at: 'timestamp',
    opened_at: 'timestamp',
    clicked_at: 'timestamp',
    converted_at: 'timestamp',
    cost: 'decimal',
  },
} as const satisfies Record<TableName, Record<string, ColumnType>>;

/** Besides the columns above, every canonical table has `customer INTEGER` (dense, 0-based), `_source VARCHAR` (source id), `_row BIGINT` (1-based). */
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** Which canonical tables and columns the loaded sources really provide: `shape.orders?.has('channel')`. */
export type Shape = { readonly [table in TableName]?: ReadonlySet<string> };

/**
 * The shape where nothing that happened has a date, so that there is no as-of day: nobody has an age, and there is no order, since an order
 * without a time counts nowhere (their files may hold refunds and cancellations only).
 */
export function undatedShape({ orders: _orders, order_item: _items, ...shape }: Shape): Shape {
  if (!shape.person?.has('birth')) return shape;
  return { ...shape, person: new Set([...shape.person].filter((column) => column !== 'birth')) };
}

/** True when some source feeds the table and, if given, every one of the columns. */
export function provides(shape: Shape, table: TableName, ...columns: readonly string[]): boolean {
  const found = shape[table];
  return found !== undefined && columns.every((column) => found.has(column));
}
