import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { concordance } from '../../../workers/compute/models/concordance.ts';
import { coxSurvival, fitCox, type CoxFit } from '../../../workers/compute/models/cox.ts';
import { partialLikelihood, riskSets } from '../../../workers/compute/models/partial-likelihood.ts';
import { testProportionality } from '../../../workers/compute/models/proportional-hazards.ts';
import { AML, complete, hasSurvivalData, lung, numbers, readColumns } from './survival-data.ts';

function fitted(...args: Parameters<typeof fitCox>): CoxFit {
  const fit = fitCox(...args);
  if (!fit.ok) throw new Error(`refused: ${fit.reason}`);
  return fit;
}

function expectAll(values: ArrayLike<number>, expected: readonly number[], digits: number): void {
  expected.forEach((v, i) => expect(values[i]).toBeCloseTo(v, digits));
}

const AML_COX = { time: AML.time, event: AML.event, covariates: Float64Array.from(AML.group) };

describe('Cox', () => {
  it('matches R coxph on aml: nonmaintained .9155326, se .5119', () => {
    const fit = fitted(AML_COX, 1);
    expect(fit.coefficients[0]).toBeCloseTo(0.9155326, 6);
    expect(fit.standardErrors[0]).toBeCloseTo(0.5119, 4);
  });

  it('has a score that is the slope of ln L, and information that is its curvature', () => {
    const random = seededRandom(31);
    const n = 60;
    const columns = {
      time: Array.from({ length: n }, () => 1 + random.integer(12)),
      event: Array.from({ length: n }, () => random.integer(2)),
      covariates: Float64Array.from({ length: 2 * n }, () => random.normal()),
      entry: Array.from({ length: n }, () => 0.5 * random.uniform()),
    };
    const sets = riskSets(columns, 2);
    for (const ties of ['efron', 'breslow'] as const) {
      const at = (a: number, b: number) => partialLikelihood(sets, Float64Array.of(a, b), ties);
      const { score, information } = at(0.3, -0.2);
      const h = 1e-5;
      expect(score[0]).toBeCloseTo((at(0.3 + h, -0.2).value - at(0.3 - h, -0.2).value) / (2 * h), 5);
      expect(score[1]).toBeCloseTo((at(0.3, -0.2 + h).value - at(0.3, -0.2 - h).value) / (2 * h), 5);
      const slope = (at(0.3 + h, -0.2).score[1]! - at(0.3 - h, -0.2).score[1]!) / (2 * h);
      expect(-information[1]!).toBeCloseTo(slope, 4);
    }
  });

  it('recovers a hazard ratio it was simulated from, also with late entries', () => {
    const random = seededRandom(32);
    const rows = Array.from({ length: 8000 }, () => {
      const z = random.normal();
      const time = random.exponential(Math.exp(0.7 * z));
      const entry = random.uniform() * 0.6;
      return { z, entry, time: Math.min(time, 2), event: time < 2 ? 1 : 0 };
    }).filter((row) => row.entry < row.time);
    const fit = fitted(
      {
        time: rows.map((r) => r.time),
        event: rows.map((r) => r.event),
        entry: rows.map((r) => r.entry),
        covariates: Float64Array.from(rows, (r) => r.z),
      },
      1,
    );
    expect(Math.abs(fit.coefficients[0]! - 0.7) / fit.standardErrors[0]!).toBeLessThan(3);
  });

  it('refuses constants, copies, separation and too few events', () => {
    const two = (f: (g: number, i: number) => [number, number]) => ({
      ...AML_COX,
      covariates: Float64Array.from(AML.group.flatMap(f)),
    });
    expect(
      fitCox(
        two((g) => [g, 4]),
        2,
      ),
    ).toMatchObject({ reason: 'constant-covariate', detail: { covariate: 1 } });
    expect(
      fitCox(
        two((g) => [g, 3 - 2 * g]),
        2,
      ),
    ).toMatchObject({ reason: 'collinear-covariates' });
    expect(fitCox(AML_COX, 1, { minEvents: 40 })).toMatchObject({ detail: { events: 18, needed: 40 } });
    const time = Array.from({ length: 40 }, (_, i) => i + 1);
    const separated = {
      time,
      event: time.map((t) => (t <= 20 ? 1 : 0)),
      covariates: Float64Array.from(time, (t) => (t <= 20 ? 1 : 0)),
    };
    expect(fitCox(separated, 1)).toMatchObject({ ok: false, reason: 'separation', detail: { covariate: 0 } });
    expect(() => fitCox({ ...AML_COX, covariates: Float64Array.of(1) }, 1)).toThrow('23 x 1');
  });
});

describe('concordance', () => {
  it('counts known pairs as the definition does', () => {
    const random = seededRandom(33);
    const n = 80;
    const time = Array.from({ length: n }, () => random.integer(20));
    const event = Array.from({ length: n }, () => random.integer(2));
    const risk = Array.from({ length: n }, () => random.integer(10));
    let [known, agreeing] = [0, 0];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const first = time[i]! < time[j]! || (time[i] === time[j] && event[j] === 0 && i !== j);
        if (event[i] !== 1 || !first) continue;
        known++;
        agreeing += risk[i]! > risk[j]! ? 1 : risk[i] === risk[j] ? 0.5 : 0;
      }
    expect(concordance(time, event, risk)).toBeCloseTo(agreeing / known, 12);
    expect(concordance([1, 2], [0, 0], [1, 2])).toBeNaN();
  });
});

describe.skipIf(!hasSurvivalData)('Cox on shared data', () => {
  const names = ['age', 'sex', 'ph.ecog'];
  const data = () => {
    const { columns, time, event } = lung();
    return complete(columns, time, event, names);
  };

  it('matches R coxph on lung, Efron: age .0110667646, sex -.5526123957, ph.ecog .4637284754', () => {
    const fit = fitted(data(), 3);
    expectAll(fit.coefficients, [0.01106676456, -0.5526123957, 0.46372847537], 9);
    expectAll(fit.standardErrors, [0.00926741101, 0.16773905379, 0.11357726616], 9);
    expect(fit.logLikelihoodNull).toBeCloseTo(-744.480455761, 8);
    expect(fit.logLikelihood).toBeCloseTo(-729.230121375, 8);
    expect(fit.concordance).toBeCloseTo(0.637135493, 9);
    expect([fit.observations, fit.events]).toEqual([227, 164]);
    // basehaz(centered = FALSE): the hazard of a customer whose covariates are all 0.
    for (const [t, hazard] of [
      [5, 0.00276281507377],
      [11, 0.011118182539],
      [310, 0.477994377401],
      [1022, 2.07762788041643],
    ] as const)
      expect(-Math.log(coxSurvival(fit, [0, 0, 0], t))).toBeCloseTo(hazard, 8);
  });

  it('matches R coxph on lung, Breslow', () => {
    const fit = fitted(data(), 3, { ties: 'breslow' });
    expectAll(fit.coefficients, [0.0110411363495, -0.5518895697876, 0.4629470405902], 9);
    expect(fit.logLikelihoodNull).toBeCloseTo(-744.692819266, 8);
    expect(fit.logLikelihood).toBeCloseTo(-729.488705177, 8);
  });

  it('matches R cox.zph on lung: .18798767 2.30543723 2.05424877, global 4.46365759', () => {
    const test = testProportionality(data(), fitted(data(), 3));
    expectAll(
      test.covariates.map((c) => c.statistic),
      [0.18798767, 2.30543723, 2.05424877],
      6,
    );
    expectAll(
      test.covariates.map((c) => c.p),
      [0.6646, 0.12892, 0.15178],
      5,
    );
    expect(test.global.statistic).toBeCloseTo(4.46365759, 6);
    expect(test.global.p).toBeCloseTo(0.21555, 5);
  });

  it('matches R coxph on rossi, Efron and Breslow', () => {
    const columns = readColumns('data_rossi.csv');
    const rossi = complete(columns, numbers(columns.week!), numbers(columns.arrest!), [
      'fin',
      'age',
      'race',
      'wexp',
      'mar',
      'paro',
      'prio',
    ]);
    const fit = fitted(rossi, 7);
    expectAll(
      fit.coefficients,
      [
        -0.3794221664855, -0.0574377426841, 0.3138997878425, -0.1497956976665, -0.4337038779373, -0.0848710825004,
        0.0914970809853,
      ],
      8,
    );
    expect(fit.logLikelihood).toBeCloseTo(-658.747659446, 8);
    expect(fit.concordance).toBeCloseTo(0.6403292471, 9);
    const breslow = fitted(rossi, 7, { ties: 'breslow' });
    expect(breslow.coefficients[0]).toBeCloseTo(-0.3790218874308, 8);
    expect(breslow.logLikelihood).toBeCloseTo(-659.120605677, 8);
  });
});
