import { read, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { sheetName, xlsxOf } from '../../src/codec/xlsx.ts';

type Cells = Record<string, { t: string; v: unknown; z?: string; f?: string; w?: string } | undefined>;

async function cells(sheets: Parameters<typeof xlsxOf>[0]): Promise<Cells> {
  const book = read(await xlsxOf(sheets), { type: 'array', cellNF: true });
  return book.Sheets[book.SheetNames[0]!] as unknown as Cells;
}

test('keeps numbers as numbers, texts as texts and dates as dates', async () => {
  const sheet = await cells([
    {
      name: '客户',
      columns: [
        '编号',
        { name: '金额', type: 'number' },
        { name: '日期', type: 'date' },
        { name: '时间', type: 'timestamp' },
        'x',
        '是',
      ],
      rows: [
        ['00123', 12.5, '2024-01-02', '2024-01-02 03:04:05', '=1+1', true],
        ['110101199001011234', '7.25', new Date(Date.UTC(2024, 1, 29)), null, 12345678901234567n, false],
      ],
    },
  ]);
  expect(sheet.A1).toMatchObject({ t: 's', v: '编号' });
  expect(sheet.A2).toMatchObject({ t: 's', v: '00123' });
  expect(sheet.A3).toMatchObject({ t: 's', v: '110101199001011234' });
  expect(sheet.B2).toMatchObject({ t: 'n', v: 12.5 });
  expect(sheet.B3).toMatchObject({ t: 'n', v: 7.25 });
  expect(sheet.C2).toMatchObject({ t: 'n', v: 45293, w: '2024-01-02' });
  expect(sheet.C3).toMatchObject({ t: 'n', v: 45351, w: '2024-02-29' });
  expect(sheet.D2).toMatchObject({ t: 'n', w: '2024-01-02 03:04:05' });
  expect(sheet.D3).toBeUndefined();
  expect(sheet.E2).toMatchObject({ t: 's', v: '=1+1' });
  expect(sheet.E2?.f).toBeUndefined();
  expect(sheet.E3).toMatchObject({ t: 's', v: '12345678901234567' });
  expect(sheet.F2).toMatchObject({ t: 'b', v: true });
});

test('writes out what the date system of spreadsheets does not have', async () => {
  const sheet = await cells([
    { name: 'a', columns: [{ name: 'd', type: 'date' }], rows: [['1899-12-31'], ['no date'], [1e15]] },
  ]);
  expect(sheet.A2).toMatchObject({ t: 's', v: '1899-12-31' });
  expect(sheet.A3).toMatchObject({ t: 's', v: 'no date' });
  expect(sheet.A4).toMatchObject({ t: 's', v: '1000000000000000' });
});

test('makes sheet names legal and unique', async () => {
  const taken = new Set<string>();
  expect(sheetName('a/b:c*[d]?', taken)).toBe('a b c  d');
  expect(sheetName('A B C  D', taken)).toBe('A B C  D (2)');
  expect(sheetName("'引号'", taken)).toBe('引号');
  expect(sheetName('', taken)).toBe('Sheet');
  expect(sheetName('History', taken)).toBe('History_');
  const long = '很长的名字'.repeat(10);
  expect(sheetName(long, taken)).toHaveLength(31);
  expect(sheetName(long, taken)).toHaveLength(31);
  const bytes = await xlsxOf(['x', 'X', 'x'].map((name) => ({ name, columns: ['a'], rows: [] })));
  const book = read(bytes, { type: 'array' });
  expect(book.SheetNames).toEqual(['x', 'X (2)', 'x (3)']);
  expect(utils.sheet_to_json(book.Sheets.x!, { header: 1 })).toEqual([['a']]);
  await expect(xlsxOf([])).rejects.toThrow('needs a sheet');
});
