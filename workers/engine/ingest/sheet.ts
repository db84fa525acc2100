import { errorText, type CellReader, type SheetCell } from './cell.ts';
import type { DecodeNote, NoteKind } from './rows.ts';

export interface MergedRange {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

/** Rows of cells; rows and cells that are empty may be missing. */
export type Grid = (SheetCell | undefined)[][];

/** Where the table lies in a sheet. Lines are 0-based rows of the grid. */
export interface SheetPlan {
  /** Last line of the names, -1 where there are none. */
  readonly headerLine: number;
  readonly firstRow: number;
  /** Grid columns that hold something, with the raw names above them. */
  readonly columns: readonly number[];
  readonly names: readonly string[];
}

/** Lines that are looked at to find the names. */
const LOOK = 40;
const MERGED_LIMIT = 1_000_000;

/** Notes that count instead of piling up: one for each kind and column. */
export class Notes {
  readonly list: DecodeNote[] = [];
  readonly #byKey = new Map<string, DecodeNote>();

  add(kind: NoteKind, where: { column?: string; line?: number; text?: string } = {}, count = 1): void {
    const key = `${kind}|${where.column ?? ''}`;
    const known = this.#byKey.get(key);
    if (known) {
      known.count += count;
      return;
    }
    const note: DecodeNote = { kind, count, ...where };
    this.#byKey.set(key, note);
    this.list.push(note);
  }
}

/**
 * Finds the table in a sheet: blank lines and titles above the names are left out, names in several lines are put together with
 * a point (基本信息.姓名), columns that hold nothing are dropped. Returns null where the sheet is empty. Cells that stand for a
 * merged range are copied into the names, and downwards into the data, in place.
 */
export function planSheet(
  grid: Grid,
  merges: readonly MergedRange[],
  reader: CellReader,
  notes: Notes,
): SheetPlan | null {
  const first = grid.findIndex((row) => row?.some(isFilled));
  if (first < 0) return null;
  const lines: number[] = [];
  for (let r = first; r < grid.length && lines.length < LOOK; r++) if (grid[r]?.some(isFilled)) lines.push(r);
  const last = findHeader(grid, lines, merges, reader);
  const used = usedColumns(grid, last ?? first);
  if (last === null) {
    notes.add('no-header', { line: first + 1 });
    fillDown(grid, merges, first, notes);
    return { headerLine: -1, firstRow: first, columns: used, names: used.map(() => '') };
  }
  const depth = headerDepth(grid, last, merges, reader);
  const end = last + depth - 1;
  if (last > first) notes.add('title-rows', { line: first + 1, text: lineText(grid[first], reader) }, last - first);
  if (depth > 1) notes.add('several-header-lines', { line: last + 1 }, depth);
  for (const range of merges) if (range.s.r >= last && range.s.r <= end) copyRange(grid, range, end);
  fillDown(grid, merges, end + 1, notes);
  const names = used.map((c) => {
    const parts: string[] = [];
    for (let r = last; r <= end; r++) {
      const part = (reader.text(grid[r]?.[c]) ?? '').replace(/\s+/g, ' ').trim();
      if (part !== '' && parts.at(-1) !== part) parts.push(part);
    }
    return parts.join('.');
  });
  return { headerLine: end, firstRow: end + 1, columns: used, names };
}

function isFilled(cell: SheetCell | undefined): boolean {
  return cell !== undefined && cell.t !== 'z' && cell.v !== undefined && cell.v !== null && cell.v !== '';
}

function usedColumns(grid: Grid, firstRow: number): number[] {
  const used: boolean[] = [];
  for (let r = firstRow; r < grid.length; r++) grid[r]?.forEach((cell, c) => (used[c] ||= isFilled(cell)));
  return used.flatMap((filled, c) => (filled ? [c] : []));
}

/** The line of the names (the first of several), or null where the data begin at once. */
function findHeader(
  grid: Grid,
  lines: readonly number[],
  merges: readonly MergedRange[],
  reader: CellReader,
): number | null {
  const filled = lines.map((r) => (grid[r] ?? []).filter(isFilled).length);
  const widest = Math.max(...filled);
  for (const [at, r] of lines.entries()) {
    if (at >= 20) break;
    const own = filled[at] ?? 0;
    const spread = merges.filter(({ s, e }) => s.r === r && e.c > s.c).reduce((sum, { s, e }) => sum + e.c - s.c, 0);
    const title = own === 1 && widest > 1;
    if (title || own + spread < Math.min(widest, Math.floor(widest / 2) + 1)) continue;
    const texts = (grid[r] ?? []).filter(isFilled).map((cell) => (cell?.t === 's' ? (reader.text(cell) ?? '') : ''));
    const words = texts.filter((text) => text !== '' && !/^[-+¥$]?[\d.,:/%\s-]+$/.test(text)).length;
    if (words < own / 2 || repeats(grid, r, lines, reader)) return null;
    return r;
  }
  return null;
}

/** True when a third of a line's texts stand again below it in their columns: then it is data, not names. */
function repeats(grid: Grid, r: number, lines: readonly number[], reader: CellReader): boolean {
  let again = 0;
  let all = 0;
  (grid[r] ?? []).forEach((cell, c) => {
    const text = reader.text(cell);
    if (text === null) return;
    all++;
    if (lines.some((other) => other > r && reader.text(grid[other]?.[c]) === text)) again++;
  });
  return all > 0 && again >= all / 3;
}

/** How many lines the names take: more than one where a name spreads over several columns, or columns, that have names of their own below. */
function headerDepth(grid: Grid, r: number, merges: readonly MergedRange[], reader: CellReader): number {
  const here = merges.filter(({ s }) => s.r === r);
  const below = (c: number): boolean => {
    const cell = grid[r + 1]?.[c];
    return cell?.t === 's' && (reader.text(cell) ?? '') !== '';
  };
  const groups = here.filter(({ s, e }) => e.c > s.c && e.r === r);
  const split = groups.some(({ s, e }) => {
    for (let c = s.c; c <= e.c; c++) if (!below(c)) return false;
    return true;
  });
  const tall = Math.max(1, ...here.map(({ s, e }) => e.r - s.r + 1));
  return Math.min(3, Math.max(split ? 2 : 1, tall));
}

function copyRange(grid: Grid, { s, e }: MergedRange, lastRow: number): number {
  const cell = grid[s.r]?.[s.c];
  if (!isFilled(cell)) return 0;
  let copied = 0;
  for (let r = s.r; r <= Math.min(e.r, lastRow, grid.length - 1); r++) {
    const row = (grid[r] ??= []);
    for (let c = s.c; c <= Math.min(e.c, s.c + 1000); c++) {
      if (isFilled(row[c])) continue;
      row[c] = cell;
      copied++;
    }
  }
  return copied;
}

/** A cell merged over several rows of one column says the same of each of them. */
function fillDown(grid: Grid, merges: readonly MergedRange[], firstRow: number, notes: Notes): void {
  let filled = 0;
  for (const range of merges) {
    if (range.s.r < firstRow || range.s.c !== range.e.c || range.e.r === range.s.r || filled > MERGED_LIMIT) continue;
    const copied = copyRange(grid, range, range.e.r);
    if (copied > 0) notes.add('merged-cells-filled', { line: range.s.r + 1 }, copied);
    filled += copied;
  }
}

function lineText(row: Grid[number] | undefined, reader: CellReader): string {
  return (row ?? [])
    .map((cell) => reader.text(cell) ?? '')
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, 200);
}

const TOTAL = /^(合\s*计|总\s*计|小\s*计|總計|合計|total|grand total|subtotal|sum)[:：]?$/i;
const GROUP = 2000;

/** The rows of a planned sheet as text, blank ones left out, in groups; error cells become NULL and are noted, and so is where line numbers jump. */
export function* sheetRows(
  grid: Grid,
  plan: SheetPlan,
  columns: readonly string[],
  reader: CellReader,
  notes: Notes,
  jumps: [number, number][] = [],
): Generator<{ rows: (string | null)[][]; line: number }> {
  let rows: (string | null)[][] = [];
  let count = 0;
  let before = -2;
  for (let r = plan.firstRow; r < grid.length; r++) {
    const cells = grid[r];
    if (!cells) continue;
    let empty = true;
    const row = plan.columns.map((c, at) => {
      const cell = cells[c];
      const text = reader.text(cell);
      if (text !== null && text.trim() !== '') empty = false;
      if (cell?.t === 'e') notes.add('error-cell', { column: columns[at] ?? '', line: r + 1, text: errorText(cell) });
      if (cell?.t === 'n' && typeof cell.v === 'number' && Math.abs(cell.v) >= 1e15 && Number.isInteger(cell.v)) {
        notes.add('long-number', { column: columns[at] ?? '', line: r + 1, text: text ?? '' });
      }
      return text;
    });
    if (empty) continue;
    count++;
    if (r !== before + 1) jumps.push([count, r + 1]);
    before = r;
    const first = row.find((text) => text !== null);
    if (first && TOTAL.test(first.trim())) notes.add('total-row', { line: r + 1, text: first });
    rows.push(row);
    if (rows.length >= GROUP) {
      yield { rows, line: r + 1 };
      rows = [];
    }
  }
  if (rows.length > 0) yield { rows, line: grid.length };
}
