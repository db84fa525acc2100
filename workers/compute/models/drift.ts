// How far a column (or a score) has moved since a model was trained: the population stability index, Σ (a − e) ln(a / e) over
// bins that hold equal shares of the reference. Siddiqi (2006), Credit Risk Scorecards, Wiley, ch. 9; as a symmetric
// Kullback-Leibler divergence: Yurdakul & Naranjo (2020), Journal of Risk Model Validation 14. Below .1 is calm, above .25 a
// different population (Siddiqi's rule of thumb). Input: finite numbers; NaN has a bin of its own. No random numbers.
import { sortedQuantile } from '../math/quantile.ts';
import { refuse, type Outcome } from './outcome.ts';

export interface DriftBin {
  /** Values above `from` and at most `to`; NaN for the bin of missing values. */
  from: number;
  to: number;
  expected: number;
  actual: number;
  part: number;
}

export type DriftLevel = 'calm' | 'moved' | 'different';

export interface Drift {
  psi: number;
  level: DriftLevel;
  /** What sampling alone gives on average, (bins − 1)(1/n + 1/m): a smaller index says nothing. */
  byChance: number;
  bins: DriftBin[];
}

/** Σ (a − e) ln(a / e) of two lists of counts; empty cells count as half a row, so that no term is infinite. */
export function stabilityIndex(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length) throw new Error(`bins differ: ${expected.length} and ${actual.length}`);
  const [e, a] = [shares(expected), shares(actual)];
  return e.reduce((sum, share, k) => sum + (a[k]! - share) * Math.log(a[k]! / share), 0);
}

function shares(counts: ArrayLike<number>): number[] {
  let total = 0;
  for (let k = 0; k < counts.length; k++) total += counts[k]!;
  return Array.from(counts, (count) => (count > 0 ? count : 0.5) / total);
}

/** The bins that later values are counted in, and how many values each held; plain numbers, so that it can be kept with a model. */
export interface DriftReference {
  edges: number[];
  counts: number[];
}

export function driftReference(values: ArrayLike<number>, bins = 10): DriftReference {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const edges = [...new Set(Array.from({ length: bins - 1 }, (_, k) => sortedQuantile(sorted, (k + 1) / bins)))].filter(
    (edge) => edge < sorted[sorted.length - 1]!,
  );
  return { edges, counts: [...count(values, edges)] };
}

export function measureDrift(reference: ArrayLike<number>, current: ArrayLike<number>, bins = 10): Outcome<Drift> {
  return driftSince(driftReference(reference, bins), current);
}

export function driftSince({ edges, counts }: DriftReference, current: ArrayLike<number>): Outcome<Drift> {
  const before = counts.reduce((sum, n) => sum + n, 0);
  if (before === 0 || current.length === 0) return refuse('no-rows', { reference: before, current: current.length });
  const now = count(current, edges);
  // A bin empty on both sides says nothing.
  const used = Array.from(counts.keys()).filter((k) => counts[k]! + now[k]! > 0);
  const e = shares(used.map((k) => counts[k]!));
  const a = shares(used.map((k) => now[k]!));
  const table = used.map((k, i) => ({
    from: k > edges.length ? NaN : k === 0 ? -Infinity : edges[k - 1]!,
    to: k > edges.length ? NaN : (edges[k] ?? Infinity),
    expected: e[i]!,
    actual: a[i]!,
    part: (a[i]! - e[i]!) * Math.log(a[i]! / e[i]!),
  }));
  const psi = table.reduce((sum, bin) => sum + bin.part, 0);
  return {
    ok: true,
    psi,
    level: levelOf(psi),
    byChance: byChance(used.length, before, current.length),
    bins: table,
  };
}

/** What kinds of words there were, most frequent first, and how many of each, of all others and missing. */
export interface LevelReference {
  levels: string[];
  counts: number[];
}

export function levelReference(values: readonly (string | null)[], most = 20): LevelReference {
  const all = new Map<string, number>();
  for (const value of values) if (value !== null) all.set(value, (all.get(value) ?? 0) + 1);
  const ranked = [...all].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most);
  const levels = ranked.map(([level]) => level);
  return { levels, counts: [...countLevels(values, levels)] };
}

export function levelDriftSince(
  { levels, counts }: LevelReference,
  current: readonly (string | null)[],
): Outcome<Omit<Drift, 'bins'>> {
  const before = counts.reduce((sum, n) => sum + n, 0);
  if (before === 0 || current.length === 0) return refuse('no-rows', { reference: before, current: current.length });
  const now = countLevels(current, levels);
  const used = Array.from(counts.keys()).filter((k) => counts[k]! + now[k]! > 0);
  const psi = stabilityIndex(
    used.map((k) => counts[k]!),
    used.map((k) => now[k]!),
  );
  return { ok: true, psi, level: levelOf(psi), byChance: byChance(used.length, before, current.length) };
}

function levelOf(psi: number): DriftLevel {
  return psi < 0.1 ? 'calm' : psi < 0.25 ? 'moved' : 'different';
}

function byChance(bins: number, before: number, now: number): number {
  return (bins - 1) * (1 / before + 1 / now);
}

/** Rows per level; two more at the end for other levels and for missing values. */
function countLevels(values: readonly (string | null)[], levels: readonly string[]): Float64Array {
  const places = new Map(levels.map((level, k) => [level, k]));
  const counts = new Float64Array(levels.length + 2);
  for (const value of values) counts[value === null ? levels.length + 1 : (places.get(value) ?? levels.length)]!++;
  return counts;
}

/** Rows per bin; one bin more at the end for missing values. */
function count(values: ArrayLike<number>, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(edges.length + 2);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let k = 0;
    if (Number.isNaN(value)) k = edges.length + 1;
    else while (k < edges.length && value > edges[k]!) k++;
    counts[k]!++;
  }
  return counts;
}
