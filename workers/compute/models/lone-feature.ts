// What one feature tells alone: the share of events in each part of its values (twenty parts of a number, frequent levels of words,
// missing values by themselves), drawn towards the share of all where rows are few. It finds the best plain rule to beat, and features
// that tell the answer by themselves, whether upwards, downwards or by being missing.
// Input: a raw column and labels 0 or 1. Random numbers: seeded, for the halves that judge each other.
import { sortedQuantile } from '../math/quantile.ts';
import { stratifiedFolds } from './folds.ts';
import { fitLevels, type LevelCoder } from './level-columns.ts';
import { columnAt, isWords, type RawColumn } from './raw-table.ts';
import { areaUnderRoc } from './ranking-metrics.ts';
import { scoreCurve } from './score-curve.ts';

const PARTS = 20;
/** Rows of the common share that each part is given besides its own. */
const PRIOR = 10;

export interface LoneFeature {
  edges: number[];
  coder: LevelCoder | null;
  /** Share of events by part; the last two are other levels and missing values. */
  rates: number[];
}

export function fitLoneFeature(column: RawColumn, y: ArrayLike<number>): LoneFeature {
  const coder = isWords(column) ? fitLevels('', column).coder : null;
  const edges = isWords(column) ? [] : edgesOf(column);
  const size = (coder ? coder.levels.length : edges.length + 1) + 2;
  const [rows, events] = [new Float64Array(size), new Float64Array(size)];
  const part = partOf({ edges, coder }, size);
  let all = 0;
  for (let i = 0; i < y.length; i++) {
    const k = part(column, i);
    rows[k]!++;
    events[k]! += y[i]!;
    all += y[i]!;
  }
  const base = y.length > 0 ? all / y.length : 0;
  return { edges, coder, rates: Array.from(rows, (n, k) => (events[k]! + PRIOR * base) / (n + PRIOR)) };
}

/** The share of events of each row's part. */
export function loneScores(lone: LoneFeature, column: RawColumn): Float64Array {
  const part = partOf(lone, lone.rates.length);
  return Float64Array.from({ length: column.length }, (_, i) => lone.rates[part(column, i)]!);
}

/** The AUC that the feature reaches alone, on rows that its shares were not counted on; 0.5 where it cannot be told. */
export function loneAuc(column: RawColumn, y: ArrayLike<number>, seed: number): number {
  const half = stratifiedFolds(y, 2, { seed });
  const rows = [0, 1].map((k) => Int32Array.from(Array.from(half.keys()).filter((i) => half[i] === k)));
  let total = 0;
  for (const [learn, judge] of [rows, rows.toReversed()]) {
    const labels = (at: Int32Array) => Float64Array.from(at, (i) => y[i]!);
    const lone = fitLoneFeature(columnAt(column, learn!), labels(learn!));
    const curve = scoreCurve(labels(judge!), loneScores(lone, columnAt(column, judge!)));
    total += curve.ok ? areaUnderRoc(curve.curve) : 0.5;
  }
  return total / 2;
}

function edgesOf(column: Float64Array): number[] {
  const sorted = column.filter(Number.isFinite).sort();
  if (sorted.length === 0) return [];
  return [...new Set(Array.from({ length: PARTS - 1 }, (_, k) => sortedQuantile(sorted, (k + 1) / PARTS)))];
}

/** The part that a row falls in; of words: its level, other, missing; of numbers: the first edge not below it. */
function partOf({ edges, coder }: Pick<LoneFeature, 'edges' | 'coder'>, size: number) {
  const places = new Map((coder?.levels ?? []).map((level, k) => [level, k]));
  return (column: RawColumn, i: number): number => {
    const value = column[i]!;
    if (value === null || (typeof value === 'number' && Number.isNaN(value))) return size - 1;
    if (typeof value === 'string') return places.get(value) ?? size - 2;
    if (coder) return places.get(String(value)) ?? size - 2;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
