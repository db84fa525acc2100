import {
  batchType,
  bool,
  Column,
  dateDay,
  decimal128,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
} from '@uwdata/flechette';
import type { DataType, OffsetArray, TypedArray } from '@uwdata/flechette';
import type { ColumnType } from '../../../src/domain/column.ts';

/**
 * A column that DuckDB takes as it is. Values by type: text (and null, text of unknown meaning) `string`; integer `bigint | number`
 * within 64 bits; decimal the unscaled `bigint`; double `number`; date days since 1970 as `number`; timestamp microseconds since 1970 as
 * `bigint`; boolean `boolean`. Null and undefined are NULL.
 */
export interface PlainColumn {
  readonly name: string;
  readonly type: ColumnType | null;
  readonly scale: number;
  readonly utc: boolean;
}

/** Rows in one record batch at most. */
export const BATCH_ROWS = 65_536;

/** One whole Arrow IPC stream of these rows; encoded without the eval that Arrow's own builders need. */
export function ipcStream(
  columns: readonly PlainColumn[],
  values: readonly ArrayLike<unknown>[],
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> {
  const table = tableFromColumns(
    columns.map((column, at): [string, Column<unknown>] => [column.name, columnOf(column, values[at] ?? [], from, to)]),
  );
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('nothing was encoded');
  // The engine takes the whole buffer away, so it must hold nothing else.
  return bytes.byteLength === bytes.buffer.byteLength ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
}

const AS_IT_IS = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true } as const;

function columnOf(column: PlainColumn, values: ArrayLike<unknown>, from: number, to: number): Column<unknown> {
  const length = to - from;
  const validity = new Uint8Array((length + 7) >> 3);
  let nulls = 0;
  const fill = (set: (at: number, value: unknown) => void): void => {
    for (let at = 0; at < length; at++) {
      const value = values[from + at];
      if (value === null || value === undefined) {
        nulls++;
      } else {
        validity[at >> 3] = validity[at >> 3]! | (1 << (at & 7));
        set(at, value);
      }
    }
  };
  const made = buffersOf(column, length, fill);
  const Batch = batchType(made.type, AS_IT_IS) as unknown as new (
    parts: object,
  ) => ConstructorParameters<typeof Column>[0][number];
  const batch = new Batch({ ...made, length, nullCount: nulls, validity: nulls === 0 ? new Uint8Array(0) : validity });
  return new Column([batch], made.type) as Column<unknown>;
}

type Fill = (set: (at: number, value: unknown) => void) => void;
type Buffers = { type: DataType; values: TypedArray; offsets?: OffsetArray };

function buffersOf({ type, scale }: PlainColumn, length: number, fill: Fill): Buffers {
  switch (type) {
    case 'integer':
    case 'timestamp': {
      const values = new BigInt64Array(length);
      fill((at, value) => (values[at] = BigInt(value as bigint)));
      return { type: type === 'integer' ? int64() : timestamp(TimeUnit.MICROSECOND), values };
    }
    case 'decimal': {
      const values = new BigInt64Array(2 * length);
      fill((at, value) => {
        values[2 * at] = BigInt.asIntN(64, value as bigint);
        values[2 * at + 1] = (value as bigint) >> 64n;
      });
      return { type: decimal128(18, scale), values: new BigUint64Array(values.buffer) };
    }
    case 'double': {
      const values = new Float64Array(length);
      fill((at, value) => (values[at] = value as number));
      return { type: float64(), values };
    }
    case 'date': {
      const values = new Int32Array(length);
      fill((at, value) => (values[at] = value as number));
      return { type: dateDay(), values };
    }
    case 'boolean': {
      const values = new Uint8Array((length + 7) >> 3);
      fill((at, value) => {
        if (value) values[at >> 3] = values[at >> 3]! | (1 << (at & 7));
      });
      return { type: bool(), values };
    }
    default:
      return textBuffers(length, fill);
  }
}

function textBuffers(length: number, fill: Fill): Buffers {
  const encoder = new TextEncoder();
  const offsets = new Int32Array(length + 1);
  let bytes = new Uint8Array(Math.max(64, length * 16));
  let size = 0;
  let next = 0;
  fill((at, value) => {
    const text = value as string;
    while (next <= at) offsets[next++] = size;
    if (bytes.length - size < text.length * 3) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, size + text.length * 3));
      larger.set(bytes.subarray(0, size));
      bytes = larger;
    }
    size += encoder.encodeInto(text, bytes.subarray(size)).written;
  });
  while (next <= length) offsets[next++] = size;
  return { type: utf8(), values: bytes.subarray(0, size), offsets };
}

/** The unscaled whole number of a decimal as text: (-1205n, 2) is `-12.05`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Microseconds since 1970 as `YYYY-MM-DD HH:MM:SS`, with what is left of the second behind a point. */
export function timestampText(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - rest) / 1000n));
  if (Number.isNaN(date.getTime())) return String(micros);
  const text = date.toISOString().slice(0, -5).replace('T', ' ');
  return rest === 0n ? text : `${text}.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
}

/** Microseconds since midnight as `HH:MM:SS`. */
export function clockText(micros: bigint): string {
  return timestampText(micros).slice(11);
}

/** Bytes as text where they are UTF-8, else in hexadecimal. */
export function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return hexText(bytes);
  }
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A nested value as compact JSON; whole numbers keep every digit. */
export function plainJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value));
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return `[${Array.from(value as unknown as ArrayLike<unknown>, plainJson).join(',')}]`;
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return `{${entries.map(([key, inner]) => `${JSON.stringify(String(key))}:${plainJson(inner)}`).join(',')}}`;
}

const FINEST: Readonly<Record<'s' | 'ms' | 'us' | 'ns', (n: bigint) => bigint>> = {
  s: (n) => n * 1_000_000n,
  ms: (n) => n * 1000n,
  us: (n) => n,
  ns: (n) => (n - (((n % 1000n) + 1000n) % 1000n)) / 1000n,
};

/** A count of seconds or of their parts in microseconds, cut towards the past. */
export function microseconds(count: bigint | number, unit: keyof typeof FINEST): bigint {
  return FINEST[unit](BigInt(count));
}
