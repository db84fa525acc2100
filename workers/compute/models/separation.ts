import type { Design } from './logistic-objective.ts';

export interface Separation {
  /** The fitted score parts events from non-events without a single error. */
  complete: boolean;
  /** Columns (numbered without the intercept) that alone part them, or have a level where only one of the two occurs. */
  columns: number[];
}

/** A level needs this many rows before "only one outcome there" is more than chance. */
const LEVEL_ROWS = 10;

/**
 * Looks for separation, under which the likelihood has no maximum (Albert & Anderson 1984): in the fitted score, in each
 * column's ranges, and in the two levels of each two-valued column.
 */
export function findSeparation(design: Design, w: Float64Array): Separation {
  const { x, rows, width, y } = design;
  const columns: number[] = [];
  for (let j = 1; j < width; j++) {
    const ranges = [
      [Infinity, -Infinity],
      [Infinity, -Infinity],
    ];
    for (let i = 0; i < rows; i++) extend(ranges[y[i]!]!, x[i * width + j]!);
    const apart = ranges[0]![1]! < ranges[1]![0]! || ranges[1]![1]! < ranges[0]![0]!;
    if (apart || hasPureLevel(design, j, ranges)) columns.push(j - 1);
  }
  const scores = [
    [Infinity, -Infinity],
    [Infinity, -Infinity],
  ];
  for (let i = 0; i < rows; i++) {
    let score = 0;
    for (let j = 0; j < width; j++) score += x[i * width + j]! * w[j]!;
    extend(scores[y[i]!]!, score);
  }
  return { complete: scores[0]![1]! < scores[1]![0]!, columns };
}

function extend(range: number[], value: number): void {
  if (value < range[0]!) range[0] = value;
  if (value > range[1]!) range[1] = value;
}

function hasPureLevel({ x, rows, width, y }: Design, j: number, ranges: number[][]): boolean {
  const low = Math.min(ranges[0]![0]!, ranges[1]![0]!);
  const high = Math.max(ranges[0]![1]!, ranges[1]![1]!);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const value = x[i * width + j]!;
    if (value !== low && value !== high) return false;
    counts[(value === high ? 2 : 0) + y[i]!]!++;
  }
  const pure = (a: number, b: number) => a + b >= LEVEL_ROWS && (a === 0 || b === 0);
  return pure(counts[0]!, counts[1]!) || pure(counts[2]!, counts[3]!);
}
