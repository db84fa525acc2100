import type { Statement } from '../domain/statement.ts';
import { ident, join, raw, sql, timestamp } from './statement.ts';

/** What can stand on a customer's timeline, in the order in which kinds are listed. */
export const MOMENT_KINDS = ['order', 'event', 'feedback', 'touch', 'relation'] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];

/**
 * One thing that happened. Events of one day, kind, channel and category are one line: `count` of them, from `since` to `at`. Times are
 * `YYYY-MM-DD HH:MM:SS`; null only for ties, which may have none.
 */
export interface Moment {
  readonly kind: MomentKind;
  readonly at: string | null;
  readonly since: string | null;
  readonly count: number;
  /** Order number, kind of event or feedback, campaign, kind of tie. */
  readonly label: string | null;
  readonly channel: string | null;
  /** Store, category, text of the feedback, experiment arm. */
  readonly detail: string | null;
  /** Net paid amount. */
  readonly amount: number | null;
  readonly discount: number | null;
  readonly status: string | null;
  readonly coupon: string | null;
  readonly rating: number | null;
  /** Seconds or whatever the file counts, added up. */
  readonly duration: number | null;
  /** What became of a contact, as of the day. */
  readonly opened: string | null;
  readonly clicked: string | null;
  readonly converted: string | null;
  /** The other end of a tie, and whether it goes to her. */
  readonly other: number | null;
  readonly incoming: boolean | null;
  /** Source id and 1-based row of the first row that says so. */
  readonly source: string;
  readonly row: number;
}

/** What a page of a timeline shows: these kinds only, newest first, things without a time last. */
export interface TimelineWindow {
  readonly customer: number;
  readonly asOf: string;
  readonly kinds: readonly MomentKind[];
  readonly offset: number;
  readonly limit: number;
}

/** A page of everything that happened with a customer before the as-of day. */
export function customerTimeline({ customer, asOf, kinds, offset, limit }: TimelineWindow): Statement<Moment> {
  const parts = MOMENT_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => PARTS[kind](customer, asOf));
  if (parts.length === 0) return sql<Moment>`SELECT NULL AS kind WHERE FALSE`;
  const time = (name: string): Statement<never> =>
    sql<never>`strftime(${ident(name)}, '%Y-%m-%d %H:%M:%S') AS ${ident(name)}`;
  return sql<Moment>`SELECT kind, ${time('at')}, ${time('since')}, "count"::INTEGER AS "count", label, channel, detail, amount::DOUBLE AS amount,
  discount::DOUBLE AS discount, status, coupon, rating::DOUBLE AS rating, duration::DOUBLE AS duration,
  ${time('opened')}, ${time('clicked')}, ${time('converted')}, other, incoming, source, "row"::DOUBLE AS "row"
FROM (
${join(parts, '\nUNION ALL BY NAME\n')}
) ORDER BY "at" DESC NULLS LAST, kind, source, "row" LIMIT ${limit} OFFSET ${offset}`;
}

/** How many lines of each kind a customer's timeline has; kinds without any are absent. */
export function timelineCounts(customer: number, asOf: string): Statement<{ kind: MomentKind; n: number }> {
  const parts = MOMENT_KINDS.map((kind) => PARTS[kind](customer, asOf));
  return sql<{ kind: MomentKind; n: number }>`SELECT kind, count(*)::INTEGER AS n FROM (
${join(parts, '\nUNION ALL BY NAME\n')}
) GROUP BY kind`;
}

/** One line of an order. */
export interface OrderLine {
  readonly order_id: string;
  readonly product: string | null;
  readonly category: string | null;
  readonly quantity: number | null;
  readonly amount: number | null;
  readonly source: string;
  readonly row: number;
}

/** The lines of some orders of one customer, in file order, at most `limit`. */
export function orderLines(customer: number, orders: readonly string[], limit = 2_000): Statement<OrderLine> {
  const ids = orders.length > 0 ? join([...orders]) : raw('NULL');
  return sql<OrderLine>`SELECT order_id, product, category, quantity, amount::DOUBLE AS amount, _source AS source, _row::DOUBLE AS "row"
FROM order_item WHERE customer = ${customer} AND order_id IN (${ids}) ORDER BY order_id, _source, _row LIMIT ${limit}`;
}

const none = sql<never>`NULL::VARCHAR AS label, NULL::VARCHAR AS channel, NULL::VARCHAR AS detail, NULL::DOUBLE AS amount, NULL::DOUBLE AS discount,
  NULL::VARCHAR AS status, NULL::VARCHAR AS coupon, NULL::DOUBLE AS rating, NULL::DOUBLE AS duration, NULL::TIMESTAMP AS opened,
  NULL::TIMESTAMP AS clicked, NULL::TIMESTAMP AS converted, NULL::INTEGER AS other, NULL::BOOLEAN AS incoming`;

/** Only the first part names every column, with its type; the others give what they have. */
const empty = sql<never>`SELECT NULL::VARCHAR AS kind, NULL::TIMESTAMP AS "at", NULL::TIMESTAMP AS since, 0 AS "count", ${none}, '' AS source, 0::BIGINT AS "row" WHERE FALSE`;

const origin = raw('_source AS source, _row AS "row"');

const PARTS: Readonly<Record<MomentKind, (customer: number, asOf: string) => Statement<never>>> = {
  order: (
    customer,
    asOf,
  ) => sql<never>`${empty} UNION ALL BY NAME SELECT 'order' AS kind, ordered_at AS "at", ordered_at AS since, 1 AS "count", order_id AS label, channel, store AS detail,
  amount, discount, status, coupon, ${origin} FROM orders WHERE customer = ${customer} AND ordered_at < ${timestamp(asOf)}`,
  event: (
    customer,
    asOf,
  ) => sql<never>`${empty} UNION ALL BY NAME SELECT 'event' AS kind, max("at") AS "at", min("at") AS since, count(*) AS "count", kind AS label, channel, category AS detail,
  sum(duration) AS duration, arg_min(_source, (_source, _row)) AS source, arg_min(_row, (_source, _row)) AS "row"
  FROM event WHERE customer = ${customer} AND "at" < ${timestamp(asOf)} GROUP BY "at"::DATE, event.kind, channel, category`,
  feedback: (
    customer,
    asOf,
  ) => sql<never>`${empty} UNION ALL BY NAME SELECT 'feedback' AS kind, "at", "at" AS since, 1 AS "count", kind AS label, channel, "text" AS detail, rating, ${origin}
  FROM feedback WHERE customer = ${customer} AND "at" < ${timestamp(asOf)}`,
  touch: (
    customer,
    asOf,
  ) => sql<never>`${empty} UNION ALL BY NAME SELECT 'touch' AS kind, sent_at AS "at", sent_at AS since, 1 AS "count", campaign AS label, channel, arm AS detail,
  ${join(['opened', 'clicked', 'converted'].map((step) => sql<never>`CASE WHEN ${raw(`${step}_at`)} < ${timestamp(asOf)} THEN ${raw(`${step}_at`)} END AS ${raw(step)}`))}, ${origin}
  FROM touch WHERE customer = ${customer} AND sent_at < ${timestamp(asOf)}`,
  relation: (
    customer,
    asOf,
  ) => sql<never>`${empty} UNION ALL BY NAME SELECT 'relation' AS kind, "at", "at" AS since, 1 AS "count", kind AS label,
  CASE WHEN customer = ${customer} THEN to_customer ELSE customer END AS other, customer <> ${customer} AS incoming, ${origin}
  FROM relation WHERE (customer = ${customer} OR to_customer = ${customer}) AND ("at" < ${timestamp(asOf)} OR "at" IS NULL)`,
};
