import { csvField } from '../../../src/codec/csv.ts';
import type { ColumnType } from '../../../src/domain/column.ts';
import type { SourceNote, SourceNoteKind } from '../../../src/domain/source.ts';
import type { LoadFailure } from '../api.ts';

/**
 * One table found in a file that is not CSV. `csv` tables still need their types inferred; `arrow` tables bring them.
 * `batches` may be read once, in order; errors in the middle of a file surface there as `DecodeError`.
 */
export type DecodedTable = TextTable | TypedTable;

interface TableHead {
  /** The sheet, the key of the array, or the file's name without its extension. */
  readonly name: string;
  readonly sheet?: string;
  /** Line (1-based) of the sheet where the names stood; 0 where the format has no header line. */
  readonly headerLine: number;
  /** Trimmed, never empty, unique whatever the case. */
  readonly columns: readonly string[];
  /** What was noticed; complete once `batches` has been read to its end. */
  readonly notes: readonly DecodeNote[];
}

/**
 * UTF-8 without BOM, RFC 4180: delimiter `,`, quote and escape `"`, line end `\n`, names in line 1 and every record with every
 * field. A batch ends at a record's end; the first one begins with the header. NULL is an empty field, an empty text is `""`.
 */
export interface TextTable extends TableHead {
  readonly kind: 'csv';
  /** Where the numbering of a sheet's lines jumps: (row, line) pairs, both 1-based; complete once `batches` has been read to its end. */
  readonly jumps?: readonly (readonly [number, number])[];
  readonly batches: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/**
 * Each batch is one whole Arrow IPC stream (schema, one record batch, end of stream) in a buffer of its own: insert the first with
 * `create: true`, the others with `create: false`. Only Utf8, Int64, Decimal128, Float64, Date32, Timestamp(us) and Bool occur.
 */
export interface TypedTable extends TableHead {
  readonly kind: 'arrow';
  /** Type of each column; null is text whose meaning may still be inferred. */
  readonly types: readonly (ColumnType | null)[];
  /** Digits after the point for `decimal`, 0 elsewhere. */
  readonly scales: readonly number[];
  /** True where a timestamp is an instant given in UTC, so that the loader may shift it to the workspace's time. */
  readonly utc: readonly boolean[];
  /** Rows in the whole table where the file says so. */
  readonly rows?: number;
  readonly batches: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A note whose count grows while batches are read. */
export interface DecodeNote extends SourceNote {
  count: number;
}

export type NoteKind = SourceNoteKind;

export interface DecodeOptions {
  readonly signal?: AbortSignal;
  /** Bytes read so far and bytes in all; a format that is read twice counts only the second reading. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Why a file could not be decoded, in the words of `LoadResult`. `detail.what` names the part that is wrong. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly reason: LoadFailure;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(reason: LoadFailure, detail: Readonly<Record<string, string | number>> & { readonly what: string }) {
    super(`${reason}: ${JSON.stringify(detail)}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Gives any failure of a decoder its reason; `what` is the format that was being read. */
export function decodeFailure(error: unknown, what: string): DecodeError {
  if (error instanceof DecodeError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (
    what === 'xlsx' &&
    /Invalid string length|Array buffer allocation failed|Invalid typed array length|Invalid array length/.test(message)
  ) {
    return new DecodeError('too-large', { what, message });
  }
  return new DecodeError('damaged', { what, message });
}

/** Throws when the job was cancelled. */
export function checkCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DecodeError('cancelled', { what: 'cancelled' });
}

/** Runs a reader so that whatever it throws leaves as `DecodeError`. */
export async function* guarded<T>(batches: AsyncIterable<T>, what: string, signal?: AbortSignal): AsyncGenerator<T> {
  try {
    for await (const batch of batches) {
      checkCancelled(signal);
      yield batch;
    }
  } catch (error) {
    throw decodeFailure(error, what);
  }
}

/**
 * Names fit for a table: one line, trimmed, `column_3` where there is none, and a number behind repeated ones (`id`, `id_2`),
 * compared without case as the engine does.
 */
export function columnNames(raw: readonly string[]): string[] {
  const clean = raw.map(
    (name, at) =>
      name
        .replaceAll('\0', ' ')
        .replace(/[\s\uFEFF]+/g, ' ')
        .trim() || `column_${at + 1}`,
  );
  const taken = new Set(clean.map((name) => name.toLowerCase()));
  const used = new Set<string>();
  return clean.map((name) => {
    let unique = name;
    for (let n = 2; used.has(unique.toLowerCase()); n++) {
      const next = `${name}_${n}`;
      if (!taken.has(next.toLowerCase())) unique = next;
    }
    used.add(unique.toLowerCase());
    return unique;
  });
}

const BATCH_CHARACTERS = 2 ** 21;

/** Writes rows as the CSV that `TextTable` promises, about 2 MB of characters a batch. */
export async function* csvBatches(
  columns: readonly string[],
  rows: AsyncIterable<readonly (readonly (string | null)[])[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let lines = [columns.map((name) => csvField(name)).join(',')];
  let size = 0;
  for await (const group of rows) {
    for (const row of group) {
      const line = csvLine(row);
      lines.push(line);
      size += line.length;
      if (size > BATCH_CHARACTERS) {
        yield encoder.encode(lines.join('\n') + '\n');
        lines = [];
        size = 0;
      }
    }
  }
  if (lines.length > 0) yield encoder.encode(lines.join('\n') + '\n');
}

function csvLine(row: readonly (string | null)[]): string {
  let line = '';
  for (let at = 0; at < row.length; at++) {
    if (at > 0) line += ',';
    const text = row[at];
    if (text !== null && text !== undefined) line += csvField(text);
  }
  // A record of one empty field would be a blank line, which readers skip.
  return line === '' ? '""' : line;
}

/** A finite number in full precision without an exponent; beyond 40 places the exponent stays. */
export function plainNumber(value: number): string {
  return plainDecimal(String(value));
}

/** The same for the digits of a number as they were written: `1.20e3` becomes `1200`, `-5e-3` becomes `-0.005`. */
export function plainDecimal(source: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(source);
  if (!parts) return source;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  if (Math.abs(shift) > 40) return source;
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const left = digits
    .slice(0, point)
    .padEnd(point, '0')
    .replace(/^0+(?=\d)/, '');
  const right = digits.slice(point);
  return right === '' ? sign + left : `${sign}${left}.${right}`;
}
