import { bookField, isTime, type BookField } from '../domain/book-field.ts';
import type { Filter } from '../domain/filter.ts';
import { MODEL_TABLES, type Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { filterCondition } from './filter.ts';
import { searchCondition } from './search.ts';
import { ident, join, raw, sql } from './statement.ts';

/** One key of an order of customers. Empty values stand last either way. */
export interface BookSort {
  readonly field: string;
  readonly descending: boolean;
}

/** Which customers, in which order; ties and the empty sort go by customer number. */
export interface BookQuery {
  readonly filter: Filter;
  /** What was typed into the search box. */
  readonly search: string;
  readonly sort: readonly BookSort[];
  /** Table of all keys (kind, value, customer), for the search. */
  readonly keys?: string | null;
}

/** A piece of the list. */
export interface BookWindow extends BookQuery {
  /** Field ids; the rows have them as columns besides `customer`. */
  readonly columns: readonly string[];
  readonly offset: number;
  readonly limit: number;
  /** A table that `bookOrder` made for this query: the window is then found without sorting again. */
  readonly order?: string | null;
}

/** A row of the book: `customer` and the asked fields by id. Moments are `YYYY-MM-DD HH:MM:SS`, days `YYYY-MM-DD`. */
export type BookRow = Cells & { readonly customer: number };

const TABLES = {
  customer: 'c',
  rfm: 'r',
  profile: 'p',
  prediction: 'v',
  churn: 'l',
  retention: 't',
  cluster: 'k',
  label: 'o',
} as const satisfies Record<BookField['from'], string>;

/**
 * The rows of a window, in order. The customers are found first, by their sort keys alone, then their cells: each table gives the rows of
 * those customers only, so that nothing is read that is not shown.
 */
export function bookRows(window: BookWindow, scope: Scope): Statement<BookRow> {
  const fields = window.columns.map(bookField);
  const cells = fields.map((field) => sql`${shown(field)} AS ${ident(field.id)}`);
  const { sort, offset, limit } = window;
  const order = window.order ? [raw('page.position')] : [...sort.map((_, i) => key(i, sort)), raw('page.customer')];
  // Customers are numbered without gaps: where all are listed in that order, the place is the number.
  const all = !window.order && sort.length === 0 && window.filter.length === 0 && !searchCondition(window.search);
  const only = all
    ? sql<never>`customer >= ${offset} AND customer < ${offset + limit}`
    : raw('customer IN (SELECT customer FROM page)');
  return sql<BookRow>`WITH page AS MATERIALIZED (${all ? sql<never>`SELECT customer FROM ${ident(scope.profile)} WHERE ${only}` : page(window, scope)})
SELECT ${join([raw('page.customer AS customer'), ...cells])}
FROM page ${joins(fields, scope, raw('page'), only)}
ORDER BY ${join(order)}`;
}

/** How many customers the query leaves. */
export function bookCount({ filter, search, keys }: Omit<BookQuery, 'sort'>, scope: Scope): Statement<{ n: number }> {
  return sql<{
    n: number;
  }>`SELECT count(*)::DOUBLE AS n FROM ${ident(scope.profile)} WHERE ${bookCondition({ filter, search, keys }, scope)}`;
}

/** Makes the table `name` (customer INTEGER) whose row number, from 0, is the place in the list: any window is then found at once. */
export function bookOrder(name: string, query: BookQuery, scope: Scope): Statement {
  return sql`CREATE OR REPLACE TABLE ${ident(name)} AS SELECT p.customer FROM ${chosen(sortFields(query), query, scope)} ORDER BY ${join(orderOf(query))}`;
}

/** Where a customer stands in the list; no row when she is not in it. */
export function bookPlace(customer: number, query: BookQuery, scope: Scope): Statement<{ position: number }> {
  return sql<{ position: number }>`SELECT position FROM (
  SELECT (row_number() OVER (ORDER BY ${join(orderOf(query))}) - 1)::INTEGER AS position, p.customer FROM ${chosen(sortFields(query), query, scope)}
) WHERE customer = ${customer}`;
}

/** Everything that the book has of one customer: `columns` are field ids. No row when there is no such customer. */
export function bookCustomer(customer: number, columns: readonly string[], scope: Scope): Statement<BookRow> {
  const fields = columns.map(bookField);
  const cells = fields.map((field) => sql`${shown(field)} AS ${ident(field.id)}`);
  return sql<BookRow>`WITH page AS (SELECT customer FROM ${ident(scope.profile)} WHERE customer = ${customer})
SELECT ${join([raw('page.customer AS customer'), ...cells])} FROM page ${joins(fields, scope, raw('page'))}`;
}

/** Filter and search as one condition on rows of the profile. */
export function bookCondition({ filter, search, keys }: Omit<BookQuery, 'sort'>, scope: Scope): Statement<never> {
  const tests = [filterCondition(filter, scope, 'profile'), searchCondition(search, keys)].filter(
    (test) => test !== null,
  );
  return join(tests, ' AND ');
}

/** A field's column under the alias of its table. */
export function columnOf(field: BookField): Statement<never> {
  return ident(TABLES[field.from], field.column);
}

/** The customers of a query with the columns of some fields: a relation `p`, joined with others where fields ask for them. */
export function chosen(fields: readonly BookField[], query: Omit<BookQuery, 'sort'>, scope: Scope): Statement<never> {
  const own = new Set(fields.filter(({ from }) => from === 'profile').map(({ column }) => column));
  const columns = [raw('customer'), ...[...own].map((column) => ident(column))];
  const others = fields.filter(({ from }) => from !== 'profile');
  return sql<never>`(SELECT ${join(columns)} FROM ${ident(scope.profile)} WHERE ${bookCondition(query, scope)}) AS p ${joins(others, scope, raw('p'))}`;
}

/**
 * Joins that bring the fields' tables to a relation with the column `customer`; `only` says which of their rows are wanted. Throws where
 * RFM or predictions are asked and there are none.
 */
export function joins(
  fields: readonly BookField[],
  scope: Scope,
  to: Statement<never>,
  only?: Statement<never>,
): Statement<never> {
  const wanted = new Set(fields.map((field) => field.from));
  const tables = (['profile', 'customer', 'rfm', ...MODEL_TABLES] as const).filter((table) => wanted.has(table));
  return join(
    tables.map((table) => {
      const name = table === 'customer' ? 'customer' : scope[table];
      if (!name) throw new Error(table === 'rfm' ? 'RFM needs orders' : 'nothing is predicted yet');
      const alias = raw(TABLES[table]);
      const own = new Set(['customer', ...fields.filter(({ from }) => from === table).map(({ column }) => column)]);
      // Named one by one: behind a condition on other tables even columns that nobody wants would be read.
      const columns = join([...own].map((column) => ident(column)));
      const rows = only ? sql<never>`(SELECT ${columns} FROM ${ident(name)} WHERE ${only})` : ident(name);
      return sql<never>`LEFT JOIN ${rows} AS ${alias} ON ${alias}.customer = ${to}.customer`;
    }),
    ' ',
  );
}

/** The customers of a window, with what is needed to put them in order again. */
function page(window: BookWindow, scope: Scope): Statement<never> {
  const { offset, limit, sort } = window;
  if (window.order)
    return sql<never>`SELECT customer, rowid AS position FROM ${ident(window.order)} WHERE rowid >= ${offset} AND rowid < ${offset + limit}`;
  if (sort.length === 0)
    return sql<never>`SELECT customer FROM ${ident(scope.profile)} WHERE ${bookCondition(window, scope)} ORDER BY customer LIMIT ${limit} OFFSET ${offset}`;
  const keys = sort.map(({ field }, i) => sql`${columnOf(bookField(field))} AS ${ident(`_key${i}`)}`);
  return sql<never>`SELECT p.customer, ${join(keys)} FROM ${chosen(sortFields(window), window, scope)}
ORDER BY ${join(orderOf(window))} LIMIT ${limit} OFFSET ${offset}`;
}

const sortFields = (query: BookQuery): BookField[] => query.sort.map(({ field }) => bookField(field));

function orderOf(query: BookQuery): Statement<never>[] {
  const keys = query.sort.map(
    ({ field, descending }) => sql<never>`${columnOf(bookField(field))} ${raw(descending ? 'DESC' : 'ASC')} NULLS LAST`,
  );
  return [...keys, raw('p.customer')];
}

function key(i: number, sort: readonly BookSort[]): Statement<never> {
  return sql<never>`${ident(`_key${i}`)} ${raw(sort[i]!.descending ? 'DESC' : 'ASC')} NULLS LAST`;
}

/** A field's value in a type that travels. */
function shown(field: BookField): Statement<never> {
  const column = columnOf(field);
  if (field.unit === 'datetime') return sql<never>`strftime(${column}, '%Y-%m-%d %H:%M:%S')`;
  return isTime(field.unit) ? sql<never>`${column}::VARCHAR` : column;
}
