import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { cellReader, type CellReader } from './cell.ts';
import { detectEncoding, toUtf8, sampleFile } from './encoding.ts';
import {
  checkCancelled,
  columnNames,
  csvBatches,
  DecodeError,
  decodeFailure,
  guarded,
  type DecodedTable,
  type DecodeNote,
  type DecodeOptions,
} from './rows.ts';
import { unpackedZip } from './zip.ts';
import { Notes, planSheet, sheetRows, type Grid, type MergedRange } from './sheet.ts';

/** Largest workbook that is tried, bytes: unpacked it takes some twenty times as much memory. */
const LIMIT = 300 * 2 ** 20;

/**
 * Reads every sheet of a workbook (.xlsx .xlsm .xlsb .xls .ods, and web pages or XML that call themselves .xls). Empty sheets are left
 * out, hidden ones noted. Values: texts as they stand (leading zeros stay), numbers in full, dates as ISO text in the workbook's
 * own wall-clock time, formulas by their stored result.
 *
 * Rejects with `DecodeError`: `damaged` (detail.what `xlsx`, or `password`), `too-large`, `empty-file`, `cancelled`.
 */
export async function decodeXlsx(file: Blob, options: DecodeOptions = {}): Promise<DecodedTable[]> {
  checkCancelled(options.signal);
  if (file.size === 0) throw new DecodeError('empty-file', { what: 'xlsx' });
  if (file.size > LIMIT) throw new DecodeError('too-large', { what: 'xlsx', bytes: file.size, limit: LIMIT });
  const xlsx = await import('@e965/xlsx');
  let book: WorkBook;
  try {
    const settings = {
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      raw: true,
    } as const;
    const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    const zip = head[0] === 0x50 && head[1] === 0x4b;
    const compound = head[0] === 0xd0 && head[1] === 0xcf;
    if (zip) book = xlsx.read(await unpackedZip(file, options.signal), { type: 'array', ...settings });
    else if (compound) book = xlsx.read(new Uint8Array(await file.arrayBuffer()), { type: 'array', ...settings });
    else book = xlsx.read(await markup(file, options), { type: 'string', ...settings });
  } catch (error) {
    throw workbookFailure(error);
  }
  checkCancelled(options.signal);
  const isDate = (format: string): boolean => Boolean(xlsx.SSF.is_date(format));
  const reader = cellReader(book.Workbook?.WBProps?.date1904 === true, isDate);
  const tables: DecodedTable[] = [];
  const empty: string[] = [];
  try {
    for (const [at, sheet] of (book.SheetNames ?? []).entries()) {
      const worksheet = book.Sheets[sheet];
      const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0;
      const table = worksheet && tableOf(sheet, hidden, worksheet, reader, file.size, options);
      if (table) tables.push(table);
      else empty.push(sheet);
    }
  } catch (error) {
    throw workbookFailure(error);
  }
  const first = tables[0];
  if (!first) throw new DecodeError('no-cells', { what: 'xlsx', sheets: empty.join(', ') });
  // the list itself, not a copy: it grows while the rows are read
  (first.notes as DecodeNote[]).push(...empty.map((text) => ({ kind: 'empty-sheet' as const, text, count: 1 })));
  return tables;
}

/** The text of a web page or an XML workbook; anything else is no workbook at all. */
async function markup(file: Blob, options: DecodeOptions): Promise<string> {
  const { encoding } = detectEncoding(await sampleFile(file));
  const { blob } = await toUtf8(file, encoding, undefined, options.signal);
  const text = await blob.text();
  if (!/<(table|workbook|ss:workbook)[\s>]/i.test(text.slice(0, 2 ** 20)))
    throw new DecodeError('damaged', { what: 'xlsx' });
  return text;
}

function workbookFailure(error: unknown): DecodeError {
  const message = error instanceof Error ? error.message : '';
  if (/password|encrypt/i.test(message)) return new DecodeError('damaged', { what: 'password' });
  return decodeFailure(error, 'xlsx');
}

function tableOf(
  sheet: string,
  hidden: boolean,
  worksheet: WorkSheet,
  reader: CellReader,
  bytes: number,
  options: DecodeOptions,
): DecodedTable | null {
  const dense = worksheet as unknown as { '!data'?: Grid; '!merges'?: readonly MergedRange[] };
  const grid = dense['!data'] ?? [];
  const notes = new Notes();
  const plan = planSheet(grid, dense['!merges'] ?? [], reader, notes);
  if (!plan) return null;
  if (hidden) notes.add('hidden-sheet');
  const columns = columnNames(plan.names);
  const jumps: [number, number][] = [];
  async function* rows(): AsyncGenerator<(string | null)[][]> {
    for (const group of sheetRows(grid, plan!, columns, reader, notes, jumps)) {
      options.onProgress?.(Math.round((bytes * group.line) / grid.length), bytes);
      yield group.rows;
    }
  }
  return {
    kind: 'csv',
    name: sheet,
    sheet,
    headerLine: plan.headerLine + 1,
    columns,
    notes: notes.list,
    jumps,
    batches: guarded(csvBatches(columns, rows()), 'xlsx', options.signal),
  };
}
