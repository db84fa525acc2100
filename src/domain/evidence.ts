import type { ColumnFacts } from './column.ts';
import { CURRENCY_SIGNS } from './currency.ts';
import { isCutShort, isNothing, normalEmail, normalPhone } from './key.ts';
import type { Role } from './role.ts';
import { looksLikeStatus } from './status.ts';

const TIMES = new Set<Role>([
  'person.registered_at',
  'orders.ordered_at',
  'orders.paid_at',
  'event.at',
  'feedback.at',
  'relation.at',
  'touch.sent_at',
  'touch.opened_at',
  'touch.clicked_at',
  'touch.converted_at',
]);

/** Roles whose values tell one thing from another. */
const KEYS = new Set<Role>(['customer_id', 'phone', 'orders.order_id', 'order_item.product_id']);

const NUMBERS = new Set<Role>([
  'orders.amount',
  'orders.discount',
  'orders.refund',
  'order_item.quantity',
  'order_item.unit_price',
  'order_item.amount',
  'event.duration',
  'feedback.rating',
  'relation.weight',
  'touch.cost',
  'person.age',
]);

/** True for the moments of what happened, which the as-of day follows. */
export function isEventTime(role: Role): boolean {
  return TIMES.has(role) && role !== 'person.registered_at';
}

/** True when the column holds nothing: empty cells and words for nothing only. */
export function isEmpty(facts: ColumnFacts): boolean {
  return facts.samples.every(isNothing) && (facts.values ?? []).every(({ value }) => isNothing(value));
}

/** How far the values bear out that a column plays a role: 1 when they fit or cannot tell, near 0 when they contradict it. */
export function support(role: Role, facts: ColumnFacts): number {
  const texts = facts.samples.filter((text) => !isNothing(text));
  if (texts.length === 0) return 0;
  if (TIMES.has(role) || role === 'person.birth') return isTime(facts, texts) ? 1 : 0.1;
  if (KEYS.has(role) && share(texts, isCutShort) >= 0.5) return 0.1;
  if (role === 'orders.discount' && isRate(facts)) return 0.7;
  if (NUMBERS.has(role)) return isNumber(facts, texts) ? 1 : 0.1;
  if (role === 'phone')
    return share(texts, (text) => normalPhone(text) !== null || text.includes('*')) >= 0.5 ? 1 : 0.1;
  if (role === 'email')
    return share(texts, (text) => normalEmail(text) !== null || text.includes('*')) >= 0.5 ? 1 : 0.1;
  if (role === 'person.consent') return facts.type === 'boolean' || facts.distinct <= 4 ? 1 : 0.2;
  if (role === 'person.gender') return facts.distinct <= 8 ? 1 : 0.3;
  if (facts.type === 'date' || facts.type === 'timestamp') return 0.1;
  if (role === 'orders.status') return facts.distinct <= 50 ? 1 : 0.3;
  if (role === 'feedback.text') return facts.type === 'text' ? 1 : 0.1;
  if (role === 'order_item.product') return facts.type === 'text' ? 1 : 0.5;
  if (role === 'person.name') return facts.type === 'text' ? 1 : 0.2;
  return 1;
}

/** True for a discount written as a share of the price (0.15), not as money. */
export function isRate(facts: ColumnFacts): boolean {
  const [min, max] = [Number(facts.min), Number(facts.max)];
  return (facts.type === 'decimal' || facts.type === 'double') && min >= 0 && max > 0 && max <= 1;
}

/** What the values alone say of a column whose name says nothing; null when they do not say either. */
export function roleByValues(
  facts: ColumnFacts,
): { readonly role: Role | '?time'; readonly confidence: number } | null {
  const texts = facts.samples.filter((text) => !isNothing(text));
  if (texts.length === 0) return null;
  if (facts.type === 'timestamp' || facts.type === 'date') return { role: '?time', confidence: 0.4 };
  if (share(texts, (text) => normalEmail(text) !== null) >= 0.8) return { role: 'email', confidence: 0.7 };
  if (share(texts, (text) => /^1[3-9]\d{9}$/.test(normalPhone(text) ?? '')) >= 0.8)
    return { role: 'phone', confidence: 0.7 };
  const values = facts.values?.map(({ value }) => value) ?? [];
  if (
    facts.type === 'text' &&
    values.length >= 2 &&
    values.length <= 12 &&
    values.every((value) => looksLikeStatus([value]))
  )
    return { role: 'orders.status', confidence: 0.45 };
  return null;
}

function isTime(facts: ColumnFacts, texts: readonly string[]): boolean {
  if (facts.type === 'date' || facts.type === 'timestamp') return true;
  if (facts.type === 'integer') {
    const least = Number(facts.min ?? 0);
    return (least >= 19000101 && Number(facts.max ?? 0) <= 21001231) || least >= 2e8;
  }
  return facts.type === 'text' && share(texts, (text) => /^\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}/.test(text)) >= 0.8;
}

const AMOUNT = new RegExp(`^[-+]?(?:${CURRENCY_SIGNS})?\\s*[\\d,，]+(\\.\\d+)?\\s*(?:${CURRENCY_SIGNS})?$`, 'i');

function isNumber(facts: ColumnFacts, texts: readonly string[]): boolean {
  if (facts.type === 'integer' || facts.type === 'decimal' || facts.type === 'double') return true;
  return facts.type === 'text' && share(texts, (text) => AMOUNT.test(text.trim())) >= 0.8;
}

function share(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.filter(test).length / texts.length;
}
