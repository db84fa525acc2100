import { meaningOf, plainName, type Meaning } from './alias.ts';
import type { Concept, Generic } from './alias-words.ts';
import type { ColumnFacts } from './column.ts';
import { isEmpty, roleByValues, support } from './evidence.ts';
import { isNameless, namelessGuess } from './nameless-guess.ts';
import { headerOf, type Mapping, type OrderRule, type RoleChoice } from './mapping.ts';
import { defaultRules, meaningsOf } from './order-rules.ts';
import type { Role } from './role.ts';
import type { Source } from './source.ts';
import { defaultZone } from './zone.ts';
import { ALLOWED, inSubject, isShopify, subjectOf, translated, type Subject } from './subject.ts';

/** Below this a guess is not worth showing as one. */
const FLOOR = 0.3;

interface Candidate {
  readonly facts: ColumnFacts;
  readonly role: Role;
  readonly confidence: number;
}

/**
 * Guesses what the columns of a source mean, from their names and values. A mapping of the same header that somebody confirmed is replayed
 * instead; it stays confirmed unless a status value is new, or the table names no columns. `home` is the zone (IANA) of who looks, for times
 * in UTC. Pure: equal facts, equal guess.
 */
export function guessMapping(source: Source, others: readonly Mapping[], home = 'UTC'): Mapping {
  const header = headerOf(source.columns);
  const known = others.filter((other) => other.confirmed && other.header === header).at(-1);
  const empty = { kind: 'mapping', id: `mapping-${source.id}`, version: 1, source: source.id, header } as const;
  const zone = defaultZone(source.columns, home);
  const clock = zone === undefined ? {} : { zone };
  const nameless = isNameless(source);
  if (known && (!nameless || holds(source, known)))
    return { ...clock, ...replay(source, known, empty), ...(nameless ? { confirmed: false } : {}) };
  const columns = source.columns.map((facts) => ({ facts, meaning: isEmpty(facts) ? null : meaningOf(facts.name) }));
  const subject = subjectOf(source, columns);
  const candidates = subject ? candidatesOf(source, columns, subject) : [];
  const chosen = nameless
    ? namelessGuess(source)
    : best(subject === 'orders' ? orderAmounts(source, candidates) : candidates);
  const roles: Record<string, RoleChoice> = {};
  for (const { name } of source.columns) {
    const found = chosen.find(({ facts }) => facts.name === name);
    roles[name] = { role: found?.role ?? null, confidence: found ? round(found.confidence) : 0, by: 'guess' };
  }
  const facts = (role: Role) => chosen.find((one) => one.role === role)?.facts ?? null;
  const isOrders = nameless ? facts('orders.ordered_at') !== null : subject === 'orders';
  const rules = isOrders ? rulesFor(facts) : [];
  return {
    ...empty,
    ...clock,
    roles,
    grain: grainOf(source, facts('orders.order_id'), hasLines(chosen)),
    rules,
    confirmed: false,
  };
}

function rulesFor(facts: (role: Role) => ColumnFacts | null): readonly OrderRule[] {
  return defaultRules({
    orderId: facts('orders.order_id'),
    status: facts('orders.status'),
    quantity: facts('order_item.quantity'),
  });
}

/**
 * A row is a line when order numbers come again and again. Distinct counts are estimates (off by a tenth or more), so the bar is lower where
 * columns of lines speak for it. Neither mistake loses money: repeated numbers are merged in both cases.
 */
function grainOf(source: Source, orderId: ColumnFacts | null, lines: boolean): 'order' | 'line' {
  if (!orderId) return 'order';
  return orderId.distinct < (lines ? 0.8 : 0.6) * (source.rows - orderId.nulls) ? 'line' : 'order';
}

const LINE_ROLES: readonly Role[] = [
  'order_item.product',
  'order_item.product_id',
  'order_item.quantity',
  'order_item.unit_price',
  'order_item.amount',
];

const hasLines = (chosen: readonly Candidate[]) => chosen.some(({ role }) => LINE_ROLES.includes(role));

function replay(
  source: Source,
  known: Mapping,
  empty: Pick<Mapping, 'kind' | 'id' | 'version' | 'source' | 'header'>,
): Mapping {
  const column = Object.entries(known.roles).find(([, choice]) => choice.role === 'orders.status')?.[0];
  const status = source.columns.find(({ name }) => name === column);
  let news = false;
  const rules = known.rules.map((rule): OrderRule => {
    if (rule.id !== 'status' || !status) return rule;
    const meanings = meaningsOf(status, rule.meanings);
    news = Object.keys(meanings).length > Object.keys(rule.meanings).length;
    return { ...rule, meanings };
  });
  const zone = known.zone === undefined ? {} : { zone: known.zone };
  return { ...empty, ...zone, roles: known.roles, grain: known.grain, rules, confirmed: !news };
}

/** True when the values of a table bear out every role of a mapping: two tables without names have the same header. */
function holds(source: Source, known: Mapping): boolean {
  return source.columns.every((facts) => {
    const role = known.roles[facts.name]?.role;
    return !role || support(role, facts) >= 0.5;
  });
}

const SHOPIFY: Readonly<Record<string, Role>> = {
  name: 'orders.order_id',
  createdat: 'orders.ordered_at',
  total: 'orders.amount',
  billingname: 'person.name',
  billingcity: 'person.city',
  billingprovince: 'person.region',
  source: 'orders.channel',
};

function candidatesOf(
  source: Source,
  columns: readonly { facts: ColumnFacts; meaning: Meaning | null }[],
  subject: Subject,
): readonly Candidate[] {
  const shopify = isShopify(columns.map(({ facts }) => facts.name));
  return columns.flatMap(({ facts, meaning }) => {
    if (isEmpty(facts)) return [];
    const fixed = shopify ? SHOPIFY[plainName(facts.name)] : undefined;
    if (fixed) return [{ facts, role: fixed, confidence: 0.99 }];
    const role = meaning ? asRole(meaning.concept, subject) : null;
    if (meaning && role) {
      const confidence =
        meaning.confidence *
        support(role, facts) *
        filledness(source, facts) *
        sureness(source, facts, meaning.concept);
      return confidence >= FLOOR ? [{ facts, role, confidence }] : [];
    }
    if (meaning) return [];
    const shown = roleByValues(facts);
    const guess = shown ? asRole(shown.role, subject) : null;
    return shown && guess ? [{ facts, role: guess, confidence: shown.confidence }] : [];
  });
}

/** The role of a concept in a file about `subject`; null where it has no place there. */
function asRole(concept: Concept, subject: Subject): Role | null {
  if (concept === 'none') return null;
  const role = concept.startsWith('?')
    ? inSubject(concept.slice(1) as Generic, subject)
    : translated(concept as Role, subject);
  if (role === null) return null;
  const dot = role.indexOf('.');
  const allowed =
    dot < 0 || role === 'orders.order_id' || (ALLOWED[subject] as readonly string[]).includes(role.slice(0, dot));
  return allowed ? role : null;
}

/** Sparse columns give way to full ones of the same role. */
function filledness(source: Source, facts: ColumnFacts): number {
  const nothing =
    facts.values
      ?.filter(({ value }) => /^(NA|NULL|null|-|无)$/.test(value))
      .reduce((sum, { count }) => sum + count, 0) ?? 0;
  const empty = source.rows > 0 ? (facts.nulls + nothing) / source.rows : 0;
  return 1 - 0.2 * Math.min(1, empty);
}

/** A word that means different things in different files is less sure; `id` names the row only where it tells rows apart. */
function sureness(source: Source, facts: ColumnFacts, concept: Concept): number {
  if (concept === '?id') return facts.distinct < 0.7 * source.rows ? 0.3 : 0.6;
  return concept.startsWith('?') ? 0.7 : 1;
}

/**
 * Tells amounts of lines from amounts of orders. On lines, the one money column beside a quantity is a unit price when it varies no more than
 * the products do (a price belongs to a product), else the line's amount; where a line has both price and quantity, an order's total stays one.
 */
function orderAmounts(source: Source, candidates: readonly Candidate[]): readonly Candidate[] {
  const of = (role: Role) => best(candidates).find((one) => one.role === role);
  if (grainOf(source, of('orders.order_id')?.facts ?? null, hasLines(candidates)) === 'order') return candidates;
  const plain = of('orders.amount');
  if (!plain || of('order_item.amount')) return candidates;
  if (of('order_item.unit_price') && of('order_item.quantity') && plain.confidence > 0.7) return candidates;
  const product = of('order_item.product') ?? of('order_item.product_id');
  const price =
    !of('order_item.unit_price') &&
    of('order_item.quantity') !== undefined &&
    product !== undefined &&
    plain.facts.distinct <= product.facts.distinct;
  const role = price ? 'order_item.unit_price' : 'order_item.amount';
  return candidates.map((one) => (one === plain ? { ...one, role, confidence: Math.min(one.confidence, 0.6) } : one));
}

/** One column a role: the surest, the earlier one among equals. */
function best(candidates: readonly Candidate[]): readonly Candidate[] {
  const byRole = new Map<Role, Candidate>();
  for (const one of candidates) {
    const other = byRole.get(one.role);
    if (!other || one.confidence > other.confidence) byRole.set(one.role, one);
  }
  return [...byRole.values()];
}

const round = (x: number) => Math.round(x * 100) / 100;
