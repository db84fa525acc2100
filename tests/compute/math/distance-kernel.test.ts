import { describe, expect, it } from 'vitest';
import { BATCH, distanceKernel } from '../../../workers/compute/math/distance-kernel.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';

const ROWS = 50;

describe.each([
  ['WebAssembly', false],
  ['JavaScript', true],
])('distances in %s', (_, plain) => {
  it.each([
    [1, 1],
    [2, 3],
    [5, 4],
    [8, 6],
  ])('of chosen rows in %d dimensions to %d centres are sums of squared gaps', (d, k) => {
    const random = seededRandom(d);
    const data = Float64Array.from({ length: ROWS * d }, () => random.normal());
    const { list, centres, width, out, measure } = distanceKernel(data, ROWS, d, k, plain);
    expect(width % 2).toBe(0);
    for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) centres[c * width + j] = random.normal();
    const chosen = [7, 49, 0, 7];
    list.set(chosen);
    out.fill(-1);
    measure(chosen.length);
    chosen.forEach((row, l) => {
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += (data[row * d + j]! - centres[c * width + j]!) ** 2;
        expect(out[l * k + c]).toBeCloseTo(sum, 12);
      }
    });
    expect(out[chosen.length * k]).toBe(-1);
  });

  it('of no rows are nothing, and a whole batch has room', () => {
    const kernel = distanceKernel(Float64Array.of(3), 1, 1, 1, plain);
    kernel.out.fill(-1);
    kernel.measure(0);
    expect(kernel.out[0]).toBe(-1);
    kernel.measure(BATCH);
    expect(kernel.out[BATCH - 1]).toBe(9);
  });
});
