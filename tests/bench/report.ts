import { writeFileSync } from 'node:fs';

/** One measured line. Times in ms, memory and sizes in MB; `native` and `ratio` where there is something to compare with. */
export interface Line {
  readonly name: string;
  readonly ours: number;
  readonly native: number | null;
  readonly ratio: number | null;
  readonly target: string;
  readonly pass: boolean;
}

/** Lines as they are measured, each written to `file` at once, and printed as a table at the end. */
export class Report {
  readonly lines: Line[] = [];

  constructor(readonly file: string) {}

  /** At most `limit` times what the native tool takes. */
  ratio(name: string, ours: number, native: number, limit: number): void {
    const ratio = ours / native;
    this.#add({ name, ours, native, ratio, target: `<= ${limit}x`, pass: ratio <= limit });
  }

  /** At most `limit`, in the unit of `ours`. */
  limit(name: string, ours: number, limit: number, unit: string): void {
    this.#add({ name, ours, native: null, ratio: null, target: `<= ${limit} ${unit}`, pass: ours <= limit });
  }

  /** At most the native figure and `more`. */
  within(name: string, ours: number, native: number, more: number): void {
    this.#add({
      name,
      ours,
      native,
      ratio: ours / native,
      target: `<= native + ${more} ms`,
      pass: ours <= native + more,
    });
  }

  /** Something to know that has no target. */
  fact(name: string, ours: number): void {
    this.#add({ name, ours, native: null, ratio: null, target: '', pass: true });
  }

  /** Whether ours is as good as the reference; nothing to do with time. */
  check(name: string, ours: number, native: number, pass: boolean): void {
    this.#add({ name, ours, native, ratio: null, target: 'as good', pass });
  }

  /** A sentence for the reader of the output. */
  note(words: string): void {
    console.log(words);
  }

  /** Runs a part; one that breaks is a missed line, and the others are still measured. */
  async part(name: string, work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    try {
      await work();
    } catch (error) {
      console.error(error);
      this.#add({ name: `${name}: broke off`, ours: NaN, native: null, ratio: null, target: '', pass: false });
    }
    this.note(`     (${name}: ${((performance.now() - start) / 1000).toFixed(0)} s)`);
  }

  print(): void {
    const round = (n: number | null) => (n === null ? '' : n >= 100 ? n.toFixed(0) : n.toFixed(2));
    const head = ['name', 'ours', 'native', 'ratio', 'target', 'pass'];
    const rows = this.lines.map((line) => [
      line.name,
      round(line.ours),
      round(line.native),
      round(line.ratio),
      line.target,
      line.pass ? 'yes' : 'NO',
    ]);
    const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
    console.log('');
    for (const row of [head, ...rows])
      console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '));
  }

  #add(line: Line): void {
    this.lines.push(line);
    writeFileSync(this.file, `${JSON.stringify(this.lines, null, 2)}\n`);
    const beside = line.target === 'as good' ? ` (reference ${line.native!.toFixed(5)})` : '';
    const ours = beside ? line.ours.toFixed(5) : line.ours.toFixed(1);
    const ratio = line.ratio === null ? beside : ` (${line.ratio.toFixed(2)}x)`;
    console.log(`${line.pass ? 'ok  ' : 'MISS'} ${line.name}: ${ours}${ratio} ${line.target}`);
  }
}

/** The middle of an odd number of values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
