import { bookField, isTime, type FieldUnit } from '../../domain/book-field.ts';
import type { Scope } from '../../domain/scope.ts';
import { csvOf, type Cell } from '../../codec/csv.ts';
import { XlsxStream } from '../../codec/xlsx-stream.ts';
import type { BookRow } from '../../sql/book.ts';

/** Rows that a sheet holds below its header. */
export const SHEET_ROWS = 1_048_575;

/** Rows asked at once. */
const BATCH = 10_000;

/** What is written into a file. */
export interface ExportPlan {
  readonly format: 'csv' | 'xlsx';
  readonly columns: readonly { readonly id: string; readonly name: string }[];
  readonly total: number;
  /** Name of the sheet. */
  readonly sheet: string;
  /** What a cell becomes: masked where the reader wants it so, a class by its name. */
  readonly cell: (row: BookRow, id: string) => Cell;
  /** Rows from a place on, in the list's order. */
  readonly rows: (offset: number, limit: number) => Promise<readonly BookRow[]>;
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Writes the list page by page, so that nothing ever holds all of it but the packed file. Throws `cancelled` when the signal says so. */
export async function exported(plan: ExportPlan): Promise<Blob> {
  const total = plan.format === 'xlsx' ? Math.min(plan.total, SHEET_ROWS) : plan.total;
  const file = plan.format === 'xlsx' ? await workbook(plan) : text(plan);
  for (let offset = 0; offset < total; offset += BATCH) {
    if (plan.signal.aborted) throw new Error('cancelled');
    const rows = await plan.rows(offset, Math.min(BATCH, total - offset));
    await file.add(rows.map((row) => plan.columns.map(({ id }) => plan.cell(row, id))));
    plan.progress(Math.min(total, offset + BATCH));
    if (rows.length === 0) break;
  }
  if (plan.signal.aborted) throw new Error('cancelled');
  return file.finish();
}

interface File {
  add(rows: readonly (readonly Cell[])[]): Promise<void>;
  finish(): Promise<Blob>;
}

async function workbook({ sheet, columns }: ExportPlan): Promise<File> {
  const file = new XlsxStream(
    sheet,
    columns.map(({ id, name }) => ({ name, type: typeOf(bookField(id).unit) })),
  );
  await file.begin();
  return file;
}

function text({ columns }: ExportPlan): File {
  const names = columns.map(({ name }) => name);
  const head = csvOf(names, []);
  const parts: BlobPart[] = [head];
  return {
    // Every page is written with its own heading, which is cut off again.
    add: async (rows) => void parts.push(csvOf(names, rows).slice(head.length)),
    finish: async () => new Blob(parts, { type: 'text/csv;charset=utf-8' }),
  };
}

/** Hands a file to the reader. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file's name: the list, the day it holds for, the ending. */
export function fileName(name: string, scope: Scope, format: ExportPlan['format']): string {
  const day = scope.undated ? '' : `-${scope.asOf}`;
  return `${name.replace(/[\\/:*?"<>|\s]+/g, '-')}${day}.${format}`;
}

function typeOf(unit: FieldUnit): 'text' | 'number' | 'date' | 'timestamp' {
  if (isTime(unit)) return unit === 'date' ? 'date' : 'timestamp';
  return ['text', 'class', 'group', 'cluster', 'boolean', 'weekday'].includes(unit) ? 'text' : 'number';
}
