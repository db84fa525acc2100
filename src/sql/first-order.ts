import type { FirstTraitId, LevelCount } from '../domain/retention-model.ts';
import type { Scope } from '../domain/scope.ts';
import type { Statement } from '../domain/statement.ts';
import { ident, join, raw, sql, timestamp, type Part } from './statement.ts';

type Day = Pick<Scope, 'asOf'>;

/** Customers who waited equally long for their second purchase day, or have waited so long without one. */
export interface ReturnRow {
  /** Calendar days from the first purchase day to the second, or to the last day before the as-of day. */
  readonly days: number;
  /** 1: she came back then; 0: not yet. */
  readonly event: number;
  /** Place of her group in the levels given, the number of levels for all others. */
  readonly grp: number;
  readonly n: number;
}

/** The values of a trait and how many customers have each, most first; at most 200. */
export function firstLevels(by: FirstTraitId, scope: Day): Statement<LevelCount> {
  return sql<LevelCount>`SELECT ${ident(by)} AS value, count(*)::DOUBLE AS customers
FROM (${firstOrders([by], scope)})
GROUP BY value
ORDER BY customers DESC, value
LIMIT 200`;
}

/** The wait for the second purchase day, in counts: a row for every wait, outcome and group. Orders of one day are one purchase. */
export function firstReturns(
  by: FirstTraitId | null,
  levels: readonly (string | null)[],
  scope: Day,
): Statement<ReturnRow> {
  const grp = by === null ? raw('0') : place(by, levels);
  const traits = by === null ? raw('') : sql<never>` JOIN (${firstOrders([by], scope)}) USING (customer)`;
  return sql<ReturnRow>`SELECT ${WAIT(scope)}, ${grp}::DOUBLE AS grp, count(*)::DOUBLE AS n
FROM (${waits(scope)})${traits}
GROUP BY ALL
ORDER BY days, event, grp`;
}

/** How many customers have a first order before the as-of day. */
export function firstCustomers({ asOf }: Day): Statement<{ n: number }> {
  return sql<{
    n: number;
  }>`SELECT count(DISTINCT customer)::DOUBLE AS n FROM orders WHERE ordered_at < ${timestamp(asOf)}`;
}

/** What Cox's model reads: the wait, the size of the first order as log2, and a place in the levels for every trait. */
export interface TraitPlan {
  readonly amount: boolean;
  readonly traits: readonly { readonly by: FirstTraitId; readonly levels: readonly (string | null)[] }[];
  /** Every so many-th customer is read; 1 takes all. */
  readonly every: number;
}

/**
 * Columns `days, event, n, amount` (log2 of the first order, to a tenth; where asked) and `x0, x1, …` (place in the levels), in counts.
 * Customers whose first order has no amount are left out where amounts are asked for.
 */
export function firstHazards({ amount, traits, every }: TraitPlan, scope: Day): Statement {
  const names = traits.map(({ by }) => by);
  const columns: Part[] = [
    WAIT(scope),
    ...(amount ? [raw('round(log2(greatest(amount::DOUBLE, 1)), 1) AS amount')] : []),
    ...traits.map(({ by, levels }, i) => sql<never>`${place(by, levels)}::DOUBLE AS ${ident(`x${i}`)}`),
  ];
  const known = amount ? raw(' AND amount IS NOT NULL') : raw('');
  return sql`SELECT ${join(columns)}, count(*)::DOUBLE AS n
FROM (${waits(scope)}) JOIN (${firstOrders(names, scope, amount)}) USING (customer)
WHERE customer % ${every} = 0${known}
GROUP BY ALL
ORDER BY ALL`;
}

/** First and second purchase day of every customer: `customer, first DATE, second DATE` (NULL where there is none). */
function waits({ asOf }: Day): Statement<never> {
  return sql<never>`SELECT customer, two[1] AS first, two[2] AS second FROM (
  SELECT customer, min("day", 2) AS two
  FROM (SELECT DISTINCT customer, ordered_at::DATE AS "day" FROM orders WHERE ordered_at < ${timestamp(asOf)})
  GROUP BY customer
)`;
}

const WAIT = ({ asOf }: Day): Statement<never> =>
  sql<never>`(coalesce(second, ${timestamp(asOf)}::DATE - 1) - first)::DOUBLE AS days, (second IS NOT NULL)::INTEGER::DOUBLE AS event`;

/**
 * `customer` and the traits of the first order, as text. A trait that this one order lacks is NULL: it is never taken from a later order,
 * which only those who came back have.
 */
function firstOrders(traits: readonly FirstTraitId[], { asOf }: Day, amount = false): Statement<never> {
  const order = ['channel', 'store', 'coupon', 'city', 'amount'].map((column) => raw(`${column} := ${column}`));
  const has = (...ids: readonly FirstTraitId[]) => traits.some((id) => ids.includes(id));
  const expression: Readonly<Record<FirstTraitId, string>> = {
    period: "strftime(f.at, '%Y') || '-Q' || quarter(f.at)",
    channel: "nullif(f.o.channel, '')",
    store: "nullif(f.o.store, '')",
    order_city: "nullif(f.o.city, '')",
    coupon: "CASE WHEN coalesce(f.o.coupon, '') <> '' THEN 'yes' ELSE 'no' END",
    category: 'i.category',
    gender: 'c.gender',
    signup_channel: 'c.signup_channel',
    region: 'c.region',
    city: 'c.city',
    level: 'c.level',
  };
  const columns = traits.map((id) => raw(`${expression[id]} AS ${id}`));
  const person = has('gender', 'signup_channel', 'region', 'city', 'level');
  const items = sql<never>`
LEFT JOIN (
  SELECT customer, ordered_at, arg_min(category, (-amount, category)) AS category
  FROM (
    SELECT customer, ordered_at, category, coalesce(sum(amount), 0) AS amount FROM order_item
    WHERE ordered_at < ${timestamp(asOf)} AND category <> '' GROUP BY ALL
  ) GROUP BY customer, ordered_at
) AS i ON i.customer = f.customer AND i.ordered_at = f.at`;
  return sql<never>`SELECT f.customer, ${join([...columns, ...(amount ? [raw('f.o.amount AS amount')] : []), raw('f.at')])}
FROM (
  SELECT customer, min(ordered_at) AS at, arg_min(struct_pack(${join(order)}), (ordered_at, order_id, _source, _row)) AS o
  FROM orders WHERE ordered_at < ${timestamp(asOf)} GROUP BY customer
) AS f${has('category') ? items : raw('')}${raw(person ? '\nJOIN customer c ON c.customer = f.customer' : '')}`;
}

function place(by: FirstTraitId, levels: readonly (string | null)[]): Statement<never> {
  const cases = levels.map(
    (level, i) => sql<never>`WHEN ${ident(by)} IS NOT DISTINCT FROM ${level} THEN ${raw(String(i))}`,
  );
  if (cases.length === 0) return raw('0');
  return sql<never>`CASE ${join(cases, ' ')} ELSE ${raw(String(levels.length))} END`;
}
