import { checkCancelled, type DecodeOptions } from './rows.ts';

/** One message of an Arrow IPC stream, whole and in a buffer of its own: what a reader takes as a stream of one message. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'records' | 'other';
  readonly bytes: Uint8Array;
}

const CONTINUES = 0xffffffff;
const WINDOW = 2 ** 22;
const KINDS = ['other', 'schema', 'dictionary', 'records'] as const;

/**
 * Cuts an Arrow IPC file or stream into its messages without reading it whole. Throws a plain Error where the file is cut off or its
 * lengths lead outside. Source: Arrow Columnar Format, "Encapsulated message format" and "IPC File Format".
 */
export async function* arrowMessages(file: Blob, options: DecodeOptions): AsyncGenerator<ArrowMessage> {
  const bytesAt = windowed(file);
  let at = 0;
  let end = file.size;
  if (latin(await bytesAt(0, Math.min(6, file.size))) === 'ARROW1') {
    const tail = await bytesAt(Math.max(8, file.size - 10), Math.min(10, file.size - 8));
    if (tail.length < 10 || latin(tail.subarray(4)) !== 'ARROW1') throw new Error('the end of the file is missing');
    end = file.size - 10 - view(tail).getUint32(0, true);
    at = 8;
  }
  while (at < end) {
    checkCancelled(options.signal);
    const start = view(await bytesAt(at, 8));
    // Before Arrow 0.15 the length stood alone.
    const legacy = start.getUint32(0, true) !== CONTINUES;
    const size = start.getUint32(legacy ? 0 : 4, true);
    if (size === 0) return;
    const body = at + (legacy ? 4 : 8) + size;
    if (body > end) throw new Error(`a message ends outside the file at ${at}`);
    const metadata = await bytesAt(at + (legacy ? 4 : 8), size);
    const { kind, bodyLength } = messageOf(view(metadata));
    if (bodyLength < 0 || body + bodyLength > end) throw new Error(`a message body ends outside the file at ${at}`);
    // Padded, so that the numbers of the body lie where typed arrays can reach them.
    const padded = (size + 7) & ~7;
    const bytes = new Uint8Array(8 + padded + bodyLength);
    view(bytes).setUint32(0, CONTINUES, true);
    view(bytes).setUint32(4, padded, true);
    bytes.set(metadata, 8);
    bytes.set(await bytesAt(body, bodyLength), 8 + padded);
    yield { kind, bytes };
    at = body + bodyLength;
    options.onProgress?.(at, file.size);
  }
}

/** Kind and body length from a Message flatbuffer: fields version, header type, header, bodyLength. */
function messageOf(metadata: DataView): { kind: ArrowMessage['kind']; bodyLength: number } {
  const root = metadata.getUint32(0, true);
  const table = root - metadata.getInt32(root, true);
  const fields = metadata.getUint16(table, true);
  const field = (n: number): number => (4 + 2 * n < fields ? metadata.getUint16(table + 4 + 2 * n, true) : 0);
  const type = field(1) === 0 ? 0 : metadata.getUint8(root + field(1));
  const length = field(3) === 0 ? 0n : metadata.getBigInt64(root + field(3), true);
  return { kind: KINDS[type] ?? 'other', bodyLength: Number(length) };
}

/** Reads places of a file that mostly follow each other, 4 MB at a time. Throws where there are fewer bytes than asked for. */
function windowed(file: Blob): (start: number, length: number) => Promise<Uint8Array> {
  let from = 0;
  let held = new Uint8Array(0);
  return async (start, length) => {
    if (length < 0 || start + length > file.size) throw new Error(`the file ends before ${start + length}`);
    if (start < from || start + length > from + held.length) {
      from = start;
      held = new Uint8Array(await file.slice(start, start + Math.max(length, WINDOW)).arrayBuffer());
    }
    return held.subarray(start - from, start - from + length);
  };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
