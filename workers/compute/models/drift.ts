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

export function measureDrift(reference: ArrayLike<number>, current: ArrayLike<number>, bins = 10): Outcome<Drift> {
  if (reference.length === 0 || current.length === 0)
    return refuse('no-rows', { reference: reference.length, current: current.length });
  const sorted = Float64Array.from(reference)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges = [...new Set(Array.from({ length: bins - 1 }, (_, k) => sortedQuantile(sorted, (k + 1) / bins)))].filter(
    (edge) => edge < sorted[sorted.length - 1]!,
  );
  const [expected, actual] = [count(reference, edges), count(current, edges)];
  // A bin empty on both sides says nothing.
  const used = Array.from(expected.keys()).filter((k) => expected[k]! + actual[k]! > 0);
  const e = shares(used.map((k) => expected[k]!));
  const a = shares(used.map((k) => actual[k]!));
  const table = used.map((k, i) => ({
    from: k > edges.length ? NaN : k === 0 ? -Infinity : edges[k - 1]!,
    to: k > edges.length ? NaN : (edges[k] ?? Infinity),
    expected: e[i]!,
    actual: a[i]!,
    part: (a[i]! - e[i]!) * Math.log(a[i]! / e[i]!),
  }));
  const psi = table.reduce((sum, bin) => sum + bin.part, 0);
  const byChance = (used.length - 1) * (1 / reference.length + 1 / current.length);
  return { ok: true, psi, level: psi < 0.1 ? 'calm' : psi < 0.25 ? 'moved' : 'different', byChance, bins: table };
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
