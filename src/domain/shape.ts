import { columnFor, hasRole, type Mapping } from './mapping.ts';
import { KEY_ROLES, tableOf, type Role } from './role.ts';
import type { Source } from './source.ts';
import { TABLES, type Shape, type TableName } from './table.ts';

const TIMES = ['orders.ordered_at', 'orders.paid_at'] as const satisfies readonly Role[];

/** True when the rows of a source can be tied to a person by a key of their own. */
export function hasKey(mapping: Mapping): boolean {
  return hasRole(mapping, ...KEY_ROLES, 'relation.from');
}

/** True when the mapping names a column of the table. */
function names(mapping: Mapping, table: TableName): boolean {
  return Object.values(mapping.roles).some((choice) => choice.role !== null && tableOf(choice.role) === table);
}

/**
 * The canonical tables that a source's rows become. An order number alone feeds no orders: it only ties rows (a review, a dish line)
 * to the customer of that order. A file with nothing but keys is a list of persons.
 */
export function feeds(mapping: Mapping): readonly TableName[] {
  const tied = hasKey(mapping) || hasRole(mapping, 'orders.order_id');
  if (!tied) return [];
  const tables: TableName[] = [];
  const items = names(mapping, 'order_item');
  if (items || hasRole(mapping, ...TIMES, 'orders.amount')) tables.push('orders');
  if (items) tables.push('order_item');
  if (hasRole(mapping, 'event.at')) tables.push('event');
  if (hasRole(mapping, 'feedback.text', 'feedback.rating')) tables.push('feedback');
  if (hasRole(mapping, 'relation.to') && hasKey(mapping)) tables.push('relation');
  if (names(mapping, 'touch')) tables.push('touch');
  if (hasRole(mapping, ...KEY_ROLES) && (names(mapping, 'person') || tables.length === 0)) tables.unshift('person');
  return tables;
}

/** The columns of one canonical table that one source fills. */
function filled(mapping: Mapping, table: TableName): readonly string[] {
  const columns = new Set<string>();
  for (const choice of Object.values(mapping.roles)) {
    if (choice.role === null || tableOf(choice.role) !== table) continue;
    const column = choice.role.slice(table.length + 1);
    if (column in TABLES[table]) columns.add(column);
  }
  const has = (...roles: readonly Role[]) => hasRole(mapping, ...roles);
  if (table === 'person') {
    if (has('customer_id')) columns.add('external_id');
    if (has('phone')) columns.add('phone');
    if (has('email')) columns.add('email');
  }
  if (table === 'orders' || table === 'order_item') {
    if (has('orders.order_id')) columns.add('order_id');
    if (has(...TIMES)) columns.add('ordered_at');
    if (hasAmount(mapping)) columns.add('amount');
  }
  if (table === 'relation') columns.add('to_customer');
  return [...columns];
}

/** True when a row has an amount: its own, its lines', or quantity times unit price. */
function hasAmount(mapping: Mapping): boolean {
  if (hasRole(mapping, 'orders.amount', 'order_item.amount')) return true;
  return columnFor(mapping, 'order_item.quantity') !== null && columnFor(mapping, 'order_item.unit_price') !== null;
}

/** Which canonical tables and columns the sources really provide. Orders need a time; lines take it from their order. */
export function shapeOf(sources: readonly Source[], mappings: readonly Mapping[]): Shape {
  const shape: { [table in TableName]?: Set<string> } = {};
  for (const source of sources) {
    const mapping = mappings.find((one) => one.source === source.id);
    if (!mapping) continue;
    for (const table of feeds(mapping)) {
      const columns = (shape[table] ??= new Set<string>());
      for (const column of filled(mapping, table)) columns.add(column);
    }
  }
  if (shape.orders && !shape.orders.has('ordered_at')) {
    delete shape.orders;
    delete shape.order_item;
  }
  if (shape.orders && shape.order_item) shape.order_item.add('ordered_at');
  return shape;
}
