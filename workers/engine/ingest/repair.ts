import type { Reject, SourceNote } from '../../../src/domain/source.ts';
import { isMixed, readThrough, RecordScanner, type Cut, type RecordCount } from './records.ts';

/** A text made readable, and what had to be done for it. */
export interface Repaired {
  readonly text: Blob;
  /** The one line end, where there were several. */
  readonly lineEnd?: string;
  /** Lines that were left out, by their physical line in the text given (0-based). */
  readonly removed: readonly RemovedLine[];
  readonly notes: readonly SourceNote[];
}

/** A record that was left out. */
export interface RemovedLine {
  /** 0-based, counted from the first row of data. */
  readonly line: number;
  readonly text: string;
  readonly reason: 'open-quote' | 'unreadable-line';
  /** True when its line stayed behind, blank. */
  readonly blank?: true;
}

/** So many lines with open quotes are left out one by one; more of them mean that quotes are no quotes here. */
const OPEN_LIMIT = 50;

/** Takes out lines whose quote is never closed, so that they do not swallow what follows. Null where there are too many. */
export async function withoutOpenQuotes(
  text: Blob,
  cut: Cut,
  columns: number,
  check: () => void,
): Promise<Repaired | null> {
  const parts: Blob[] = [];
  const removed: RemovedLine[] = [];
  let from = 0;
  let lines = 0;
  for (;;) {
    const rest = text.slice(from);
    const found = await scan(rest, cut, columns, check);
    if (!found.open) {
      parts.push(rest);
      return { text: new Blob(parts), removed, notes: [] };
    }
    if (removed.length === OPEN_LIMIT) return null;
    const start = from + found.open.at;
    const end = await lineEnd(text, start);
    removed.push({
      line: lines + found.open.line,
      text: await text.slice(start, Math.min(end, start + 2000)).text(),
      reason: 'open-quote',
    });
    parts.push(text.slice(from, start));
    lines += found.open.line + 1;
    from = end;
  }
}

/**
 * Writes a text anew without its tangled records, and with one kind of line end outside quotes where there are several. A lone carriage
 * return among other line ends is no line end and becomes a space.
 */
async function untangled(
  text: Blob,
  cut: Cut,
  columns: number,
  ends: RecordCount['ends'] | null,
  check: () => void,
): Promise<{ text: Blob; removed: RemovedLine[] }> {
  const lone = ends && ends.cr > ends.lf + ends.crlf ? 0x0a : 0x20;
  const ranges: { at: number; end: number; line: number }[] = [];
  const finder = new RecordScanner(cut, columns);
  finder.onTangle = (at, end, line) => ranges.push({ at, end, line });
  await readThrough(text, (bytes) => finder.push(bytes), check);
  finder.end();
  const parts: Blob[] = [];
  const scanner = new RecordScanner(cut, columns);
  let returns: number[] = [];
  if (ends) scanner.onReturn = (at) => returns.push(at);
  let offset = 0;
  let next = 0;
  let pending = false;
  await readThrough(
    text,
    (bytes) => {
      scanner.push(bytes);
      const out = new Uint8Array(bytes.length + 2);
      let length = 0;
      let nextReturn = 0;
      for (let i = 0; i < bytes.length; i++) {
        const byte = bytes[i]!;
        const at = offset + i;
        while (next < ranges.length && at >= ranges[next]!.end) next++;
        const range = ranges[next];
        if (range && at >= range.at) {
          if (pending) out[length++] = lone;
          pending = false;
          if (returns[nextReturn] === at) nextReturn++;
          continue;
        }
        if (pending && byte !== 0x0a && byte !== 0x0d) out[length++] = lone;
        pending = returns[nextReturn] === at;
        if (pending) nextReturn++;
        else out[length++] = byte;
      }
      offset += bytes.length;
      if (pending && offset === text.size) out[length++] = lone;
      returns = [];
      parts.push(new Blob([out.subarray(0, length)]));
    },
    check,
  );
  const removed: RemovedLine[] = [];
  for (const { at, end, line } of ranges)
    removed.push({ line, text: await text.slice(at, Math.min(end, at + 2000)).text(), reason: 'unreadable-line' });
  return { text: new Blob(parts), removed };
}

/** Walks a whole text. */
export async function scan(text: Blob, cut: Cut, columns: number, check: () => void): Promise<RecordCount> {
  const scanner = new RecordScanner(cut, columns);
  await readThrough(text, (bytes) => scanner.push(bytes), check);
  return scanner.end();
}

/** True when the engine's strict reader cannot be trusted with a text: it would swallow, lose or misread what follows. */
export function isUneven(found: RecordCount): boolean {
  return found.open !== null || found.tangled > 0 || isMixed(found.ends);
}

/** Makes a text readable for the strict reader where a walk found that it is not. Null where quotes seem to be no quotes. */
export async function repaired(
  text: Blob,
  cut: Cut,
  columns: number,
  found: RecordCount,
  check: () => void,
): Promise<Repaired | null> {
  let opened: readonly RemovedLine[] = [];
  let whole = text;
  let count = found;
  if (found.open) {
    const without = await withoutOpenQuotes(text, cut, columns, check);
    if (!without) return null;
    whole = without.text;
    opened = without.removed;
    count = await scan(whole, cut, columns, check);
  }
  if (count.tangled > 10 && count.tangled > 0.2 * count.records) return null;
  const mixed = isMixed(count.ends);
  if (count.tangled === 0 && !mixed) return { text: whole, removed: opened, notes: [] };
  const rewritten = await untangled(whole, cut, columns, mixed ? count.ends : null, check);
  const { lf, crlf, cr } = count.ends;
  return {
    text: rewritten.text,
    // a tangled record leaves its line end behind as a blank line, so that lines behind it keep their numbers
    removed: [
      ...opened,
      ...rewritten.removed.map((gone) => ({ ...gone, line: unshifted(opened, gone.line), blank: true as const })),
    ],
    notes: mixed ? [{ kind: 'mixed-line-ends', count: lf + crlf + cr - Math.max(lf, crlf, cr) }] : [],
    ...(mixed ? { lineEnd: '\n' } : {}),
  };
}

/** The line that a line had before others were taken out above it. */
export function unshifted(removed: readonly RemovedLine[], line: number): number {
  let at = line;
  for (const gone of removed) if (!gone.blank && gone.line <= at) at++;
  return at;
}

/** Offset behind the end of the line that begins at `start`. */
async function lineEnd(text: Blob, start: number): Promise<number> {
  const step = 64 * 1024;
  for (let at = start; at < text.size; at += step) {
    const bytes = new Uint8Array(await text.slice(at, at + step).arrayBuffer());
    const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    if (end < 0) continue;
    const next = new Uint8Array(await text.slice(at + end + 1, at + end + 2).arrayBuffer());
    return at + end + (bytes[end] === 0x0d && next[0] === 0x0a ? 2 : 1);
  }
  return text.size;
}

/** A removed record as a reject, at a line of the file. */
export function removedReject({ text, reason }: RemovedLine, line: number): Reject {
  return { row: 0, line, column: '', text: text.replace(/[\r\n]+$/, '').slice(0, 500), reason };
}
