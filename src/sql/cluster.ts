import type { Filter } from '../domain/filter.ts';
import type { Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { provides } from '../domain/table.ts';
import { filterCondition } from './filter.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Rows read for the choice of columns. */
const SURVEYED = 20_000;

/**
 * What customers are compared by: `customer INTEGER` and the features as DOUBLE, in order of customer. `buyers` leaves out those who never
 * ordered: to be without orders is no distance.
 */
export function clusterRows(
  profile: string,
  features: readonly string[],
  buyers: boolean,
): Statement<Cells & { readonly customer: number }> {
  const columns = features.map((id) => sql<never>`${ident(id)}::DOUBLE AS ${ident(id)}`);
  const whom = raw(buyers ? 'f_orders > 0' : 'TRUE');
  return sql`SELECT ${join([raw('customer'), ...columns])} FROM ${ident(profile)} WHERE ${whom} ORDER BY customer`;
}

/** The same of at most about 20,000 customers, evenly spread: enough to see how a column is spread. */
export function clusterSurvey(profile: string, features: readonly string[], buyers: boolean): Statement<Cells> {
  const columns = features.map((id) => sql<never>`${ident(id)}::DOUBLE AS ${ident(id)}`);
  const whom = raw(buyers ? 'f_orders > 0' : 'TRUE');
  return sql`SELECT ${join(columns)} FROM ${ident(profile)}
WHERE ${whom} AND customer % (1 + (SELECT count(*) FROM ${ident(profile)}) // ${SURVEYED}) = 0 ORDER BY customer`;
}

/**
 * Makes the table `name` from what the model gave back: `customer, cluster INTEGER, cluster_fit DOUBLE, second INTEGER, reason_1 … 3
 * INTEGER, x, y DOUBLE, mapped BOOLEAN`.
 */
export function clusterTable(name: string, columns: string): Statement {
  const whole = (column: string) =>
    sql<never>`CASE WHEN NOT isnan(${ident(column)}) THEN ${ident(column)}::INTEGER END AS ${ident(column)}`;
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, cluster::INTEGER AS cluster, fit AS cluster_fit, ${join(['second', 'reason_1', 'reason_2', 'reason_3'].map(whole))},
  x, y, mapped = 1 AS mapped
FROM ${ident(columns)} ORDER BY customer`;
}

/** One cluster among the customers looked at. Shares are 0 to 1; money is null where no amounts are known. */
export interface ClusterSize {
  readonly cluster: number;
  readonly customers: number;
  readonly share: number;
  readonly revenue: number | null;
  readonly revenue_share: number | null;
  /** Mean of how well its customers sit in it. */
  readonly fit: number | null;
}

/** Largest first, those in no cluster last. */
export function clusterSizes(table: string, filter: Filter, scope: Scope): Statement<ClusterSize> {
  const money = provides(scope.shape, 'orders', 'amount');
  const revenue = raw(money ? 'coalesce(sum(p.m_total), 0)::DOUBLE' : 'NULL::DOUBLE');
  return sql<ClusterSize>`SELECT l.cluster, count(*)::DOUBLE AS customers, count(*) / sum(count(*)) OVER () AS share, ${revenue} AS revenue,
  ${revenue} / nullif(sum(${revenue}) OVER (), 0) AS revenue_share, avg(l.cluster_fit) AS fit
FROM (SELECT * FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}) AS l
JOIN ${ident(scope.profile)} AS p USING (customer)
GROUP BY l.cluster ORDER BY l.cluster < 0, customers DESC, l.cluster`;
}

/** Customers who are in an RFM class and in a cluster at once, and their share of all revenue looked at (null without amounts). */
export interface ClusterByClass {
  readonly class: number;
  readonly cluster: number;
  readonly customers: number;
  readonly revenue_share: number | null;
}

/** The quick cut by rules against the fine one by behaviour. Throws where there are no orders. */
export function clusterByClass(table: string, filter: Filter, scope: Scope): Statement<ClusterByClass> {
  if (scope.rfm === null) throw new Error('there are no orders to score');
  const money = provides(scope.shape, 'orders', 'amount');
  const share = raw(
    money
      ? 'coalesce(sum(p.m_total), 0)::DOUBLE / nullif(sum(coalesce(sum(p.m_total), 0)::DOUBLE) OVER (), 0)'
      : 'NULL::DOUBLE',
  );
  return sql<ClusterByClass>`SELECT r.class::INTEGER AS class, l.cluster, count(*)::DOUBLE AS customers, ${share} AS revenue_share
FROM (SELECT * FROM ${ident(table)} WHERE ${filterCondition(filter, scope)}) AS l
JOIN ${ident(scope.rfm)} AS r USING (customer)
JOIN ${ident(scope.profile)} AS p USING (customer)
GROUP BY ALL ORDER BY class, cluster`;
}

/** A customer on the map: where she stands and who she is. */
export interface MapPoint {
  readonly customer: number;
  readonly customer_id: string;
  readonly name: string | null;
  readonly cluster: number;
  readonly fit: number;
  readonly x: number;
  readonly y: number;
}

/** The customers that the map draws (a sample of at most 1,500); `places` is another table of `customer, x, y`, where the map is not its own. */
export function clusterMap(table: string, places: string | null, filter: Filter, scope: Scope): Statement<MapPoint> {
  const name = raw(provides(scope.shape, 'person', 'name') ? 'c.name' : 'NULL::VARCHAR');
  const at = raw(places ? 'm' : 'l');
  const other = places ? sql<never>`JOIN ${ident(places)} AS m USING (customer)` : raw('');
  return sql<MapPoint>`SELECT l.customer, c.customer_id, ${name} AS name, l.cluster, l.cluster_fit AS fit, ${at}.x, ${at}.y
FROM (SELECT * FROM ${ident(table)} WHERE mapped AND ${filterCondition(filter, scope)}) AS l ${other}
JOIN customer AS c USING (customer) ORDER BY l.customer`;
}

/** One customer in her cluster; reasons number the compared features from 1, negative where she has less than most. */
export interface ClusterPlace {
  readonly cluster: number;
  readonly cluster_fit: number;
  readonly second: number | null;
  readonly reason_1: number | null;
  readonly reason_2: number | null;
  readonly reason_3: number | null;
}

/** No row for a customer who was left out. */
export function clusterOf(table: string, customer: number): Statement<ClusterPlace> {
  return sql<ClusterPlace>`SELECT cluster, cluster_fit, second, reason_1, reason_2, reason_3 FROM ${ident(table)} WHERE customer = ${customer}`;
}

/** What the customers on the map are compared by: `customer INTEGER` and the features as DOUBLE. */
export function mappedRows(
  table: string,
  profile: string,
  features: readonly string[],
): Statement<Cells & { readonly customer: number }> {
  const columns = features.map((id) => sql<never>`p.${ident(id)}::DOUBLE AS ${ident(id)}`);
  return sql`SELECT ${join([raw('p.customer'), ...columns])} FROM ${ident(profile)} AS p
JOIN ${ident(table)} AS l USING (customer) WHERE l.mapped ORDER BY p.customer`;
}

/** Makes the table `name` (`customer INTEGER, x, y DOUBLE`) from the places that the model gave back. */
export function placesTable(name: string, columns: string): Statement {
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS SELECT customer, x, y FROM ${ident(columns)} ORDER BY customer`;
}
