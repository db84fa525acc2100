const FRAME = 0x184d2204;

/**
 * Unpacks an LZ4 frame, as Arrow files are compressed by default; blocks may refer to earlier ones. Checksums are skipped.
 * Throws where the frame is cut off or refers outside itself. Source: LZ4 Frame Format 1.6.4, LZ4 Block Format.
 *
 * @param length bytes it unpacks to
 */
export function decompressLz4Frame(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== FRAME) throw new Error('lz4 frame expected');
  const flags = view.getUint8(4);
  const blockChecksum = (flags & 0x10) !== 0;
  let at = 6 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0) + 1;
  const output = new Uint8Array(length);
  let size = 0;
  for (;;) {
    const header = view.getUint32(at, true);
    at += 4;
    if (header === 0) break;
    const end = at + (header & 0x7fffffff);
    if (end > input.length) throw new Error('lz4 block is cut off');
    if (header >>> 31 === 1) {
      output.set(input.subarray(at, end), size);
      size += end - at;
    } else {
      size = block(input, at, end, output, size);
    }
    at = end + (blockChecksum ? 4 : 0);
  }
  if (size !== length) throw new Error(`lz4 frame unpacks to ${size} bytes, not ${length}`);
  return output;
}

function block(input: Uint8Array, start: number, end: number, output: Uint8Array, begin: number): number {
  let at = start;
  let size = begin;
  const extended = (base: number): number => {
    if (base < 15) return base;
    let sum = base;
    let byte = 255;
    while (byte === 255 && at < end) sum += byte = input[at++]!;
    return sum;
  };
  while (at < end) {
    const token = input[at++]!;
    const literals = extended(token >> 4);
    if (at + literals > end || size + literals > output.length) throw new Error('lz4 literals run over the end');
    output.set(input.subarray(at, at + literals), size);
    at += literals;
    size += literals;
    if (at >= end) break;
    const offset = input[at]! | (input[at + 1]! << 8);
    at += 2;
    const match = extended(token & 15) + 4;
    if (offset === 0 || offset > size || size + match > output.length) throw new Error('lz4 match lies outside');
    for (let n = 0; n < match; n++, size++) output[size] = output[size - offset]!;
  }
  return size;
}
