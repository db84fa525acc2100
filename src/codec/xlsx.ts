import type { WorkSheet } from '@e965/xlsx';
import { isoOf, type Cell } from './csv.ts';

/** A column of an exported sheet. Without a type each cell decides for itself; `date` and `timestamp` take ISO texts too. */
export type ExportColumn = string | { readonly name: string; readonly type?: 'text' | 'number' | 'date' | 'timestamp' };

export interface ExportSheet {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows a sheet can hold, its header not counted. */
const SHEET_ROWS = 1_048_575;
const CELL_CHARACTERS = 32_767;
const DAY = 86_400_000;
/** Serial number of 1970-01-01 in the 1900 date system. */
const EPOCH = 25_569;

type SheetCell = { t: 's' | 'n' | 'b'; v: string | number | boolean; z?: string };

/**
 * A workbook (.xlsx): numbers as numbers, dates as dates, texts as texts (so that long ids and leading zeros stay, and nothing is
 * a formula). A table longer than a sheet goes on in the next one. Throws when there is no sheet.
 */
export async function xlsxOf(sheets: readonly ExportSheet[]): Promise<Uint8Array<ArrayBuffer>> {
  if (sheets.length === 0) throw new Error('a workbook needs a sheet: 0 given');
  const xlsx = await import('@e965/xlsx');
  const book = xlsx.utils.book_new();
  const taken = new Set<string>();
  for (const sheet of sheets) {
    for (let start = 0; start === 0 || start < sheet.rows.length; start += SHEET_ROWS) {
      const name = sheetName(sheet.name, taken);
      xlsx.utils.book_append_sheet(book, sheetOf(sheet, start, xlsx.utils.encode_range), name);
    }
  }
  return new Uint8Array(
    xlsx.write(book, { type: 'array', bookType: 'xlsx', compression: true, bookSST: true }) as ArrayBuffer,
  );
}

function sheetOf(
  sheet: ExportSheet,
  start: number,
  encode: (range: { s: { r: number; c: number }; e: { r: number; c: number } }) => string,
): WorkSheet {
  const columns = sheet.columns.map((column) =>
    typeof column === 'string' ? { name: column, type: undefined } : column,
  );
  const rows = sheet.rows.slice(start, start + SHEET_ROWS);
  const data: (SheetCell | undefined)[][] = [columns.map(({ name }) => textCell(name))];
  for (const row of rows) data.push(columns.map(({ type }, at) => cellOf(row[at], type)));
  const end = { r: data.length - 1, c: Math.max(columns.length - 1, 0) };
  return {
    '!data': data,
    '!ref': encode({ s: { r: 0, c: 0 }, e: end }),
    '!cols': columns.map(({ name }) => ({ wch: Math.min(40, Math.max(10, name.length * 2)) })),
  } as unknown as WorkSheet;
}

function textCell(text: string): SheetCell {
  return { t: 's', v: text.slice(0, CELL_CHARACTERS), z: '@' };
}

function cellOf(cell: Cell, type: 'text' | 'number' | 'date' | 'timestamp' | undefined): SheetCell | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (cell instanceof Date) return type === 'text' ? textCell(isoOf(cell)) : dateCell(cell.getTime(), type);
  if (type === 'text') return textCell(String(cell));
  if (typeof cell === 'boolean') return { t: 'b', v: cell };
  if (typeof cell === 'bigint')
    return Number.isSafeInteger(Number(cell)) ? numberCell(Number(cell)) : textCell(String(cell));
  if (typeof cell === 'number') return numberCell(cell);
  if (type === 'date' || type === 'timestamp') {
    const iso = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(cell);
    const time = iso ? Date.parse(cell.length === 10 ? cell : `${cell.replace(' ', 'T')}Z`) : Number.NaN;
    return Number.isNaN(time) ? textCell(cell) : dateCell(time, type);
  }
  if (type === 'number' && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(cell)) return numberCell(Number(cell));
  return textCell(cell);
}

function numberCell(value: number): SheetCell | undefined {
  if (!Number.isFinite(value)) return undefined;
  // Beyond fifteen digits a spreadsheet would round a whole number, so it is kept as text.
  return Number.isInteger(value) && Math.abs(value) >= 1e15 ? textCell(BigInt(value).toString()) : { t: 'n', v: value };
}

function dateCell(time: number, type: 'number' | 'date' | 'timestamp' | undefined): SheetCell | undefined {
  if (Number.isNaN(time)) return undefined;
  const serial = time / DAY + EPOCH;
  // The 1900 system has a day that never was and nothing before it: older dates are written out.
  if (serial < 61) return textCell(isoOf(new Date(time)));
  const whole = type === 'date' || (type !== 'timestamp' && Number.isInteger(serial));
  return { t: 'n', v: type === 'date' ? Math.floor(serial) : serial, z: whole ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss' };
}

/** A name that spreadsheets accept: 1-31 characters without `[ ] : * ? / \`, no apostrophe at an end, unique without case. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      // eslint-disable-next-line no-control-regex -- control characters break the workbook's XML
      .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
      .replace(/^['\s]+|['\s]+$/g, '')
      .slice(0, 31)
      .replace(/['\s\ud800-\udbff]+$/, '') || 'Sheet';
  let name = clean.toLowerCase() === 'history' ? `${clean}_` : clean;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, 31 - ` (${n})`.length)} (${n})`;
  taken.add(name.toLowerCase());
  return name;
}
