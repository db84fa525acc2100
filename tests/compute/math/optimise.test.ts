import { describe, expect, it } from 'vitest';
import { minimiseBfgs } from '../../../workers/compute/math/bfgs.ts';
import { findRoot, minimiseBrent } from '../../../workers/compute/math/brent.ts';
import { minimiseNelderMead } from '../../../workers/compute/math/nelder-mead.ts';
import {
  hessianOfGradient,
  numericHessian,
  withNumericGradient,
} from '../../../workers/compute/math/numeric-gradient.ts';
import { median, quantiles } from '../../../workers/compute/math/quantile.ts';
import { CompensatedSum, mean, sum, variance } from '../../../workers/compute/math/sum.ts';

const rosenbrock = (x: Float64Array) => 100 * (x[1]! - x[0]! ** 2) ** 2 + (1 - x[0]!) ** 2;
const rosenbrockWithGradient = (x: Float64Array, g: Float64Array) => {
  g[0] = -400 * x[0]! * (x[1]! - x[0]! ** 2) - 2 * (1 - x[0]!);
  g[1] = 200 * (x[1]! - x[0]! ** 2);
  return rosenbrock(x);
};

describe('minimisers', () => {
  it('BFGS finds the bottom of the Rosenbrock valley', () => {
    const { x, converged, evaluations } = minimiseBfgs(rosenbrockWithGradient, [-1.2, 1]);
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 7);
    expect(x[1]).toBeCloseTo(1, 7);
    expect(evaluations).toBeLessThan(80);
  });

  it('BFGS keeps inside a domain whose outside is NaN, and refuses a start there', () => {
    const f = withNumericGradient((x) => x[0]! - Math.log(x[0]!));
    expect(minimiseBfgs(f, [0.01]).x[0]).toBeCloseTo(1, 5);
    expect(() => minimiseBfgs(f, [-1])).toThrow('NaN');
  });

  it('BFGS says so when it did not converge', () => {
    expect(minimiseBfgs(rosenbrockWithGradient, [-1.2, 1], { maxIterations: 3 }).converged).toBe(false);
  });

  it('Nelder-Mead finds it without derivatives', () => {
    const { x, converged } = minimiseNelderMead(rosenbrock, [-1.2, 1]);
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 3);
  });

  it('takes Hessians of a function and of a gradient', () => {
    const at = Float64Array.of(1, 1);
    const exact = [802, -400, -400, 200];
    numericHessian(rosenbrock, at).forEach((v, i) => expect(Math.abs(v - exact[i]!)).toBeLessThan(0.01));
    hessianOfGradient(rosenbrockWithGradient, at).forEach((v, i) => expect(v).toBeCloseTo(exact[i]!, 3));
  });

  it('Brent finds a root and a minimum', () => {
    expect(findRoot(Math.cos, 1, 2)).toBeCloseTo(Math.PI / 2, 12);
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow('no change of sign');
    expect(minimiseBrent((x) => (x - 0.3) ** 2 + Math.abs(x - 0.3) ** 3, -4, 5).x).toBeCloseTo(0.3, 6);
  });
});

describe('quantiles and sums', () => {
  it('matches R type 7 on [1, 2, 3, 4, 100]: 1.8 2.6 3.4 23.2', () => {
    const cuts = quantiles([100, 3, 2, 1, 4], [0.2, 0.4, 0.6, 0.8]);
    [1.8, 2.6, 3.4, 23.2].forEach((v, i) => expect(cuts[i]).toBeCloseTo(v, 12));
    expect(median([3, 1])).toBe(2);
    expect(median([])).toBeNaN();
  });

  it('keeps the cents that a plain sum loses', () => {
    expect(sum([1e16, 1, -1e16])).toBe(1);
    const running = new CompensatedSum();
    for (let i = 0; i < 1e5; i++) running.add(0.1);
    expect(running.value).toBe(10000);
    expect(mean([1, 2, 6])).toBe(3);
    expect(variance([1e9, 1e9 + 1, 1e9 + 2])).toBe(1);
    expect(variance([1, 2], 0)).toBe(0.25);
  });
});
