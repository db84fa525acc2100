import { join, raw, sql } from '../../../src/sql/statement.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { rowsOf } from '../rows.ts';
import type { Database } from '../database.ts';
import type { Job } from '../execute.ts';

/** How a text file is cut into cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  /** 1-based line of the header; 0 where there is none. */
  readonly headerLine: number;
  /** Lines before the first row of data. */
  readonly skip: number;
  readonly columns: readonly string[];
}

/** The dialect of our own decoders' text (RFC 4180). */
export function plainDialect(columns: readonly string[]): Dialect {
  return { delimiter: ',', quote: '"', escape: '"', headerLine: 1, skip: 1, columns };
}

const HEAD = 64 * 1024;
const SLICE = 16 * 1024;
const SLICES = 16;

/**
 * Lines from the beginning of a UTF-8 file and from sixteen places further on, so that a type that only shows late is seen.
 * A slice may begin inside a quoted cell; such odd rows are few and only cost confidence.
 */
export async function sampleLines(file: Blob): Promise<{ head: string; rest: string }> {
  const head = await file.slice(0, HEAD).text();
  if (file.size <= HEAD) return { head, rest: '' };
  const step = (file.size - HEAD) / SLICES;
  const parts = await Promise.all(
    Array.from({ length: SLICES }, async (_, i) => {
      const from = Math.floor(HEAD + i * step);
      const text = await file.slice(from, Math.min(file.size, from + SLICE)).text();
      return text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n') + 1);
    }),
  );
  return { head: head.slice(0, head.lastIndexOf('\n') + 1), rest: parts.join('') };
}

interface Sniffed {
  delimiter: string;
  quote: string;
  escape: string;
  skip: number;
}

/**
 * Finds delimiter, quote and header of a text file from its first lines (registered as `name`). Quotes are taken to be `"` first, which
 * is nearly always so and far quicker to tell; only a file that then seems to have one column is looked at for other quotes too.
 */
export async function sniffDialect(database: Database, name: string, job: Job): Promise<Dialect> {
  const usual = await sniff(database, name, true, job);
  const {
    delimiter,
    quote,
    escape,
    skip,
    width: sniffedWidth,
  } = usual.width > 1 ? usual : await sniff(database, name, false, job);
  const found = { delimiter, quote: quote === '(empty)' ? '"' : quote, escape: escape === '(empty)' ? '"' : escape };
  const rows = await firstRows(database, name, found, skip, Math.min(512, sniffedWidth + 16), job);
  const width = Math.max(...rows.map((row) => row.length), 1);
  const first = rows[0] ?? [];
  const header = looksLikeHeader(first, rows.slice(1));
  const names = Array.from({ length: Math.max(width, first.length) }, (_, i) =>
    header ? (first[i] ?? '').trim() : '',
  );
  return { ...found, headerLine: header ? skip + 1 : 0, skip: skip + (header ? 1 : 0), columns: uniqueNames(names) };
}

async function sniff(database: Database, name: string, usual: boolean, job: Job): Promise<Sniffed & { width: number }> {
  const given = usual ? sql<never>`, quote = '"', escape = '"', comment = '', header = false` : raw('');
  const rows = await rowsOf<Sniffed & { width: number }>(
    database,
    sql<
      Sniffed & { width: number }
    >`SELECT "Delimiter" AS delimiter, "Quote" AS quote, "Escape" AS escape, "SkipRows"::INTEGER AS skip, len("Columns")::INTEGER AS width
      FROM sniff_csv(${name}, all_varchar = true, null_padding = true, strict_mode = false, ignore_errors = true, parallel = false${given})`,
    job,
  ).catch(() => []);
  return rows[0] ?? { delimiter: ',', quote: '"', escape: '"', skip: 0, width: usual ? 1 : 64 };
}

/** The table that DuckDB reads from a text file: every cell as text; rows with too many cells go to the rejects. */
export function relation(name: string, dialect: Dialect, rejects: string | null): Statement<never> {
  const columns = join(dialect.columns.map((column) => sql`${column}: 'VARCHAR'`));
  const keep = rejects
    ? sql<never>`, ignore_errors = true, store_rejects = true, rejects_table = ${rejects}, rejects_scan = ${`${rejects}_scan`}`
    : raw(', ignore_errors = true');
  return sql<never>`read_csv(${name}, auto_detect = false, header = false, skip = ${dialect.skip}, delim = ${dialect.delimiter},
    quote = ${dialect.quote}, escape = ${dialect.escape}, columns = {${columns}}, null_padding = true, strict_mode = true, parallel = false${keep})`;
}

async function firstRows(
  database: Database,
  name: string,
  found: Omit<Sniffed, 'skip'>,
  skip: number,
  width: number,
  job: Job,
): Promise<string[][]> {
  const columns = join(Array.from({ length: width }, (_, i) => sql`${`c${i}`}: 'VARCHAR'`));
  const rows = await rowsOf(
    database,
    sql`SELECT * FROM read_csv(${name}, auto_detect = false, header = false, skip = ${skip}, delim = ${found.delimiter}, quote = ${found.quote},
      escape = ${found.escape}, columns = {${columns}}, null_padding = true, strict_mode = false, ignore_errors = true, parallel = false) LIMIT 200`,
    job,
  );
  return rows.map((row) => {
    const cells = Array.from({ length: width }, (_, i) => row[`c${i}`] as string | null);
    const last = cells.findLastIndex((cell) => cell !== null);
    return cells.slice(0, last + 1).map((cell) => cell ?? '');
  });
}

/** A header is a row of distinct, non-empty labels, none of which is a number or a date, above rows of which some cell is. */
function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (first.length === 0) return false;
  const labels = first.map((cell) => cell.trim());
  if (labels.some((label) => /^[+-]?[\d.,]+$|^\d{4}[-/]\d{1,2}/.test(label))) return false;
  const named = labels.filter((label) => label !== '');
  if (new Set(named).size < named.length * 0.9 || named.length < labels.length * 0.5) return false;
  return rest.length === 0 || rest.some((row) => row.some((cell, i) => cell !== (labels[i] ?? '')));
}

/** Names that a load needs for itself. */
const RESERVED = ['_rejects', '_row', '_source', 'rowid'];

/** Every column gets a name of its own: empty ones are numbered, repeated ones too. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>(RESERVED);
  return names.map((name, i) => {
    const base = name.replaceAll('\0', '') || `column ${i + 1}`;
    let unique = base;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base} (${n})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** The cells of some rows, column by column, for guessing types. */
export async function sampleCells(
  database: Database,
  name: string,
  dialect: Dialect,
  job: Job,
): Promise<(string | null)[][]> {
  const rows = await rowsOf(database, sql`SELECT * FROM ${relation(name, dialect, null)} LIMIT 20000`, job);
  return dialect.columns.map((column) => rows.map((row) => row[column] as string | null));
}
