import { describe, expect, it } from 'vitest';
import {
  cholesky,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
} from '../../../workers/compute/math/cholesky.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { symmetricEigen } from '../../../workers/compute/math/symmetric-eigen.ts';

/** A random symmetric positive definite matrix. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) a[i * n + j]! += b[i * n + k]! * b[j * n + k]!;
      if (i === j) a[i * n + j]! += 1;
    }
  return a;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) c[i * n + j]! += a[i * n + k]! * b[k * n + j]!;
  return c;
}

describe('cholesky', () => {
  it('factors [[4, 2], [2, 3]] into [[2, 0], [1, √2]]', () => {
    expect([...cholesky(Float64Array.of(4, 2, 2, 3), 2)!]).toEqual([2, 0, 1, Math.SQRT2]);
    expect(choleskyLogDeterminant(cholesky(Float64Array.of(4, 2, 2, 3), 2)!, 2)).toBeCloseTo(Math.log(8), 14);
  });

  it('says null when the matrix is not positive definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(cholesky(Float64Array.of(NaN, 0, 0, 1), 2)).toBeNull();
  });

  it('solves and inverts a 30 x 30 system', () => {
    const n = 30;
    const a = positiveDefinite(n, 5);
    const l = cholesky(a, n)!;
    const x = Float64Array.from({ length: n }, (_, i) => i - 10);
    const b = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[i]! += a[i * n + j]! * x[j]!;
    choleskySolve(l, n, b).forEach((v, i) => expect(v).toBeCloseTo(x[i]!, 9));
    const identity = product(a, choleskyInverse(l, n), n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(identity[i * n + j]).toBeCloseTo(i === j ? 1 : 0, 9);
  });
});

describe('symmetric eigenvalues', () => {
  it('finds 3 and 1 of [[2, 1], [1, 2]], largest loading positive', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values]).toEqual([expect.closeTo(3, 14), expect.closeTo(1, 14)]);
    expect(vectors[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(vectors[2]).toBeCloseTo(Math.SQRT1_2, 14);
  });

  it('rebuilds a 25 x 25 matrix from its vectors, in falling order', () => {
    const n = 25;
    const a = positiveDefinite(n, 6);
    const { values, vectors } = symmetricEigen(a, n);
    for (let i = 1; i < n; i++) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
    const scaled = vectors.map((v, i) => v * values[i % n]!);
    const transposed = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = vectors[i * n + j]!;
    product(scaled, transposed, n).forEach((v, i) => expect(v).toBeCloseTo(a[i]!, 9));
  });
});
