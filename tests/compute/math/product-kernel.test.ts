import { describe, expect, it } from 'vitest';
import { productKernel } from '../../../workers/compute/math/product-kernel.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';

const STRIDE = 24;
const COLUMNS = 9;

/** Six filled columns of 20 rows, one of weights per row, one of scores that begins with something in it. */
function filled(plain: boolean) {
  const random = seededRandom(4);
  const kernel = productKernel(STRIDE, COLUMNS, { sums: 18, weights: 6 }, plain);
  for (let j = 0; j < COLUMNS; j++) for (let r = 0; r < 20; r++) kernel.x[j * STRIDE + r] = random.normal();
  for (let i = 0; i < 6; i++) kernel.weights[i] = random.normal();
  return kernel;
}

describe.each([
  ['WebAssembly', false],
  ['JavaScript', true],
])('sums over columns in %s', (_, plain) => {
  it('are the weighted products of three columns by three, added to what was there', () => {
    const { x, sums, products } = filled(plain);
    sums.fill(1);
    products(0, 3 * STRIDE, 6 * STRIDE, 4, 16, 9);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 1;
        for (let r = 4; r < 16; r++) sum += x[6 * STRIDE + r]! * x[i * STRIDE + r]! * x[(3 + j) * STRIDE + r]!;
        expect(sums[9 + 3 * i + j]).toBeCloseTo(sum, 12);
      }
    expect([...sums.subarray(0, 9)]).toEqual(Array(9).fill(1));
  });

  it('are scores of rows, added to the column of scores, and nothing beside these rows', () => {
    const { x, weights, scores } = filled(plain);
    const before = x.slice();
    scores(0, 7 * STRIDE, 4, 12, 3);
    for (let r = 0; r < STRIDE; r++) {
      const at = 7 * STRIDE + r;
      const more = [0, 1, 2].reduce((sum, i) => sum + weights[3 + i]! * before[i * STRIDE + r]!, 0);
      expect(x[at]).toBeCloseTo(before[at]! + (r >= 4 && r < 12 ? more : 0), 12);
    }
  });

  it('of no rows are nothing', () => {
    const { x, sums, products, scores } = filled(plain);
    const before = x.slice();
    products(0, 0, 0, 8, 8, 0);
    scores(0, 7 * STRIDE, 8, 8, 0);
    expect(sums.every((sum) => sum === 0)).toBe(true);
    expect(x).toEqual(before);
  });
});

it('WebAssembly runs here, so that both ways are tested', () => {
  expect(filled(false).x.buffer.byteLength % 65_536).toBe(0);
  expect(filled(true).x.buffer.byteLength % 65_536).not.toBe(0);
});
