/** What a cell of an export may hold. Dates are wall-clock times kept in their UTC fields; null is an empty cell. */
export type Cell = string | number | bigint | boolean | Date | null | undefined;

/**
 * An RFC 4180 field: quoted when it holds a delimiter, a quote or a line break, or when it is empty (an empty text is `""`,
 * a missing value is nothing at all).
 */
export function csvField(text: string): string {
  if (text === '') return '""';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NEGATIVE = /^-\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A text that a spreadsheet cannot take for a formula: one that begins with `= + - @`, their full-width forms, a tab or a line
 * break gets an apostrophe before it. Plain negative numbers stay numbers. (OWASP, CSV injection.)
 */
export function neutralised(text: string): string {
  return FORMULA.test(text) && !PLAIN_NEGATIVE.test(text) ? `'${text}` : text;
}

/** Date as `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM:SS` when it has a time of day. */
export function isoOf(date: Date): string {
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

function cellText(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'string') return neutralised(cell);
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : isoOf(cell);
  if (typeof cell === 'number' && !Number.isFinite(cell)) return null;
  return String(cell);
}

/** A table as CSV for spreadsheets: UTF-8 with BOM, RFC 4180, lines end in CR LF, formulas neutralised, names included. */
export function csvOf(columns: readonly string[], rows: Iterable<readonly Cell[]>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [new Uint8Array([0xef, 0xbb, 0xbf])];
  let lines: string[] = [columns.map((name) => csvField(neutralised(name))).join(',')];
  const flush = (): void => {
    if (lines.length > 0) parts.push(encoder.encode(lines.join('\r\n') + '\r\n'));
    lines = [];
  };
  for (const row of rows) {
    const line = columns.map((_, at) => {
      const text = cellText(row[at]);
      return text === null ? '' : csvField(text);
    });
    lines.push(line.length === 1 && line[0] === '' ? '""' : line.join(','));
    if (lines.length >= 8192) flush();
  }
  flush();
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
