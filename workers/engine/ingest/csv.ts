import { join, raw, sql } from '../../../src/sql/statement.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { cutText, type Dialect } from './dialect.ts';

const HEAD = 64 * 1024;
const LONGEST_HEAD = 4 * 1024 * 1024;
const SLICE = 24 * 1024;
const SLICES = 16;

/** Texts from a UTF-8 file: its beginning, and whole lines from sixteen places further on, so that a type that only shows late is seen. */
export async function sampleTexts(file: Blob): Promise<{ head: string; rest: readonly string[] }> {
  const head = await headOf(file);
  if (file.size <= HEAD) return { head, rest: [] };
  const step = (file.size - HEAD) / SLICES;
  const rest = await Promise.all(
    Array.from({ length: SLICES }, async (_, i) => {
      const from = Math.floor(HEAD + i * step);
      const text = await file.slice(from, Math.min(file.size, from + SLICE)).text();
      const first = /[\r\n]+/.exec(text);
      return first ? text.slice(first.index + first[0].length, lastEnd(text)) : '';
    }),
  );
  return { head, rest };
}

/** The first lines whole; more of them where a line is very long. */
async function headOf(file: Blob): Promise<string> {
  for (let size = HEAD; ; size *= 8) {
    const text = await file.slice(0, size).text();
    if (file.size <= size || size >= LONGEST_HEAD) return text;
    const end = lastEnd(text);
    if (end > text.length / 4) return text.slice(0, end);
  }
}

function lastEnd(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.endsWith('\r') ? -1 : text.lastIndexOf('\r')) + 1;
}

/**
 * The cells of the samples, column by column. A sample may begin inside a quoted cell: records of another width are left out of it. Records
 * with too many cells are left out everywhere, unless most are so: their cells stand in the wrong columns.
 */
export function sampleCells(dialect: Dialect, head: string, rest: readonly string[]): string[][] {
  const width = dialect.columns.length;
  const cells: string[][] = dialect.columns.map(() => []);
  const take = (text: string, all: boolean) => {
    const records = cutText(text, dialect);
    const long = records.filter((record) => record.cells.length > width).length;
    for (const record of records) {
      if (!all && (record.cells.length !== width || record.broken)) continue;
      if (record.cells.length > width && long * 2 <= records.length) continue;
      for (let i = 0; i < width; i++) cells[i]!.push(record.cells[i] ?? '');
    }
  };
  take(new TextDecoder().decode(new TextEncoder().encode(head).subarray(dialect.offset)), true);
  for (const text of rest) take(text, false);
  return cells;
}

/**
 * A line to put before a text of nothing but rows whose first line break stands in a quoted cell and is not what ends its lines: the reader
 * takes the first one that it sees. '' where it sees the right one.
 */
export function leadingLine(start: string, lineEnd: string): string {
  const first = /\r\n|\r|\n/.exec(start)?.[0] ?? lineEnd;
  return first === lineEnd ? '' : `x${lineEnd}`;
}

/** The table that DuckDB reads from a text of nothing but rows (behind `skip` lines): every cell as text; rows that cannot be cut go to the rejects. */
export function relation(
  name: string,
  dialect: Pick<Dialect, 'columns' | 'delimiter' | 'quote' | 'escape'>,
  rejects: string,
  skip = 0,
): Statement<never> {
  const columns = join(dialect.columns.map((column) => sql`${column}: 'VARCHAR'`));
  return sql<never>`read_csv(${name}, auto_detect = false, header = false, skip = ${skip}, delim = ${dialect.delimiter},
    quote = ${dialect.quote}, escape = ${dialect.escape}, columns = {${columns}}, null_padding = true, strict_mode = true, parallel = false,
    ${raw('ignore_errors = true, store_rejects = true')}, rejects_table = ${rejects}, rejects_scan = ${`${rejects}_scan`})`;
}
