// Squared distances of chosen rows to every centre: the inner loop of clustering. As a WebAssembly routine two coordinates are
// subtracted, squared and added in one 128-bit step; where WebAssembly or SIMD is missing, plain JavaScript does the same.
import { wasmArena } from './wasm-arena.ts';
import {
  CODE,
  f64Store,
  f64x2Lane,
  get,
  I32,
  moduleBytes,
  set,
  step,
  V128,
  v128LoadAt,
  type Routine,
} from './wasm-code.ts';

export interface DistanceKernel {
  /** Row numbers, to be written before a call; room for BATCH of them. */
  readonly list: Int32Array;
  /** Row-major k x `width`, to be written before a call; `width` is the dimensions made even, what is added is 0. */
  readonly centres: Float64Array;
  readonly width: number;
  /** Squared distances, row-major count x k. */
  readonly out: Float64Array;
  /** Fills `out` for the first `count` rows of the list. */
  readonly measure: (count: number) => void;
}

/** Rows measured at once. */
export const BATCH = 1024;

type Measure = (
  list: number,
  listEnd: number,
  x: number,
  rowBytes: number,
  centres: number,
  centresEnd: number,
  out: number,
) => void;

/** A kernel over a copy of `data` (row-major rows x d) for k centres; in JavaScript, over the data themselves, where `plain` or there is no other way. */
export function distanceKernel(data: Float64Array, rows: number, d: number, k: number, plain = false): DistanceKernel {
  const width = d + (d & 1);
  const bytes = 8 * (rows * width + k * width + BATCH * k) + 4 * BATCH + 64;
  const made = plain ? null : wasmArena<{ measure: Measure }>(bytes, () => moduleBytes([measure()]));
  const float64 = made ? made.arena.float64 : (length: number) => new Float64Array(length);
  const list = made ? made.arena.int32(BATCH) : new Int32Array(BATCH);
  const centres = float64(k * width);
  const out = float64(BATCH * k);
  if (!made) return { list, centres, width, out, measure: inScript(data, d, width, k, list, centres, out) };
  const x = float64(rows * width);
  if (width === d) x.set(data);
  else for (let i = 0; i < rows; i++) for (let j = 0; j < d; j++) x[i * width + j] = data[i * d + j]!;
  const [listStart, xStart, start] = [list.byteOffset, x.byteOffset, centres.byteOffset];
  const end = start + centres.byteLength;
  const outStart = out.byteOffset;
  const { routines } = made;
  return {
    list,
    centres,
    width,
    out,
    measure: (count) => {
      // The routine's loops run at least once.
      if (count > 0) routines.measure(listStart, listStart + 4 * count, xStart, 8 * width, start, end, outStart);
    },
  };
}

function inScript(
  data: Float64Array,
  d: number,
  width: number,
  k: number,
  list: Int32Array,
  centres: Float64Array,
  out: Float64Array,
): DistanceKernel['measure'] {
  return (count) => {
    for (let l = 0, at = 0; l < count; l++) {
      const row = list[l]! * d;
      for (let c = 0; c < k; c++, at++) {
        let sum = 0;
        for (let j = 0; j < d; j++) {
          const gap = data[row + j]! - centres[c * width + j]!;
          sum += gap * gap;
        }
        out[at] = sum;
      }
    }
  };
}

/**
 * Parameters: 0 list, 1 its end, 2 x, 3 bytes of a row, 4 centres, 5 their end, 6 out. Locals: 7 coordinate, 8 centre, 9 end of the row;
 * pairs of doubles 10 sum, 11 gap.
 */
function measure(): Routine {
  const [list, listEnd, x, rowBytes, centres, centresEnd, out, at, centre, rowEnd, sum, gap] = Array.from(
    { length: 12 },
    (_, local) => local,
  ) as [number, number, number, number, number, number, number, number, number, number, number, number];
  const begin = [...get(x), ...get(list), ...CODE.i32Load, ...get(rowBytes), ...CODE.i32Mul, ...CODE.i32Add];
  const pair = [
    ...[...get(at), ...v128LoadAt(0), ...get(centre), ...v128LoadAt(0), ...CODE.f64x2Sub, ...set(gap)],
    ...[...get(sum), ...get(gap), ...get(gap), ...CODE.f64x2Mul, ...CODE.f64x2Add, ...set(sum)],
    ...[...step(at, 16), ...step(centre, 16)],
    ...[...get(at), ...get(rowEnd), ...CODE.i32LtU, ...CODE.again],
  ];
  const toCentre = [
    ...[...CODE.zeroPair, ...set(sum), ...get(rowEnd), ...get(rowBytes), ...CODE.i32Sub, ...set(at)],
    ...[...CODE.loop, ...pair, ...CODE.end],
    ...[...get(out), ...get(sum), ...f64x2Lane(0), ...get(sum), ...f64x2Lane(1), ...CODE.f64Add, ...f64Store(0)],
    ...step(out, 8),
    ...[...get(centre), ...get(centresEnd), ...CODE.i32LtU, ...CODE.again],
  ];
  const code = [
    ...CODE.loop,
    ...[...begin, ...get(rowBytes), ...CODE.i32Add, ...set(rowEnd), ...get(centres), ...set(centre)],
    ...[...CODE.loop, ...toCentre, ...CODE.end],
    ...step(list, 4),
    ...[...get(list), ...get(listEnd), ...CODE.i32LtU, ...CODE.again],
    ...CODE.end,
  ];
  const locals = [
    [3, I32],
    [2, V128],
  ] as const;
  return { name: 'measure', parameters: 7, locals, code };
}
