import type { Cells, Statement, Timestamp, Value } from '../domain/statement.ts';

/** What may stand in a `sql` template: another statement (spliced), or a value (never text). */
export type Part = Statement<never> | Statement<unknown> | Value;

/** Makes a statement: fragments are spliced, everything else becomes a parameter. `sql<Row>` names the columns it returns. */
export function sql<Row = Cells>(strings: TemplateStringsArray, ...parts: readonly Part[]): Statement<Row> {
  const chunks: string[] = [strings[0] ?? ''];
  const params: Value[] = [];
  parts.forEach((part, i) => {
    if (isStatement(part)) {
      chunks[chunks.length - 1] += part.chunks[0] ?? '';
      part.params.forEach((value, j) => {
        params.push(value);
        chunks.push(part.chunks[j + 1] ?? '');
      });
    } else {
      params.push(part);
      chunks.push('');
    }
    chunks[chunks.length - 1] += strings[i + 1] ?? '';
  });
  return { chunks, params };
}

/** A quoted identifier; names may hold anything but NUL. A path (`load.data`) is quoted part by part. */
export function ident(...path: readonly string[]): Statement<never> {
  for (const name of path)
    if (name === '' || name.includes('\0')) throw new Error(`unusable name: ${JSON.stringify(name)}`);
  return { chunks: [path.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')], params: [] };
}

/** Text that this program wrote itself (keywords, function names, types): never anything that a person or a file said. */
export function raw(text: string): Statement<never> {
  return { chunks: [text], params: [] };
}

/** Joins fragments with fixed text between them; `', '` unless told. */
export function join(parts: readonly Part[], between = ', '): Statement<never> {
  const separator = raw(between);
  return parts.reduce<Statement<never>>(
    (all, part, i) => (i === 0 ? sql<never>`${part}` : sql<never>`${all}${separator}${part}`),
    raw(''),
  );
}

/** A moment as a TIMESTAMP parameter; `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`. */
export function timestamp(moment: string): Timestamp {
  if (!/^-?\d{4,6}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$/.test(moment))
    throw new Error(`not a moment: ${moment}`);
  return { timestamp: moment.replace('T', ' ') };
}

/** The text that a person reads: placeholders are `$1 … $n`. */
export function textOf(statement: Statement<unknown>): string {
  return statement.chunks.reduce((text, chunk, i) => `${text}$${i}${chunk}`);
}

/** The statement as one text that any DuckDB runs: each value written as a literal of its type. Used by the engine and by "show the SQL". */
export function bound(statement: Statement<unknown>): string {
  return statement.chunks.reduce((text, chunk, i) => text + literal(statement.params[i - 1] as Value) + chunk);
}

/** A value as a DuckDB literal. DuckDB strings have one escape, the doubled quote; NUL has none and is refused. */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`not a finite number: ${value}`);
    return Number.isSafeInteger(value) ? String(value) : `${value}::DOUBLE`;
  }
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new Error('a text with a NUL character cannot be asked for');
    return `'${value.replaceAll("'", "''")}'`;
  }
  return `TIMESTAMP '${timestamp(value.timestamp).timestamp}'`;
}

function isStatement(part: Part): part is Statement<unknown> {
  return typeof part === 'object' && part !== null && 'chunks' in part;
}
