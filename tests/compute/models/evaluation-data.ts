import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.ZHIKE_DATA ?? join(import.meta.dirname, '../../../../shared/data');

/** Whether evaluation data are at hand; they never lie in the project, so tests that read them skip without. */
export function hasData(...files: string[]): boolean {
  return files.every((file) => existsSync(join(folder, file)));
}

export function dataText(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

/** A comma-separated file without quoted commas, as columns of numbers; a first line without digits is the header. */
export function numericColumns(file: string): Float64Array[] {
  const lines = dataText(file).trim().split(/\r?\n/);
  const first = lines[0]!.split(',').map((cell) => cell.replaceAll('"', ''));
  const rows = (first.every((cell) => Number.isFinite(Number(cell))) ? lines : lines.slice(1)).map((line) =>
    line.split(',').map(Number),
  );
  return first.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
}

/** Row-major matrix of columns. */
export function rowMajor(columns: readonly Float64Array[]): Float64Array {
  const [d, n] = [columns.length, columns[0]!.length];
  const data = new Float64Array(n * d);
  columns.forEach((column, j) => column.forEach((value, i) => (data[i * d + j] = value)));
  return data;
}

export interface Split {
  names: string[];
  trainColumns: Float64Array[];
  testColumns: Float64Array[];
  trainY: Float64Array;
  testY: Float64Array;
}

/** Columns and labels parted by a rule on the row number. */
export function splitRows(columns: readonly Float64Array[], y: Float64Array, isTest: (row: number) => boolean): Split {
  const train: number[] = [];
  const test: number[] = [];
  y.forEach((_, i) => (isTest(i) ? test : train).push(i));
  const take = (column: Float64Array, rows: number[]) => Float64Array.from(rows, (i) => column[i]!);
  return {
    names: columns.map((_, j) => `f${j}`),
    trainColumns: columns.map((column) => take(column, train)),
    testColumns: columns.map((column) => take(column, test)),
    trainY: take(y, train),
    testY: take(y, test),
  };
}

/** Breast cancer (569 rows, 30 columns, 1 = benign), test = row % 3 = 0. */
export function breastCancer(pick?: readonly number[]): Split {
  const all = numericColumns('methods/data_breast_cancer.csv');
  const columns = all.slice(0, 30);
  return splitRows(pick ? pick.map((j) => columns[j]!) : columns, all[30]!, (i) => i % 3 === 0);
}

/** Both parts standardised with the training mean and population standard deviation. */
export function standardised(split: Split): Split {
  const trainColumns: Float64Array[] = [];
  const testColumns: Float64Array[] = [];
  split.trainColumns.forEach((column, j) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
    trainColumns.push(column.map((value) => (value - mean) / sd));
    testColumns.push(split.testColumns[j]!.map((value) => (value - mean) / sd));
  });
  return { ...split, trainColumns, testColumns };
}
