// WebAssembly written as bytes, instruction by instruction, so that nothing has to be built or fetched. What little of the format
// (W3C, WebAssembly Core Specification 2.0, chapter 5) the kernels of the models need.

export const I32 = 0x7f;
export const V128 = 0x7b;

/** Instructions of the kernels, by their name in the specification. */
export const CODE = {
  loop: [0x03, 0x40],
  end: [0x0b],
  /** Back to the beginning of the innermost loop when the top of the stack is not 0. */
  again: [0x0d, 0],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Mul: [0x6c],
  i32And: [0x71],
  i32Shl: [0x74],
  i32ShrU: [0x76],
  i32LtU: [0x49],
  i32Load: [0x28, 2, 0],
  f64Add: [0xa0],
  v128Load: [0xfd, 0x00, 4, 0],
  /** A pair of zeros. */
  zeroPair: [0xfd, 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  v128Store: [0xfd, 0x0b, 4, 0],
  f64x2Add: [0xfd, 0xf0, 0x01],
  f64x2Sub: [0xfd, 0xf1, 0x01],
  f64x2Mul: [0xfd, 0xf2, 0x01],
} as const;

export const get = (local: number): number[] => [0x20, ...unsigned(local)];
export const set = (local: number): number[] => [0x21, ...unsigned(local)];
/** A whole number >= 0. */
export const constant = (value: number): number[] => [0x41, ...signed(value)];
/** The double at the address on the stack and `offset` bytes. */
export const f64Load = (offset: number): number[] => [0x2b, 3, ...unsigned(offset)];
export const f64Store = (offset: number): number[] => [0x39, 3, ...unsigned(offset)];
export const v128LoadAt = (offset: number): number[] => [0xfd, 0x00, 3, ...unsigned(offset)];
export const v128StoreAt = (offset: number): number[] => [0xfd, 0x0b, 3, ...unsigned(offset)];
/** The double there twice. */
export const splatAt = (offset: number): number[] => [0xfd, 0x0a, 3, ...unsigned(offset)];
/** One of the two doubles of a pair. */
export const f64x2Lane = (lane: 0 | 1): number[] => [0xfd, 0x21, lane];

/** local += by. */
export function step(local: number, by: number): number[] {
  return [...get(local), ...constant(by), ...CODE.i32Add, ...set(local)];
}

/** A function: how many i32 parameters it has, its other locals (how many of which type), and its instructions. */
export interface Routine {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly code: readonly number[];
}

/** A module of routines on the memory that it is given as `a.m`. */
export function moduleBytes(routines: readonly Routine[]): Uint8Array<ArrayBuffer> {
  const type = ({ parameters }: Routine) => [0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0];
  const body = ({ locals, code }: Routine) => {
    const whole = [...list(locals.map(([count, of]) => [...unsigned(count), of])), ...code, ...CODE.end];
    return [...unsigned(whole.length), ...whole];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(routines.map(type))),
    ...section(2, list([[...text('a'), ...text('m'), 2, 0, 1]])),
    ...section(3, list(routines.map((_, i) => unsigned(i)))),
    ...section(7, list(routines.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]))),
    ...section(10, list(routines.map(body))),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
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
