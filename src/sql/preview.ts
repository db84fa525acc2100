import { loadAlias, type Source } from '../domain/source.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { ident, join, sql } from './statement.ts';

/** Rows of a loaded table as they were typed, as text, with their number (`_row`, 1-based). */
export function previewRows(source: Source, offset: number, limit: number): Statement<Cells> {
  const columns = join(source.columns.map(({ name }) => sql`${ident(name)}::VARCHAR AS ${ident(name)}`));
  return sql<Cells>`SELECT (rowid + 1)::DOUBLE AS _row, ${columns} FROM ${ident(loadAlias(source.load), 'data')}
    WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`;
}
