import { describe, expect, it } from 'vitest';
import { hyper1F, hyper2F1 } from '../../../workers/compute/math/hyper-2f1.ts';
import { gaussLegendre, integrate } from '../../../workers/compute/math/quadrature.ts';

const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe('hypergeometric series', () => {
  it('is −ln(1 − z)/z, (1 − z)^−a and arcsin where those are its closed forms', () => {
    expect(relative(hyper2F1(1, 1, 2, 0.9), -Math.log(0.1) / 0.9)).toBeLessThan(1e-14);
    expect(relative(hyper2F1(2.5, 3, 3, 0.6), 0.4 ** -2.5)).toBeLessThan(1e-14);
    expect(relative(hyper2F1(0.5, 0.5, 1.5, 0.25), Math.asin(0.5) / 0.5)).toBeLessThan(1e-14);
    expect(hyper2F1(-2, 3, 4, 0.5)).toBeCloseTo(1 - (2 * 3 * 0.5) / 4 + (2 * 3 * 4 * 0.25) / (2 * 4 * 5), 14);
    expect(hyper2F1(3, 4, 5, 0)).toBe(1);
  });

  it('has the derivatives of ₂F₁(1, p; q; z)', () => {
    const out = { value: 0, inP: 0, inQ: 0, inZ: 0 };
    const h = 1e-5;
    for (const [p, q, z] of [
      [0.8, 2.3, 0.6],
      [40, 41.5, 0.1],
      [3, 9, 0],
      [0.8, 2.3, 0.95],
      [1.6, 6.1, 0.99],
    ] as const) {
      hyper1F(p, q, z, out);
      expect(relative(out.value, hyper2F1(1, p, q, z))).toBeLessThan(1e-14);
      expect(out.inP).toBeCloseTo((hyper2F1(1, p + h, q, z) - hyper2F1(1, p - h, q, z)) / (2 * h), 7);
      expect(out.inQ).toBeCloseTo((hyper2F1(1, p, q + h, z) - hyper2F1(1, p, q - h, z)) / (2 * h), 7);
      const slope = (p / q) * hyper2F1(2, p + 1, q + 1, z);
      expect(relative(out.inZ, slope)).toBeLessThan(1e-11);
    }
  });

  it('stays exact where the series would need a hundred thousand terms', () => {
    const out = { value: 0, inP: 0, inQ: 0, inZ: 0 };
    for (const z of [0.9, 0.99, 0.9999]) {
      hyper1F(1, 2, z, out);
      expect(relative(out.value, -Math.log1p(-z) / z)).toBeLessThan(1e-12);
      hyper1F(300, 302.5, z, out);
      expect(relative(out.value, hyper2F1(1, 300, 302.5, z))).toBeLessThan(1e-11);
    }
  });
});

describe('Gauss-Legendre', () => {
  it('is exact to degree 2 n − 1 and has the printed nodes of n = 3', () => {
    expect(gaussLegendre(3).nodes[0]).toBeCloseTo(Math.sqrt(0.6), 14);
    expect(gaussLegendre(3).weights[1]).toBeCloseTo(8 / 9, 14);
    expect(integrate((x) => x ** 9, 0, 2, 5)).toBeCloseTo(2 ** 10 / 10, 10);
    expect(integrate(Math.exp, -1, 3)).toBeCloseTo(Math.exp(3) - Math.exp(-1), 12);
  });
});
