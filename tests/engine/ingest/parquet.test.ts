import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeParquet } from '../../../workers/engine/ingest/parquet.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { batchesOf, failureOf, insert } from './decoded.ts';

let engine: TestEngine;
let native: DuckDBConnection;
const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
beforeAll(async () => {
  engine = await openTestEngine();
  native = await (await DuckDBInstance.create()).connect();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A Parquet file of a query, written by another engine. */
async function parquetOf(query: string, options = ''): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, 'written.parquet');
  await native.run(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`);
  return new Uint8Array(readFileSync(path));
}

const TYPES = `SELECT * FROM (VALUES
  (1::INTEGER, 9007199254740993::BIGINT, 18446744073709551615::UBIGINT, -12.05::DECIMAL(10,2), 0.123456789012::DECIMAL(38,12), 1.5::DOUBLE,
   DATE '2024-02-29', TIMESTAMP '2024-01-02 03:04:05.678901', TIMESTAMP_MS '1969-12-31 23:59:59.999', TIMESTAMP_NS '2024-01-02 03:04:05.123456789',
   TIME '12:34:56', true, '张三', [1, 2], {'k': 'v', 'd': DATE '2024-01-01'}, 'x'::BLOB),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (-2147483648, -9223372036854775808, 0, 99999999.99, -1, -0.25, DATE '1900-01-01', TIMESTAMP '0001-01-01 00:00:00', TIMESTAMP_MS '2024-01-02 00:00:00',
   TIMESTAMP_NS '1960-01-01 00:00:00.5', TIME '00:00:00', false, '', [], {'k': NULL, 'd': NULL}, ''::BLOB)
  ) t(i, b, u, d, w, f, day, us, ms, ns, clock, ok, name, list, struct, blob)`;

describe('types', () => {
  test('arrive in the engine as they were', async () => {
    const [table] = await decodeParquet(new Blob([await parquetOf(TYPES)]), 'orders.parquet');
    expect(table).toMatchObject({
      kind: 'arrow',
      name: 'orders',
      rows: 3,
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
        'timestamp',
        null,
        'boolean',
        null,
        null,
        null,
        null,
      ],
    });
    if (table?.kind === 'arrow') expect(table.scales[3]).toBe(2);
    const name = await insert(engine, table);
    const rows = engine.run<Record<string, string>>(`SELECT COLUMNS(*)::VARCHAR FROM ${name}`);
    expect(rows[0]).toEqual({
      i: '1',
      b: '9007199254740993',
      u: '18446744073709551615',
      d: '-12.05',
      w: '0.123456789012',
      f: '1.5',
      day: '2024-02-29',
      us: '2024-01-02 03:04:05.678901',
      ms: '1969-12-31 23:59:59.999',
      ns: '2024-01-02 03:04:05.123456',
      clock: '12:34:56',
      ok: 'true',
      name: '张三',
      list: '[1,2]',
      struct: '{"k":"v","d":"2024-01-01"}',
      blob: 'x',
    });
    expect(Object.values(rows[1]!).every((value) => value === null)).toBe(true);
    expect(rows[2]).toMatchObject({
      i: '-2147483648',
      b: '-9223372036854775808',
      u: '0',
      d: '99999999.99',
      w: '-1.000000000000',
      day: '1900-01-01',
      us: '0001-01-01 00:00:00',
      ns: '1960-01-01 00:00:00.5',
      clock: '00:00:00',
      ok: 'false',
      name: '',
      list: '[]',
    });
    const types = engine.run<{ column_type: string }>(`DESCRIBE ${name}`).map((row) => row.column_type);
    expect(types.slice(0, 10)).toEqual([
      'BIGINT',
      'BIGINT',
      'VARCHAR',
      'DECIMAL(18,2)',
      'VARCHAR',
      'DOUBLE',
      'DATE',
      'TIMESTAMP',
      'TIMESTAMP',
      'TIMESTAMP',
    ]);
  });

  test('every codec is read, every row group, and an instant is told from a wall clock', async () => {
    const query = `SELECT i, 'c' || (i % 10) AS city, (i / 4)::DECIMAL(9,2) AS amount FROM range(20000) t(i)`;
    for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw', 'brotli']) {
      const bytes = await parquetOf(query, `, COMPRESSION ${codec}, ROW_GROUP_SIZE 4096`);
      const [table] = await decodeParquet(new Blob([bytes]), 'x.parquet');
      const name = await insert(engine, table);
      const [sum] = engine.run(
        `SELECT count(*)::INTEGER AS n, sum(i)::DOUBLE AS i, sum(amount)::DOUBLE AS amount, count(DISTINCT city)::INTEGER AS c FROM ${name}`,
      );
      expect(sum, codec).toEqual({ n: 20000, i: 199990000, amount: 49997500, c: 10 });
    }
    const bytes = await parquetOf(
      `SELECT TIMESTAMPTZ '2024-01-02 00:00:00+08' AS t, TIMESTAMP '2024-01-02 00:00:00' AS wall`,
    );
    const [table] = await decodeParquet(new Blob([bytes]), 'x.parquet');
    if (table?.kind === 'arrow') expect(table.utc).toEqual([true, false]);
    const name = await insert(engine, table);
    expect(engine.run(`SELECT t::VARCHAR AS t, wall::VARCHAR AS wall FROM ${name}`)).toEqual([
      { t: '2024-01-01 16:00:00', wall: '2024-01-02 00:00:00' },
    ]);
  });

  test('a table without rows is still a table', async () => {
    const [table] = await decodeParquet(
      new Blob([await parquetOf("SELECT 1 AS a, DATE '2024-01-01' AS d WHERE false")]),
      'x.parquet',
    );
    const name = await insert(engine, table);
    expect(engine.run(`SELECT count(*)::INTEGER AS n FROM ${name}`)).toEqual([{ n: 0 }]);
  });
});

describe('damaged files', () => {
  test('end in a reason', async () => {
    const whole = await parquetOf(TYPES);
    await expect(decodeParquet(new Blob([whole.subarray(0, whole.length - 20)]), 'x')).rejects.toMatchObject({
      reason: 'damaged',
      detail: { what: 'parquet' },
    });
    await expect(decodeParquet(new Blob(['PAR1']), 'x')).rejects.toMatchObject({ reason: 'damaged' });
    const middle = new Uint8Array([...whole.subarray(0, 100), ...whole.subarray(300)]);
    expect(await failureOf(() => decodeParquet(new Blob([middle]), 'x'))).toMatchObject({ reason: 'damaged' });
    const [table] = await decodeParquet(new Blob([whole]), 'x', { signal: AbortSignal.timeout(0) });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(batchesOf(table!)).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('never throw anything but DecodeError', async () => {
    const whole = await parquetOf(
      `SELECT i, 'c' || i AS s, i::DECIMAL(9,2) AS d FROM range(200) t(i)`,
      ', COMPRESSION zstd',
    );
    const change = fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await failureOf(() => decodeParquet(new Blob([bytes]), 'x'));
      }),
      { numRuns: 200, seed: 7 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        const bytes = [
          0x50,
          0x41,
          0x52,
          0x31,
          ...noise,
          noise.length & 0xff,
          noise.length >> 8,
          0,
          0,
          0x50,
          0x41,
          0x52,
          0x31,
        ];
        await failureOf(() => decodeParquet(new Blob([Uint8Array.from(bytes)]), 'x'));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
