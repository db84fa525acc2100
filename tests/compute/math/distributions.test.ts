import { describe, expect, it } from 'vitest';
import { erf, erfc } from '../../../workers/compute/math/erf.ts';
import { fCdf, fSf } from '../../../workers/compute/math/f.ts';
import { digamma, lnBeta, log1pMinus, trigamma } from '../../../workers/compute/math/gamma.ts';
import {
  fisherExact,
  hypergeometricCdf,
  hypergeometricPmf,
  hypergeometricSf,
} from '../../../workers/compute/math/hypergeometric.ts';
import { betaLower, betaUpper } from '../../../workers/compute/math/incomplete-beta.ts';
import { logAddExp, logSubtractExp, logSumExp } from '../../../workers/compute/math/log-sum.ts';
import { normalSf } from '../../../workers/compute/math/normal.ts';
import { studentTSf } from '../../../workers/compute/math/student-t.ts';

const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe('upper tails', () => {
  it('keeps digits where 1 − cdf would be 0', () => {
    expect(relative(normalSf(15), 3.670966199312751e-51)).toBeLessThan(1e-12);
    expect(normalSf(8)).toBeGreaterThan(6e-16);
    expect(relative(studentTSf(10, 3), 0.0010641995292070751)).toBeLessThan(1e-12);
    expect(relative(erfc(23.19298245614035), 5.920995979683804e-236)).toBeLessThan(1e-12);
    expect(erf(-3) + erf(3)).toBe(0);
  });

  it('matches F(3, 10) at 3.708, the printed 5 % point', () => {
    expect(fSf(3.708265, 3, 10)).toBeCloseTo(0.05, 6);
    expect(fSf(2, 3, 10) + fCdf(2, 3, 10)).toBeCloseTo(1, 14);
  });

  it('has both tails of the beta add to one', () => {
    for (const [x, a, b] of [
      [0.01, 0.3, 7],
      [0.5, 20, 20],
      [0.999, 400, 0.2],
    ] as const)
      expect(betaLower(x, a, b) + betaUpper(x, a, b)).toBeCloseTo(1, 13);
  });

  it('keeps ln B(368350.78, .09) to the last digits (mpmath, 40 digits)', () => {
    expect(relative(lnBeta(368350.7758677621, 0.09000539066889093), 1.208740271132237)).toBeLessThan(1e-14);
  });
});

describe('gamma derivatives', () => {
  it('has ψ(1) = −γ and ψ′(1) = π²/6', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
    expect(digamma(0.25)).toBeCloseTo(-0.5772156649015329 - Math.PI / 2 - 3 * Math.LN2, 13);
  });

  it('has ln(1 + u) − u exact near 0', () => {
    expect(relative(log1pMinus(1e-8), -5e-17 + 1e-24 / 3)).toBeLessThan(1e-14);
    expect(log1pMinus(3)).toBeCloseTo(Math.log(4) - 3, 14);
  });
});

describe('hypergeometric', () => {
  it('matches Fisher exact of 200/2000 vs 250/2000: p .014138730', () => {
    expect(fisherExact(200, 1800, 250, 1750)).toBeCloseTo(0.01413873, 8);
  });

  it('matches the lady tasting tea: p 17/35 = .4857 two-sided, 1/70 for all four', () => {
    expect(fisherExact(3, 1, 1, 3)).toBeCloseTo(34 / 70, 12);
    expect(hypergeometricSf(4, { population: 8, marked: 4, drawn: 4 })).toBeCloseTo(1 / 70, 14);
  });

  it('sums to one and splits into tails', () => {
    const urn = { population: 30, marked: 12, drawn: 9 };
    let total = 0;
    for (let k = 0; k <= 9; k++) total += hypergeometricPmf(k, urn);
    expect(total).toBeCloseTo(1, 13);
    expect(hypergeometricCdf(3, urn) + hypergeometricSf(4, urn)).toBeCloseTo(1, 13);
    expect(hypergeometricPmf(10, urn)).toBe(0);
  });

  it('matches scipy 1.17 hypergeom.sf far in the tail: 3.762e-196', () => {
    const tail = hypergeometricSf(240, { population: 10000, marked: 500, drawn: 500 });
    expect(relative(tail, 3.762164201355854e-196)).toBeLessThan(1e-10);
  });
});

describe('log sums', () => {
  it('adds and subtracts without overflow', () => {
    expect(logAddExp(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSubtractExp(1000 + Math.LN2, 1000)).toBeCloseTo(1000, 12);
    expect(logSubtractExp(-1e-12, -2e-12)).toBeCloseTo(Math.log(1e-12), 3);
    expect(logSumExp([-1e4, -1e4, -1e4])).toBeCloseTo(-1e4 + Math.log(3), 10);
    expect(logSumExp([])).toBe(-Infinity);
  });
});
