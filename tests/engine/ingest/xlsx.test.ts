import { read, utils, write, type WorkSheet } from '@e965/xlsx';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeXlsx } from '../../../workers/engine/ingest/xlsx.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { xlsxOf } from '../../../src/codec/xlsx.ts';
import { batchesOf, failureOf, rowsInEngine, textOf } from './decoded.ts';

type CellDraft = { t: string; v?: unknown; z?: string; f?: string } | string | number | null;

/** A worksheet from cells; texts and numbers stand for themselves. */
function sheet(rows: CellDraft[][], merges: string[] = []): WorkSheet {
  const data = rows.map((row) =>
    row.map((cell) =>
      cell === null
        ? undefined
        : typeof cell === 'object'
          ? cell
          : { t: typeof cell === 'number' ? 'n' : 's', v: cell },
    ),
  );
  const width = Math.max(...rows.map((row) => row.length));
  return {
    '!data': data,
    '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } }),
    '!merges': merges.map((range) => utils.decode_range(range)),
  } as unknown as WorkSheet;
}

function workbook(
  sheets: Record<string, WorkSheet>,
  more: { hidden?: string; date1904?: boolean; bookType?: 'xlsx' | 'biff8' | 'ods' | 'html' } = {},
): Blob {
  const book = utils.book_new();
  for (const [name, worksheet] of Object.entries(sheets)) utils.book_append_sheet(book, worksheet, name);
  book.Workbook = {
    Sheets: Object.keys(sheets).map((name) => ({ Hidden: name === more.hidden ? 1 : 0 })),
    WBProps: { date1904: more.date1904 ?? false },
  };
  return new Blob([write(book, { type: 'array', bookType: more.bookType ?? 'xlsx' }) as ArrayBuffer]);
}

describe('cells', () => {
  test('become text without losing anything', async () => {
    const file = workbook({
      订单: sheet([
        ['编号', '金额', '日期', '时间', '钟点', '邮编', '比例', '会员', '公式'],
        [
          '00123',
          1234567.891,
          { t: 'n', v: 45293, z: 'yyyy-mm-dd' },
          { t: 'n', v: 45293.5 + 1 / 86400, z: 'yyyy/m/d h:mm' },
          { t: 'n', v: 0.75, z: 'h:mm:ss' },
          { t: 'n', v: 850, z: '000000' },
          { t: 'n', v: 0.125, z: '0.0%' },
          { t: 'b', v: true },
          { t: 'n', v: 3, f: 'SUM(1,2)' },
        ],
        [
          '110101199001011234',
          1e-7,
          { t: 'n', v: 45294, z: 'yyyy"年"m"月"d"日"' },
          { t: 'n', v: 45294, z: 'yyyy/m/d h:mm' },
          { t: 'n', v: 1.5, z: '[h]:mm:ss' },
          { t: 'n', v: 518000, z: '000000' },
          1e21,
          { t: 'b', v: false },
          '=1',
        ],
      ]),
    });
    const [table] = await decodeXlsx(file);
    expect(table).toMatchObject({ name: '订单', sheet: '订单', headerLine: 1, notes: [] });
    expect(await textOf(table)).toBe(
      '编号,金额,日期,时间,钟点,邮编,比例,会员,公式\n' +
        '00123,1234567.891,2024-01-02,2024-01-02 12:00:01,18:00:00,000850,0.125,true,3\n' +
        '110101199001011234,0.0000001,2024-01-03,2024-01-03 00:00:00,36:00:00,518000,1000000000000000000000,false,=1\n',
    );
  });

  test('dates count from 1900 or 1904, around the day that never was', async () => {
    const day = (v: number): CellDraft => ({ t: 'n', v, z: 'yyyy-mm-dd' });
    const rows = [
      ['d', 'x'],
      [day(1), 'a'],
      [day(59), 'b'],
      [day(61), 'c'],
      [day(36526), 'd'],
      [day(0), 'e'],
    ];
    expect(await textOf((await decodeXlsx(workbook({ a: sheet(rows) })))[0])).toBe(
      'd,x\n1900-01-01,a\n1900-02-28,b\n1900-03-01,c\n2000-01-01,d\n0,e\n',
    );
    const late = workbook(
      {
        a: sheet([
          ['d', 'x'],
          [day(35064), 'a'],
          [day(0), 'b'],
        ]),
      },
      { date1904: true },
    );
    expect(await textOf((await decodeXlsx(late))[0])).toBe('d,x\n2000-01-01,a\n1904-01-01,b\n');
  });

  test('errors, long numbers and totals are noted with their place', async () => {
    const file = workbook({
      a: sheet([
        ['id', '金额'],
        [Number('12345678901234567'), 1],
        [2, { t: 'e', v: 0x2a }],
        [3, { t: 'e', v: 7 }],
        ['合计', 3],
      ]),
    });
    const [table] = await decodeXlsx(file);
    expect(await textOf(table)).toBe('id,金额\n12345678901234568,1\n2,\n3,\n合计,3\n');
    expect(table?.notes).toEqual([
      { kind: 'long-number', count: 1, column: 'id', line: 2, text: '12345678901234568' },
      { kind: 'error-cell', count: 2, column: '金额', line: 3, text: '#N/A' },
      { kind: 'total-row', count: 1, line: 5, text: '合计' },
    ]);
  });
});

describe('the table in a sheet', () => {
  test('begins below titles and blank lines', async () => {
    const rows = [
      ['2024年客户订单表'],
      [],
      ['导出时间', '2024-05-01'],
      ['姓名', '城市', '金额', ' 备注\n说明 '],
      ['张三', '北京', 5, 'x'],
      [],
      ['李四', '上海', 6, null],
    ];
    const [table] = await decodeXlsx(workbook({ a: sheet(rows, ['A1:D1']) }));
    expect(table).toMatchObject({ headerLine: 4, columns: ['姓名', '城市', '金额', '备注 说明'] });
    expect(table?.notes).toEqual([{ kind: 'title-rows', count: 3, line: 1, text: '2024年客户订单表' }]);
    expect(await textOf(table)).toBe('姓名,城市,金额,备注 说明\n张三,北京,5,x\n李四,上海,6,\n');
  });

  test('may have names in two lines and cells merged downwards', async () => {
    const rows = [
      ['编号', '基本信息', null, '金额'],
      [null, '姓名', '城市', null],
      [1, '张三', '北京', 5],
      [2, '李四', null, 6],
      [3, '王五', '上海', 7],
    ];
    const [table] = await decodeXlsx(workbook({ a: sheet(rows, ['A1:A2', 'B1:C1', 'D1:D2', 'C3:C4']) }));
    expect(table?.headerLine).toBe(2);
    expect(await textOf(table)).toBe(
      '编号,基本信息.姓名,基本信息.城市,金额\n1,张三,北京,5\n2,李四,北京,6\n3,王五,上海,7\n',
    );
    expect(table?.notes.map(({ kind, count }) => [kind, count])).toEqual([
      ['several-header-lines', 2],
      ['merged-cells-filled', 1],
    ]);
  });

  test('may have no names, missing names and repeated names', async () => {
    const bare = workbook({
      a: sheet([
        [1, 2.5],
        [2, 3.5],
        [3, 4],
      ]),
    });
    const [table] = await decodeXlsx(bare);
    expect(table).toMatchObject({ headerLine: 0, columns: ['column_1', 'column_2'] });
    expect(await textOf(table)).toBe('column_1,column_2\n1,2.5\n2,3.5\n3,4\n');
    const odd = workbook({
      a: sheet([
        ['id', 'ID', null, 'id_2'],
        [1, 2, 3, 4],
      ]),
    });
    expect((await decodeXlsx(odd))[0]?.columns).toEqual(['id', 'ID_3', 'column_3', 'id_2']);
    const data = workbook({
      a: sheet([
        ['张三', '男'],
        ['李四', '男'],
        ['王五', '女'],
      ]),
    });
    expect((await decodeXlsx(data))[0]).toMatchObject({ headerLine: 0 });
  });

  test('every sheet that holds something is one, hidden ones are noted', async () => {
    const file = workbook(
      {
        一月: sheet([
          ['a', 'b'],
          [1, 2],
        ]),
        空: sheet([[null]]),
        旧: sheet([
          ['a', 'b'],
          [3, 4],
        ]),
      },
      { hidden: '旧' },
    );
    const tables = await decodeXlsx(file);
    expect(tables.map(({ name, notes }) => [name, notes.map(({ kind }) => kind)])).toEqual([
      ['一月', ['empty-sheet']],
      ['旧', ['hidden-sheet']],
    ]);
    await expect(decodeXlsx(workbook({ a: sheet([[null]]) }))).rejects.toMatchObject({
      reason: 'no-cells',
      detail: { sheets: 'a' },
    });
  });
});

test('reads .xls, .ods and web pages named .xls', async () => {
  const rows = [
    ['编号', '金额'],
    ['007', 1.5],
  ];
  for (const bookType of ['biff8', 'ods', 'html'] as const) {
    const [table] = await decodeXlsx(workbook({ a: sheet(rows) }, { bookType }));
    expect(await textOf(table), bookType).toBe('编号,金额\n007,1.5\n');
  }
  // 姓名 and 张三 in GBK
  const page = [
    ...'<html><table><tr><td>',
    0xd0,
    0xd5,
    0xc3,
    0xfb,
    ...'</td><td>x</td></tr><tr><td>',
    0xd5,
    0xc5,
    0xc8,
    0xfd,
    ...'</td><td>01</td></tr></table></html>',
  ];
  const gbk = Uint8Array.from(page, (part) => (typeof part === 'number' ? part : part.charCodeAt(0)));
  expect(await textOf((await decodeXlsx(new Blob([gbk])))[0])).toBe('姓名,x\n张三,01\n');
});

test('what comes out is CSV that the engine reads, quotes and line breaks included', async () => {
  const engine: TestEngine = await openTestEngine();
  const cell = fc
    .string({ maxLength: 8 })
    .map((text) => text.replace(/[\u0000-\u001f\uFEFF\uFFFE\uFFFF]/g, '"').replace(/_x/g, '')); // eslint-disable-line no-control-regex
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
      const rows = cells.map((row, at) => [`${at}`, ...row.map((text) => `,\n${text}`)]);
      const [table] = await decodeXlsx(new Blob([await xlsxOf([{ name: 'a', columns: ['n', 'a', 'b', 'c'], rows }])]));
      const [bytes] = await batchesOf(table!);
      expect(rowsInEngine(engine, bytes!, 4)).toEqual([['n', 'a', 'b', 'c'], ...rows]);
    }),
    { numRuns: 40, seed: 7 },
  );
});

describe('damaged workbooks', () => {
  let whole: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    const rows = Array.from({ length: 50 }, (_, at) => [`客户${at}`, at]);
    whole = await xlsxOf([{ name: 'a', columns: ['name', 'n'], rows }]);
    expect(read(whole).SheetNames).toEqual(['a']);
  });

  test('end in a reason', async () => {
    const cut = new Blob([whole.subarray(0, whole.length >> 1)]);
    await expect(decodeXlsx(cut)).rejects.toMatchObject({
      name: 'DecodeError',
      reason: 'damaged',
      detail: { what: 'xlsx' },
    });
    await expect(decodeXlsx(new Blob(['a,b\n1,2']))).rejects.toMatchObject({ reason: 'damaged' });
    await expect(decodeXlsx(new Blob([]))).rejects.toMatchObject({ reason: 'empty-file' });
    const stop = AbortSignal.abort();
    await expect(decodeXlsx(new Blob([whole]), { signal: stop })).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('never throw anything but DecodeError', async () => {
    const change = fc.tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.nat({ max: 100_000 }),
        async (changes, end) => {
          const bytes = whole.slice();
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          await failureOf(() => decodeXlsx(new Blob([end % 3 === 0 ? bytes.subarray(0, end % bytes.length) : bytes])));
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    const head = fc.constantFrom(
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0x3c, 0x74, 0x61, 0x62, 0x6c, 0x65, 0x3e],
      [],
    );
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 2000 }), async (start, rest) => {
        await failureOf(() => decodeXlsx(new Blob([Uint8Array.from([...start, ...rest])])));
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
