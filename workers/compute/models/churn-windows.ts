// Which days a churn model may learn from and which it is judged on, so that no feature knows its own label.
// Snapshots roll back from the end of the data; features of a snapshot come from before its cutoff, its label from the window
// after it (and after a gap in which nobody can be reached yet). The newest complete snapshot is the test, as in use; training
// snapshots end their label windows before the test's cutoff. See Kaufman et al. (2012), "Leakage in data mining", ACM TKDD 6(4).
// Dates are whole days (days since 1970-01-01, or any other count). No random numbers.
import { refuse, type Caution, type Outcome } from './outcome.ts';

export interface Snapshot {
  /** Features come from days in [featureFrom, cutoff). */
  featureFrom: number;
  cutoff: number;
  /** The label is whether anything happens on days in [labelFrom, labelTo). */
  labelFrom: number;
  labelTo: number;
}

export interface SnapshotPlan {
  training: Snapshot[];
  test: Snapshot;
  /** For scoring today: all data up to `asOf`, a label not yet known. */
  scoring: Snapshot;
}

export interface SnapshotOptions {
  /** Day of the first event. */
  firstDay: number;
  /** The day after the last complete day of data. */
  asOf: number;
  /** Length of the label window in days, >= 1. */
  horizon: number;
  /** Days between cutoff and label window (default 0). */
  gap?: number;
  /** Days between training cutoffs (default: the horizon, so that label windows do not overlap). */
  every?: number;
  /** Most training snapshots (default 6). */
  most?: number;
  /** Days of history features may use (default: all). */
  lookback?: number;
  /** Least days of history before a cutoff (default: the horizon). */
  history?: number;
}

export function planSnapshots(options: SnapshotOptions): Outcome<{ plan: SnapshotPlan; cautions: Caution[] }> {
  const {
    firstDay,
    asOf,
    horizon,
    gap = 0,
    every = horizon,
    most = 6,
    lookback = Infinity,
    history = horizon,
  } = options;
  const given = { firstDay, asOf, horizon, gap, every, most, history };
  for (const [option, value] of Object.entries(given))
    if (!Number.isInteger(value)) return refuse('unusable-option', { option, value: String(value) });
  if (horizon < 1 || gap < 0 || every < 1 || most < 1 || history < 0 || !(lookback >= 1))
    return refuse('unusable-option', { horizon, gap, every, most, lookback: String(lookback) });
  const snapshot = (cutoff: number): Snapshot => ({
    featureFrom: Math.max(firstDay, cutoff - lookback),
    cutoff,
    labelFrom: cutoff + gap,
    labelTo: cutoff + gap + horizon,
  });
  const test = snapshot(asOf - gap - horizon);
  const training: Snapshot[] = [];
  for (
    let cutoff = test.cutoff - gap - horizon;
    training.length < most && cutoff - firstDay >= history;
    cutoff -= every
  )
    training.unshift(snapshot(cutoff));
  if (training.length === 0)
    return refuse('too-few-rows', { days: asOf - firstDay, needed: history + 2 * (gap + horizon) });
  const cautions: Caution[] = [];
  if (every < horizon) cautions.push({ reason: 'window-too-short', detail: { every, horizon } });
  return { ok: true, plan: { training, test, scoring: snapshot(asOf) }, cautions };
}

export interface DCurvePoint {
  /** Days of silence after which a customer is called lost. */
  days: number;
  /** Share in [0, 1] of those who came back that were called lost (type I). */
  falseAlarm: number;
  /** Share of those who did not come back that were not yet called lost (type II). */
  missed: number;
}

/**
 * The D-curve: for each length of silence at the cutoff, how often calling a customer lost was wrong either way, judged by the
 * window that followed. `best` has the smallest sum of both errors. `silence`: days since the last event at the cutoff, >= 0;
 * `returned`: whether the customer came back within the window. Choose the definition of churn on a snapshot that is not the test.
 */
export function dCurve(
  silence: ArrayLike<number>,
  returned: ArrayLike<number | boolean>,
  days?: readonly number[],
): Outcome<{ points: DCurvePoint[]; best: DCurvePoint }> {
  const n = silence.length;
  if (returned.length !== n) return refuse('unequal-lengths', { labels: returned.length, rows: n });
  const back: number[] = [];
  const gone: number[] = [];
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(silence[i]!)) return refuse('not-finite', { row: i, value: String(silence[i]) });
    (returned[i] ? back : gone).push(silence[i]!);
  }
  if (back.length === 0 || gone.length === 0) return refuse('one-class', { rows: n, returned: back.length });
  const [sortedBack, sortedGone] = [Float64Array.from(back).sort(), Float64Array.from(gone).sort()];
  const longest = Math.max(sortedBack[sortedBack.length - 1]!, sortedGone[sortedGone.length - 1]!);
  const grid = days ?? Array.from({ length: 101 }, (_, k) => Math.round((k * (longest + 1)) / 100));
  let [b, g] = [0, 0];
  const points = [...new Set(grid)]
    .sort((x, y) => x - y)
    .map((at) => {
      while (b < sortedBack.length && sortedBack[b]! < at) b++;
      while (g < sortedGone.length && sortedGone[g]! < at) g++;
      return { days: at, falseAlarm: 1 - b / sortedBack.length, missed: g / sortedGone.length };
    });
  const best = points.reduce((x, y) => (y.falseAlarm + y.missed < x.falseAlarm + x.missed ? y : x));
  return { ok: true, points, best };
}
