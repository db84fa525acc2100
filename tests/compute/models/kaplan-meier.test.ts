import { describe, expect, it } from 'vitest';
import { kaplanMeier, survivalAt, survivalErrorAt } from '../../../workers/compute/models/kaplan-meier.ts';
import { logRank } from '../../../workers/compute/models/log-rank.ts';
import { restrictedMean, survivalBand, survivalQuantile } from '../../../workers/compute/models/survival-summary.ts';
import { cdnowPurchaseDays, dayOf, hasCdnow } from './cdnow.ts';
import { AML, hasSurvivalData, lung, numbers, readColumns } from './survival-data.ts';

function group(g: number) {
  const pick = (column: readonly number[]) => column.filter((_, i) => AML.group[i] === g);
  return { time: pick(AML.time), event: pick(AML.event) };
}

describe('Kaplan-Meier', () => {
  it('matches R survival on aml, maintained: .9091 .8182 .7159 .6136 .4909 .3682 .1841', () => {
    const curve = kaplanMeier(group(0));
    const band = survivalBand(curve, 'log');
    const rows = [
      [9, 11, 0.90909091, 0.086678417, 0.754133845, 1],
      [13, 10, 0.81818182, 0.1162913, 0.619248987, 1],
      [18, 8, 0.71590909, 0.139664971, 0.488426287, 1],
      [23, 7, 0.61363636, 0.152632331, 0.37686706, 0.9991576],
      [31, 5, 0.49090909, 0.164193267, 0.254859951, 0.94558496],
      [34, 4, 0.36818182, 0.162668886, 0.154877118, 0.87526068],
      [48, 2, 0.18409091, 0.153492746, 0.035917898, 0.94352577],
    ];
    for (const [t, risk, s, se, low, high] of rows) {
      const i = curve.time.indexOf(t!);
      expect(curve.atRisk[i]).toBe(risk);
      expect(survivalAt(curve, t!)).toBeCloseTo(s!, 8);
      expect(survivalErrorAt(curve, t! + 0.5)).toBeCloseTo(se!, 8);
      expect(band.low[i]).toBeCloseTo(low!, 8);
      expect(band.high[i]).toBeCloseTo(high!, 8);
    }
  });

  it('falls to 0 with the last one, and then knows no error', () => {
    const curve = kaplanMeier(group(1));
    expect(survivalAt(curve, 43)).toBeCloseTo(0.097222222, 9);
    expect(survivalAt(curve, 45)).toBe(0);
    expect(survivalErrorAt(curve, 45)).toBeNaN();
    expect(survivalBand(curve).low[curve.time.length - 1]).toBeNaN();
  });

  it('takes the middle of a flat stretch at one half, and null when the curve stays above', () => {
    const flat = kaplanMeier({ time: [1, 2, 3, 4], event: [1, 1, 1, 1] });
    expect(survivalQuantile(flat).estimate).toBe(2.5);
    const high = kaplanMeier({ time: [1, 2, 3, 4], event: [1, 0, 0, 0] });
    expect(survivalQuantile(high)).toEqual({ estimate: null, low: 1, high: null });
  });

  it('counts late entries only from their entry, and weights as copies', () => {
    const late = kaplanMeier({ time: [4, 6, 8], event: [1, 1, 1], entry: [0, 5, 0] });
    expect([...late.atRisk]).toEqual([2, 2, 1]);
    expect([...late.survival]).toEqual([0.5, 0.25, 0]);
    const weighted = kaplanMeier({ time: [1, 2, 3], event: [1, 0, 1], weight: [2, 1, 1] });
    const copied = kaplanMeier({ time: [1, 1, 2, 3], event: [1, 1, 0, 1] });
    expect([...weighted.survival]).toEqual([...copied.survival]);
  });

  it('throws on impossible rows, naming them', () => {
    expect(() => kaplanMeier({ time: [-1], event: [1] })).toThrow('-1');
    expect(() => kaplanMeier({ time: [1], event: [2] })).toThrow('2');
    expect(() => kaplanMeier({ time: [1], event: [1], entry: [1] })).toThrow('entry');
  });
});

describe('log-rank', () => {
  it('matches R survdiff on aml: chi-squared 3.4, p .0653', () => {
    const test = logRank(AML, 2);
    if (!test.ok) throw new Error(test.reason);
    expect(test.statistic).toBeCloseTo(3.396389, 5);
    expect(test.p).toBeCloseTo(0.0653393, 6);
    expect(test.groups.map((g) => g.observed)).toEqual([7, 11]);
  });

  it('is 0 for equal groups and refuses what cannot be compared', () => {
    const same = logRank({ time: [1, 2, 3, 1, 2, 3], event: [1, 1, 0, 1, 1, 0], group: [0, 0, 0, 1, 1, 1] }, 2);
    expect(same).toMatchObject({ ok: true, df: 1 });
    if (same.ok) expect(same.statistic).toBeCloseTo(0, 12);
    expect(logRank({ time: [1, 2], event: [1, 1], group: [0, 0] }, 2)).toMatchObject({ reason: 'empty-group' });
    expect(logRank({ time: [1, 2], event: [0, 0], group: [0, 1] }, 2)).toMatchObject({ reason: 'no-events' });
    expect(() => logRank({ time: [1], event: [1], group: [3] }, 2)).toThrow('3');
  });

  it('handles three groups with two degrees of freedom', () => {
    const thirds = AML.time.map((_, i) => i % 3);
    const test = logRank({ ...AML, group: thirds }, 3);
    if (!test.ok) throw new Error(test.reason);
    expect(test.df).toBe(2);
    const [observed, expected] = [0, 1].map((k) =>
      test.groups.reduce((sum, g) => sum + (k === 0 ? g.observed : g.expected), 0),
    );
    expect(observed).toBeCloseTo(expected!, 10);
    // Renaming the groups changes nothing.
    const renamed = logRank({ ...AML, group: thirds.map((g) => 2 - g) }, 3);
    if (renamed.ok) expect(renamed.statistic).toBeCloseTo(test.statistic, 10);
  });
});

describe.skipIf(!hasSurvivalData)('survival on shared data', () => {
  it('matches R survival 3.5.3 on lung: S, se, three bands, median, restricted mean', () => {
    const curve = kaplanMeier(lung());
    expect([curve.observations, curve.eventTotal]).toEqual([228, 165]);
    for (const [t, s, se, low, high] of [
      [100, 0.8639689676452, 0.0227102304342, 0.8205848920813, 0.90964674619],
      [200, 0.680272862223, 0.031134571658, 0.621907150262, 0.744116170528],
      [310, 0.4950242931809, 0.0352327462467, 0.43056952473, 0.569127717511],
      [365, 0.4092416244601, 0.035823638172, 0.3447215817958, 0.485837603547],
      [500, 0.2932691937116, 0.0350778184986, 0.2319821382624, 0.370747595588],
      [700, 0.1423915056548, 0.0303413106484, 0.0937792807208, 0.216202776635],
      [1000, 0.0503455680708, 0.0228480489161, 0.020685460199, 0.122534195517],
    ] as const) {
      expect(survivalAt(curve, t)).toBeCloseTo(s, 12);
      expect(survivalErrorAt(curve, t)).toBeCloseTo(se, 12);
      const i = curve.time.findLastIndex((time) => time <= t);
      const band = survivalBand(curve, 'log');
      expect(band.low[i]).toBeCloseTo(low, 11);
      expect(band.high[i]).toBeCloseTo(high, 11);
    }
    const band = survivalBand(curve, 'log-log');
    for (const [t, low, high] of [
      [100, 0.812222319754, 0.90231018111],
      [365, 0.338714269088, 0.478380767647],
      [700, 0.089373801688, 0.207370310114],
    ] as const) {
      const i = curve.time.findLastIndex((time) => time <= t);
      expect(band.low[i]).toBeCloseTo(low, 8);
      expect(band.high[i]).toBeCloseTo(high, 8);
    }
    expect(survivalQuantile(curve, 0.5, 'log')).toEqual({ estimate: 310, low: 285, high: 363 });
    expect(survivalQuantile(curve, 0.5, 'log-log')).toEqual({ estimate: 310, low: 284, high: 361 });
    expect(survivalQuantile(curve, 0.5, 'plain')).toEqual({ estimate: 310, low: 284, high: 361 });
    const { mean, standardError } = restrictedMean(curve, 365);
    expect(mean).toBeCloseTo(263.22186648201, 8);
    expect(standardError).toBeCloseTo(7.79885908631, 8);
  });

  it('matches R survdiff on lung by sex: chi-squared 10.326742, p .00131116', () => {
    const { columns, ...data } = lung();
    const test = logRank({ ...data, group: numbers(columns.sex!).map((s) => s - 1) }, 2);
    if (!test.ok) throw new Error(test.reason);
    expect(test.statistic).toBeCloseTo(10.326742, 6);
    expect(test.p).toBeCloseTo(0.00131116, 8);
    expect(test.groups[0]!.expected).toBeCloseTo(91.581739, 6);
  });

  it('matches R on rossi and on the aml file: S(52) .736111111, se .021205102', () => {
    const rossi = readColumns('data_rossi.csv');
    const curve = kaplanMeier({ time: numbers(rossi.week!), event: numbers(rossi.arrest!) });
    expect(survivalAt(curve, 52)).toBeCloseTo(0.736111111111, 12);
    expect(survivalErrorAt(curve, 52)).toBeCloseTo(0.02120510198096, 12);
    expect(survivalAt(curve, 20)).toBeCloseTo(0.907407407407, 12);
    const aml = readColumns('data_aml.csv');
    expect(numbers(aml.time!)).toEqual(AML.time);
    expect(numbers(aml.status!)).toEqual(AML.event);
  });
});

describe.skipIf(!hasCdnow)('time to the second purchase of CDNOW', () => {
  it('matches S(7) .938481, S(30) .826050, S(90) .708528, S(180) .623674, S(365) .544336 of 2,357 with 1,139 events', () => {
    const end = dayOf('19980630');
    const customers = [...cdnowPurchaseDays().values()];
    const curve = kaplanMeier({
      time: customers.map((d) => (d[1] ?? end) - d[0]!),
      event: customers.map((d) => (d.length > 1 ? 1 : 0)),
    });
    expect([curve.observations, curve.eventTotal]).toEqual([2357, 1139]);
    for (const [t, s] of [
      [7, 0.9384811200678828],
      [30, 0.8260500636402205],
      [90, 0.7085277895630033],
      [180, 0.6236741620704274],
      [365, 0.5443360203648688],
    ] as const)
      expect(survivalAt(curve, t)).toBeCloseTo(s, 12);
  });
});
