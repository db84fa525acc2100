import type { TableName } from './table.ts';

/**
 * Every meaning that a column can have. Keys (`customer_id`, `phone`, `email`) say whose row it is, in every table;
 * the prefix of the others names the canonical table that they feed.
 */
export const ROLES = [
  'customer_id',
  'phone',
  'email',
  'person.name',
  'person.gender',
  'person.birth',
  'person.age',
  'person.region',
  'person.city',
  'person.occupation',
  'person.registered_at',
  'person.signup_channel',
  'person.level',
  'person.consent',
  'orders.order_id',
  'orders.ordered_at',
  'orders.paid_at',
  'orders.amount',
  'orders.discount',
  'orders.refund',
  'orders.status',
  'orders.channel',
  'orders.store',
  'orders.coupon',
  'orders.city',
  'order_item.product',
  'order_item.product_id',
  'order_item.category',
  'order_item.quantity',
  'order_item.unit_price',
  'order_item.amount',
  'event.at',
  'event.kind',
  'event.channel',
  'event.category',
  'event.duration',
  'feedback.at',
  'feedback.channel',
  'feedback.text',
  'feedback.rating',
  'feedback.kind',
  'relation.from',
  'relation.to',
  'relation.kind',
  'relation.at',
  'relation.weight',
  'touch.campaign',
  'touch.arm',
  'touch.channel',
  'touch.sent_at',
  'touch.opened_at',
  'touch.clicked_at',
  'touch.converted_at',
  'touch.cost',
] as const;

export type Role = (typeof ROLES)[number];

/** The columns by which a row is tied to a person. */
export const KEY_ROLES = ['customer_id', 'phone', 'email'] as const satisfies readonly Role[];
export type KeyRole = (typeof KEY_ROLES)[number];

/** The canonical table that a role feeds; keys feed every table of their source. */
export function tableOf(role: Role): TableName | null {
  const dot = role.indexOf('.');
  return dot < 0 ? null : (role.slice(0, dot) as TableName);
}
