import { kaplanMeier, survivalAt, type SurvivalColumns, type SurvivalCurve } from './kaplan-meier.ts';
import { refuse, type Refusal } from './refusal.ts';

// After how long a silence is a customer lapsed? Read from the survival curve of the time to the next order, in which the open last
// interval of every customer is censored; the quantile of finished gaps alone would call people lapsed too early, because fast
// repeaters have more of them. With S that curve, P(return | silent for d) = (S(d) − S(∞)) / S(d), and the lapse point is the
// smallest d at which it falls below a threshold. The curve is Kaplan & Meier (1958), see kaplan-meier.ts; choosing the
// point by both errors follows the engineers of Indeed (2020). Draws no random numbers.
// Input, one entry an interval: time (days, >= 0), from an order to the next (event 1) or to the cutoff (event 0); weight optional.

export interface LapseOptions {
  /** Lapsed when the chance to return is below this, in (0, 1). */
  threshold?: number;
  /** The curve is read only while at least this many are at risk: its tail is noise. */
  minAtRisk?: number;
  minEvents?: number;
}

export interface LapsePoint {
  ok: true;
  curve: SurvivalCurve;
  /** The longest silence that can be judged: the last time with enough intervals at risk. */
  horizon: number;
  /** S at the horizon: the share that does not return as far as can be seen. */
  never: number;
  /** Days of silence after which the chance to return within what can be seen is below the threshold. */
  days: number;
  /** Of those silent for three quarters of the horizon, the share that still returns in its last quarter. */
  stillReturning: number;
  /** Whether the curve has levelled out (`stillReturning` below half the threshold); if not, `days` is only a lower bound. */
  settled: boolean;
}

/** Finds the lapse point, or says why it cannot. */
export function lapsePoint(
  intervals: SurvivalColumns,
  { threshold = 0.1, minAtRisk = 30, minEvents = 30 }: LapseOptions = {},
): LapsePoint | Refusal<'too-few-returns' | 'nobody-lapses' | 'too-few-intervals'> {
  if (!(threshold > 0 && threshold < 1)) throw new Error(`the threshold must be in (0, 1): ${threshold}`);
  const curve = kaplanMeier(intervals);
  if (curve.eventTotal < minEvents) return refuse('too-few-returns', { returns: curve.eventTotal, needed: minEvents });
  let last = -1;
  curve.atRisk.forEach((n, i) => {
    if (n >= minAtRisk) last = i;
  });
  if (last < 0) return refuse('too-few-intervals', { intervals: curve.observations, needed: minAtRisk });
  const never = curve.survival[last]!;
  if (!(never > 0)) return refuse('nobody-lapses', { horizon: curve.time[last]! });
  const days = curve.time.find((_, i) => (curve.survival[i]! - never) / curve.survival[i]! < threshold)!;
  const horizon = curve.time[last]!;
  const stillReturning = 1 - never / survivalAt(curve, 0.75 * horizon);
  return { ok: true, curve, horizon, never, days, stillReturning, settled: stillReturning < threshold / 2 };
}

/** P(return | silent for d days), as far as the horizon shows; 0 beyond it. */
export function chanceToReturn({ curve, never }: LapsePoint, d: number): number {
  const s = survivalAt(curve, d);
  return Math.max(0, (s - never) / s);
}

/** The share of customers expected to have ordered again within `d` days of an order. */
export function returnedWithin({ curve }: LapsePoint, d: number): number {
  return 1 - survivalAt(curve, d);
}

/** The silence after which this one customer counts as lapsed: the global point, or later where his own rhythm is slower. */
export function personalLapse(
  globalDays: number,
  own: { gaps: number; median: number } | null,
  { factor = 2, minGaps = 3 } = {},
): number {
  return own && own.gaps >= minGaps ? Math.max(globalDays, factor * own.median) : globalDays;
}

/** Both errors of calling everybody lapsed who has been silent for `days` or longer. */
export interface LapseErrors {
  days: number;
  /** Of the customers who will return, the share called lapsed. */
  falseAlarm: number;
  /** Of the customers who will not, the share not yet called so. */
  missed: number;
}

/** The two errors at each candidate, over the present silences (days) of the customers; `counts` says how many share each silence. */
export function lapseErrors(
  point: LapsePoint,
  silences: ArrayLike<number>,
  candidates: readonly number[],
  counts?: ArrayLike<number>,
): LapseErrors[] {
  const chances = Float64Array.from(silences, (d) => chanceToReturn(point, d));
  const many = (i: number) => counts?.[i] ?? 1;
  let [returning, customers] = [0, 0];
  chances.forEach((c, i) => {
    returning += c * many(i);
    customers += many(i);
  });
  const gone = customers - returning;
  return candidates.map((days) => {
    let [alarm, missed] = [0, 0];
    chances.forEach((c, i) => {
      if (silences[i]! >= days) alarm += c * many(i);
      else missed += (1 - c) * many(i);
    });
    const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0);
    return { days, falseAlarm: share(alarm, returning), missed: share(missed, gone) };
  });
}

/** The candidate with the smallest weighted sum of both errors; `alarmWeight` in [0, 1] says how much a false alarm costs. */
export function bestLapse(errors: readonly LapseErrors[], alarmWeight = 0.5): LapseErrors | null {
  const cost = (e: LapseErrors) => alarmWeight * e.falseAlarm + (1 - alarmWeight) * e.missed;
  return errors.reduce<LapseErrors | null>((best, e) => (!best || cost(e) < cost(best) ? e : best), null);
}
