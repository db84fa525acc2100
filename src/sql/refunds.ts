import { ruleOf } from '../domain/mapping.ts';
import type { Statement } from '../domain/statement.ts';
import type { Cluster } from './assignment.ts';
import { scaleOf } from './cell.ts';
import { linesOf, orderKey, refundOf, type LineContext } from './lines.ts';
import { givenBack, NETTED, nets, NOTHING_PAID, taken } from './rules.ts';
import { factsFor, type MappedSource } from './source.ts';
import { join, raw, sql } from './statement.ts';

/** What the rows of an order that count say was given back. On lines, a refund that stands on every one alike is the order's; others add up. */
const SUM = raw('sum(refund) FILTER (rule IS NULL)');
const ALIKE = raw(`CASE WHEN count(refund) FILTER (rule IS NULL) = count(*) FILTER (rule IS NULL)
  AND min(refund) FILTER (rule IS NULL) = max(refund) FILTER (rule IS NULL) THEN min(refund) FILTER (rule IS NULL) ELSE sum(refund) FILTER (rule IS NULL) END`);

/**
 * How refunds reduce merged orders. The first source that knows of money given back is believed, like the first that has the order; where it
 * says so both in a column and in rows of their own, that is the same money: the greater counts. `netted` is what comes off (never more than
 * the order), `netted_src` who said so, `gone` an order of which nothing is left although orders of nothing do not count.
 */
export function refundsOf({ members }: Cluster, type: Statement<never>) {
  const lines = numbers(members.filter((one) => one.mapping.grain === 'line'));
  const column = lines ? sql`CASE WHEN src IN (${lines}) THEN ${ALIKE} ELSE ${SUM} END` : SUM;
  const strict = numbers(members.filter((one) => ruleOf(one.mapping, NOTHING_PAID)));
  const gone = strict ? sql`amount > 0 AND refund >= amount AND src IN (${strict})` : raw('FALSE');
  return {
    given: sql`back AS (SELECT order_key, src AS refund_src, greatest(coalesce(${column}, 0), coalesce(-sum(amount) FILTER (rule = ${NETTED}), 0))::${type} AS refund
      FROM line WHERE order_key IS NOT NULL GROUP BY order_key, src),
    refunded AS (SELECT order_key, min(refund_src) AS refund_src, arg_min(refund, refund_src) AS refund FROM back WHERE refund > 0 GROUP BY order_key)`,
    amount: sql`CASE WHEN refund > 0 AND amount > 0 THEN (amount - least(refund, amount))::${type} ELSE amount END AS amount`,
    columns: sql`, CASE WHEN amount > 0 THEN least(refund, amount)::${type} END AS netted, refund_src AS netted_src, coalesce(${gone}, FALSE) AS gone`,
  };
}

function numbers(all: readonly MappedSource[]): Statement<never> | null {
  return all.length > 0 ? join(all.map((one) => raw(String(one.index)))) : null;
}

/**
 * What netting would take off a source's orders, as one row of rule counts (none where nothing was given back): by its refund column, named
 * `refund-offered`; where it has none, its rows below zero, named `refund-rows`. Null where it has neither or is netted already.
 */
export function offered(one: MappedSource, context: LineContext): Statement<never> | null {
  const facts = factsFor(one, 'orders.refund');
  if (nets(one)) return null;
  if (!facts) return offeredRows(one, context);
  const scale = Math.max(context.scale, scaleOf(facts));
  const lines = one.mapping.grain === 'line';
  const worth = lines ? raw('coalesce(arg_min(total, r), sum(amount))') : raw('sum(total)');
  return sql<never>`SELECT ${one.source.id} AS source, 'refund-offered' AS rule, sum(n)::DOUBLE AS "rows", count(*)::DOUBLE AS orders, -sum(least(back, worth))::DOUBLE AS amount
    FROM (SELECT count(*) FILTER (refund > 0) AS n, ${worth} AS worth, ${lines ? ALIKE : SUM} AS back
      FROM (SELECT *, ${orderKey(one)} AS order_key, ${taken(one)} AS rule FROM (${linesOf(one, { ...context, scale }, refundOf(one, scale))}))
      WHERE rule IS NULL GROUP BY order_key)
    WHERE back > 0 AND worth > 0 HAVING count(*) > 0`;
}

/** Rows below zero that would reduce the orders whose numbers they carry; null where no amount is below zero, or nothing says which order is meant. */
function offeredRows(one: MappedSource, context: LineContext): Statement<never> | null {
  const amounts = [factsFor(one, 'orders.amount'), factsFor(one, 'order_item.amount')];
  if (!factsFor(one, 'orders.order_id') || !amounts.some((facts) => facts?.min?.startsWith('-'))) return null;
  return sql<never>`SELECT ${one.source.id} AS source, 'refund-rows' AS rule, count(*)::DOUBLE AS "rows", count(DISTINCT ${orderKey(one)})::DOUBLE AS orders, sum(amount)::DOUBLE AS amount
    FROM (${linesOf(one, context)}) WHERE ${givenBack(one)} HAVING count(*) > 0`;
}
