import type { ColumnFacts } from './column.ts';
import { isNothing } from './key.ts';
import { hasRole, ruleOf, type Mapping, type OrderRule, type StatusMeaning } from './mapping.ts';
import { statusMeaning } from './status.ts';

/** Words that mark a trial order, in texts such as the receiver, the product or the coupon. */
export const TEST_WORDS: readonly string[] = ['测试', '试单', 'test', 'test order', 'testing'];

/**
 * The rules that a page shows. Netting changes what a customer is worth, so a mapping has no word on it until somebody asks, and it is offered
 * only where a column says what was given back, or rows below zero do (`below`).
 */
export function shownRules(mapping: Mapping, below = false): readonly OrderRule[] {
  const others = mapping.rules.filter(({ id }) => id !== 'net-refunds');
  const on = ruleOf(mapping, 'net-refunds') !== null;
  if (!on && (others.length === 0 || !(below || hasRole(mapping, 'orders.refund')))) return others;
  return [...others, { id: 'net-refunds', on }];
}

/** A mapping's rules after one was changed, or asked for. */
export function withRule(rules: readonly OrderRule[], changed: OrderRule): readonly OrderRule[] {
  const there = rules.some(({ id }) => id === changed.id);
  return there ? rules.map((rule) => (rule.id === changed.id ? changed : rule)) : [...rules, changed];
}

/** The columns that rules look at; null where the source has none. */
export interface RuleColumns {
  readonly orderId: ColumnFacts | null;
  readonly status: ColumnFacts | null;
  readonly quantity: ColumnFacts | null;
}

/** The rules that a new source of orders starts with. Trial orders go first, so that nobody mistakes them for anything else. */
export function defaultRules({ orderId, status, quantity }: RuleColumns): readonly OrderRule[] {
  const prefix = cancelledPrefix(orderId);
  return [
    { id: 'test-order', on: true, words: TEST_WORDS },
    { id: 'no-customer', on: true },
    { id: 'no-date', on: true },
    ...(status ? [{ id: 'status', on: true, meanings: meaningsOf(status) } as const] : []),
    ...(orderId ? [{ id: 'cancelled-prefix', on: prefix !== null, prefix: prefix ?? 'C' } as const] : []),
    ...(quantity ? [{ id: 'quantity-not-positive', on: true } as const] : []),
    { id: 'amount-not-positive', on: true },
  ];
}

/** What each value of a status column says; values that were decided before keep their meaning. */
export function meaningsOf(
  status: ColumnFacts,
  decided: Readonly<Record<string, StatusMeaning>> = {},
): Readonly<Record<string, StatusMeaning>> {
  const values = (status.values?.map(({ value }) => value) ?? status.samples).map((value) => value.trim());
  const filled = values.filter((value) => !isNothing(value));
  return { ...Object.fromEntries(filled.map((value) => [value, statusMeaning(value)])), ...decided };
}

/** The letter that marks cancellations among otherwise numeric order numbers (`C536379`); null where there is no such sign. */
function cancelledPrefix(orderId: ColumnFacts | null): string | null {
  if (!orderId || orderId.type !== 'text') return null;
  const numeric = orderId.samples.filter((text) => /^\d+(\.0)?$/.test(text)).length;
  const mark =
    /^(C)\d+$/.exec(orderId.max ?? '') ?? /^(C)\d+$/.exec(orderId.samples.find((text) => /^C\d+$/.test(text)) ?? '');
  return mark && numeric * 2 > orderId.samples.length ? mark[1]! : null;
}
