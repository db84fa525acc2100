// The inner loop of histogram building as a WebAssembly routine of two functions, because plain JavaScript checks the bounds of
// every one of its billion additions. A gradient and a hessian are added in one 128-bit step (f64x2.add). Where WebAssembly or
// SIMD is missing there is no kernel, and tree-histogram.ts does the same sums in the same order.
import { wasmArena, type Arena } from '../math/wasm-arena.ts';
import { CODE, constant, get, I32, moduleBytes, set, step, V128, type Routine } from '../math/wasm-code.ts';

interface HistogramRoutines {
  /**
   * For rows at byte addresses [rows, rowsEnd): adds the pair at `pairs` (moving on by 16) to four histograms, at the slots that the
   * four bytes of the row's word name.
   */
  addRows: (
    words: number,
    rows: number,
    rowsEnd: number,
    pairs: number,
    h0: number,
    h1: number,
    h2: number,
    h3: number,
  ) => void;
  /** The same for all words in [words, wordsEnd) in their own order. */
  addAll: (words: number, wordsEnd: number, pairs: number, h0: number, h1: number, h2: number, h3: number) => void;
}

export interface HistogramKernel extends Arena, HistogramRoutines {}

/** Room for `bytes` of typed arrays and the two functions on it, or null. */
export function histogramKernel(bytes: number): HistogramKernel | null {
  const made = wasmArena<HistogramRoutines>(bytes, () => moduleBytes([addRows(), addAll()]));
  return made && { ...made.arena, addRows: made.routines.addRows, addAll: made.routines.addAll };
}

/** Parameters: 0 words, 1 rows, 2 end, 3 pairs, 4-7 histograms; locals 8 word, 9 address, 10 pair. */
function addRows(): Routine {
  const row = [...get(1), ...CODE.i32Load, ...constant(2), ...CODE.i32Shl];
  const code = [
    ...CODE.loop,
    ...[...get(0), ...row, ...CODE.i32Add, ...CODE.i32Load, ...set(8)],
    ...addition(3, 4, 8, 9, 10),
    ...step(3, 16),
    ...step(1, 4),
    ...[...get(1), ...get(2), ...CODE.i32LtU, ...CODE.again],
    ...CODE.end,
  ];
  return { name: 'addRows', parameters: 8, locals: LOCALS, code };
}

/** Parameters: 0 words, 1 end, 2 pairs, 3-6 histograms; locals 7 word, 8 address, 9 pair. */
function addAll(): Routine {
  const code = [
    ...CODE.loop,
    ...[...get(0), ...CODE.i32Load, ...set(7)],
    ...addition(2, 3, 7, 8, 9),
    ...step(2, 16),
    ...step(0, 4),
    ...[...get(0), ...get(1), ...CODE.i32LtU, ...CODE.again],
    ...CODE.end,
  ];
  return { name: 'addAll', parameters: 7, locals: LOCALS, code };
}

const LOCALS = [
  [2, I32],
  [1, V128],
] as const;

/** pair = memory[pairs]; for lane 0-3: memory[histogram + 16 · byte of the word] += pair. */
function addition(pairs: number, histograms: number, word: number, address: number, pair: number): number[] {
  const lane = (k: number) => {
    const shifted =
      k === 0
        ? [...get(word), ...constant(4), ...CODE.i32Shl]
        : [...get(word), ...constant(8 * k - 4), ...CODE.i32ShrU];
    const slot = [
      ...get(histograms + k),
      ...shifted,
      ...constant(0xff0),
      ...CODE.i32And,
      ...CODE.i32Add,
      ...set(address),
    ];
    const sum = [...get(address), ...CODE.v128Load, ...get(pair), ...CODE.f64x2Add];
    return [...slot, ...get(address), ...sum, ...CODE.v128Store];
  };
  return [...get(pairs), ...CODE.v128Load, ...set(pair), ...[0, 1, 2, 3].flatMap(lane)];
}
