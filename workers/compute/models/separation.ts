import { scoreRows, type Design } from './logistic-design.ts';

export interface Separation {
  /** The fitted score parts events from non-events without a single error. */
  complete: boolean;
  /** Columns (numbered without the intercept) that alone part them, or have a level where only one of the two occurs. */
  columns: number[];
}

/** A level needs this many rows before "only one outcome there" is more than chance. */
const LEVEL_ROWS = 10;
/** Rows scored at once. */
const BLOCK = 4096;

/**
 * Looks for separation, under which the likelihood has no maximum (Albert & Anderson 1984): in the fitted score, in each
 * column's ranges, and in the two levels of each two-valued column. A column is read only until it shows that it parts nothing.
 */
export function findSeparation(design: Design, w: Float64Array): Separation {
  const { x, stride, rows, width, y, scores } = design;
  const columns: number[] = [];
  for (let j = 1; j < width; j++) {
    const column = x.subarray(j * stride, j * stride + rows);
    const ranges = new Ranges();
    const levels = new Levels();
    for (let i = 0; i < rows && (levels.open || !ranges.overlap); i++) {
      ranges.add(column[i]!, y[i]!);
      levels.add(column[i]!, y[i]!);
    }
    if (!ranges.overlap || levels.pure) columns.push(j - 1);
  }
  const ranges = new Ranges();
  for (let from = 0; from < rows && !ranges.overlap; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    scoreRows(design, w, from, to);
    for (let i = from; i < to; i++) ranges.add(x[scores + i]!, y[i]!);
  }
  return { complete: ranges.rising, columns };
}

/** Where the values of events and of the others lie. */
class Ranges {
  #low0 = Infinity;
  #high0 = -Infinity;
  #low1 = Infinity;
  #high1 = -Infinity;

  add(value: number, event: number): void {
    if (event === 1) {
      if (value < this.#low1) this.#low1 = value;
      if (value > this.#high1) this.#high1 = value;
    } else {
      if (value < this.#low0) this.#low0 = value;
      if (value > this.#high0) this.#high0 = value;
    }
  }

  /** All events above all others. */
  get rising(): boolean {
    return this.#high0 < this.#low1;
  }

  /** A value of the one lies among those of the other; more values change nothing. */
  get overlap(): boolean {
    return !this.rising && !(this.#high1 < this.#low0);
  }
}

/** The first two values of a column, and how often each comes with and without the event. */
class Levels {
  #first = NaN;
  #second = NaN;
  readonly #counts = [0, 0, 0, 0];
  #unseen = 4;
  #two = true;

  /** True while more rows could change the answer: fewer than three values, and not yet both outcomes at both. */
  get open(): boolean {
    return this.#two && this.#unseen > 0;
  }

  add(value: number, event: number): void {
    if (!this.open) return;
    if (this.#first !== this.#first) this.#first = value;
    else if (value !== this.#first && this.#second !== this.#second) this.#second = value;
    if (value !== this.#first && value !== this.#second) this.#two = false;
    else if (this.#counts[(value === this.#first ? 0 : 2) + event]!++ === 0) this.#unseen--;
  }

  /** A level has only one of the two outcomes. */
  get pure(): boolean {
    const pure = (a: number, b: number) => a + b >= LEVEL_ROWS && (a === 0 || b === 0);
    const [a = 0, b = 0, c = 0, d = 0] = this.#counts;
    return this.#two && (pure(a, b) || pure(c, d));
  }
}
