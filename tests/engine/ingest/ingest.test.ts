import { utils, write } from '@e965/xlsx';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadAlias } from '../../../src/domain/source.ts';
import { Job } from '../../../workers/engine/execute.ts';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { keptNames } from '../store.ts';
import { fileOf, load, loadOne, readBack } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});
beforeEach(() => {
  engine.onStep = () => undefined;
});

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const GBK_LINE = [0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0xb1, 0xb1, 0xbe, 0xa9, 0x0a]; // 张三,北京

/** Everything that a load could leave behind. */
function traces(): Record<string, unknown> {
  return {
    databases: engine
      .rows('SELECT database_name AS n FROM duckdb_databases() WHERE NOT internal ORDER BY n')
      .map((row) => row.n),
    tables: engine.rows('SELECT table_name AS n FROM duckdb_tables() ORDER BY n').map((row) => row.n),
    files: [...engine.files].sort(),
    kept: keptNames().sort(),
  };
}

describe('how a text is written', () => {
  test('bytes that are no UTF-8 become marks, and are counted', async () => {
    const text = bytesOf('name,city\n' + '张三,北京\n'.repeat(100) + 'caf');
    const { source, rows, rejects } = await loadOne(engine, Uint8Array.from([...text, 0xff, ...bytesOf(',Rome\n')]));
    expect(source.encoding).toBe('utf-8');
    expect(rows).toHaveLength(101);
    expect(rows[100]).toEqual(['caf\uFFFD', 'Rome']);
    expect(rejects).toEqual([]);
    expect(source.notes).toContainEqual({ kind: 'unreadable-characters', count: 1 });
  });

  test('GBK that shows only near the end is read as GB 18030 from the first byte', async () => {
    const start = bytesOf('name,city\n' + 'Ann,Rome\n'.repeat(50_000));
    const { source, rows } = await loadOne(
      engine,
      Uint8Array.from([...start, ...GBK_LINE, ...bytesOf('Bob,Oslo\n'.repeat(5000))]),
    );
    expect(source.encoding).toBe('gb18030');
    expect(rows).toHaveLength(55_001);
    expect(rows[50_000]).toEqual(['张三', '北京']);
    expect(keptNames().filter((name) => name === `load:${source.load}`)).toHaveLength(1);
  });

  test('a header in GBK, UTF-16 with and without a mark', async () => {
    const gbk = await loadOne(
      engine,
      Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb3, 0xc7, 0xca, 0xd0, 0x0a, ...GBK_LINE]),
    );
    expect([gbk.names, gbk.rows]).toEqual([['姓名', '城市'], [['张三', '北京']]]);
    const units = [...'a,b\nx,7\n'].flatMap((char) => [char.charCodeAt(0), 0]);
    for (const bytes of [[0xff, 0xfe, ...units], units])
      expect((await loadOne(engine, Uint8Array.from(bytes))).rows).toEqual([['x', '7']]);
  });

  test('JSON in GBK, in UTF-8 with broken bytes, with names that a load needs for itself', async () => {
    const gbk = Uint8Array.from([...bytesOf('[{"name":"'), ...GBK_LINE.slice(0, 4), ...bytesOf('","n":1}]')]);
    expect((await loadOne(engine, gbk, 'a.json')).rows).toEqual([['张三', '1']]);
    const many = `{"name":"张三"},`.repeat(100);
    const broken = Uint8Array.from([...bytesOf(`[${many}{"name":"x`), 0xff, ...bytesOf('"}]')]);
    const { source, rows } = await loadOne(engine, broken, 'b.json');
    expect(rows[100]).toEqual(['x\uFFFD']);
    expect(source.notes).toContainEqual({ kind: 'unreadable-characters', count: 1 });
    expect((await loadOne(engine, '[{"_rejects":"a","_ROW":"b"}]', 'c.json')).names).toEqual([
      '_rejects (2)',
      '_ROW (2)',
    ]);
  });
});

describe('workbooks', () => {
  test('lines of the sheet for rejects, and what was noticed', async () => {
    const rows: unknown[][] = [['id', 'n', 'when']];
    for (let i = 0; i < 100; i++) rows.push([`k${i}`, i, '2024-01-02']);
    rows[10] = []; // line 11 is blank
    rows[20] = ['k"\n', 'abc', '2024-01-02']; // line 21
    rows[30] = ['k', { t: 'e', v: 0x07 }, '2024-01-02']; // line 31
    rows[40] = ['合计', 5, 'soon']; // line 41
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'one');
    const { source, rejects } = await loadOne(
      engine,
      new Uint8Array(write(book, { type: 'array' }) as ArrayBuffer),
      'a.xlsx',
    );
    expect(source).toMatchObject({ name: 'a.xlsx · one', headerLine: 1, rows: 99, rejected: 2 });
    expect(rejects).toEqual([
      { row: 19, line: 21, column: 'n', text: 'abc', reason: 'not-a-number' },
      { row: 39, line: 41, column: 'when', text: 'soon', reason: 'not-a-date' },
    ]);
    expect(source.notes).toContainEqual({ kind: 'error-cell', count: 1, column: 'n', line: 31, text: '#DIV/0!' });
    expect(source.notes).toContainEqual({ kind: 'total-row', count: 1, line: 41, text: '合计' });
  });
});

describe('a load', () => {
  test('of the same bytes has the same name, of other bytes another', async () => {
    const first = await loadOne(engine, 'a,b\n1,2\n', 'one.csv');
    const again = await loadOne(engine, 'a,b\n1,2\n', 'two.csv');
    const other = await loadOne(engine, 'a,b\n1,3\n', 'one.csv');
    expect(again.source.load).toBe(first.source.load);
    expect(other.source.load).not.toBe(first.source.load);
    expect(again.rows).toEqual(first.rows);
  });

  test('leaves only itself behind', async () => {
    const before = traces();
    const { source } = await loadOne(engine, 'key,n\n' + 'k,1\n'.repeat(200) + 'k,x\nk,1,2\n');
    const alias = loadAlias(source.load);
    const after = traces();
    expect(after).toEqual({
      databases: [...(before.databases as string[]), alias].sort(),
      tables: [...(before.tables as string[]), 'data', 'rejects'].sort(),
      files: [...(before.files as string[]), `in/${alias}`].sort(),
      kept: [...(before.kept as string[]), `load:${source.load}`].sort(),
    });
  });

  test('cancelled at any step leaves nothing behind', async () => {
    const content = 'key,n,d\n' + 'k,1,2024-01-02\n'.repeat(300) + 'k,x,2024-01-02\nk,1,2,3\n"a\nb",1,soon\n';
    let steps = 0;
    engine.onStep = () => void steps++;
    const whole = await load(engine, fileOf(content + 'z,1,2024-01-02\n'));
    expect(whole.ok).toBe(true);
    expect(steps).toBeGreaterThan(15);
    const before = traces();
    for (let stop = 1; stop < steps; stop++) {
      const job = new Job();
      let step = 0;
      engine.onStep = () => {
        if (++step === stop) job.cancel();
      };
      const result = await load(engine, fileOf(content), job);
      engine.onStep = () => undefined;
      expect([stop, result.ok ? 'ok' : result.reason]).toEqual([stop, 'cancelled']);
      expect([stop, traces()]).toEqual([stop, before]);
    }
  });

  test('of a workbook that is cancelled at its second sheet forgets the first', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['a'], ['x']]), 'first');
    utils.book_append_sheet(book, utils.aoa_to_sheet([['b'], ['y']]), 'second');
    const file = fileOf(new Uint8Array(write(book, { type: 'array' }) as ArrayBuffer), 'b.xlsx');
    const before = traces();
    const job = new Job();
    engine.onStep = (text) => {
      if (keptNames().length > (before.kept as string[]).length && text.startsWith('ATTACH')) job.cancel();
    };
    const result = await load(engine, file, job);
    expect(result).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(traces()).toEqual(before);
  });

  test('that was kept before survives a cancelled load of the same file', async () => {
    const { source } = await loadOne(engine, 'a,b\n5,6\n');
    const job = new Job();
    engine.onStep = (text) => {
      if (text.includes('approx_count_distinct')) job.cancel();
    };
    expect(await load(engine, fileOf('a,b\n5,6\n'), job)).toMatchObject({ ok: false, reason: 'cancelled' });
    engine.onStep = () => undefined;
    expect(readBack(engine, source).rows).toEqual([['5', '6']]);
    expect(keptNames()).toContain(`load:${source.load}`);
  });

  test('of what is no table says what it is', async () => {
    expect(await load(engine, fileOf('%PDF-1.7', 'a.pdf'))).toMatchObject({
      ok: false,
      reason: 'unknown-format',
      detail: { what: 'pdf' },
    });
    expect(await load(engine, fileOf('[1', 'a.json'))).toMatchObject({
      ok: false,
      reason: 'damaged',
      detail: { what: 'json' },
    });
  });
});
