import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unite } from '../../src/domain/union-find.ts';

/** The same by brute force: repeat until nothing changes, then number groups as they appear. */
function naive(n: number, pairs: readonly (readonly [number, number])[]): number[] {
  const label = Array.from({ length: n }, (_, i) => i);
  for (let changed = true; changed;) {
    changed = false;
    for (const [a, b] of pairs) {
      const least = Math.min(label[a]!, label[b]!);
      if (label[a] !== least || label[b] !== least) changed = true;
      label[a] = label[b] = least;
    }
  }
  const seen = [...new Set(label)];
  return label.map((one) => seen.indexOf(one));
}

const graph = fc
  .integer({ min: 1, max: 40 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 60 })));
const run = (n: number, pairs: readonly (readonly [number, number])[]) => [
  ...unite(
    n,
    Int32Array.from(pairs, ([a]) => a),
    Int32Array.from(pairs, ([, b]) => b),
  ),
];

describe('unite', () => {
  it('is the partition that brute force finds, numbered by first appearance', () => {
    fc.assert(
      fc.property(graph, ([n, pairs]) => {
        expect(run(n, pairs)).toEqual(naive(n, pairs));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('does not depend on the order or direction of edges', () => {
    fc.assert(
      fc.property(graph, ([n, pairs]) => {
        expect(run(n, pairs.map(([a, b]) => [b, a] as const).reverse())).toEqual(run(n, pairs));
      }),
      { seed: 7 },
    );
  });

  it('joins a long chain', () => {
    const n = 100_000;
    const a = Int32Array.from({ length: n - 1 }, (_, i) => i + 1);
    const b = Int32Array.from({ length: n - 1 }, (_, i) => i);
    expect(new Set(unite(n, a, b))).toEqual(new Set([0]));
  });

  it('refuses edges that lead nowhere', () => {
    expect(() => unite(2, Int32Array.of(0), Int32Array.of(2))).toThrow('edge outside 0..1: 0-2');
    expect(() => unite(2, Int32Array.of(0), Int32Array.of())).toThrow('two ends');
    expect([...unite(0, Int32Array.of(), Int32Array.of())]).toEqual([]);
  });
});
