import { describe, expect, it } from 'vitest';
import { dCurve, planSnapshots, type Snapshot } from '../../../workers/compute/models/churn-windows.ts';
import { fitLogistic, logisticProbabilities } from '../../../workers/compute/models/logistic.ts';
import { probabilityMetrics } from '../../../workers/compute/models/probability-metrics.ts';
import { areaUnderRoc, averagePrecision } from '../../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import { dataText, hasData } from './evaluation-data.ts';

const file = 'cdnow/CDNOW_sample.txt';
const present = hasData(file);
const day = (date: string) => Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8)) / 86_400_000;

interface Purchase {
  customer: number;
  day: number;
  amount: number;
}

function purchases(): Purchase[] {
  return dataText(file)
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .map(([, id, date, , amount]) => ({ customer: Number(id), day: day(date!), amount: Number(amount) }));
}

/** log1p of repeat days, days since the last, weeks since the first and money; and days with a purchase in the last 90. */
function features(all: Purchase[], { cutoff, labelFrom, labelTo }: Snapshot) {
  const known = new Map<number, Map<number, number>>();
  const later = new Set<number>();
  for (const { customer, day: at, amount } of all) {
    if (at < cutoff) {
      const days = known.get(customer) ?? new Map<number, number>();
      days.set(at, (days.get(at) ?? 0) + amount);
      known.set(customer, days);
    } else if (at >= labelFrom && at < labelTo) later.add(customer);
  }
  const rows = [...known]
    .sort(([a], [b]) => a - b)
    .map(([customer, spend]) => {
      const days = [...spend.keys()].sort((a, b) => a - b);
      const last = cutoff - 1;
      return {
        customer,
        returned: later.has(customer) ? 1 : 0,
        recency: last - days[days.length - 1]!,
        values: [
          Math.log1p(days.length - 1),
          Math.log1p(last - days[days.length - 1]!),
          Math.log1p((last - days[0]!) / 7),
          Math.log1p([...spend.values()].reduce((sum, amount) => sum + amount, 0)),
          days.filter((at) => last - at < 90).length,
        ],
      };
    });
  return rows;
}

type Rows = ReturnType<typeof features>;
const table = (rows: Rows) => ({
  names: ['x', 'recency', 'age', 'money', 'recent'],
  columns: [0, 1, 2, 3, 4].map((j) => Float64Array.from(rows, (row) => row.values[j]!)),
});
const labels = (rows: Rows) => Float64Array.from(rows, (row) => row.returned);

function judge(train: Rows, test: Rows) {
  const fit = fitLogistic(table(train), labels(train));
  if (!fit.ok) throw new Error(fit.reason);
  const p = logisticProbabilities(fit.model, table(test).columns);
  const curve = scoreCurve(labels(test), p);
  const metrics = probabilityMetrics(labels(test), p);
  if (!curve.ok || !metrics.ok) throw new Error('not judged');
  return {
    auc: areaUnderRoc(curve.curve),
    ap: averagePrecision(curve.curve),
    coefficients: fit.model.coefficients,
    ...metrics,
  };
}

describe.skipIf(!present)('return of CDNOW customers (skipped without the data)', () => {
  const all = present ? purchases() : [];
  const cutoff = day('19971001');

  it('out of sample, 39 weeks from 1997-09-30: AUC .7895', () => {
    const rows = features(all, { featureFrom: 0, cutoff, labelFrom: cutoff, labelTo: cutoff + 273 });
    expect(rows.length).toBe(2357);
    expect(labels(rows).reduce((a, b) => a + b) / 2357).toBeCloseTo(0.29019940602460753, 12);
    const odd = rows.filter((row) => row.customer % 2 === 1);
    const even = rows.filter((row) => row.customer % 2 === 0);
    const recency = scoreCurve(
      labels(even),
      even.map((row) => -row.recency),
    );
    if (!recency.ok) throw new Error(recency.reason);
    expect(areaUnderRoc(recency.curve)).toBeCloseTo(0.76893366042069, 9);
    const result = judge(odd, even);
    expect(result.auc).toBeCloseTo(0.7895332045861821, 6);
    expect(result.ap).toBeCloseTo(0.6571461600660927, 6);
    expect(result.brier).toBeCloseTo(0.1547735098320543, 6);
    expect(result.logLoss).toBeCloseTo(0.4809501550672399, 6);
    [0.50502825, -0.47294377, -0.09835633, 0.14982662, 0.21190968].forEach((value, j) =>
      expect(result.coefficients[j]).toBeCloseTo(value, 4),
    );
  });

  it('out of time, 1997-06-30 to 1997-09-30, 90 days: AUC .7914, and the season makes it predict too little', () => {
    const snapshot = (at: number): Snapshot => ({ featureFrom: 0, cutoff: at, labelFrom: at, labelTo: at + 90 });
    const result = judge(features(all, snapshot(day('19970701'))), features(all, snapshot(cutoff)));
    expect(result.auc).toBeCloseTo(0.7913995705941654, 5);
    expect(result.brier).toBeCloseTo(0.11327090547226486, 5);
    expect(result.meanPredicted).toBeCloseTo(0.132749783813987, 4);
    expect(result.baseRate).toBeCloseTo(0.16885871871022487, 12);
  });

  it('a plan of the same days ranks as well; recency read at the end of the data would know the answer', () => {
    const planned = planSnapshots({ firstDay: day('19970101'), asOf: day('19971230'), horizon: 90, most: 1 });
    if (!planned.ok) throw new Error(planned.reason);
    const { training, test } = planned.plan;
    expect(test.cutoff).toBe(cutoff);
    expect(judge(features(all, training[0]!), features(all, test)).auc).toBeGreaterThan(0.785);
    const rows = features(all, { featureFrom: 0, cutoff, labelFrom: cutoff, labelTo: cutoff + 273 });
    const lastEver = new Map<number, number>();
    for (const purchase of all)
      lastEver.set(purchase.customer, Math.max(purchase.day, lastEver.get(purchase.customer) ?? 0));
    const leak = scoreCurve(
      labels(rows),
      rows.map((row) => lastEver.get(row.customer)!),
    );
    if (!leak.ok) throw new Error(leak.reason);
    expect(areaUnderRoc(leak.curve)).toBe(1);
  });

  it('the D-curve finds a silence that errs less than either extreme', () => {
    const rows = features(all, { featureFrom: 0, cutoff, labelFrom: cutoff, labelTo: cutoff + 273 });
    const outcome = dCurve(
      rows.map((row) => row.recency),
      rows.map((row) => row.returned),
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.best.falseAlarm + outcome.best.missed).toBeLessThan(0.65);
    expect(outcome.best.days).toBeGreaterThan(60);
    expect(outcome.best.days).toBeLessThan(240);
  });
});
