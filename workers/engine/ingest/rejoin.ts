import { cutText, type Dialect } from './dialect.ts';
import { isDateOf } from './date-text.ts';
import { isAmount, isWhole, narrow } from './number-text.ts';
import { readThrough, RecordScanner } from './records.ts';
import { isNothing, type ColumnPlan } from './type.ts';

/** A row that had more cells than the header because a delimiter inside a text was not quoted, and was put together again. */
export interface JoinedRow {
  /** 0-based line of the text that was given. */
  readonly line: number;
  /** The row as it stood, at most 500 characters. */
  readonly text: string;
  /** The column whose cell was in pieces; the first of several. */
  readonly column: string;
}

/** A text in which every long row that could be mended safely is mended. */
export interface Rejoined {
  readonly text: Blob;
  readonly rows: readonly JoinedRow[];
}

/** What the samples show of a table: enough to tell which cells of a long row belong together. */
export interface RowEvidence {
  /** True for a text that may stand in column `i`. */
  readonly fits: (i: number, text: string) => boolean;
  /** True where cells do not begin with a space, so that a delimiter followed by one is part of a text. */
  readonly tight: boolean;
}

/** So many long rows are looked at; a file with more of them is not a table with slips in it. */
const LIMIT = 50_000;
/** Samples that a text column needs before all digits are taken for its habit. */
const HABIT = 20;
const TIGHT = 0.005;

/** What the sampled cells say, column by column. */
export function evidenceOf(plans: readonly ColumnPlan[], samples: readonly (readonly string[])[]): RowEvidence {
  const digits = plans.map((plan, i) => {
    const filled = (samples[i] ?? []).filter((text) => !isNothing(text));
    return plan.type === 'text' && filled.length >= HABIT && filled.every((text) => /^\d+$/.test(text));
  });
  let cells = 0;
  let spaced = 0;
  for (const column of samples.slice(1))
    for (const text of column) {
      cells++;
      if (text.startsWith(' ')) spaced++;
    }
  return {
    fits: (i, text) => isNothing(text) || (digits[i] ? /^\d+$/.test(text) : fitsPlan(plans[i]!, text)),
    tight: spaced <= TIGHT * cells,
  };
}

function fitsPlan(plan: ColumnPlan, text: string): boolean {
  const value = narrow(text);
  switch (plan.type) {
    case 'text':
      return true;
    case 'integer':
      return isWhole(value);
    case 'decimal':
    case 'double':
      return isAmount(value, plan.numbers ?? 'point');
    case 'boolean':
      return /^(true|false)$/i.test(value);
    default:
      return isDateOf(text.trim(), plan.dates ?? 'iso');
  }
}

/**
 * The cells of a row that has too many, put together so that there are `width`: where the delimiters that are followed by a space are as many
 * as there are cells too many, there; else where exactly one run of neighbours can be joined so that every cell fits its column. Null where
 * that is not certain.
 */
export function rejoin(
  cells: readonly string[],
  width: number,
  delimiter: string,
  { fits, tight }: RowEvidence,
): { readonly cells: readonly string[]; readonly column: number } | null {
  const extra = cells.length - width;
  if (extra <= 0 || width < 2) return null;
  const all = (row: readonly string[]) => row.every((text, i) => fits(i, text));
  if (tight) {
    const row: string[] = [];
    let column = -1;
    cells.forEach((text, i) => {
      if (i > 0 && /^ \S/.test(text)) {
        if (column < 0) column = row.length - 1;
        row[row.length - 1] += delimiter + text;
      } else row.push(text);
    });
    if (row.length === width && column >= 0 && all(row)) return { cells: row, column };
  }
  let found: { cells: readonly string[]; column: number } | null = null;
  for (let column = 0; column < width; column++) {
    const joined = cells.slice(column, column + extra + 1).join(delimiter);
    const row = [...cells.slice(0, column), joined, ...cells.slice(column + extra + 1)];
    if (!all(row)) continue;
    if (found) return null;
    found = { cells: row, column };
  }
  return found;
}

/** Mends the long rows of a text of nothing but rows; null where none can be. Lines keep their numbers. */
export async function rejoined(
  text: Blob,
  dialect: Dialect,
  evidence: RowEvidence,
  check: () => void,
): Promise<Rejoined | null> {
  const width = dialect.columns.length;
  const long: { at: number; end: number; line: number }[] = [];
  const scanner = new RecordScanner(dialect, width);
  scanner.onRecord = (at, line, cells, end) => {
    if (cells > width && long.length <= LIMIT) long.push({ at, end, line });
  };
  await readThrough(text, (bytes) => scanner.push(bytes), check);
  scanner.end();
  if (long.length > LIMIT) return null;
  const parts: (Blob | string)[] = [];
  const rows: JoinedRow[] = [];
  let from = 0;
  for (const { at, end, line } of long) {
    check();
    const before = await text.slice(at, end).text();
    const [record] = cutText(before, dialect, 1);
    const whole = record && !record.broken ? rejoin(record.cells, width, dialect.delimiter, evidence) : null;
    if (!whole) continue;
    rows.push({ line, text: before.slice(0, 500), column: dialect.columns[whole.column]! });
    parts.push(text.slice(from, at), whole.cells.map((cell) => quoted(cell, dialect)).join(dialect.delimiter));
    from = end;
  }
  if (rows.length === 0) return null;
  parts.push(text.slice(from));
  return { text: new Blob(parts), rows };
}

/** A cell as the dialect writes it. */
function quoted(cell: string, { delimiter, quote, escape }: Dialect): string {
  if (cell === '') return '';
  const marks = [delimiter, quote, escape, '\n', '\r'];
  if (!marks.some((mark) => mark !== '' && cell.includes(mark)) && !cell.startsWith(' ')) return cell;
  let inner = cell;
  if (escape !== quote) inner = inner.replaceAll(escape, escape + escape);
  return quote + inner.replaceAll(quote, escape + quote) + quote;
}
