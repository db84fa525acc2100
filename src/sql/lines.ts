import type { ColumnFacts } from '../domain/column.ts';
import { isRate } from '../domain/evidence.ts';
import { columnFor, hasRole } from '../domain/mapping.ts';
import type { Statement } from '../domain/statement.ts';
import { rank } from './assignment.ts';
import { nets, speaksByStatus } from './rules.ts';
import { cell, dataOf, factsFor, money, noMoney, orderNumber, type MappedSource } from './source.ts';
import { moneyType } from './cell.ts';
import { ident, raw, sql } from './statement.ts';

/** What every reader of order rows needs to know. */
export interface LineContext {
  /** Digits after the point in money. */
  readonly scale: number;
  /** By source id: the table (customer, to_customer, repeated, test) in row order. */
  readonly rows: ReadonlyMap<string, string>;
}

/** The assignment table of a source. */
export function rowsOf(one: MappedSource, context: Pick<LineContext, 'rows'>): Statement<never> {
  const table = context.rows.get(one.source.id);
  if (table === undefined) throw new Error(`source without an assignment: ${one.source.id}`);
  return ident(table);
}

/**
 * The order rows of a source, none left out, as a query of: customer, repeated, test, r (0-based row), place (source and row as one number),
 * order_id, ordered_at, amount (what this row is worth), total (the order's own total where the row carries one), discount, status, channel,
 * store, coupon, city, product, category, quantity. With `refund` (see refundOf, nettedOf) a column of that name follows discount.
 */
export function linesOf(
  one: MappedSource,
  context: LineContext,
  refund: Statement<never> | null = null,
): Statement<never> {
  const { scale } = context;
  const time = sql<never>`coalesce(${cell(one, 'orders.ordered_at', 'timestamp')}, ${cell(one, 'orders.paid_at', 'timestamp')})`;
  const id = orderNumber(one);
  // A shop that writes the order's time on its first line only means it for all of them.
  const ordered = sharesTime(one) ? fromOrder(time, sql`min(${time})`, id) : time;
  const state = cell(one, 'orders.status', 'text');
  const status = sharesStatus(one) ? fromOrder(state, sql`arg_min(${state}, d.rowid)`, id) : state;
  const total = money(one, 'orders.amount', scale);
  const line = lineAmount(one, scale);
  const whole = one.mapping.grain === 'order';
  const amount = whole ? (total && line ? sql`coalesce(${total}, ${line})` : (total ?? line)) : line;
  const product = columnFor(one.mapping, 'order_item.product') ? 'order_item.product' : 'order_item.product_id';
  return sql<never>`SELECT a.customer, a.repeated, a.test, d.rowid AS r, ${rank(one)} AS place, ${id} AS order_id, ${ordered} AS ordered_at,
    ${amount ?? noMoney(scale)} AS amount, ${(whole ? amount : total) ?? noMoney(scale)} AS total,
    ${discountOf(one, scale)} AS discount, ${refund ? sql`${refund} AS refund, ` : raw('')}${status} AS status,
    ${cell(one, 'orders.channel', 'text')} AS channel, ${cell(one, 'orders.store', 'text')} AS store,
    ${cell(one, 'orders.coupon', 'text')} AS coupon, ${cell(one, 'orders.city', 'text')} AS city,
    ${cell(one, product, 'text')} AS product, ${cell(one, 'order_item.category', 'text')} AS category,
    ${cell(one, 'order_item.quantity', 'double')} AS quantity
    FROM ${dataOf(one.source)} d POSITIONAL JOIN ${rowsOf(one, context)} a`;
}

/** Money taken off; a share of the price is already in the line's amount. */
function discountOf(one: MappedSource, scale: number): Statement<never> {
  const facts = factsFor(one, 'orders.discount');
  return (facts && !isRate(facts) ? money(one, 'orders.discount', scale) : null) ?? noMoney(scale);
}

/** Money given back of what the row says, 0 or more: files write it with either sign. A row that is itself a refund says it by its amount. */
export function refundOf(one: MappedSource, scale: number): Statement<never> {
  const refund = money(one, 'orders.refund', scale);
  return refund ? sql<never>`abs(${refund})` : noMoney(scale);
}

/** The same where the source's refunds reduce its orders; NULL in others. */
export function nettedOf(one: MappedSource, scale: number): Statement<never> {
  return nets(one) ? refundOf(one, scale) : noMoney(scale);
}

/** What a line is worth: its own amount, or quantity times unit price; null where the source says neither. */
function lineAmount(one: MappedSource, scale: number): Statement<never> | null {
  const own = money(one, 'order_item.amount', scale);
  const price = money(one, 'order_item.unit_price', scale);
  const quantity = factsFor(one, 'order_item.quantity');
  if (!price || !quantity) return own;
  // Whole quantities multiply exactly; weighed ones are rounded to the money's last digit.
  // A discount of 0.15 on a line is a share of its price.
  const discount = factsFor(one, 'orders.discount');
  const rate = discount && isRate(discount) ? sql` * (1 - ${ident('d', discount.name)})` : raw('');
  const factor = quantity.type === 'integer' ? ident('d', quantity.name) : cell(one, 'order_item.quantity', 'double');
  const product = sql<never>`(${factor} * ${price}${rate})::${moneyType(scale)}`;
  return own ? sql<never>`coalesce(${own}, ${product})` : product;
}

/** What a row says, or where it is silent what its order's lines say; a row without a number has no other lines. */
function fromOrder(own: Statement<never>, order: Statement, id: Statement<never>): Statement<never> {
  return sql<never>`coalesce(${own}, CASE WHEN ${id} IS NOT NULL THEN ${order} OVER (PARTITION BY ${id}) END)`;
}

/** True where lines take from another line of their order what they do not say themselves: its time, or its status. */
export function sharesLines(one: MappedSource): boolean {
  return sharesTime(one) || sharesStatus(one);
}

function sharesTime(one: MappedSource): boolean {
  return silent(one, factsFor(one, 'orders.ordered_at') ?? factsFor(one, 'orders.paid_at'));
}

/** A status that stands on the first line only leaves out the whole order, not that line of it. */
function sharesStatus(one: MappedSource): boolean {
  return silent(one, factsFor(one, 'orders.status')) && speaksByStatus(one);
}

/** True where some lines of numbered orders leave a column empty. */
function silent({ mapping }: MappedSource, facts: ColumnFacts | null): boolean {
  return mapping.grain === 'line' && hasRole(mapping, 'orders.order_id') && facts !== null && facts.nulls > 0;
}

/** The number under which rows are one order: its own, or source x customer x day where there is none. */
export function orderKey(one: MappedSource): Statement<never> {
  return sql<never>`coalesce(order_id, ${`~${one.source.id}@`} || customer || '@' || ordered_at::DATE)`;
}
