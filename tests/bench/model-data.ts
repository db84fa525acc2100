import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../workers/compute/math/random.ts';
import { distinctHistories } from '../../workers/compute/models/purchase-history.ts';

const FOLDER = join('tests', 'bench', 'data');
const SEED = 20250701;

/** Sizes of the data sets, known to both sides. */
export const SHAPE = {
  points: { rows: 1_000_000, dimensions: 8, k: 6, iterations: 30 },
  labelled: { rows: 200_000, test: 100_000, columns: 30 },
  labelledSets: 6,
  histories: { customers: 200_000 },
} as const;

/** Files of little-endian doubles, made from a seed once, that the page and Python both read. */
export interface ModelData {
  /** Start centres (k x dimensions), then the points, row by row. */
  readonly points: string;
  /**
   * Column by column the features of training and test rows, then the labels (0, 1) of all. Columns are on one scale. Several sets from
   * the same world: the first is the one that is timed.
   */
  readonly labelled: readonly string[];
  /** x, t_x and T in weeks of each customer, column by column. */
  readonly histories: string;
  /** The same collapsed to distinct rows: x, t_x, T and the number of customers. */
  readonly distinct: string;
}

export function modelData(): ModelData {
  mkdirSync(FOLDER, { recursive: true });
  return {
    points: written('points', points),
    labelled: Array.from({ length: SHAPE.labelledSets }, (_, set) =>
      written(set === 0 ? 'labelled' : `labelled-${set}`, () => labelled(set)),
    ),
    histories: written('histories', () => Object.values(histories())),
    distinct: written('distinct-histories', () => {
      const { x, tx, T, count } = distinctHistories(histories());
      return [x, tx, T, count];
    }),
  };
}

function written(name: string, make: () => readonly Float64Array[]): string {
  const file = join(FOLDER, `${name}.f64`);
  if (existsSync(file)) return file;
  console.log(`writing ${file}`);
  const out = openSync(`${file}.part`, 'w');
  for (const part of make()) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at, Math.min(bytes.length - at, 1 << 28));
  }
  closeSync(out);
  renameSync(`${file}.part`, file);
  return file;
}

/** Groups that overlap, of unequal size and spread, as customers are: not the well separated heaps on which bounds save everything. */
function points(): Float64Array[] {
  const { rows, dimensions: d, k } = SHAPE.points;
  const random = seededRandom(SEED);
  const centres = Array.from({ length: k * d }, () => random.normal(0, 1.2));
  const spreads = Array.from({ length: k }, () => 0.7 + 0.6 * random.uniform());
  const data = new Float64Array(rows * d);
  for (let i = 0; i < rows; i++) {
    const group = Math.floor(k * random.uniform() ** 1.5);
    for (let j = 0; j < d; j++) data[i * d + j] = centres[group * d + j]! + spreads[group]! * random.normal();
  }
  const start = new Float64Array(k * d);
  for (let c = 0; c < k; c++) {
    const row = random.integer(rows);
    start.set(data.subarray(row * d, (row + 1) * d), c * d);
  }
  return [start, data];
}

/** Features of many kinds (bell-shaped, skewed, few values, copies with noise) and an event that depends on some of them, bent and together. */
function labelled(set: number): Float64Array[] {
  const { rows, test, columns } = SHAPE.labelled;
  const n = rows + test;
  const random = seededRandom(SEED + 1 + 100 * set);
  const features = Array.from({ length: columns }, () => new Float64Array(n));
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < columns; j++) {
      const kind = j % 5;
      const z = random.normal();
      features[j]![i] =
        kind === 0
          ? z
          : kind === 1
            ? Math.exp(z)
            : kind === 2
              ? random.poisson(2)
              : kind === 3
                ? random.uniform() < 0.3
                  ? 1
                  : 0
                : 0.7 * features[j - 4]![i]! + 0.7 * z;
    }
    const [a, b, c, d, e, f, g] = [0, 1, 2, 3, 5, 6, 10].map((j) => features[j]![i]!) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const score =
      -1.4 +
      0.8 * a +
      0.5 * Math.log(b) -
      0.4 * c +
      0.7 * d +
      0.6 * Math.sin(2 * e) +
      (f > 1.5 && a > 0 ? 0.9 : 0) +
      0.3 * g * e;
    y[i] = random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  }
  return [...features.map((column) => standardised(column, rows)), y];
}

/** On the scale of the training rows, so that a solver that does not scale is not slowed by it. */
function standardised(column: Float64Array, rows: number): Float64Array {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < rows; i++) sum += column[i]!;
  const mean = sum / rows;
  for (let i = 0; i < rows; i++) squares += (column[i]! - mean) ** 2;
  const sd = Math.sqrt(squares / rows);
  return column.map((value) => (value - mean) / sd);
}

/** Customers of a BG/NBD world, observed for up to two years, to the day. */
function histories(): { x: Float64Array; tx: Float64Array; T: Float64Array } {
  const { customers } = SHAPE.histories;
  const random = seededRandom(SEED + 2);
  const [r, alpha, a, b] = [0.6, 8, 0.9, 3];
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(customers)) as [Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < customers; i++) {
    const days = 7 + random.integer(724);
    const rate = random.gamma(r, 1 / alpha) / 7;
    const leave = random.beta(a, b);
    let last = 0;
    for (let clock = random.exponential(rate); clock <= days; clock += random.exponential(rate)) {
      const day = Math.ceil(clock);
      // Purchases of one day are one.
      if (day > last) {
        x[i]!++;
        last = day;
      }
      if (random.uniform() < leave) break;
    }
    tx[i] = last / 7;
    T[i] = days / 7;
  }
  return { x, tx, T };
}
