// The inner loop of histogram building as a WebAssembly routine of two functions, because plain JavaScript checks the bounds of
// every one of its billion additions. A gradient and a hessian are added in one 128-bit step (f64x2.add). The module is written
// here as bytes, instruction by instruction, so that nothing has to be built or fetched; where WebAssembly or SIMD is missing
// there is no kernel, and tree-histogram.ts does the same sums in the same order.

/** Typed arrays carved from one memory that the kernel reads and writes. */
export interface Arena {
  bytes: (length: number) => Uint8Array;
  int32: (length: number) => Int32Array;
  /** Begins at a multiple of 16 bytes. */
  float64: (length: number) => Float64Array;
}

export interface HistogramKernel extends Arena {
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

const PAGE = 65_536;
/** Beyond this many bytes a memory is not asked for. */
const LARGEST = 1_500_000_000;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, ...signed(value)];
const [ADD, AND, SHL, SHR, LESS] = [[0x6a], [0x71], [0x74], [0x76], [0x49]] as const;
const LOAD_WORD = [0x28, 2, 0];
const LOAD_PAIR = [0xfd, 0x00, 4, 0];
const STORE_PAIR = [0xfd, 0x0b, 4, 0];
const ADD_PAIR = [0xfd, 0xf0, 0x01];
const [I32, V128] = [0x7f, 0x7b];

/** Room for `bytes` of typed arrays and the two functions on it, or null. */
export function histogramKernel(bytes: number): HistogramKernel | null {
  if (bytes > LARGEST || typeof WebAssembly === 'undefined') return null;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) + 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()), { a: { m: memory } });
    const { r, a } = instance.exports as unknown as { r: HistogramKernel['addRows']; a: HistogramKernel['addAll'] };
    let used = 0;
    const take = (length: number): number => {
      const start = used;
      used += Math.ceil(length / 16) * 16;
      if (used > memory.buffer.byteLength)
        throw new Error(`the arena is too small: ${used} of ${memory.buffer.byteLength} bytes`);
      return start;
    };
    return {
      bytes: (length) => new Uint8Array(memory.buffer, take(length), length),
      int32: (length) => new Int32Array(memory.buffer, take(4 * length), length),
      float64: (length) => new Float64Array(memory.buffer, take(8 * length), length),
      addRows: r,
      addAll: a,
    };
  } catch {
    // No SIMD, or no memory of that size: JavaScript does it.
    return null;
  }
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const type = (parameters: number) => [0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0];
  // Parameters of addRows: 0 words, 1 rows, 2 end, 3 pairs, 4-7 histograms; locals 8 word, 9 address, 10 pair.
  const rows = body([
    [...get(0), ...get(1), ...LOAD_WORD, ...constant(2), ...SHL, ...ADD, ...LOAD_WORD, ...set(8)],
    addition(3, 4, 8, 9, 10),
    step(3, 16),
    step(1, 4),
    [...get(1), ...get(2), ...LESS],
  ]);
  // Parameters of addAll: 0 words, 1 end, 2 pairs, 3-6 histograms; locals 7 word, 8 address, 9 pair.
  const all = body([
    [...get(0), ...LOAD_WORD, ...set(7)],
    addition(2, 3, 7, 8, 9),
    step(2, 16),
    step(0, 4),
    [...get(0), ...get(1), ...LESS],
  ]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([type(8), type(7)])),
    ...section(2, list([[...text('a'), ...text('m'), 2, 0, 1]])),
    ...section(3, list([[0], [1]])),
    ...section(
      7,
      list([
        [...text('r'), 0, 0],
        [...text('a'), 0, 1],
      ]),
    ),
    ...section(10, list([rows, all])),
  ]);
}

/** pair = memory[pairs]; for lane 0-3: memory[histogram + 16 · byte of the word] += pair. */
function addition(pairs: number, histograms: number, word: number, address: number, pair: number): number[] {
  const lane = (k: number) => {
    const shifted = k === 0 ? [...get(word), ...constant(4), ...SHL] : [...get(word), ...constant(8 * k - 4), ...SHR];
    const slot = [...get(histograms + k), ...shifted, ...constant(0xff0), ...AND, ...ADD, ...set(address)];
    return [...slot, ...get(address), ...get(address), ...LOAD_PAIR, ...get(pair), ...ADD_PAIR, ...STORE_PAIR];
  };
  return [...get(pairs), ...LOAD_PAIR, ...set(pair), ...[0, 1, 2, 3].flatMap(lane)];
}

function step(local: number, by: number): number[] {
  return [...get(local), ...constant(by), ...ADD, ...set(local)];
}

/** A function: two i32 locals, one v128, and a loop that goes on while the last part leaves a true value. */
function body(parts: number[][]): number[] {
  const code = [2, 2, I32, 1, V128, 0x03, 0x40, ...parts.flat(), 0x0d, 0, 0x0b, 0x0b];
  return [...unsigned(code.length), ...code];
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: number[][]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(name: string): number[] {
  return [name.length, ...[...name].map((letter) => letter.charCodeAt(0))];
}

/** LEB128 of a number >= 0. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** LEB128 of a number >= 0 whose next bit must say "not negative". */
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)];
}
