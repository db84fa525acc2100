/** Typed arrays carved one after another from one memory that a kernel reads and writes. */
export interface Arena {
  bytes: (length: number) => Uint8Array;
  int32: (length: number) => Int32Array;
  /** Begins at a multiple of 16 bytes. */
  float64: (length: number) => Float64Array;
}

const PAGE = 65_536;
/** Beyond this many bytes a memory is not asked for. */
const LARGEST = 1_500_000_000;

/** Room for `bytes` of typed arrays and the routines of a module on it; null where WebAssembly or SIMD is missing, or the room. */
export function wasmArena<Routines>(
  bytes: number,
  module: () => Uint8Array<ArrayBuffer>,
): { arena: Arena; routines: Routines } | null {
  if (bytes > LARGEST || typeof WebAssembly === 'undefined') return null;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) + 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(module()), { a: { m: memory } });
    let used = 0;
    const take = (length: number): number => {
      const start = used;
      used += Math.ceil(length / 16) * 16;
      if (used > memory.buffer.byteLength)
        throw new Error(`the arena is too small: ${used} of ${memory.buffer.byteLength} bytes`);
      return start;
    };
    const arena: Arena = {
      bytes: (length) => new Uint8Array(memory.buffer, take(length), length),
      int32: (length) => new Int32Array(memory.buffer, take(4 * length), length),
      float64: (length) => new Float64Array(memory.buffer, take(8 * length), length),
    };
    return { arena, routines: instance.exports as Routines };
  } catch {
    // The caller does without.
    return null;
  }
}
