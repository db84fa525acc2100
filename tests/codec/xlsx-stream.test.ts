import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { XlsxStream, type StreamColumn } from '../../src/codec/xlsx-stream.ts';
import type { Cell } from '../../src/codec/csv.ts';

const COLUMNS: readonly StreamColumn[] = [
  { name: '客户 <&">', type: 'text' },
  { name: '金额', type: 'number' },
  { name: '日期', type: 'date' },
  { name: '时间', type: 'timestamp' },
];

async function written(batches: readonly (readonly (readonly Cell[])[])[]) {
  const stream = new XlsxStream('客户[1]', COLUMNS);
  await stream.begin();
  for (const batch of batches) await stream.add(batch);
  const blob = await stream.finish();
  return read(new Uint8Array(await blob.arrayBuffer()), { type: 'array', cellDates: false, cellNF: true });
}

describe('a streamed workbook', () => {
  it('is read back as it was written: texts, numbers, days, moments, nothing', async () => {
    const book = await written([
      [
        ['00138', 12.5, '2024-02-29', '2024-02-29 12:00:00'],
        ['=1+1', -3, '1899-01-01', null],
      ],
      [['<b>&"\u0001张\ud800', 2 ** 60, null, 'not a moment']],
    ]);
    expect(book.SheetNames).toEqual(['客户 1']);
    const sheet = book.Sheets['客户 1']!;
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: null });
    expect(rows).toEqual([
      ['客户 <&">', '金额', '日期', '时间'],
      ['00138', 12.5, new Date('2024-02-29T00:00:00Z'), new Date('2024-02-29T12:00:00Z')],
      ['=1+1', -3, '1899-01-01', null],
      ['<b>&"张\ufffd', '1152921504606847000', null, 'not a moment'],
    ]);
    expect(sheet.A3).toMatchObject({ t: 's' });
    expect(sheet.A3.f).toBeUndefined();
    expect(sheet.C2.z).toContain('yyyy');
  });

  it('holds many rows in few bytes', async () => {
    const batch = Array.from({ length: 5_000 }, (_, i): Cell[] => [`C${i}`, i, '2024-01-01', '2024-01-01 00:00:00']);
    const book = await written(Array.from({ length: 4 }, () => batch));
    expect(utils.decode_range(book.Sheets['客户 1']!['!ref']!).e.r).toBe(20_000);
  });
});
