import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeJson } from '../../../workers/engine/ingest/json.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { batchesOf, failureOf, rowsInEngine, textOf } from './decoded.ts';

const decode = (text: string): ReturnType<typeof decodeJson> => decodeJson(new Blob([text]), 'orders.json');
const csv = async (text: string): Promise<string> => textOf((await decode(text))[0]);

describe('shapes', () => {
  test('records in an array, with what differs between them', async () => {
    expect(await csv('[{"id":1,"name":"张三"},{"id":2,"city":"北京"}]')).toBe('id,name,city\n1,张三,\n2,,北京\n');
    expect((await decode('[{"id":1}]'))[0]).toMatchObject({ name: 'orders', headerLine: 0, kind: 'csv' });
  });

  test('records in lines, with blank lines and a mark before them', async () => {
    expect(await csv('\uFEFF{"a":1}\n{"a":2}\n\n{"a":3}\n')).toBe('a\n1\n2\n3\n');
    expect(await csv('[1,"x"]\n[2,"y"]')).toBe('column_1,column_2\n1,x\n2,y\n');
  });

  test('arrays of records inside an object, each its own table', async () => {
    expect(await csv('{"code":0,"msg":"ok","data":[{"id":1},{"id":2}]}')).toBe('id\n1\n2\n');
    expect(await csv('{"data":{"page":1,"list":[{"id":7}]}}')).toBe('id\n7\n');
    const tables = await decode('{"orders":[{"o":1}],"customers":[{"c":1}],"errors":[]}');
    expect(tables.map(({ name, columns }) => [name, columns])).toEqual([
      ['orders', ['o']],
      ['customers', ['c']],
    ]);
  });

  test('columns, in lists, by number, or apart from their data', async () => {
    expect(await csv('{"id":[1,2],"name":["a",null]}')).toBe('id,name\n1,a\n2,\n');
    expect(await csv('{"id":{"0":1,"1":2},"name":{"0":"a","1":"b"}}')).toBe('id,name\n1,a\n2,b\n');
    expect(await csv('{"columns":["id","name"],"index":[0,1],"data":[[1,"a"],[2,"b"]]}')).toBe('id,name\n1,a\n2,b\n');
    expect(await csv('[["id","name"],[1,"a"],[2,"b"]]')).toBe('id,name\n1,a\n2,b\n');
  });

  test('records by key, one record, and plain values', async () => {
    expect(await csv('{"u1":{"n":1},"u2":{"n":2}}')).toBe('key,n\nu1,1\nu2,2\n');
    expect(await csv('{"id":1,"tags":["a","b"]}')).toBe('id,tags\n1,"[""a"",""b""]"\n');
    expect(await csv('[1,2,"x"]')).toBe('value\n1\n2\nx\n');
  });
});

test('nested objects are flattened to three levels, arrays and what is deeper stay JSON', async () => {
  const text = '[{"a":{"b":{"c":{"d":1}},"x":"y"},"list":[1,{"k":2.50}],"none":{}}]';
  expect(await csv(text)).toBe('a.b.c,a.x,list,none\n"{""d"":1}",y,"[1,{""k"":2.50}]",\n');
});

test('numbers keep every digit, texts every character', async () => {
  expect(await csv('[{"id":110101199001011234567,"x":1.10,"e":1.5e3,"s":-2E-3,"huge":1e999,"z":-0}]')).toBe(
    'id,x,e,s,huge,z\n110101199001011234567,1.10,1500,-0.002,1e999,-0\n',
  );
  expect(
    await csv('[{"id":"00123","t":"a\\n\\"b\\", \\u4e2d\\ud83d\\ude00","n":null,"e":"","b":true,"nan":NaN}]'),
  ).toBe('id,t,n,e,b,nan\n00123,"a\n""b"", 中😀",,"",true,\n');
});

describe('damaged text', () => {
  const failure = (text: string): Promise<unknown> =>
    failureOf(() => decode(text)).then((error) => error && { ...error.detail, reason: error.reason });

  test('is named by line and column', async () => {
    expect(await failure('[\n  {"a": 1},\n  {"a": x}\n]')).toMatchObject({
      reason: 'damaged',
      what: 'json',
      line: 3,
      column: 9,
    });
    expect(await failure('{"a":1}\n{"a":2}\n{"a":3\n')).toMatchObject({ line: 4, column: 1 });
    expect(await failure('[{"a":"never ends\n}]')).toMatchObject({ line: 1, column: 7 });
    expect(await failure('[{"a":1},')).toMatchObject({ line: 1, column: 10 });
    expect(await failure('[{"a":1}] x')).toMatchObject({ line: 1, column: 11 });
    expect(await failure('{"data":[{"a":1}]}\nrest')).toMatchObject({ line: 2, column: 1 });
    expect(await failure('['.repeat(100_000))).toMatchObject({ reason: 'damaged', message: 'nested too deeply' });
  });

  test('empty files and files without records have their own reasons', async () => {
    expect(await failure(' \n')).toMatchObject({ reason: 'empty-file' });
    expect(await failure('[]')).toMatchObject({ reason: 'no-columns' });
    expect(await failure('{}')).toMatchObject({ reason: 'no-columns' });
    expect(await failure('5')).toMatchObject({ reason: 'no-columns' });
  });

  test('never throws anything but DecodeError', async () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      'null',
      '\n',
      '\\',
      'e5',
      '{"a":1}',
      '中',
      '\u0000',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        await failureOf(() => decode(value));
      }),
      { numRuns: 1500, seed: 7 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await failureOf(() => decodeJson(new Blob([Uint8Array.from([0x5b, ...bytes])]), 'x'));
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe('large files', () => {
  const record = (at: number): string => `{"id":${at},"name":"客户${at}","note":"${'x'.repeat(at % 97)}"}`;
  const records = Array.from({ length: 120_000 }, (_, at) => record(at));

  test('are read in pieces, wherever those are cut', async () => {
    for (const text of [`[${records.join(',\n')}]`, records.join('\n')]) {
      expect(new Blob([text]).size).toBeGreaterThan(2 * 2 ** 22);
      const [table] = await decode(text);
      const lines = (await textOf(table)).split('\n');
      expect(table?.columns).toEqual(['id', 'name', 'note']);
      expect(lines).toHaveLength(records.length + 2);
      expect(lines[77_778]).toBe(`77777,客户77777,${'x'.repeat(77_777 % 97) || '""'}`);
    }
  });

  test('name the line of a fault far inside', async () => {
    const broken = [...records.slice(0, 100_000), '{"id":1 "x"}', ...records.slice(100_000)].join('\n');
    await expect(decode(broken)).rejects.toMatchObject({ reason: 'damaged', detail: { line: 100_001, column: 9 } });
  });

  test('are found inside an object without keeping it', async () => {
    const file = new Blob([
      `{"meta":{"a":[1,2]},"data":{"pad":"`,
      'x'.repeat(65 * 2 ** 20),
      `","rows":[${records.slice(0, 2000).join(',')}],"end":1}}`,
    ]);
    const [table, ...rest] = await decodeJson(file, 'big.json');
    expect(rest).toEqual([]);
    expect(table).toMatchObject({ name: 'rows', columns: ['id', 'name', 'note'] });
    expect((await textOf(table)).split('\n')).toHaveLength(2002);
  });

  test('stop when they are cancelled', async () => {
    const stop = new AbortController();
    const file = new Blob([records.join('\n')]);
    const [table] = await decodeJson(file, 'x.json', { signal: stop.signal });
    stop.abort();
    await expect(batchesOf(table!)).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

describe('in the engine', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openTestEngine();
  });

  test('every text comes back as it was', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.startsWith('\uFEFF'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), async (rows) => {
        const json = JSON.stringify(rows.map(([a, b]) => ({ a, b })));
        const [table] = await decode(json);
        const [bytes] = await batchesOf(table!);
        const expected = rows.map((row) => row.map((value) => (value === '' ? null : value)));
        expect(rowsInEngine(engine, bytes!, 2)).toEqual([['a', 'b'], ...expected]);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
