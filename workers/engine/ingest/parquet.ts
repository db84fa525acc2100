import type { AsyncBuffer, FileMetaData, LogicalType, ParquetParsers, SchemaElement, SchemaTree } from 'hyparquet';
import {
  BATCH_ROWS,
  clockText,
  decimalText,
  hexText,
  ipcStream,
  microseconds,
  plainJson,
  timestampText,
  type PlainColumn,
} from './ipc.ts';
import {
  checkCancelled,
  columnNames,
  DecodeError,
  decodeFailure,
  guarded,
  type DecodedTable,
  type DecodeOptions,
} from './rows.ts';

/** A column of the file: how it leaves, and how one of its values becomes the plain one. */
interface ParquetColumn extends PlainColumn {
  readonly source: string;
  readonly plain: (value: unknown) => unknown;
}

/**
 * Reads a Parquet file (every codec that Spark, pandas, DuckDB and ClickHouse write) one row group at a time. Whole numbers, exact
 * decimals up to 18 digits with at most 9 behind the point, dates, timestamps (cut to microseconds), doubles and booleans keep
 * their types; wider decimals and unsigned 64-bit numbers come as their digits, nested values as JSON text.
 *
 * Rejects with `DecodeError`: `damaged`, `no-columns`, `cancelled`.
 */
export async function decodeParquet(file: Blob, name: string, options: DecodeOptions = {}): Promise<DecodedTable[]> {
  checkCancelled(options.signal);
  try {
    const { parquetMetadataAsync, parquetSchema, parquetScan } = await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const buffer = bufferOf(file);
    const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
    const children = parquetSchema(metadata).children;
    if (children.length === 0) throw new DecodeError('no-columns', { what: 'parquet' });
    const unique = columnNames(children.map((child) => child.element.name));
    const columns = children.map((child, at) => columnOf(child, unique[at]!));
    checkSizes(metadata, file.size);
    async function* batches(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      const scan = await parquetScan({
        file: buffer,
        metadata,
        compressors,
        parsers: NESTED,
        geoparquet: false,
        useOffsetIndex: false,
      });
      let done = 0;
      let empty = true;
      for (const { rowStart, rowEnd } of scan.ranges) {
        const length = rowEnd - rowStart;
        const values: ArrayLike<unknown>[] = [];
        for (const { source, plain } of columns) {
          checkCancelled(options.signal);
          const raw = (await scan.readColumn({ column: source, rowStart, rowEnd })) as ArrayLike<unknown>;
          if (raw.length !== length) throw new Error(`column ${source} has ${raw.length} of ${length} rows`);
          values.push(Array.from(raw, (value) => (value === null || value === undefined ? null : plain(value))));
        }
        for (let from = 0; from < length; from += BATCH_ROWS) {
          empty = false;
          yield ipcStream(columns, values, from, Math.min(from + BATCH_ROWS, length));
        }
        done += length;
        options.onProgress?.(Math.round(file.size * (done / Math.max(1, Number(metadata.num_rows)))), file.size);
      }
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
        rows: Number(metadata.num_rows),
        notes: [],
        batches: guarded(batches(), 'parquet', options.signal),
      },
    ];
  } catch (error) {
    throw decodeFailure(error, 'parquet');
  }
}

/** Places outside the file, which a damaged one may name, are refused here: some platforms end the process for them. */
function bufferOf(file: Blob): AsyncBuffer {
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => {
      if (!(start >= 0 && start <= end && end <= file.size))
        throw new Error(`the file has no bytes ${start} to ${end}`);
      return file.slice(start, end).arrayBuffer();
    },
  };
}

/** A damaged footer can promise anything: what lies outside the file is refused before memory is asked for. */
function checkSizes(metadata: FileMetaData, bytes: number): void {
  let rows = 0n;
  for (const group of metadata.row_groups) {
    rows += group.num_rows;
    for (const { meta_data: chunk, file_path: path } of group.columns) {
      if (!chunk || path) throw new Error('a column lies in another file');
      const start = chunk.dictionary_page_offset ?? chunk.data_page_offset;
      if (typeof start !== 'bigint' || typeof chunk.total_compressed_size !== 'bigint')
        throw new Error('a column has no place');
      if (start < 0n || chunk.total_compressed_size < 0n || start + chunk.total_compressed_size > BigInt(bytes))
        throw new Error('a column lies outside the file');
    }
    if (group.num_rows < 0n || group.num_rows > 2n ** 31n) throw new Error(`a row group of ${group.num_rows} rows`);
  }
  if (rows !== metadata.num_rows) throw new Error(`${metadata.num_rows} rows promised, ${rows} listed`);
}

const text = (value: unknown): unknown => (value instanceof Uint8Array ? hexText(value) : String(value));
const plainly = (value: unknown): unknown => value;
type Made = Omit<ParquetColumn, 'name' | 'source'>;
const as = (type: PlainColumn['type'], plain: ParquetColumn['plain'], rest: Partial<Made> = {}): Made => ({
  type,
  plain,
  scale: 0,
  utc: false,
  ...rest,
});

/** How dates inside nested values are written. */
const NESTED: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (count) => timestampText(microseconds(count, 'ms')),
  timestampFromMicroseconds: (count) => timestampText(count),
  timestampFromNanoseconds: (count) => timestampText(microseconds(count, 'ns')),
  dateFromDays: (days) => timestampText(BigInt(days) * 86_400_000_000n).slice(0, 10),
  jsonFromBytes: (bytes) => bytes && new TextDecoder().decode(bytes),
};

function columnOf(tree: SchemaTree, name: string): ParquetColumn {
  const { element } = tree;
  const nested = tree.children.length > 0 || element.repetition_type === 'REPEATED';
  const made = nested ? as(null, plainJson) : leaf(element);
  return { ...made, name, source: element.name };
}

/**
 * A column of single values. Where the reader's own conversion would round (decimals to doubles, times to milliseconds) the
 * annotation is taken off, so that it hands over what is stored.
 */
function leaf(element: SchemaElement): Made {
  const { converted_type: converted, logical_type: logical } = element;
  const stored = (made: Made): Made => {
    // A type that the reader leaves alone, so that INT96 and byte arrays also stay as they are.
    element.converted_type = 'INT_64';
    element.logical_type = undefined;
    return made;
  };
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return stored(decimal(element, logical));
  if (converted === 'DATE' || logical?.type === 'DATE') return stored(as('date', Number));
  if (element.type === 'INT96') return stored(as('timestamp', int96, { utc: true }));
  const unit = timeUnit(element, 'TIMESTAMP');
  if (unit) {
    const utc = logical?.type === 'TIMESTAMP' ? logical.isAdjustedToUTC : true;
    return stored(as('timestamp', (value) => microseconds(value as bigint, unit), { utc }));
  }
  const clock = timeUnit(element, 'TIME');
  if (clock) return stored(as(null, (value) => clockText(microseconds(value as bigint, clock))));
  if (converted === 'UINT_64' || (logical?.type === 'INTEGER' && logical.bitWidth === 64 && !logical.isSigned)) {
    return stored(as(null, (value) => String(BigInt.asUintN(64, BigInt(value as bigint)))));
  }
  if (element.type === 'BOOLEAN') return as('boolean', plainly);
  if (element.type === 'FLOAT' || element.type === 'DOUBLE' || logical?.type === 'FLOAT16')
    return as('double', plainly);
  if (element.type === 'INT32' || element.type === 'INT64') return as('integer', plainly);
  if (converted === 'INTERVAL' || converted === 'BSON') return stored(as(null, text));
  if (logical?.type === 'GEOMETRY' || logical?.type === 'GEOGRAPHY') return stored(as(null, text));
  return as(null, (value) =>
    typeof value === 'object' && !(value instanceof Uint8Array) ? plainJson(value) : text(value),
  );
}

function timeUnit(
  { converted_type: converted, logical_type: logical }: SchemaElement,
  kind: 'TIME' | 'TIMESTAMP',
): 'ms' | 'us' | 'ns' | null {
  if (logical?.type === kind) return logical.unit === 'MILLIS' ? 'ms' : logical.unit === 'MICROS' ? 'us' : 'ns';
  if (converted === `${kind}_MILLIS`) return 'ms';
  return converted === `${kind}_MICROS` ? 'us' : null;
}

function decimal(element: SchemaElement, logical: LogicalType | undefined): Made {
  const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
  const precision = (logical?.type === 'DECIMAL' ? logical.precision : element.precision) ?? 38;
  const unscaled = (value: unknown): bigint =>
    value instanceof Uint8Array ? bigEndian(value) : BigInt(value as bigint);
  if (precision <= 18 && scale >= 0 && scale <= 9) return as('decimal', unscaled, { scale });
  return as(null, (value) => decimalText(unscaled(value), scale));
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** Days and nanoseconds of the Julian calendar, as old Spark and Impala write times, in microseconds since 1970. */
function int96(value: unknown): bigint {
  const days = ((value as bigint) >> 64n) - 2_440_588n;
  return days * 86_400_000_000n + ((value as bigint) & 0xffff_ffff_ffff_ffffn) / 1000n;
}
