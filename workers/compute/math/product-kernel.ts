// Sums over the columns of a table that lies column by column in one memory: the inner loops of a Hessian X' C X and of scores X w. As
// WebAssembly routines they treat two rows in one 128-bit step and keep nine sums in registers; where WebAssembly or SIMD is missing,
// plain JavaScript adds the same numbers.
import { wasmArena } from './wasm-arena.ts';
import {
  CODE,
  f64Load,
  f64Store,
  f64x2Lane,
  get,
  I32,
  moduleBytes,
  set,
  splatAt,
  step,
  V128,
  v128LoadAt,
  v128StoreAt,
  type Routine,
} from './wasm-code.ts';

/** Columns are named by where they begin in `x`; rows are from .. to − 1, both multiples of 4. */
export interface ProductKernel {
  /** Column j, row i at j · stride + i. */
  readonly x: Float64Array;
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  /** sums[at + 3 i + j] += Σ x[c + r] x[a + i · stride + r] x[b + j · stride + r], i and j from 0 to 2. */
  readonly products: (a: number, b: number, c: number, from: number, to: number, at: number) => void;
  /** x[into + r] += Σ weights[at + i] x[a + i · stride + r], i from 0 to 2. */
  readonly scores: (a: number, into: number, from: number, to: number, at: number) => void;
}

interface Routines {
  products: (a: number, b: number, c: number, stride: number, end: number, sums: number) => void;
  scores: (a: number, into: number, stride: number, end: number, weights: number) => void;
}

/** Room for `columns` columns of `stride` doubles, for sums and weights, all 0; in JavaScript where `plain` or there is no other way. */
export function productKernel(
  stride: number,
  columns: number,
  { sums: sumCount, weights: weightCount }: { sums: number; weights: number },
  plain = false,
): ProductKernel {
  const bytes = 8 * (stride * columns + sumCount + weightCount) + 64;
  const made = plain ? null : wasmArena<Routines>(bytes, () => moduleBytes([products(), scores()]));
  const float64 = made ? made.arena.float64 : (length: number) => new Float64Array(length);
  const x = float64(stride * columns);
  const sums = float64(sumCount);
  const weights = float64(weightCount);
  if (!made) return { x, sums, weights, ...inScript(x, stride, sums, weights) };
  const { routines } = made;
  const [start, sumsStart, weightsStart] = [x.byteOffset, sums.byteOffset, weights.byteOffset];
  const place = (at: number) => start + 8 * at;
  return {
    x,
    sums,
    weights,
    products: (a, b, c, from, to, at) => {
      // The routines' loops run at least once.
      if (to > from)
        routines.products(
          place(a + from),
          place(b + from),
          place(c + from),
          8 * stride,
          place(c + to),
          sumsStart + 8 * at,
        );
    },
    scores: (a, into, from, to, at) => {
      if (to > from)
        routines.scores(place(a + from), place(into + from), 8 * stride, place(into + to), weightsStart + 8 * at);
    },
  };
}

function inScript(
  x: Float64Array,
  stride: number,
  sums: Float64Array,
  weights: Float64Array,
): Pick<ProductKernel, 'products' | 'scores'> {
  return {
    products: (a, b, c, from, to, at) => {
      for (let j = 0; j < 3; j++) {
        let [s0, s1, s2] = [0, 0, 0];
        const second = b + j * stride;
        for (let r = from; r < to; r++) {
          const weighted = x[c + r]! * x[second + r]!;
          s0 += weighted * x[a + r]!;
          s1 += weighted * x[a + stride + r]!;
          s2 += weighted * x[a + 2 * stride + r]!;
        }
        sums[at + j]! += s0;
        sums[at + 3 + j]! += s1;
        sums[at + 6 + j]! += s2;
      }
    },
    scores: (a, into, from, to, at) => {
      const [w0, w1, w2] = [weights[at]!, weights[at + 1]!, weights[at + 2]!];
      for (let r = from; r < to; r++)
        x[into + r]! += w0 * x[a + r]! + w1 * x[a + stride + r]! + w2 * x[a + 2 * stride + r]!;
    },
  };
}

const PLACES = [0, 1, 2];
/** Two steps of two rows in one round of the loop, the second 16 bytes further. */
const STEPS = [0, 16];

/**
 * Parameters: 0 a, 1 b, 2 c, 3 stride, 4 end of c, 5 sums, all in bytes. Locals: 6 a₁, 7 a₂, 8 b₁, 9 b₂; pairs of doubles 10-18 the sums,
 * 19-21 c · a, 22 b.
 */
function products(): Routine {
  const [c, end, sums] = [2, 4, 5];
  const [a, b] = [
    [0, 6, 7],
    [1, 8, 9],
  ];
  const sum = (i: number, j: number) => 10 + 3 * i + j;
  const load = (pointer: number, offset: number) => [...get(pointer), ...v128LoadAt(offset)];
  const round = (offset: number) => [
    ...PLACES.flatMap((i) => [...load(a[i]!, offset), ...load(c, offset), ...CODE.f64x2Mul, ...set(19 + i)]),
    ...PLACES.flatMap((j) => [
      ...[...load(b[j]!, offset), ...set(22)],
      ...PLACES.flatMap((i) => [
        ...[...get(sum(i, j)), ...get(19 + i), ...get(22)],
        ...[...CODE.f64x2Mul, ...CODE.f64x2Add, ...set(sum(i, j))],
      ]),
    ]),
  ];
  const both = (pair: number) => [...get(pair), ...f64x2Lane(0), ...get(pair), ...f64x2Lane(1), ...CODE.f64Add];
  const store = (at: number, pair: number) => [
    ...[...get(sums), ...get(sums), ...f64Load(at)],
    ...[...both(pair), ...CODE.f64Add, ...f64Store(at)],
  ];
  const code = [
    ...[...next(0, 6), ...next(6, 7), ...next(1, 8), ...next(8, 9)],
    ...CODE.loop,
    ...STEPS.flatMap(round),
    ...[...a, ...b, c].flatMap((pointer) => step(pointer, 32)),
    ...[...get(c), ...get(end), ...CODE.i32LtU, ...CODE.again],
    ...CODE.end,
    ...PLACES.flatMap((i) => PLACES.flatMap((j) => store(8 * (3 * i + j), sum(i, j)))),
  ];
  const locals = [
    [4, I32],
    [13, V128],
  ] as const;
  return { name: 'products', parameters: 6, locals, code };
}

/** Parameters: 0 a, 1 into, 2 stride, 3 end of into, 4 weights, all in bytes. Locals: 5 a₁, 6 a₂; pairs of doubles 7-9 the weights. */
function scores(): Routine {
  const [into, end] = [1, 3];
  const a = [0, 5, 6];
  const round = (offset: number) => [
    ...[...get(into), ...get(into), ...v128LoadAt(offset)],
    ...PLACES.flatMap((i) => [
      ...[...get(a[i]!), ...v128LoadAt(offset), ...get(7 + i)],
      ...[...CODE.f64x2Mul, ...CODE.f64x2Add],
    ]),
    ...v128StoreAt(offset),
  ];
  const code = [
    ...[...next(0, 5, 2), ...next(5, 6, 2)],
    ...PLACES.flatMap((i) => [...get(4), ...splatAt(8 * i), ...set(7 + i)]),
    ...CODE.loop,
    ...STEPS.flatMap(round),
    ...[...a, into].flatMap((pointer) => step(pointer, 32)),
    ...[...get(into), ...get(end), ...CODE.i32LtU, ...CODE.again],
    ...CODE.end,
  ];
  const locals = [
    [2, I32],
    [3, V128],
  ] as const;
  return { name: 'scores', parameters: 5, locals, code };
}

/** to = from + stride. */
function next(from: number, to: number, stride = 3): number[] {
  return [...get(from), ...get(stride), ...CODE.i32Add, ...set(to)];
}
