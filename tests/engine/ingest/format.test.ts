import { gzipSync } from 'node:zlib';
import { write, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { openFile, sniffFormat } from '../../../workers/engine/ingest/format.ts';
import { xlsxOf } from '../../../src/codec/xlsx.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const raw = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('goes by the first bytes before the name', async () => {
  expect(sniffFormat(raw('PAR1\u0015\u0004'), 'x.csv').format).toBe('parquet');
  expect(sniffFormat(raw('ARROW1\0\0\u00ff\u00ff\u00ff\u00ff'), 'x.csv').format).toBe('arrow');
  expect(sniffFormat(raw('\u00ff\u00ff\u00ff\u00ff\u0070\0\0\0\u0010\0\0\0\0\0\0\0'), 'x').format).toBe('arrow');
  const workbook = await xlsxOf([{ name: 'a', columns: ['x'], rows: [[1]] }]);
  expect(sniffFormat(workbook.subarray(0, 65536), 'renamed.csv').format).toBe('xlsx');
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['a'], [1]]), 'a');
  for (const bookType of ['biff8', 'ods', 'xlsb', 'html'] as const) {
    const old = new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
    expect(sniffFormat(old.subarray(0, 65536), 'x.dat').format, bookType).toBe('xlsx');
  }
});

test('tells JSON from text that only begins like it', () => {
  expect(sniffFormat(bytes(' \n[{"a":1}]'), 'x').format).toBe('json');
  expect(sniffFormat(bytes('\uFEFF{"a":1}\n{"a":2}'), 'x.txt').format).toBe('json');
  expect(sniffFormat(bytes('{}'), 'x.json').format).toBe('json');
  expect(sniffFormat(bytes('[1,2]'), 'x.json').format).toBe('json');
  expect(sniffFormat(bytes('[备注],金额\n1,2'), 'x.csv').format).toBe('csv');
  expect(sniffFormat(bytes('[1] note,amount\n1,2'), 'x.csv').format).toBe('csv');
  expect(sniffFormat(bytes('a,b\n1,2'), 'x').format).toBe('csv');
  expect(sniffFormat(bytes('a\tb'), 'x.tsv').format).toBe('csv');
});

test('takes text in legacy encodings for text', () => {
  const gbk = Uint8Array.of(
    0xd0,
    0xd5,
    0xc3,
    0xfb,
    0x2c,
    0xb3,
    0xc7,
    0xca,
    0xd0,
    0x0a,
    0xd5,
    0xc5,
    0xc8,
    0xfd,
    0x2c,
    0xb1,
    0xb1,
    0xbe,
    0xa9,
  );
  expect(sniffFormat(gbk, 'x.csv').format).toBe('csv');
  const wide = Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0);
  expect(sniffFormat(wide, 'x.csv').format).toBe('csv');
});

test('says what a file is that it cannot read', () => {
  const unknown = (head: Uint8Array, name: string): string | undefined => {
    const { format, reason } = sniffFormat(head, name);
    expect(format).toBe('unknown');
    return reason;
  };
  expect(unknown(new Uint8Array(0), 'a.csv')).toBe('empty');
  expect(unknown(raw('%PDF-1.7'), 'a.csv')).toBe('pdf');
  expect(unknown(raw('\u0089PNG\r\n'), 'a')).toBe('image');
  expect(unknown(raw('\u00ff\u00d8\u00ff\u00e0'), 'a.jpg')).toBe('image');
  expect(unknown(raw('SQLite format 3\0'), 'a.db')).toBe('database');
  expect(unknown(raw(`PK\u0003\u0004${'\0'.repeat(26)}word/document.xml`), 'a.xlsx')).toBe('document');
  expect(unknown(raw(`PK\u0003\u0004${'\0'.repeat(26)}orders.csv`), 'a.zip')).toBe('zip');
  expect(unknown(bytes('<!doctype html><p>Please log in</p>'), 'a.csv')).toBe('html');
  const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * at * 31 + at * 7) & 0xff);
  expect(unknown(noise, 'a.csv')).toBe('binary');
});

test('unpacks gzip and looks again', async () => {
  const opened = await openFile(new Blob([gzipSync('a,b\n1,2\n')]), 'orders.csv.gz');
  expect(opened).toMatchObject({ format: 'csv', name: 'orders.csv', compressed: true });
  expect(await opened.file.text()).toBe('a,b\n1,2\n');
  const plain = await openFile(new Blob(['a,b\n']), 'x.csv');
  expect(plain).toMatchObject({ format: 'csv', compressed: false });
  const twice = await openFile(new Blob([gzipSync(gzipSync('a'))]), 'x.gz');
  expect(twice).toMatchObject({ format: 'unknown', reason: 'archive' });
  const cut = gzipSync('a,b\n'.repeat(5000)).subarray(0, 40);
  await expect(openFile(new Blob([cut]), 'x.csv.gz')).rejects.toMatchObject({
    reason: 'damaged',
    detail: { what: 'gzip' },
  });
});
