import { loadAlias, type Reject, type Source } from '../domain/source.ts';
import type { Statement } from '../domain/statement.ts';
import { TABLE_NAMES } from '../domain/table.ts';
import { ident, join, sql } from './statement.ts';

/** A cell of a customer's row that could not be kept as it stood. */
export type CustomerReject = Reject & { readonly source: string };

/** Rejected cells on the rows that speak of a customer, in any table, at most `limit`; null where no source rejected anything. */
export function customerRejects(
  customer: number,
  sources: readonly Pick<Source, 'id' | 'load' | 'rejected'>[],
  limit = 100,
): Statement<CustomerReject> | null {
  const spoiled = sources.filter((source) => source.rejected > 0);
  if (spoiled.length === 0) return null;
  const rows = TABLE_NAMES.map((table) => sql`SELECT _source, _row FROM ${ident(table)} WHERE customer = ${customer}`);
  const parts = spoiled.map(
    ({
      id,
      load,
    }) => sql`SELECT ${id} AS source, "row"::DOUBLE AS "row", "line"::DOUBLE AS "line", "column", "text", reason
  FROM ${ident(loadAlias(load), 'rejects')} WHERE "row" IN (SELECT _row FROM hers WHERE _source = ${id})`,
  );
  return sql<CustomerReject>`WITH hers AS MATERIALIZED (${join(rows, ' UNION ')})
SELECT * FROM (${join(parts, ' UNION ALL ')}) ORDER BY source, "row", "column" LIMIT ${limit}`;
}
