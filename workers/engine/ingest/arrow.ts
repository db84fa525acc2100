import { CompressionType, setCompressionCodec, tableFromIPC, TimeUnit, Type } from '@uwdata/flechette';
import type { DataType, Field, Table } from '@uwdata/flechette';
import { arrowMessages } from './arrow-message.ts';
import {
  BATCH_ROWS,
  bytesText,
  clockText,
  decimalText,
  hexText,
  ipcStream,
  microseconds,
  plainJson,
  timestampText,
  type PlainColumn,
} from './ipc.ts';
import { decompressLz4Frame } from './lz4.ts';
import {
  checkCancelled,
  columnNames,
  DecodeError,
  decodeFailure,
  guarded,
  type DecodedTable,
  type DecodeOptions,
} from './rows.ts';

/** Values as they are stored: nothing rounded on the way. */
const EXACT = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true, useMap: true } as const;
/** Bytes of record batches that are decoded together. */
const GROUP_BYTES = 2 ** 24;

interface ArrowColumn extends PlainColumn {
  readonly plain: (value: unknown) => unknown;
}

/**
 * Reads Arrow IPC, file (Feather 2) or stream, plain or compressed (LZ4, ZSTD), some record batches at a time, and writes it again with
 * plain columns only: dictionaries and run-ends are decoded, timestamps become microseconds, lists and structs JSON text, decimals
 * beyond 18 digits and unsigned 64-bit numbers their digits.
 *
 * Rejects with `DecodeError`: `damaged`, `no-columns`, `cancelled`.
 */
export async function decodeArrow(file: Blob, name: string, options: DecodeOptions = {}): Promise<DecodedTable[]> {
  checkCancelled(options.signal);
  try {
    const { decompressZstd } = await import('hyparquet-compressors');
    const encode = (): never => {
      throw new Error('compressed Arrow is only read');
    };
    setCompressionCodec(CompressionType.LZ4_FRAME, {
      encode,
      decode: decompressLz4Frame as (bytes: Uint8Array) => Uint8Array,
    });
    setCompressionCodec(CompressionType.ZSTD, { encode, decode: (bytes) => decompressZstd(bytes).slice() });
    const messages = arrowMessages(file, options);
    const first = await messages.next();
    if (first.done || first.value.kind !== 'schema') throw new Error('no schema');
    const schema = first.value.bytes;
    const { fields } = tableFromIPC([schema]).schema;
    if (fields.length === 0) throw new DecodeError('no-columns', { what: 'arrow' });
    const unique = columnNames(fields.map((field) => field.name));
    const columns = fields.map((field, at): ArrowColumn => ({ ...columnOf(field.type), name: unique[at]! }));
    async function* batches(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      const dictionaries: Uint8Array[] = [];
      let records: Uint8Array[] = [];
      let size = 0;
      let empty = true;
      const flush = function* (): Generator<Uint8Array<ArrayBuffer>> {
        if (records.length === 0) return;
        const table = tableFromIPC([schema, ...dictionaries, ...records], EXACT);
        records = [];
        size = 0;
        yield* plainBatches(columns, table);
        empty = false;
      };
      for await (const { kind, bytes } of messages) {
        if (kind === 'dictionary') {
          yield* flush();
          dictionaries.push(bytes);
        } else if (kind === 'records') {
          records.push(bytes);
          size += bytes.length;
          if (size > GROUP_BYTES) yield* flush();
        }
      }
      yield* flush();
      if (empty) yield ipcStream(columns, [], 0, 0);
    }
    return [
      {
        kind: 'arrow',
        name: name.replace(/\.[^.]*$/, ''),
        headerLine: 0,
        columns: unique,
        types: columns.map(({ type }) => type),
        scales: columns.map(({ scale }) => scale),
        utc: columns.map(({ utc }) => utc),
        notes: [],
        batches: guarded(batches(), 'arrow', options.signal),
      },
    ];
  } catch (error) {
    throw decodeFailure(error, 'arrow');
  }
}

function* plainBatches(columns: readonly ArrowColumn[], table: Table): Generator<Uint8Array<ArrayBuffer>> {
  const rows = table.numRows;
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    const to = Math.min(from + BATCH_ROWS, rows);
    const values = columns.map(({ plain }, at) => {
      const column = table.getChildAt(at);
      return Array.from({ length: to - from }, (_, row) => {
        const value: unknown = column.at(from + row);
        return value === null || value === undefined ? null : plain(value);
      });
    });
    yield ipcStream(columns, values, 0, to - from);
  }
}

const UNITS = {
  [TimeUnit.SECOND]: 's',
  [TimeUnit.MILLISECOND]: 'ms',
  [TimeUnit.MICROSECOND]: 'us',
  [TimeUnit.NANOSECOND]: 'ns',
} as const;
type Made = Omit<ArrowColumn, 'name'>;
const as = (type: PlainColumn['type'], plain: ArrowColumn['plain'], rest: Partial<Made> = {}): Made => ({
  type,
  plain,
  scale: 0,
  utc: false,
  ...rest,
});

function columnOf(type: DataType): Made {
  switch (type.typeId) {
    case Type.Dictionary:
      return columnOf(type.dictionary);
    case Type.RunEndEncoded:
      return columnOf(type.children[1].type);
    case Type.Bool:
      return as('boolean', (value) => value);
    case Type.Int:
      return type.bitWidth === 64 && !type.signed ? as(null, String) : as('integer', (value) => value);
    case Type.Float:
      return as('double', (value) => value);
    case Type.Date:
      return as('date', (value) => Math.floor((value as number) / 86_400_000));
    case Type.Timestamp: {
      const unit = UNITS[type.unit];
      return as('timestamp', (value) => microseconds(value as bigint, unit), {
        utc: type.timezone !== null && type.timezone !== '',
      });
    }
    case Type.Decimal:
      if (type.precision <= 18 && type.scale >= 0 && type.scale <= 9) {
        return as('decimal', (value) => BigInt(value as bigint), { scale: type.scale });
      }
      return as(null, (value) => decimalText(BigInt(value as bigint), type.scale));
    case Type.Time: {
      const unit = UNITS[type.unit];
      return as(null, (value) => clockText(microseconds(value as bigint, unit)));
    }
    case Type.Duration: {
      const unit = UNITS[type.unit];
      return as('double', (value) => Number(microseconds(value as bigint, unit)) / 1e6);
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
      return as(null, (value) => bytesText(value as Uint8Array));
    case Type.FixedSizeBinary:
      return as(null, (value) => hexText(value as Uint8Array));
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Null:
      return as(null, String);
    default:
      return as(null, (value) => plainJson(inside(value, type)));
  }
}

/** A nested value with its dates, decimals and bytes as text. */
function inside(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case Type.List:
    case Type.LargeList:
    case Type.ListView:
    case Type.LargeListView:
    case Type.FixedSizeList: {
      const child = (type.children[0] as Field).type;
      return Array.from(value as ArrayLike<unknown>, (item) => inside(item, child));
    }
    case Type.Struct: {
      const struct = value as Record<string, unknown>;
      return new Map(type.children.map((field) => [field.name, inside(struct[field.name], field.type)]));
    }
    case Type.Map: {
      const [key, item] = (type.children[0].type as Extract<DataType, { typeId: 13 }>).children;
      if (!key || !item) return value;
      return new Map(
        [...(value as Map<unknown, unknown>)].map(([k, v]) => [inside(k, key.type), inside(v, item.type)]),
      );
    }
    case Type.Union:
    case Type.Interval:
      return value;
    default: {
      const { type: plainType, scale, plain } = columnOf(type);
      const made = plain(value);
      if (plainType === 'timestamp') return timestampText(made as bigint);
      if (plainType === 'date') return timestampText(BigInt(made as number) * 86_400_000_000n).slice(0, 10);
      return plainType === 'decimal' ? decimalText(made as bigint, scale) : made;
    }
  }
}
