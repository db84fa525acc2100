import { daysBetween, shiftDays } from '../../../src/domain/window.ts';
import type { ChurnRefusal, SnapshotDays, SnapshotReport, SnapshotTask } from '../api/churn.ts';
import { planSnapshots, type Snapshot } from '../models/churn-windows.ts';

/** Which days a churn model learns from, is judged on, and scores; days are `YYYY-MM-DD`, windows `[from, to)`. */
export function snapshotsOf({ firstDay, asOf, horizonDays, most }: SnapshotTask): SnapshotReport | ChurnRefusal {
  const planned = planSnapshots({ firstDay: 0, asOf: daysBetween(firstDay, asOf), horizon: horizonDays, most });
  if (!planned.ok) {
    const { days = 0, needed = 0 } = planned.detail;
    return { ok: false, reason: 'too-short', detail: { days: Number(days), needed: Number(needed) } };
  }
  const day = (offset: number) => shiftDays(firstDay, offset);
  const days = ({ cutoff, labelFrom, labelTo }: Snapshot): SnapshotDays => ({
    cutoff: day(cutoff),
    label: { from: day(labelFrom), to: day(labelTo) },
  });
  const { training, test, scoring } = planned.plan;
  return {
    ok: true,
    training: training.map(days),
    test: days(test),
    scoring: { cutoff: day(scoring.cutoff), label: null },
  };
}
