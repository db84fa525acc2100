import { refuse, type Caution, type FitRefusal } from './outcome.ts';

/** Named numeric columns of equal length, one per feature; NaN = missing. */
export interface FeatureTable {
  names: readonly string[];
  columns: readonly Float64Array[];
}

/** Number of rows, or why the table cannot be used at all. */
export function tableRows(table: FeatureTable): { ok: true; rows: number } | FitRefusal {
  const { names, columns } = table;
  if (columns.length === 0) return refuse('no-columns', { columns: 0 });
  if (names.length !== columns.length)
    return refuse('unequal-lengths', { names: names.length, columns: columns.length });
  const rows = columns[0]!.length;
  for (let j = 0; j < columns.length; j++)
    if (columns[j]!.length !== rows)
      return refuse('unequal-lengths', { column: names[j]!, rows: columns[j]!.length, expected: rows });
  return rows === 0 ? refuse('no-rows', { rows }) : { ok: true, rows };
}

/** What is odd about the columns: constant ones, missing values, infinite values. */
export function inspectColumns(table: FeatureTable): { constant: number[]; cautions: Caution[] } {
  const constant: number[] = [];
  const withMissing: number[] = [];
  const withInfinite: number[] = [];
  let missing = 0;
  let infinite = 0;
  table.columns.forEach((column, j) => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += column[i]!;
    // A finite sum has no other than finite terms, and most columns differ in the first rows.
    const [lost, endless] = Number.isFinite(sum) ? [0, 0] : oddCells(column);
    if (lost === column.length || (lost === 0 && column.every((value) => value === column[0]))) constant.push(j);
    if (lost > 0) withMissing.push(j);
    if (endless > 0) withInfinite.push(j);
    missing += lost;
    infinite += endless;
  });
  const cautions: Caution[] = [];
  const note = (reason: Caution['reason'], columns: number[], cells: number) => {
    if (columns.length > 0)
      cautions.push({ reason, columns, detail: { columns: columns.length, names: namesOf(table, columns), cells } });
  };
  note('constant-columns', constant, constant.length * table.columns[0]!.length);
  note('missing-values', withMissing, missing);
  note('infinite-values', withInfinite, infinite);
  return { constant, cautions };
}

/** How many values are missing, and how many infinite. */
function oddCells(column: Float64Array): [lost: number, endless: number] {
  let [lost, endless] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (value !== value) lost++;
    else if (value === Infinity || value === -Infinity) endless++;
  }
  return [lost, endless];
}

/** The first few names, for a message. */
export function namesOf(table: FeatureTable, columns: readonly number[]): string {
  const shown = columns.slice(0, 5).map((j) => table.names[j]!);
  return columns.length > 5 ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** The same columns at some rows only. */
export function takeRows(table: FeatureTable, rows: ArrayLike<number>): FeatureTable {
  return {
    names: table.names,
    columns: table.columns.map((column) => {
      const taken = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!]!;
      return taken;
    }),
  };
}
