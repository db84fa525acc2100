import type { SourceFormat } from '../../../src/domain/source.ts';
import { detectEncoding } from './encoding.ts';
import { checkCancelled, DecodeError, decodeFailure, type DecodeOptions } from './rows.ts';

/** What a file seems to be when it is none of the formats that can be read. */
export type FormatReason =
  | 'empty'
  | 'gzip'
  | 'zip'
  | 'archive'
  | 'pdf'
  | 'image'
  | 'media'
  | 'document'
  | 'presentation'
  | 'database'
  | 'html'
  | 'binary';

/** `gzip` as a reason means: unpack it with `openFile` and look again. */
export interface SniffedFormat {
  readonly format: SourceFormat | 'unknown';
  readonly reason?: FormatReason;
}

const MAGIC: readonly (readonly [readonly number[], FormatReason])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0xff, 0xd8, 0xff], 'image'],
  [[0x47, 0x49, 0x46, 0x38], 'image'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'database'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'archive'],
  [[0x42, 0x5a, 0x68], 'archive'],
  [[0x49, 0x44, 0x33], 'media'],
  [[0x4f, 0x67, 0x67, 0x53], 'media'],
];

/** What a file is, by the bytes it begins with (64 KB are plenty) and, where they do not say, by its name. */
export function sniffFormat(head: Uint8Array, name: string): SniffedFormat {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (head.length === 0) return { format: 'unknown', reason: 'empty' };
  const ascii = latin(head.subarray(0, 64));
  if (ascii.startsWith('PAR1')) return { format: 'parquet' };
  if (ascii.startsWith('ARROW1')) return { format: 'arrow' };
  if (isArrowStream(head)) return { format: 'arrow' };
  if (ascii.startsWith('PK\u0003\u0004') || ascii.startsWith('PK\u0005\u0006')) return sniffZip(head, extension);
  if (ascii.startsWith('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return sniffCompound(head, extension);
  for (const [bytes, reason] of MAGIC) {
    if (bytes.every((byte, at) => head[at] === byte)) return { format: 'unknown', reason };
  }
  if (/^RIFF....WEBP/s.test(ascii)) return { format: 'unknown', reason: 'image' };
  if (/^RIFF/.test(ascii) || ascii.slice(4, 8) === 'ftyp') return { format: 'unknown', reason: 'media' };
  if (ascii.slice(8, 12) === 'DUCK') return { format: 'unknown', reason: 'database' };
  const text = readText(head);
  if (text === null) return { format: 'unknown', reason: 'binary' };
  return sniffText(text, extension);
}

/** An Arrow stream begins with 0xFFFFFFFF, the length of its schema, and a flatbuffer whose root lies inside it. */
function isArrowStream(head: Uint8Array): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = view.getUint32(4, true);
  return view.getUint32(0, true) === 0xffffffff && size >= 16 && size < 2 ** 28 && view.getUint32(8, true) < size;
}

function sniffZip(head: Uint8Array, extension: string): SniffedFormat {
  const names = latin(head.subarray(0, 65536));
  if (names.includes('application/vnd.oasis.opendocument.spreadsheet')) return { format: 'xlsx' };
  if (holdsFolder(names, 'word/')) return { format: 'unknown', reason: 'document' };
  if (holdsFolder(names, 'ppt/')) return { format: 'unknown', reason: 'presentation' };
  if (holdsFolder(names, 'xl/')) return { format: 'xlsx' };
  if (/^(xlsx|xlsm|xlsb|xltx|ods|et)$/.test(extension)) return { format: 'xlsx' };
  if (names.includes('[Content_Types].xml') && !/^(docx|pptx|vsdx)$/.test(extension)) return { format: 'xlsx' };
  if (extension === 'docx') return { format: 'unknown', reason: 'document' };
  return { format: 'unknown', reason: extension === 'pptx' ? 'presentation' : 'zip' };
}

/** True when a local file header (30 bytes, then the name) begins with a folder. */
function holdsFolder(names: string, folder: string): boolean {
  for (let at = names.indexOf('PK\u0003\u0004'); at >= 0; at = names.indexOf('PK\u0003\u0004', at + 4)) {
    if (names.startsWith(folder, at + 30)) return true;
  }
  return false;
}

/** The container of Excel 97-2003, and of the Word and PowerPoint files of its time. */
function sniffCompound(head: Uint8Array, extension: string): SniffedFormat {
  if (extension === 'doc') return { format: 'unknown', reason: 'document' };
  if (extension === 'ppt') return { format: 'unknown', reason: 'presentation' };
  const names = latin(head);
  if (names.includes('W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t') && !names.includes('W\0o\0r\0k\0b\0o\0o\0k')) {
    return { format: 'unknown', reason: 'document' };
  }
  return { format: 'xlsx' };
}

function sniffText(text: string, extension: string): SniffedFormat {
  const start = text.trimStart();
  if (start.startsWith('<')) {
    // Many shops call a web page or an XML workbook ".xls"; the spreadsheet reader takes both.
    if (/<(table|workbook|ss:workbook)[\s>]/i.test(start)) return { format: 'xlsx' };
    if (/^<(!doctype|html|\?xml|svg)/i.test(start)) return { format: 'unknown', reason: 'html' };
  }
  const json = /^(\{\s*("|\}|$)|\[\s*([[{"\d\]]|-\d|true|false|null|$))/.test(start);
  if (json && (/^(json|ndjson|jsonl|geojson)$/.test(extension) || !/^(csv|tsv|txt)$/.test(extension)))
    return { format: 'json' };
  if (json && /^(\{\s*"[^"\n]*"\s*:|\[\s*\{)/.test(start)) return { format: 'json' };
  if (/^(json|ndjson|jsonl)$/.test(extension)) return { format: 'json' };
  return { format: 'csv' };
}

/** The beginning as text, or null where it holds control characters that no text has. */
function readText(head: Uint8Array): string | null {
  const part = head.subarray(0, 8192);
  const { encoding } = detectEncoding(part);
  const text = new TextDecoder(encoding === 'utf-8+gb18030' ? 'gb18030' : encoding).decode(part, { stream: true });
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return null;
    if (code < 9 || (code > 13 && code < 32 && code !== 27 && code !== 26) || code === 0xfffd) odd++;
    // The C1 controls: what binary bytes become when nothing better than Windows-1252 fits.
    if (code >= 0x7f && code < 0xa0) odd++;
  }
  return odd > text.length * 0.02 + 1 ? null : text;
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** A file with its outer compression taken off. */
export interface OpenedFile extends SniffedFormat {
  readonly file: Blob;
  /** Without `.gz`. */
  readonly name: string;
  readonly compressed: boolean;
}

/** What an unpacked file may come to, bytes. */
const UNPACKED_LIMIT = 4 * 2 ** 30;

/** Sniffs a file and unpacks gzip first. Rejects with `DecodeError`: damaged gzip, too large, cancelled. */
export async function openFile(file: Blob, name: string, options: DecodeOptions = {}): Promise<OpenedFile> {
  const sniffed = sniffFormat(await headOf(file), name);
  if (sniffed.reason !== 'gzip') return { ...sniffed, file, name, compressed: false };
  const unpacked = await gunzip(file, options);
  const inner = name.replace(/\.(gz|gzip)$/i, '').replace(/\.tgz$/i, '.tar');
  const found = sniffFormat(await headOf(unpacked), inner);
  const twice = found.reason === 'gzip' || isTar(await headOf(unpacked));
  return {
    ...(twice ? { format: 'unknown', reason: 'archive' } : found),
    file: unpacked,
    name: inner,
    compressed: true,
  };
}

async function headOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, 65536).arrayBuffer());
}

function isTar(head: Uint8Array): boolean {
  return latin(head.subarray(257, 262)) === 'ustar';
}

async function gunzip(file: Blob, { signal, onProgress }: DecodeOptions): Promise<Blob> {
  const parts: Blob[] = [];
  let size = 0;
  let read = 0;
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let pendingSize = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read += chunk.length;
        controller.enqueue(chunk);
      },
    }),
  );
  const reader = counted.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      checkCancelled(signal);
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > UNPACKED_LIMIT) throw new DecodeError('too-large', { what: 'gzip', bytes: size });
      pending.push(value as Uint8Array<ArrayBuffer>);
      pendingSize += value.length;
      if (pendingSize >= 2 ** 22) {
        parts.push(new Blob(pending));
        pending = [];
        pendingSize = 0;
        onProgress?.(read, file.size);
      }
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw decodeFailure(error, 'gzip');
  }
  return new Blob([...parts, ...pending]);
}
