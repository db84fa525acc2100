import { bookField, isTime, type FieldUnit } from '../../domain/book-field.ts';
import type { Scope } from '../../domain/scope.ts';
import { csvOf, type Cell } from '../../codec/csv.ts';
import { xlsxOf, type ExportColumn } from '../../codec/xlsx.ts';
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

/** Writes the list page by page, so that no statement and no text ever holds all of it. Throws `cancelled` when the signal says so. */
export async function exported(plan: ExportPlan): Promise<Blob> {
  const names = plan.columns.map(({ name }) => name);
  const head = csvOf(names, []);
  const parts: BlobPart[] = [head];
  const table: Cell[][] = [];
  const total = plan.format === 'xlsx' ? Math.min(plan.total, SHEET_ROWS) : plan.total;
  for (let offset = 0; offset < total; offset += BATCH) {
    if (plan.signal.aborted) throw new Error('cancelled');
    const rows = await plan.rows(offset, Math.min(BATCH, total - offset));
    const cells = rows.map((row) => plan.columns.map(({ id }) => plan.cell(row, id)));
    // Every page is written with its own heading, which is cut off again.
    if (plan.format === 'csv') parts.push(csvOf(names, cells).slice(head.length));
    else table.push(...cells);
    plan.progress(Math.min(total, offset + BATCH));
    if (rows.length === 0) break;
  }
  if (plan.signal.aborted) throw new Error('cancelled');
  if (plan.format === 'csv') return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  const columns = plan.columns.map(({ id, name }): ExportColumn => ({ name, type: typeOf(bookField(id).unit) }));
  const bytes = await xlsxOf([{ name: plan.sheet, columns, rows: table }]);
  return new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
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
  return `${name.replace(/[\\/:*?"<>|\s]+/g, '-')}-${scope.asOf}.${format}`;
}

function typeOf(unit: FieldUnit): 'text' | 'number' | 'date' | 'timestamp' {
  if (isTime(unit)) return unit === 'date' ? 'date' : 'timestamp';
  return ['text', 'class', 'group', 'boolean', 'weekday'].includes(unit) ? 'text' : 'number';
}
