import type { EngineDoor } from '../api/compute.ts';
import type { LapseReport, RetentionReport, RetentionTask, ReturnCurve, ReturnShare } from '../api/retention.ts';
import type { ComputeStep } from '../api/step.ts';
import { kaplanMeier, stepAt, type SurvivalCurve } from '../models/kaplan-meier.ts';
import { bestLapse, chanceToReturn, lapseErrors, lapsePoint } from '../models/lapse.ts';
import { logRank } from '../models/log-rank.ts';
import { survivalBand, survivalQuantile } from '../models/survival-summary.ts';
import { readColumns, type Columns } from './columns.ts';
import { hazardsOf } from './hazards.ts';

/** Days within which the share who came back is said. */
const WITHIN = [7, 30, 60, 90, 180, 365];
/** A curve is shown while so many are watched: beyond, one customer moves it by more than a tenth. */
const WATCHED = 10;
/** Points drawn of a curve. */
const POINTS = 240;
/** Days at which both errors of a lapse point are computed. */
const CANDIDATES = 80;

/** Reads the waits in counts, and says when customers come back, whether groups differ, who lapses when, and what speeds it up. */
export async function runRetention(
  engine: EngineDoor,
  task: RetentionTask,
  progress: (step: ComputeStep) => void,
): Promise<RetentionReport> {
  progress({ step: 'asking', done: 0, total: 3 });
  const returns = readColumns(await engine.query('retention', task.returns), ['days', 'event', 'grp', 'n']);
  const gaps = readColumns(await engine.query('retention', task.gaps), ['days', 'event', 'n']);
  progress({ step: 'fitting', done: 1, total: 3 });
  const curves = returnCurves(returns, task.groups);
  const lapse = lapseOf(gaps, task.threshold);
  progress({ step: 'checking', done: 2, total: 3 });
  const test = groupTest(returns, curves);
  const { amount, levels, statement } = task.hazards;
  const names = ['days', 'event', 'n', ...(amount ? ['amount'] : []), ...levels.map((_, i) => `x${i}`)];
  const hazards =
    names.length > 3
      ? hazardsOf(readColumns(await engine.query('retention', statement), names), task.hazards)
      : ({ ok: false, reason: 'no-traits', detail: {} } as const);
  return {
    curves,
    test,
    lapse,
    hazards,
  };
}

/** The log-rank test of the groups that have anybody in them. */
function groupTest(
  { days: time, event, grp, n: count }: Columns<'days' | 'event' | 'grp' | 'n'>,
  curves: readonly ReturnCurve[],
): RetentionReport['test'] {
  if (curves.length < 2) return null;
  const place = new Map(curves.map((curve, i) => [curve.group, i]));
  const test = logRank({ time, event, group: grp.map((value) => place.get(value)!), count }, curves.length);
  return test.ok ? { ok: true, statistic: test.statistic, df: test.df, p: test.p } : test;
}

/** One curve a group that has anybody in it. */
export function returnCurves(rows: Columns<'days' | 'event' | 'grp' | 'n'>, groups: number): ReturnCurve[] {
  return Array.from({ length: groups }, (_, group) => {
    const at = rows.grp.reduce<number[]>((list, value, i) => (value === group ? [...list, i] : list), []);
    const take = (column: Float64Array) => Float64Array.from(at, (i) => column[i]!);
    return { group, curve: kaplanMeier({ time: take(rows.days), event: take(rows.event), count: take(rows.n) }) };
  })
    .filter(({ curve }) => curve.observations > 0)
    .map(({ group, curve }) => curveOf(group, curve));
}

function curveOf(group: number, curve: SurvivalCurve): ReturnCurve {
  const band = survivalBand(curve);
  const at = (day: number) => {
    const i = stepAt(curve, day);
    return i < 0
      ? { share: 0, low: 0, high: 0 }
      : { share: 1 - curve.survival[i]!, low: 1 - band.high[i]!, high: 1 - band.low[i]! };
  };
  let last = 0;
  curve.time.forEach((day, i) => {
    if (curve.atRisk[i]! >= WATCHED) last = day;
  });
  const step = Math.max(1, Math.ceil(last / POINTS));
  const days = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  if (days.at(-1) !== last) days.push(last);
  return {
    group,
    customers: curve.observations,
    returned: curve.eventTotal,
    median: survivalQuantile(curve),
    shares: WITHIN.map((day): ReturnShare => ({
      days: day,
      ...(day <= last ? at(day) : { share: null, low: 0, high: 0 }),
    })),
    points: days.map((day) => ({ day, ...at(day), atRisk: atRiskAt(curve, day) })),
  };
}

/** Observed just before a day. */
function atRiskAt(curve: SurvivalCurve, day: number): number {
  const i = stepAt(curve, day);
  if (i >= 0 && curve.time[i] === day) return curve.atRisk[i]!;
  return curve.atRisk[i + 1] ?? 0;
}

/** The lapse point of the intervals, with both errors over the present silences: those are the intervals still open. */
export function lapseOf(gaps: Columns<'days' | 'event' | 'n'>, threshold: number): RetentionReport['lapse'] {
  const point = lapsePoint({ time: gaps.days, event: gaps.event, count: gaps.n }, { threshold });
  if (!point.ok) return point;
  const open = Array.from(gaps.days.keys()).filter((i) => gaps.event[i] === 0);
  const silences = Float64Array.from(open, (i) => gaps.days[i]!);
  const counts = Float64Array.from(open, (i) => gaps.n[i]!);
  const step = Math.max(1, Math.ceil(point.horizon / CANDIDATES));
  const candidates = Array.from({ length: Math.floor(point.horizon / step) + 1 }, (_, i) => i * step);
  const errors = lapseErrors(point, silences, candidates, counts);
  const report: LapseReport = {
    ok: true,
    days: Math.max(1, Math.round(point.days)),
    horizon: point.horizon,
    never: point.never,
    stillReturning: point.stillReturning,
    settled: point.settled,
    intervals: point.curve.observations,
    returns: point.curve.eventTotal,
    points: errors.map(({ days, falseAlarm, missed }) => ({
      days,
      chance: chanceToReturn(point, days),
      falseAlarm,
      missed,
    })),
    balanced: bestLapse(errors)?.days ?? point.days,
  };
  return report;
}
