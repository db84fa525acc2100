import { describe, expect, it } from 'vitest';
import { laplaceApproximation, logStandardErrors, standardErrors } from '../../../workers/compute/models/laplace.ts';
import { distinctHistories, thinHistories } from '../../../workers/compute/models/purchase-history.ts';

const histories = { x: [0, 2, 0, 2, 1], tx: [0, 3, 0, 3, 3], T: [9, 9, 9, 8, 8] };

describe('distinct histories', () => {
  it('collapses customers with equal days and keeps their way back', () => {
    const distinct = distinctHistories(histories);
    expect([...distinct.x]).toEqual([0, 2, 2, 1]);
    expect([...distinct.T]).toEqual([9, 9, 8, 8]);
    expect([...distinct.count]).toEqual([2, 1, 1, 1]);
    expect([...distinct.rowOf]).toEqual([0, 1, 0, 2, 3]);
    expect(distinct).toMatchObject({ customers: 5, maxX: 2, maxT: 9 });
  });

  it('points every row to its (x, T) and (x, t_x) pair', () => {
    const { x, tx, T, pairsT, pairsTx } = distinctHistories(histories);
    x.forEach((xi, i) => {
      expect([pairsT.x[pairsT.of[i]!], pairsT.t[pairsT.of[i]!]]).toEqual([xi, T[i]]);
      expect([pairsTx.x[pairsTx.of[i]!], pairsTx.t[pairsTx.of[i]!]]).toEqual([xi, tx[i]]);
    });
    expect(pairsTx.x.length).toBe(3);
  });

  it('thins evenly', () => {
    expect(thinHistories(histories, 5)).toBe(histories);
    expect(Array.from(thinHistories(histories, 2).T)).toEqual([9, 8]);
    expect(Array.from(thinHistories(histories, 3).T)).toEqual([9, 9, 8]);
  });
});

describe('Laplace approximation', () => {
  it('has the inverse of the Hessian for covariance: ½ (x² + 4 y²), weight 25, gives .2 and .1', () => {
    const bowl = (sign: number) => (x: Float64Array, gradient: Float64Array) => {
      gradient[0] = sign * x[0]!;
      gradient[1] = 4 * x[1]!;
      return (sign * x[0]! ** 2 + 4 * x[1]! ** 2) / 2;
    };
    const approximation = laplaceApproximation(bowl(1), Float64Array.of(0, 0), 25)!;
    expect(logStandardErrors(approximation)).toEqual([expect.closeTo(0.2, 9), expect.closeTo(0.1, 9)]);
    approximation.centre[0] = Math.log(3);
    expect(standardErrors(approximation)[0]).toBeCloseTo(0.6, 9);
    expect(laplaceApproximation(bowl(-1), Float64Array.of(0, 0), 25)).toBeNull();
  });
});
