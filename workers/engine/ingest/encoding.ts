import { FREQUENT, scoreBig5, scoreGb18030, scoreShiftJis, scoreWindows1252, synchronised } from './charset.ts';
import { decodeLines, isMixed, lastLine } from './mixed.ts';
import { checkCancelled, type DecodeOptions } from './rows.ts';
import { continues, lengthOf, utf8Characters } from './utf8.ts';

/** `utf-8+gb18030`: some lines in the one, some in the other, as when exports of two programs are put together. */
export type Encoding =
  'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'shift_jis' | 'windows-1252' | 'utf-8+gb18030';

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Length of the byte order mark: 0, 2 or 3 bytes. */
  readonly bom: number;
  /** 1: certain; 0.5: nothing but ASCII was seen; lower: a guess. */
  readonly confidence: number;
}

const KB = 1024;
const SLICE = 4 * KB * KB;

/**
 * Samples to judge a file by: its first 64 KB (always the first sample), its last 16 KB, eight places between, and 64 KB around each
 * offset given (where something was found that is not UTF-8).
 */
export async function sampleFile(file: Blob, around: readonly number[] = []): Promise<Uint8Array[]> {
  const places: [number, number][] = [[0, 64 * KB]];
  if (file.size > 64 * KB) {
    for (let at = 1; at <= 8; at++) places.push([Math.floor((file.size * at) / 9), 16 * KB]);
    places.push([Math.max(0, file.size - 16 * KB), 16 * KB]);
  }
  for (const offset of around) if (offset >= 64 * KB) places.push([Math.max(0, offset - 4 * KB), 64 * KB]);
  return Promise.all(
    places.map(async ([start, size]) => new Uint8Array(await file.slice(start, start + size).arrayBuffer())),
  );
}

/**
 * Guesses how bytes are written from samples, of which the first begins at the file's start and the others may start or end in
 * the middle of a character: byte order mark, UTF-16 by its zero bytes, UTF-8 when it decodes, else the legacy encoding whose
 * frequent characters fit best. Only ASCII counts as UTF-8 with confidence 0.5: `Utf8Checker` has to see the rest.
 */
export function detectEncoding(samples: Uint8Array | readonly Uint8Array[]): DetectedEncoding {
  const parts = samples instanceof Uint8Array ? [samples] : samples;
  const head = parts[0] ?? new Uint8Array(0);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return isMixed(parts)
      ? { encoding: 'utf-8+gb18030', bom: 3, confidence: 0.6 }
      : { encoding: 'utf-8', bom: 3, confidence: 1 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2, confidence: 1 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2, confidence: 1 };
  const wide = utf16(head);
  if (wide) return { encoding: wide, bom: 0, confidence: 0.9 };
  let valid = 0;
  let invalid = 0;
  for (const [at, part] of parts.entries()) {
    const count = utf8Characters(part, at === 0);
    valid += count.valid;
    invalid += count.invalid;
  }
  if (invalid === 0) return { encoding: 'utf-8', bom: 0, confidence: valid > 0 ? 1 : 0.5 };
  // A few broken characters in a long UTF-8 file (cut fields, old exports) do not make it another encoding.
  if (valid >= 50 * invalid) return { encoding: 'utf-8', bom: 0, confidence: 0.8 };
  if (isMixed(parts)) return { encoding: 'utf-8+gb18030', bom: 0, confidence: 0.6 };
  return legacy(parts);
}

/** UTF-16 without a mark: ASCII delimiters, digits and line ends leave a zero in every second byte. */
function utf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < Math.max(2, head.length * 0.02)) return null;
  if (odd > 9 * even) return 'utf-16le';
  return even > 9 * odd ? 'utf-16be' : null;
}

function legacy(parts: readonly Uint8Array[]): DetectedEncoding {
  const whole = parts.map((part, at) => synchronised(part, at === 0));
  const scores: [Encoding, number][] = [
    ['gb18030', scoreGb18030(whole) + frequency(whole, 'gb18030')],
    ['big5', scoreBig5(whole) + frequency(whole, 'big5')],
    ['shift_jis', scoreShiftJis(whole) + frequency(whole, 'shift_jis')],
    ['windows-1252', scoreWindows1252(whole)],
  ];
  // A stable sort: where two fit equally well, the one named first is the more common in this field.
  scores.sort((a, b) => b[1] - a[1]);
  const [best, second] = scores;
  if (!best || best[1] < 0.1) return { encoding: 'windows-1252', bom: 0, confidence: 0.1 };
  return { encoding: best[0], bom: 0, confidence: Math.max(0.2, Math.min(0.95, best[1] - (second?.[1] ?? 0))) };
}

/** Share of the characters beyond ASCII that belong to the most frequent ones of the language, 0-1. */
function frequency(parts: readonly Uint8Array[], encoding: keyof typeof FREQUENT): number {
  const frequent = FREQUENT[encoding];
  let hits = 0;
  let all = 0;
  for (const part of parts) {
    for (const character of new TextDecoder(encoding).decode(part)) {
      if (character < '\u0080') continue;
      all++;
      if (frequent.has(character)) hits++;
    }
  }
  return all === 0 ? 0 : hits / all;
}

/**
 * A check of all the bytes of a file in one pass: push every chunk in order, then ask. A file that begins as ASCII and holds GBK only
 * near its end fails here: `detectEncoding(await sampleFile(file, [invalidAt]))` then sees the place that matters.
 */
export class Utf8Checker {
  #offset = 0;
  #invalidAt = -1;
  #ascii = true;
  #first = 0;
  #place = 0;
  #length = 0;

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && this.#invalidAt < 0;) {
      // The common case in a loop of its own: nothing but ASCII.
      if (this.#length === 0) while (at < chunk.length && chunk[at]! < 0x80) at++;
      if (at === chunk.length) break;
      const byte = chunk[at]!;
      if (this.#length === 0) {
        this.#ascii = false;
        this.#first = byte;
        this.#place = 1;
        this.#length = lengthOf(byte);
        if (this.#length === 0) this.#invalidAt = this.#offset + at;
        at++;
      } else if (continues(this.#first, byte, this.#place)) {
        if (++this.#place === this.#length) this.#length = 0;
        at++;
      } else {
        this.#invalidAt = this.#offset + at;
      }
    }
    this.#offset += chunk.length;
  }

  /** `invalidAt`: offset of the first byte that is no UTF-8, -1 where there is none; `ascii`: nothing beyond 0x7f was seen. */
  end(): { readonly valid: boolean; readonly ascii: boolean; readonly invalidAt: number } {
    const invalidAt = this.#invalidAt < 0 && this.#length > 0 ? this.#offset : this.#invalidAt;
    return { valid: invalidAt < 0, ascii: this.#ascii, invalidAt };
  }
}

/** A file rewritten as UTF-8 without byte order mark. */
export interface Recoded {
  readonly blob: Blob;
  /** Characters that could not be read and stand as U+FFFD (those that the file itself already held included). */
  readonly replaced: number;
}

/** Rewrites a file as UTF-8, 4 MB at a time, so that only a slice of it is ever in memory. Rejects with `DecodeError` when cancelled. */
export async function toUtf8(
  file: Blob,
  encoding: Encoding,
  onProgress?: DecodeOptions['onProgress'],
  signal?: AbortSignal,
): Promise<Recoded> {
  const decode = encoding === 'utf-8+gb18030' ? lineDecoder() : streamDecoder(encoding);
  const encoder = new TextEncoder();
  const parts: Blob[] = [];
  let replaced = 0;
  const add = (text: string): void => {
    for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) replaced++;
    if (text !== '') parts.push(new Blob([encoder.encode(text)]));
  };
  for (let start = 0; start < file.size; start += SLICE) {
    checkCancelled(signal);
    add(decode(new Uint8Array(await file.slice(start, start + SLICE).arrayBuffer())));
    onProgress?.(Math.min(start + SLICE, file.size), file.size);
  }
  add(decode(null));
  return { blob: new Blob(parts), replaced };
}

/** Text of a file's bytes, chunk by chunk; null ends it. */
type ChunkDecoder = (chunk: Uint8Array<ArrayBuffer> | null) => string;

function streamDecoder(encoding: string): ChunkDecoder {
  const decoder = new TextDecoder(encoding);
  return (chunk) => (chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
}

/** Whole lines at a time, each by what it is written in. */
function lineDecoder(): ChunkDecoder {
  let kept = new Uint8Array(0);
  return (chunk) => {
    if (!chunk) return decodeLines(kept);
    const all = new Uint8Array(kept.length + chunk.length);
    all.set(kept);
    all.set(chunk, kept.length);
    const end = lastLine(all);
    kept = all.slice(end);
    return decodeLines(all.subarray(0, end));
  };
}
