import * as arrow from '@uwdata/flechette';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeArrow } from '../../../workers/engine/ingest/arrow.ts';
import { decompressLz4Frame } from '../../../workers/engine/ingest/lz4.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { batchesOf, failureOf, insert } from './decoded.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const day = Date.UTC(2024, 1, 29);
const COLUMNS: [string, unknown[], arrow.DataType][] = [
  ['i', [1, null, -3], arrow.int32()],
  ['b', [9007199254740993n, null, -9223372036854775808n], arrow.int64()],
  ['u', [18446744073709551615n, null, 0n], arrow.uint64()],
  ['d', [-12.05, null, 7], arrow.decimal128(10, 2)],
  ['w', [1.5, null, -2], arrow.decimal128(38, 2)],
  ['f', [1.5, null, -0.25], arrow.float64()],
  ['day', [day, null, 0], arrow.dateDay()],
  ['s', [day, null, -1000], arrow.timestamp(arrow.TimeUnit.SECOND)],
  ['ns', [day + 500, null, -1], arrow.timestamp(arrow.TimeUnit.NANOSECOND, 'UTC')],
  ['ok', [true, null, false], arrow.bool()],
  ['name', ['张三', null, ''], arrow.utf8()],
  ['city', ['北京', null, '北京'], arrow.dictionary(arrow.utf8())],
  ['list', [[1, 2], null, []], arrow.list(arrow.int64())],
  ['struct', [{ k: 'v', t: day }, null, { k: null, t: null }], arrow.struct({ k: arrow.utf8(), t: arrow.dateDay() })],
  ['clock', [45296000000n, null, 0n], arrow.timeMicrosecond()],
];

function table(columns = COLUMNS): arrow.Table {
  return arrow.tableFromColumns(columns.map(([name, values, type]) => [name, arrow.columnFromArray(values, type)]));
}

function bytesOf(format: 'file' | 'stream', from = table()): Uint8Array<ArrayBuffer> {
  return arrow.tableToIPC(from, { format })!.slice();
}

test.each(['file', 'stream'] as const)('types of an Arrow %s arrive in the engine as they were', async (format) => {
  const [decoded] = await decodeArrow(new Blob([bytesOf(format)]), '客户.arrow');
  expect(decoded).toMatchObject({
    kind: 'arrow',
    name: '客户',
    types: [
      'integer',
      'integer',
      null,
      'decimal',
      null,
      'double',
      'date',
      'timestamp',
      'timestamp',
      'boolean',
      null,
      null,
      null,
      null,
      null,
    ],
  });
  if (decoded?.kind === 'arrow') expect(decoded.utc.indexOf(true)).toBe(8);
  const name = await insert(engine, decoded);
  const rows = engine.run<Record<string, string | null>>(`SELECT COLUMNS(*)::VARCHAR FROM ${name}`);
  expect(rows[0]).toEqual({
    i: '1',
    b: '9007199254740993',
    u: '18446744073709551615',
    d: '-12.05',
    w: '1.50',
    f: '1.5',
    day: '2024-02-29',
    s: '2024-02-29 00:00:00',
    ns: '2024-02-29 00:00:00.5',
    ok: 'true',
    name: '张三',
    city: '北京',
    list: '[1,2]',
    struct: '{"k":"v","t":"2024-02-29"}',
    clock: '12:34:56',
  });
  expect(Object.values(rows[1]!).every((value) => value === null)).toBe(true);
  expect(rows[2]).toMatchObject({
    b: '-9223372036854775808',
    u: '0',
    s: '1969-12-31 23:59:59',
    ns: '1969-12-31 23:59:59.999',
    name: '',
    list: '[]',
  });
  const types = engine.run<{ column_type: string }>(`DESCRIBE ${name}`).map((row) => row.column_type);
  expect(types.slice(0, 9)).toEqual([
    'BIGINT',
    'BIGINT',
    'VARCHAR',
    'DECIMAL(18,2)',
    'VARCHAR',
    'DOUBLE',
    'DATE',
    'TIMESTAMP',
    'TIMESTAMP',
  ]);
});

test('what the engine gives comes back, batch by batch', async () => {
  const n = 150_000;
  const values = Array.from({ length: n }, (_, at) => at);
  const large = arrow.tableFromColumns([
    ['n', arrow.columnFromArray(values, arrow.int32(), { maxBatchRows: 40_000 })],
    [
      'city',
      arrow.columnFromArray(
        values.map((at) => `城${at % 7}`),
        arrow.dictionary(arrow.utf8()),
        { maxBatchRows: 40_000 },
      ),
    ],
  ]);
  const [decoded] = await decodeArrow(new Blob([bytesOf('file', large)]), 'x.arrow');
  const name = await insert(engine, decoded);
  expect(
    engine.run(
      `SELECT count(*)::INTEGER AS n, sum(n)::DOUBLE AS s, count(DISTINCT city)::INTEGER AS c, any_value(city) FILTER (n = 149999) AS last FROM ${name}`,
    ),
  ).toEqual([{ n, s: (n * (n - 1)) / 2, c: 7, last: `城${(n - 1) % 7}` }]);
});

test('a table without rows is still a table', async () => {
  const none = table(COLUMNS.map(([name, , type]) => [name, [], type]));
  const [decoded] = await decodeArrow(new Blob([bytesOf('stream', none)]), 'x');
  expect(engine.run(`SELECT count(*)::INTEGER AS n FROM ${await insert(engine, decoded)}`)).toEqual([{ n: 0 }]);
});

describe('compression', () => {
  // `lz4 -BD` of "abcabcabcabcabcabcabcabc客户客户客户客户", content size kept.
  const FRAME = Uint8Array.from([
    0x04, 0x22, 0x4d, 0x18, 0x6c, 0x40, 0x30, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x84, 0x16, 0x00, 0x00, 0x00,
    0x3f, 0x61, 0x62, 0x63, 0x03, 0x00, 0x02, 0x69, 0xe5, 0xae, 0xa2, 0xe6, 0x88, 0xb7, 0x06, 0x00, 0x50, 0xae, 0xa2,
    0xe6, 0x88, 0xb7, 0x00, 0x00, 0x00, 0x00, 0x3c, 0x82, 0x86, 0xfb,
  ]);
  const TEXT = 'abcabcabcabcabcabcabcabc客户客户客户客户';

  test('LZ4 frames are unpacked, matches that overlap themselves included', () => {
    const length = new TextEncoder().encode(TEXT).length;
    expect(new TextDecoder().decode(decompressLz4Frame(FRAME, length))).toBe(TEXT);
    expect(() => decompressLz4Frame(FRAME, length - 1)).toThrow();
    expect(() => decompressLz4Frame(FRAME.subarray(0, 20), length)).toThrow();
  });

  test('LZ4 buffers are read as Feather files hold them', async () => {
    // A frame of one stored block: what any compressor may write.
    const encode = (bytes: Uint8Array): Uint8Array => {
      const frame = new Uint8Array(11 + bytes.length + 4);
      new DataView(frame.buffer).setUint32(0, 0x184d2204, true);
      frame.set([0x60, 0x40, 0x82], 4);
      new DataView(frame.buffer).setUint32(7, (0x80000000 | bytes.length) >>> 0, true);
      frame.set(bytes, 11);
      return frame;
    };
    arrow.setCompressionCodec(arrow.CompressionType.LZ4_FRAME, { encode, decode: (bytes) => bytes });
    // The encoder keeps what does not become shorter, so both ways of a buffer are covered by padding the schema's own codec.
    const bytes = arrow.tableToIPC(table(), { format: 'file', codec: arrow.CompressionType.LZ4_FRAME })!.slice();
    const name = await insert(engine, (await decodeArrow(new Blob([bytes]), 'x'))[0]);
    expect(engine.run(`SELECT name, city, b::VARCHAR AS b FROM ${name} LIMIT 1`)).toEqual([
      { name: '张三', city: '北京', b: '9007199254740993' },
    ]);
  });
});

describe('damaged files', () => {
  const whole = bytesOf('file');

  test('end in a reason', async () => {
    const cut = new Blob([whole.subarray(0, whole.length - 100)]);
    await expect(decodeArrow(cut, 'x')).rejects.toMatchObject({ reason: 'damaged', detail: { what: 'arrow' } });
    const stream = bytesOf('stream');
    expect(await failureOf(() => decodeArrow(new Blob([stream.subarray(0, stream.length - 200)]), 'x'))).toMatchObject({
      reason: 'damaged',
    });
    await expect(decodeArrow(new Blob(['ARROW1']), 'x')).rejects.toMatchObject({ reason: 'damaged' });
    const [decoded] = await decodeArrow(new Blob([whole]), 'x', { signal: AbortSignal.timeout(0) });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(batchesOf(decoded!)).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('never throw anything but DecodeError', async () => {
    const change = fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 255 }));
    const format = fc.constantFrom(whole, bytesOf('stream'));
    await fc.assert(
      fc.asyncProperty(format, fc.array(change, { minLength: 1, maxLength: 4 }), async (source, changes) => {
        const bytes = source.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await failureOf(() => decodeArrow(new Blob([bytes]), 'x'));
      }),
      { numRuns: 400, seed: 7 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        await failureOf(() =>
          decodeArrow(new Blob([Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x70, 0, 0, 0, ...noise])]), 'x'),
        );
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
