import { describe, expect, it } from 'vitest';
import { dCurve, planSnapshots } from '../../../workers/compute/models/churn-windows.ts';

describe('snapshot plan', () => {
  const planned = (options: Partial<Parameters<typeof planSnapshots>[0]> = {}) => {
    const outcome = planSnapshots({ firstDay: 0, asOf: 545, horizon: 90, gap: 7, ...options });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    return outcome;
  };

  it('ends the test label on the last day of data, and every training label before the test cutoff', () => {
    const { training, test, scoring } = planned().plan;
    expect(test).toEqual({ featureFrom: 0, cutoff: 448, labelFrom: 455, labelTo: 545 });
    expect(training.map((snapshot) => snapshot.cutoff)).toEqual([171, 261, 351].filter((cutoff) => cutoff >= 90));
    for (const snapshot of training) {
      expect(snapshot.labelTo).toBeLessThanOrEqual(test.cutoff);
      expect(snapshot.labelFrom - snapshot.cutoff).toBe(7);
    }
    expect(scoring.cutoff).toBe(545);
  });

  it('lets no snapshot use a day twice: features end before labels begin', () => {
    for (const horizon of [1, 30, 90])
      for (const gap of [0, 5])
        for (const every of [7, 30]) {
          const { training, test } = planned({ horizon, gap, every, most: 50 }).plan;
          for (const { featureFrom, cutoff, labelFrom, labelTo } of [...training, test]) {
            expect(featureFrom).toBeLessThan(cutoff);
            expect(labelFrom).toBeGreaterThanOrEqual(cutoff);
            expect(labelTo).toBeLessThanOrEqual(545);
          }
        }
  });

  it('bounds the history, the number and the overlap of snapshots', () => {
    expect(planned({ lookback: 60 }).plan.test.featureFrom).toBe(388);
    expect(planned({ most: 2 }).plan.training.length).toBe(2);
    expect(planned({ every: 30 }).cautions[0]?.reason).toBe('window-too-short');
    expect(planned({ every: 30 }).plan.training.length).toBe(6);
  });

  it('refuses too short a history and odd options', () => {
    expect(planSnapshots({ firstDay: 0, asOf: 100, horizon: 90 })).toMatchObject({
      ok: false,
      reason: 'too-few-rows',
      detail: { days: 100, needed: 270 },
    });
    expect(planSnapshots({ firstDay: 0, asOf: 500, horizon: 0 })).toMatchObject({ reason: 'unusable-option' });
    expect(planSnapshots({ firstDay: NaN, asOf: 500, horizon: 9 })).toMatchObject({ reason: 'unusable-option' });
  });
});

describe('D-curve', () => {
  it('counts both errors at each length of silence', () => {
    const outcome = dCurve([5, 10, 20, 40, 15, 60, 80, 100], [1, 1, 1, 1, 0, 0, 0, 0], [0, 15, 41, 101]);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.points).toEqual([
      { days: 0, falseAlarm: 1, missed: 0 },
      { days: 15, falseAlarm: 0.5, missed: 0 },
      { days: 41, falseAlarm: 0, missed: 0.25 },
      { days: 101, falseAlarm: 0, missed: 1 },
    ]);
    expect(outcome.best.days).toBe(41);
  });

  it('refuses when nobody, or everybody, came back', () => {
    expect(dCurve([1, 2], [1, 1])).toMatchObject({ ok: false, reason: 'one-class' });
    expect(dCurve([1, NaN], [1, 0])).toMatchObject({ ok: false, reason: 'not-finite' });
  });
});
