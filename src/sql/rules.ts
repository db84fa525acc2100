import { EXCLUDED_MEANINGS } from '../domain/status.ts';
import { ruleOf, type OrderRuleId, type StatusMeaning } from '../domain/mapping.ts';
import type { Role } from '../domain/role.ts';
import type { Statement } from '../domain/statement.ts';
import type { MappedSource } from './source.ts';
import { factsFor } from './source.ts';
import { ident, join, sql } from './statement.ts';

/** Rules that speak of the whole order: what one source says of an order holds for its rows in the others. */
export const ORDER_LEVEL: readonly OrderRuleId[] = ['status', 'cancelled-prefix', 'test-order'];

/** The rule that speaks of the whole order where it takes the order's own total. */
export const NOTHING_PAID = 'amount-not-positive' satisfies OrderRuleId;

/** The rule that takes rows of money given back: they are no orders, but reduce one. */
export const NETTED = 'net-refunds' satisfies OrderRuleId;

/** Status values with one of the meanings, as far as the rule is on. */
function statusIn(one: MappedSource, meanings: readonly StatusMeaning[]): Statement<never> | null {
  const rule = ruleOf(one.mapping, 'status');
  if (!rule || !factsFor(one, 'orders.status')) return null;
  const values = Object.entries(rule.meanings).flatMap(([value, meaning]) =>
    meanings.includes(meaning) ? [value.trim()] : [],
  );
  return values.length > 0 ? sql<never>`status IN (${join(values.map((value) => sql`${value}`))})` : null;
}

/** True when some status of the source takes its orders out. */
export function speaksByStatus(one: MappedSource): boolean {
  return statusIn(one, EXCLUDED_MEANINGS) !== null;
}

/** Money given back: a row below zero, unless it is no real row at all. A row that says "refunded" is what netting looks for. */
export function givenBack(one: MappedSource): Statement<never> {
  const unreal = [
    taking(one, 'test-order'),
    taking(one, 'cancelled-prefix'),
    statusIn(
      one,
      EXCLUDED_MEANINGS.filter((meaning) => meaning !== 'refunded'),
    ),
  ].flatMap((when) => (when ? [sql<never>`(${when}) IS NOT TRUE`] : []));
  return join([sql<never>`amount < 0`, ...unreal], ' AND ');
}

/**
 * When a rule takes a row of `order lines` (see lines.ts), or null when it cannot take any. `no-customer` and `no-date` always hold:
 * an order without a buyer or a time has no place in any analysis.
 */
function taking(one: MappedSource, id: OrderRuleId): Statement<never> | null {
  const { mapping } = one;
  if (id === 'no-customer') return sql<never>`customer IS NULL`;
  if (id === 'no-date')
    return factsFor(one, 'orders.ordered_at') || factsFor(one, 'orders.paid_at')
      ? sql<never>`ordered_at IS NULL`
      : null;
  if (id === NETTED) return nets(one) ? givenBack(one) : null;
  if (id === 'status') return statusIn(one, EXCLUDED_MEANINGS);
  if (id === 'cancelled-prefix') {
    const rule = ruleOf(mapping, 'cancelled-prefix');
    return rule && rule.prefix !== '' && factsFor(one, 'orders.order_id')
      ? sql<never>`starts_with(order_id, ${rule.prefix})`
      : null;
  }
  if (id === 'quantity-not-positive')
    return ruleOf(mapping, id) && factsFor(one, 'order_item.quantity') ? sql<never>`quantity <= 0` : null;
  if (id === NOTHING_PAID) return ruleOf(mapping, id) ? sql<never>`amount <= 0` : null;
  return testRow(one) ? sql<never>`test` : null;
}

const TEST_COLUMNS = [
  'person.name',
  'order_item.product',
  'orders.coupon',
  'orders.channel',
  'orders.store',
] as const satisfies readonly Role[];

/**
 * When a row is a trial order by its words (column prefix `d`); null where the rule is off or nothing is there to be read. Chinese words are
 * found anywhere in a text; Latin ones must be all of it, so that "latest" is no test. Worked out once, with the row's customer.
 */
export function testRow(one: MappedSource): Statement<never> | null {
  const words = ruleOf(one.mapping, 'test-order')?.words ?? [];
  const conditions = TEST_COLUMNS.flatMap((role) => {
    const facts = factsFor(one, role);
    if (!facts || facts.type !== 'text') return [];
    // A column of few values was seen whole: it is read only where one of them is such a word.
    const possible = words.filter(
      (word) => facts.values?.some(({ value }) => value.toLowerCase().includes(word.toLowerCase())) ?? true,
    );
    const text = sql<never>`lower(${ident('d', facts.name)})`;
    return possible.map((word) =>
      /^[\w .-]+$/.test(word)
        ? sql<never>`trim(${text}) = ${word.toLowerCase()}`
        : sql<never>`contains(${text}, ${word.toLowerCase()})`,
    );
  });
  return conditions.length > 0 ? sql<never>`coalesce(${join(conditions, ' OR ')}, FALSE)` : null;
}

/** The first rule that takes a row, as a text; NULL for a row that is kept. */
export function taken(one: MappedSource): Statement<never> {
  const cases = rulesOf(one).flatMap((id) => {
    const when = taking(one, id);
    return when ? [sql`WHEN ${when} THEN ${id}`] : [];
  });
  return sql<never>`CASE ${join(cases, ' ')} END`;
}

/** True for the rows that no rule takes; cheaper than asking which. */
export function kept(one: MappedSource): Statement<never> {
  const all = rulesOf(one).flatMap((id) => taking(one, id) ?? []);
  return join(
    all.map((when) => sql`(${when}) IS NOT TRUE`),
    ' AND ',
  );
}

/**
 * The rules of a source in the order in which they are applied; the two that always hold come first when nobody placed
 * them. Netting sees a refund before any rule takes it for its sign: it needs neither buyer nor time of its own.
 */
export function rulesOf(one: MappedSource): readonly OrderRuleId[] {
  const listed = one.mapping.rules.map(({ id }) => id).filter((id) => id !== NETTED);
  const always = (['no-customer', 'no-date'] as const).filter((id) => !listed.includes(id));
  return [...(nets(one) ? ([NETTED] as const) : []), ...always, ...listed];
}

/** True when the source can say of a whole order that it does not count. */
export function canVeto(one: MappedSource): boolean {
  const totals = one.mapping.grain === 'order' || factsFor(one, 'orders.amount') !== null;
  const speaking: readonly OrderRuleId[] = totals ? [...ORDER_LEVEL, NOTHING_PAID] : ORDER_LEVEL;
  return speaking.some((id) => taking(one, id) !== null);
}

/** True when the source's refunds reduce their orders. */
export function nets(one: MappedSource): boolean {
  return ruleOf(one.mapping, NETTED) !== null;
}

/** True when refunds reduce orders in any of the sources. */
export function netsAny(all: readonly MappedSource[]): boolean {
  return all.some(nets);
}

/** When a row that is an order by itself was refunded whole and so does not count; null where that cannot be. */
export function backWhole(one: MappedSource): Statement<never> | null {
  const netted = nets(one) && factsFor(one, 'orders.refund') !== null;
  return netted && ruleOf(one.mapping, NOTHING_PAID)
    ? sql<never>`coalesce(refund > 0 AND refund >= total, FALSE)`
    : null;
}

/** The order-level rules as a list of texts. */
export const orderLevel: Statement<never> = join(ORDER_LEVEL.map((id) => sql`${id}`));
