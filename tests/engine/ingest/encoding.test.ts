import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectEncoding, sampleFile, toUtf8, Utf8Checker } from '../../../workers/engine/ingest/encoding.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));

// 姓名,城市 / 张三,北京 / 李四,上海
const GBK = bytes(
  [0xd0, 0xd5, 0xc3, 0xfb],
  ',',
  [0xb3, 0xc7, 0xca, 0xd0],
  '\r\n',
  [0xd5, 0xc5, 0xc8, 0xfd],
  ',',
  [0xb1, 0xb1, 0xbe, 0xa9],
  '\r\n',
  [0xc0, 0xee, 0xcb, 0xc4],
  ',',
  [0xc9, 0xcf, 0xba, 0xa3],
  '\r\n',
);
// 姓名,城市 / 張三,臺北
const BIG5 = bytes(
  [0xa9, 0x6d, 0xa6, 0x57],
  ',',
  [0xab, 0xb0, 0xa5, 0xab],
  '\r\n',
  [0xb1, 0x69, 0xa4, 0x54],
  ',',
  [0xbb, 0x4f, 0xa5, 0x5f],
  '\r\n',
);
// 名前,住所 / ひらがな,カタカナ
const SHIFT_JIS = bytes(
  [0x96, 0xbc, 0x91, 0x4f],
  ',',
  [0x8f, 0x5a, 0x8f, 0x8a],
  '\r\n',
  [0x82, 0xd0, 0x82, 0xe7, 0x82, 0xaa, 0x82, 0xc8],
  ',',
  [0x83, 0x4a, 0x83, 0x5e, 0x83, 0x4a, 0x83, 0x69],
  '\r\n',
);
// é, ñ, € and a curly apostrophe among ASCII
const LATIN = bytes(
  'name,city\nJos',
  [0xe9],
  ',M',
  [0xe1],
  'laga\nNu',
  [0xf1],
  'ez,',
  [0x80],
  ' 12\nO',
  [0x92],
  'Brien,Paris\n',
);

const utf16 = (text: string, little: boolean): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little);
  return new Uint8Array(view.buffer);
};

describe('detectEncoding', () => {
  test('knows each encoding by hand-typed bytes', () => {
    expect(detectEncoding(GBK)).toMatchObject({ encoding: 'gb18030', bom: 0 });
    expect(detectEncoding(BIG5)).toMatchObject({ encoding: 'big5', bom: 0 });
    expect(detectEncoding(SHIFT_JIS)).toMatchObject({ encoding: 'shift_jis', bom: 0 });
    expect(detectEncoding(LATIN)).toMatchObject({ encoding: 'windows-1252', bom: 0 });
    expect(detectEncoding(bytes('姓名,城市\n'))).toEqual({ encoding: 'utf-8', bom: 0, confidence: 1 });
    expect(detectEncoding(bytes('a,b\n1,2\n'))).toEqual({ encoding: 'utf-8', bom: 0, confidence: 0.5 });
    expect(detectEncoding(new Uint8Array(0)).encoding).toBe('utf-8');
  });

  test('takes a byte order mark for what it says', () => {
    expect(detectEncoding(bytes([0xef, 0xbb, 0xbf], 'a'))).toEqual({ encoding: 'utf-8', bom: 3, confidence: 1 });
    expect(detectEncoding(bytes([0xff, 0xfe], [0x61, 0]))).toEqual({ encoding: 'utf-16le', bom: 2, confidence: 1 });
    expect(detectEncoding(bytes([0xfe, 0xff], [0, 0x61]))).toEqual({ encoding: 'utf-16be', bom: 2, confidence: 1 });
  });

  test('sees UTF-16 without a mark', () => {
    expect(detectEncoding(utf16('姓名,城市\n张三,北京\n1,2\n', true)).encoding).toBe('utf-16le');
    expect(detectEncoding(utf16('姓名,城市\n张三,北京\n1,2\n', false)).encoding).toBe('utf-16be');
  });

  test('is not misled by samples that begin or end inside a character', () => {
    const text = bytes('编号,姓名,城市,备注\n'.repeat(50));
    for (let cut = 0; cut < 7; cut++) {
      const samples = [bytes('id,name\n'), text.subarray(20 + cut, 300 - cut)];
      expect(detectEncoding(samples)).toMatchObject({ encoding: 'utf-8', confidence: 1 });
    }
    const gbk = bytes(...Array.from({ length: 20 }, () => [...GBK]));
    for (let cut = 0; cut < 5; cut++) {
      expect(detectEncoding([bytes('id,name\n'), gbk.subarray(15 + cut, 200 - cut)]).encoding).toBe('gb18030');
    }
  });

  test('a few broken characters do not make UTF-8 another encoding', () => {
    const broken = bytes('客户备注很长,'.repeat(40), [0xe5, 0xae], ',end\n');
    expect(detectEncoding(broken).encoding).toBe('utf-8');
  });
});

describe('exports of two programs, put together', () => {
  const header = '订单号,姓名,金额\n';
  const line = (i: number) => [`O${i},`, ['张伟', '王芳', '李娜', '赵敏'][i % 4]!, `,${i}\n`] as const;
  // 张伟 王芳 李娜 赵敏 in GBK
  const NAMES = [
    [0xd5, 0xc5, 0xce, 0xb0],
    [0xcd, 0xf5, 0xb7, 0xbc],
    [0xc0, 0xee, 0xc4, 0xc8],
    [0xd5, 0xd4, 0xc3, 0xf4],
  ] as const;
  const gbk = (i: number) => bytes(line(i)[0], [...NAMES[i % 4]!], line(i)[2]);
  const utf8 = (i: number) => bytes(line(i).join(''));
  const together = (isGbk: (i: number) => boolean, n = 400) => {
    const lines = Array.from({ length: n }, (_, i) => (isGbk(i) ? gbk(i) : utf8(i)));
    return new Blob([header, ...lines]);
  };

  test.each([
    ['one after the other', (i: number) => i >= 200],
    ['the other way round', (i: number) => i < 380],
    ['line by line', (i: number) => i % 3 === 0],
  ])('are read line by line, each by what it is written in: %s', async (_, isGbk) => {
    const file = together(isGbk);
    const { encoding } = detectEncoding(await sampleFile(file));
    expect(encoding).toBe('utf-8+gb18030');
    const { blob, replaced } = await toUtf8(file, encoding);
    expect(replaced).toBe(0);
    expect(await blob.text()).toBe(header + Array.from({ length: 400 }, (_, i) => line(i).join('')).join(''));
  });

  test('GBK alone is GBK, and a byte order mark in front changes nothing', async () => {
    const alone = new Blob(Array.from({ length: 400 }, (_, i) => gbk(i)));
    expect(detectEncoding(await sampleFile(alone)).encoding).toBe('gb18030');
    const marked = new Blob([bytes([0xef, 0xbb, 0xbf]), together((i) => i % 2 === 0)]);
    const { encoding } = detectEncoding(await sampleFile(marked));
    expect((await (await toUtf8(marked, encoding)).blob.text()).startsWith(`${header}O0,张伟,0\n`)).toBe(true);
  });
});

test('finds GBK that stands only at the end of an ASCII file', async () => {
  const ascii = 'id,amount,city\n' + '12345,99.50,x\n'.repeat(60_000);
  const file = new Blob([ascii, GBK, '1,2,3\n'.repeat(20_000)]);
  const first = detectEncoding(await sampleFile(file));
  expect(first.encoding).toBe('utf-8');
  const checker = new Utf8Checker();
  for (let at = 0; at < file.size; at += 70_001)
    checker.push(new Uint8Array(await file.slice(at, at + 70_001).arrayBuffer()));
  const { valid, invalidAt } = checker.end();
  expect(valid).toBe(false);
  expect(invalidAt).toBe(ascii.length + 1);
  expect(detectEncoding(await sampleFile(file, [invalidAt])).encoding).toBe('gb18030');
});

describe('Utf8Checker', () => {
  test('agrees with the platform about any bytes, however they are cut', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 6 }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const checker = new Utf8Checker();
        for (const part of pieces) checker.push(part);
        let valid = true;
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(pieces.flatMap((part) => [...part])));
        } catch {
          valid = false;
        }
        expect(checker.end().valid).toBe(valid);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test('tells ASCII from the rest', () => {
    const checker = new Utf8Checker();
    checker.push(bytes('abc'));
    expect(checker.end()).toEqual({ valid: true, ascii: true, invalidAt: -1 });
    checker.push(bytes('中').subarray(0, 2));
    expect(checker.end()).toEqual({ valid: false, ascii: false, invalidAt: 5 });
  });
});

describe('toUtf8', () => {
  test('rewrites legacy bytes and drops the mark', async () => {
    expect(await (await toUtf8(new Blob([GBK]), 'gb18030')).blob.text()).toBe(
      '姓名,城市\r\n张三,北京\r\n李四,上海\r\n',
    );
    expect(await (await toUtf8(new Blob([BIG5]), 'big5')).blob.text()).toBe('姓名,城市\r\n張三,臺北\r\n');
    const marked = new Blob([Uint8Array.of(0xff, 0xfe), utf16('姓名\n', true)]);
    const { blob, replaced } = await toUtf8(marked, 'utf-16le');
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([...bytes('姓名\n')]);
    expect(replaced).toBe(0);
  });

  test('counts what cannot be read, and never cuts a character between two slices', async () => {
    // 4 MB of slices end in the middle of two-byte characters.
    const pair = new Uint8Array(2 ** 22 + 4001).fill(0);
    pair[0] = 0x61;
    for (let at = 1; at + 1 < pair.length; at += 2) pair.set([0xd5, 0xc5], at);
    const steps: number[] = [];
    const { blob, replaced } = await toUtf8(new Blob([pair, Uint8Array.of(0xff, 0x2c)]), 'gb18030', (done) =>
      steps.push(done),
    );
    const text = await blob.text();
    expect(replaced).toBe(1);
    expect(text.slice(0, 3)).toBe('a张张');
    expect(text).toHaveLength(1 + (pair.length - 1) / 2 + 2);
    expect(/^a张+\uFFFD,$/.test(text)).toBe(true);
    expect(steps).toHaveLength(2);
  });

  test('stops when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(toUtf8(new Blob([GBK]), 'gb18030', undefined, stop.signal)).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});

const data = process.env.ZHIKE_DATA ?? '../shared/data';
describe.skipIf(!existsSync(join(data, 'catering')))(
  'published Chinese files (skipped where the data are absent)',
  () => {
    test('GBK and UTF-8 are told apart and say the same', async () => {
      const gbk = new Blob([readFileSync(join(data, 'catering/meal_order_info_GBK.csv'))]);
      expect(detectEncoding(await sampleFile(gbk))).toMatchObject({ encoding: 'gb18030' });
      const { blob, replaced } = await toUtf8(gbk, 'gb18030');
      expect(replaced).toBe(0);
      expect(await blob.text()).toContain('苗宇怡');
      const utf8 = new Blob([readFileSync(join(data, 'catering/meal_order_detail.csv'))]);
      expect(detectEncoding(await sampleFile(utf8)).encoding).toBe('utf-8');
    });
  },
);
