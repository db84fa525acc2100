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

/**
 * Kind and body length from a Message flatbuffer: fields version, header type, header, bodyLength. The reader behind believes every
 * count it finds, so those that damage may have changed are compared with the room there is; throws where they do not fit.
 */
function messageOf(metadata: DataView): { kind: ArrowMessage['kind']; bodyLength: number } {
  const message = flatTable(metadata, follow(metadata, 0));
  const [type, header, body] = [message(1), message(2), message(3)];
  const kind = type === 0 ? 'other' : (KINDS[metadata.getUint8(type)] ?? 'other');
  const bodyLength = body === 0 ? 0 : Number(metadata.getBigInt64(body, true));
  if (kind === 'other') return { kind, bodyLength };
  const content = flatTable(metadata, follow(metadata, header));
  if (kind === 'schema') checkFields(metadata, content(1), 0);
  if (kind === 'records') checkBatch(metadata, content, bodyLength);
  if (kind === 'dictionary') checkBatch(metadata, flatTable(metadata, follow(metadata, content(1))), bodyLength);
  return { kind, bodyLength };
}

/** Finds the place of field n of the table at a place; 0 where the table leaves it out. */
function flatTable(metadata: DataView, at: number): (n: number) => number {
  const layout = at - metadata.getInt32(at, true);
  const size = metadata.getUint16(layout, true);
  return (n) => {
    const place = 4 + 2 * n < size ? metadata.getUint16(layout + 4 + 2 * n, true) : 0;
    return place === 0 ? 0 : at + place;
  };
}

function follow(metadata: DataView, at: number): number {
  return at + metadata.getUint32(at, true);
}

/** The place and number of a vector's items; throws where they do not fit. */
function vector(metadata: DataView, field: number, itemSize: number): { start: number; count: number } {
  if (field === 0) return { start: 0, count: 0 };
  const at = follow(metadata, field);
  const count = metadata.getUint32(at, true);
  if (at + 4 + count * itemSize > metadata.byteLength) throw new Error(`a list of ${count} lies outside its message`);
  return { start: at + 4, count };
}

function checkFields(metadata: DataView, field: number, depth: number): void {
  if (depth > 64) throw new Error('fields are nested too deeply');
  const { start, count } = vector(metadata, field, 4);
  for (let n = 0; n < count; n++) {
    const inner = flatTable(metadata, follow(metadata, start + 4 * n));
    vector(metadata, inner(6), 4);
    checkFields(metadata, inner(5), depth + 1);
  }
}

/** Rows that a body may hold: a row takes at least a bit of each column, and compressed bodies are not endlessly smaller. */
function checkBatch(metadata: DataView, batch: (n: number) => number, bodyLength: number): void {
  const most = BigInt(Math.max(2 ** 20, 8 * bodyLength * (batch(3) === 0 ? 1 : 4096)));
  const fits = (at: number): void => {
    const rows = metadata.getBigInt64(at, true);
    if (rows < 0n || rows > most) throw new Error(`${rows} rows in ${bodyLength} bytes`);
  };
  if (batch(0) !== 0) fits(batch(0));
  const nodes = vector(metadata, batch(1), 16);
  for (let n = 0; n < nodes.count; n++) fits(nodes.start + 16 * n);
  const buffers = vector(metadata, batch(2), 16);
  for (let n = 0; n < buffers.count; n++) {
    const from = metadata.getBigInt64(buffers.start + 16 * n, true);
    const length = metadata.getBigInt64(buffers.start + 16 * n + 8, true);
    if (from < 0n || length < 0n || from + length > BigInt(bodyLength))
      throw new Error('a buffer lies outside its message');
  }
  vector(metadata, batch(4), 8);
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
