import { checkCancelled, DecodeError } from './rows.ts';

/** One file inside a ZIP archive, from its central directory. */
interface ZipEntry {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** What an archive may unpack to, bytes; one part must still fit a text. */
const UNPACKED_LIMIT = 1.5 * 2 ** 30;
const PART_LIMIT = 2 ** 29 - 2 ** 16;
/** Parts of a workbook that hold no cells. */
const BESIDE =
  /^(xl\/(media|drawings|charts|printerSettings|theme|embeddings|ctrlProps)\/|docProps\/|Thumbnails\/|Pictures\/)/;

/**
 * The same archive without compression. The workbook library never ends on damaged deflate data, so the platform unpacks the parts,
 * faster too, and every part's length and checksum are compared before anything reads it.
 *
 * Rejects with `DecodeError`: `damaged` (detail.what `xlsx` or `password`), `too-large`, `cancelled`.
 */
export async function unpackedZip(file: Blob, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const entries = (await directoryOf(file)).filter(({ name }) => !BESIDE.test(new TextDecoder().decode(name)));
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > UNPACKED_LIMIT || entries.some(({ size }) => size > PART_LIMIT)) {
    throw new DecodeError('too-large', { what: 'xlsx', bytes: total });
  }
  const names = entries.reduce((sum, { name }) => sum + name.length, 0);
  const archive = new Uint8Array(total + 2 * names + entries.length * (30 + 46) + 22);
  const view = new DataView(archive.buffer);
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    checkCancelled(signal);
    offsets.push(at);
    view.setUint32(at, LOCAL, true);
    header(view, at + 4, entry);
    archive.set(entry.name, at + 30);
    at += 30 + entry.name.length;
    await unpack(file, entry, archive.subarray(at, at + entry.size));
    at += entry.size;
  }
  const directory = at;
  entries.forEach((entry, n) => {
    view.setUint32(at, CENTRAL, true);
    view.setUint16(at + 4, 20, true);
    header(view, at + 6, entry);
    view.setUint32(at + 42, offsets[n]!, true);
    archive.set(entry.name, at + 46);
    at += 46 + entry.name.length;
  });
  view.setUint32(at, END, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return archive;
}

/** What local and central headers share, from "version needed" on: stored, names in UTF-8, sizes and checksum known. */
function header(view: DataView, at: number, { name, crc, size }: ZipEntry): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

function damaged(message: string): DecodeError {
  return new DecodeError('damaged', { what: 'xlsx', message });
}

async function directoryOf(file: Blob): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, file.size - 65_557);
  const tail = new DataView(await file.slice(tailStart).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged('the end of the archive is missing');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + size > tailStart + end) throw damaged('the directory lies outside the archive');
  const bytes = new Uint8Array(await file.slice(start, start + size).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > size || view.getUint32(at, true) !== CENTRAL) throw damaged(`entry ${n + 1} of ${count} is missing`);
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > size) throw damaged(`entry ${n + 1} of ${count} is cut off`);
    if ((flags & 1) !== 0) throw new DecodeError('damaged', { what: 'password' });
    entries.push({
      name: bytes.slice(at + 46, nameEnd),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** Unpacks one entry into `target`, which is as long as the entry says it is. */
async function unpack(file: Blob, entry: ZipEntry, target: Uint8Array): Promise<void> {
  const local = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) throw damaged('a part is not where it should be');
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(start, start + entry.packed);
  if (packed.size !== entry.packed) throw damaged('a part is cut off');
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`compression method ${entry.method}`);
  const stream = packed.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const reader = (entry.method === 0 ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw'))).getReader();
  let size = 0;
  let crc = -1;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (size + value.length > target.length) throw damaged('a part is longer than it says');
      target.set(value, size);
      size += value.length;
      crc = crc32(value, crc);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof DecodeError ? error : damaged(error instanceof Error ? error.message : String(error));
  }
  if (size !== entry.size) throw damaged('a part is shorter than it says');
  if (~crc >>> 0 !== entry.crc) throw damaged('a part does not match its checksum');
}

const CRC = Int32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) !== 0 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (IEEE 802.3) carried on from `crc`; begin with -1, and invert the last one. */
function crc32(bytes: Uint8Array, crc: number): number {
  let value = crc;
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return value;
}
