import { existsSync, readFileSync } from 'node:fs';
import { sharedFile } from './cdnow.ts';

/** The columns of a small CSV with a header; NA becomes NaN, text in quotes loses them. */
export function readColumns(name: string): Record<string, string[]> {
  const [header, ...lines] = readFileSync(sharedFile('methods', name), 'utf8').trim().split('\n');
  const cells = (line: string) => line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
  const rows = lines.map(cells);
  return Object.fromEntries(cells(header!).map((key, j) => [key, rows.map((row) => row[j]!)]));
}

export const hasSurvivalData = ['data_lung.csv', 'data_aml.csv', 'data_rossi.csv'].every((name) =>
  existsSync(sharedFile('methods', name)),
);

export function numbers(column: readonly string[]): number[] {
  return column.map((cell) => (cell === 'NA' ? NaN : Number(cell)));
}

/** The NCCTG lung cancer data: time in days, status 2 is death. */
export function lung() {
  const columns = readColumns('data_lung.csv');
  return { ...columns, time: numbers(columns.time!), event: numbers(columns.status!).map((s) => s - 1), columns };
}

/** Rows of covariates (row-major) without missing values, with the times and events that belong to them. */
export function complete(columns: Record<string, string[]>, time: number[], event: number[], names: readonly string[]) {
  const values = names.map((name) => numbers(columns[name]!));
  const rows = time.map((_, i) => i).filter((i) => values.every((v) => !Number.isNaN(v[i]!)));
  return {
    time: rows.map((i) => time[i]!),
    event: rows.map((i) => event[i]!),
    covariates: Float64Array.from(rows.flatMap((i) => values.map((v) => v[i]!))),
  };
}

/** Maintenance chemotherapy in acute myelogenous leukaemia (Miller 1997), R's `aml`: small enough to be typed. */
export const AML = {
  time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
  event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
  group: [...Array<number>(11).fill(0), ...Array<number>(12).fill(1)],
};
