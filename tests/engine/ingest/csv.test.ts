import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { loadOne, load, fileOf } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});

const reject = (line: number, column: string, text: string, reason: string, row = 0) => ({
  row,
  line,
  column,
  text,
  reason,
});
const kinds = (source: { notes?: readonly { kind: string }[] }) => (source.notes ?? []).map(({ kind }) => kind);

describe('how a text file is cut', () => {
  test.each([
    [',', 'name,city,age\nAnn,Rome,12\nBob,Oslo,13\n'],
    [';', 'name;city;age\nAnn;Rome;12\nBob;Oslo;13\n'],
    ['\t', 'name\tcity\tage\nAnn\tRome\t12\nBob\tOslo\t13\n'],
    ['|', 'name|city|age\nAnn|Rome|12\nBob|Oslo|13\n'],
  ])('delimiter %j', async (delimiter, text) => {
    const { source, names, rows } = await loadOne(engine, text);
    expect(source.delimiter).toBe(delimiter);
    expect(source.headerLine).toBe(1);
    expect(names).toEqual(['name', 'city', 'age']);
    expect(rows).toEqual([
      ['Ann', 'Rome', '12'],
      ['Bob', 'Oslo', '13'],
    ]);
  });

  test('semicolons with decimal commas, and a hint of the separator', async () => {
    const { source, rows } = await loadOne(engine, 'sep=;\r\nitem;price\r\na;1,50\r\nb;12,75\r\n');
    expect(source).toMatchObject({ delimiter: ';', headerLine: 2 });
    expect(rows).toEqual([
      ['a', '1.5000'],
      ['b', '12.7500'],
    ]);
    expect((await loadOne(engine, '1,5;2,5;3,5\n4,5;5,5;6,5\n')).source.delimiter).toBe(';');
  });

  test('no header: columns get numbers, every line is a row', async () => {
    const { source, names, rows } = await loadOne(engine, '1,2020-01-01,5.5\n2,2020-01-02,6.5\n');
    expect(source.headerLine).toBe(0);
    expect(names).toEqual(['column 1', 'column 2', 'column 3']);
    expect(rows.length).toBe(2);
    expect(kinds(source)).toContain('no-header');
  });

  test('titles and blank lines above the header', async () => {
    const { source, names, rows, rejects } = await loadOne(
      engine,
      '销售报表 2024\n导出人：张三,\n\n订单号,金额,日期\nA1,12.50,2024-01-02\nA2,x1,2024-01-03\n',
    );
    expect(names).toEqual(['订单号', '金额', '日期']);
    expect(source.headerLine).toBe(4);
    expect(source.notes).toContainEqual({ kind: 'title-rows', line: 1, text: '销售报表 2024 导出人：张三' });
    expect(rows.length).toBe(2);
    // one in two fails: the column is text, and nothing is lost
    expect(rows[1]).toEqual(['A2', 'x1', '2024-01-03']);
    expect(rejects).toEqual([]);
  });

  test('repeated, empty and reserved names', async () => {
    const { names } = await loadOne(engine, 'a,A,,"two\nlines",_row,a\nx,y,z,w,v,u\n');
    expect(names).toEqual(['a', 'A (2)', 'column 3', 'two lines', '_row (2)', 'a (3)']);
  });

  test('quotes with line breaks and doubled quotes; spaces stay', async () => {
    const { rows } = await loadOne(engine, 'a,b\n"x\r\ny","say ""hi"""\n  p  ,"  q  "\n');
    expect(rows).toEqual([
      ['x\r\ny', 'say "hi"'],
      ['  p  ', '  q  '],
    ]);
  });

  test('single quotes and backslashes', async () => {
    expect((await loadOne(engine, "a,b\n'x, y','z'\n'p','q'\n")).rows).toEqual([
      ['x, y', 'z'],
      ['p', 'q'],
    ]);
    expect((await loadOne(engine, 'a,b\n"x \\"y\\", z",1\n"p",2\n')).rows).toEqual([
      ['x "y", z', '1'],
      ['p', '2'],
    ]);
  });

  test('rows too long are rejected whole with their line, short ones padded and counted', async () => {
    const { source, rows, rejects } = await loadOne(
      engine,
      'a,b,c\nx,y,z\np,q,r,s\n\nt\n"l\nm",n,o\n1,2,3,4,5\n7,8,9\n',
    );
    expect(rows).toEqual([
      ['x', 'y', 'z'],
      ['t', null, null],
      ['l\nm', 'n', 'o'],
      ['7', '8', '9'],
    ]);
    expect(rejects).toEqual([
      reject(3, '', 'p,q,r,s', 'too-many-columns'),
      reject(8, '', '1,2,3,4,5', 'too-many-columns'),
    ]);
    expect(source.rejected).toBe(2);
    expect(source.notes).toContainEqual({ kind: 'short-rows', count: 1, line: 5 });
  });

  test('lines of rejected cells: behind blank lines, quoted line breaks, unreadable lines, CR LF', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const lines = ['id,note,n'];
      for (let i = 0; i < 200; i++) lines.push(`k${i},ok,${i}`);
      lines.splice(5, 0, ''); // line 6 is blank
      lines[10] = `k8,"two${end}lines",8`; // lines 11 and 12
      lines[20] = 'k,l,1,2,3'; // physical line 22
      lines[30] = 'k28,bad,abc'; // physical line 32
      lines[40] = 'k,"l"x,1'; // physical line 42
      lines[50] = 'k48,bad,def'; // physical line 52
      const { rejects, source, rows } = await loadOne(engine, lines.join(end) + end);
      expect(rejects).toEqual([
        reject(22, '', 'k,l,1,2,3', 'too-many-columns'),
        reject(32, 'n', 'abc', 'not-a-number', 28),
        reject(42, '', 'k,"l"x,1', 'unreadable-line'),
        reject(52, 'n', 'def', 'not-a-number', 47),
      ]);
      expect(source.rejected).toBe(4);
      expect(kinds(source)).not.toContain('uncertain-rows');
      expect(rows[27]).toEqual(['k28', 'bad', null]);
      expect(rows[46]).toEqual(['k48', 'bad', null]);
    }
  });

  test('a quote that is never closed costs its own line only', async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `k${i},v${i},${i}`);
    lines[500] = 'k500,"v500,500';
    const { source, rows, rejects } = await loadOne(engine, ['a,b,c', ...lines].join('\n') + '\n');
    expect(rows.length).toBe(999);
    expect(rows[500]).toEqual(['k501', 'v501', '501']);
    expect(rejects).toEqual([reject(502, '', 'k500,"v500,500', 'open-quote')]);
    expect(source.rejected).toBe(1);
    const last = await loadOne(engine, 'a,b\nx,y\nz,"');
    expect(last.rows).toEqual([['x', 'y']]);
    expect(last.rejects).toEqual([reject(3, '', 'z,"', 'open-quote')]);
  });

  test('cells that begin with a quote everywhere are no quoted cells', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => `k${i},"v`);
    const { rows } = await loadOne(engine, ['a,b', ...lines, 'end,x'].join('\n'));
    const all = rows.map((row) => row.join());
    expect(all).toContain('end,x');
  });

  test('mixed line ends lose no row and no cell', async () => {
    const { source, rows, rejects } = await loadOne(engine, 'a,b\r\n1,"x\r\ny"\n2,z\r\r\n3,p\rq\n1,2,3\r\n4,w\n');
    expect(rows).toEqual([
      ['1', 'x\r\ny'],
      ['2', 'z'],
      ['3', 'p q'],
      ['4', 'w'],
    ]);
    expect(kinds(source)).toContain('mixed-line-ends');
    expect(rejects.map(({ line, text }) => [line, text])).toEqual([[6, '1,2,3']]);
    // found late, behind all samples
    const many = 'a,b\n' + '1,2\n'.repeat(60_000) + '3,4\r\n';
    expect((await loadOne(engine, many)).source.rows).toBe(60_001);
  });

  test('nothing but a header, one column, one line, nothing but blank lines', async () => {
    const header = await loadOne(engine, 'name,city,age\n');
    expect([header.names, header.rows]).toEqual([['name', 'city', 'age'], []]);
    const column = await loadOne(engine, 'name\nAnn\nBob\n');
    expect([column.names, column.rows]).toEqual([['name'], [['Ann'], ['Bob']]]);
    const line = await loadOne(engine, '1,2,3');
    expect([line.source.headerLine, line.rows]).toEqual([0, [['1', '2', '3']]]);
    expect(header.source.notes).toEqual([{ kind: 'no-rows' }]);
    for (const blank of ['\n\n\n', '\uFEFF', '\uFEFF\r\n', ' \n  \n'])
      expect(await load(engine, fileOf(blank))).toMatchObject({ ok: false, reason: 'blank-file' });
    expect(await load(engine, fileOf(''))).toMatchObject({ ok: false, reason: 'empty-file' });
  });

  test('byte order mark, 300 columns, very long cells', async () => {
    expect((await loadOne(engine, '\uFEFFid,n\nx,1\n')).names).toEqual(['id', 'n']);
    const wide = Array.from({ length: 300 }, (_, i) => `column name ${i}`);
    const values = wide.map((_, i) => String(i));
    const { names, rows } = await loadOne(engine, [wide, values, values].map((row) => row.join(',')).join('\n'));
    expect([names.length, rows.length, rows[1]?.[299]]).toEqual([300, 2, '299']);
    const long = await loadOne(engine, `a,b\n1,${'x'.repeat(1_000_000)}\n2,y\n`);
    expect(long.rows.map((row) => row[1]?.length)).toEqual([1_000_000, 1]);
    const longer = await loadOne(engine, `a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`);
    expect(longer.rows).toEqual([['2', 'y']]);
    expect(longer.rejects).toMatchObject([{ line: 2, reason: 'line-too-long' }]);
  });

  test('a NUL inside a cell stays in it', async () => {
    // beyond the bytes that tell what a file is, where a NUL means that it is no text
    const { rows } = await loadOne(engine, `a,b\n${'x,y\n'.repeat(3000)}p\0q,z\n`);
    expect(rows.at(-1)).toEqual(['p\0q', 'z']);
  });
});

const spectrum = join(process.env.ZHIKE_DATA ?? '../shared/data', 'dirty', 'csv-spectrum');

describe.skipIf(!existsSync(spectrum))('csv-spectrum', () => {
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, 'csvs')) : [];
  test.each(names)('%s', async (name) => {
    const parsed = JSON.parse(readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8')) as
      Record<string, string>[] | Record<string, string>;
    const expected = Array.isArray(parsed) ? parsed : [parsed];
    const { names: columns, rows, rejects, source } = await loadOne(engine, readFileSync(join(spectrum, 'csvs', name)));
    expect(columns).toEqual(Object.keys(expected[0] ?? {}));
    expect(rejects).toEqual([]);
    // The values that come with this one are not those of the file: only its shape can be compared.
    if (name === 'location_coordinates.csv') return expect(rows).toHaveLength(1);
    const numbers = new Set(source.columns.filter(({ type }) => type === 'decimal').map(({ name: own }) => own));
    // The line ends inside the cells of one of them are not kept by the values that come with it.
    const seen = (column: string, text: string | null) =>
      numbers.has(column) ? Number(text) : (text?.replaceAll('\r\n', '\n') ?? null);
    expect(rows.map((row) => row.map((cell, i) => seen(columns[i]!, cell)))).toEqual(
      expected.map((row) => columns.map((column) => seen(column, row[column] === '' ? null : row[column]!))),
    );
  });
});

describe('whatever the cells hold', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', ' ', 'x', "'", '\\', '\t', '|', '#'), maxLength: 6 }),
  );
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );

  test('RFC 4180 comes back equal, row for row, nothing rejected', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), async (rows, end) => {
        const width = rows[0]!.length;
        const header = Array.from({ length: width }, (_, i) => `name ${'abcde'[i]}`);
        const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = [header, ...rows].map((row) => row.map(field).join(',')).join(end) + end;
        const back = await loadOne(engine, text);
        expect(back.names).toEqual(header);
        expect(back.rejects).toEqual([]);
        // an empty text is no value
        const same = rows.map((row) => row.map((value) => (value === '' ? null : value)));
        const typed = back.source.columns.map(({ type }) => type !== 'text');
        expect(back.rows.length).toBe(rows.length);
        back.rows.forEach((row, r) =>
          row.forEach((value, c) => {
            if (!typed[c]) expect(value).toBe(same[r]![c]);
          }),
        );
        expect(kinds(back.source)).not.toContain('uncertain-rows');
      }),
      { numRuns: 100, seed: 20240601 },
    );
  });

  test('any garbage: rows kept and lines rejected are all there are', async () => {
    const line = fc.string({ unit: fc.constantFrom('"', ',', 'x', ' ', '1', '\\'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 15 }), async (lines) => {
        const back = await loadOne(engine, ['first,second,third', ...lines].join('\n') + '\nlast,of,all\n');
        expect(kinds(back.source)).not.toContain('uncertain-rows');
        const everything = [...back.rows.map((row) => row.join()), ...back.rejects.map(({ text }) => text)].join('\n');
        expect(everything).toContain('last');
      }),
      { numRuns: 120, seed: 20240602 },
    );
  });
});
