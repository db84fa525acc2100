import { beforeAll, describe, expect, test, vi } from 'vitest';
import { inferColumn } from '../../../workers/engine/ingest/type.ts';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { loadOne, typesOf } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});

/** Loads one column beside a column of keys and gives its type, its values, and the texts rejected with their reasons. */
async function column(name: string, values: readonly string[]) {
  const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const text = [`key,${field(name)}`, ...values.map((value, i) => `k${i}x,${field(value)}`)].join('\n');
  const { source, rows, rejects } = await loadOne(engine, text);
  return {
    type: typesOf(source)[name],
    values: rows.map((row) => row[1]),
    rejects: rejects.map(({ row, text: cell, reason }) => [row, cell, reason]),
    notes: (source.notes ?? []).map(({ kind }) => kind),
  };
}

const type = (name: string, ...values: string[]) => {
  const plan = inferColumn(name, values);
  return plan.type === 'decimal' ? `decimal(${plan.scale})` : plan.type;
};

describe('what a column is taken for', () => {
  test.each([
    ['order_id', '1001', '1002'],
    ['OrderID', '1001', '1002'],
    ['orderid', '1001', '1002'],
    ['CustomerId', '17850', '13047'],
    ['InvoiceNo', '536365', '536366'],
    ['order number', '1', '2'],
    ['手机号', '13800138000', '13900139000'],
    ['联系方式', '13800138000', '13900139000'],
    ['会员卡号', '100', '101'],
    ['zip', '10001', '94105'],
    ['邮编', '100000', '200000'],
    ['订单编号', '20240102030405', '20240102030406'],
    ['anything', '007', '008'],
    ['anything', '110101199003070011', '110101199003070022'],
    ['量', '1.2万', '约3万'],
    ['when', '24-01-02', '24-01-03'],
    ['when', '1/2/24', '3/4/24'],
    ['price', '$5', '€6'],
    ['flag', '1,2,3', '4,5'],
    ['phones', '010-62345678', '021-12345678'],
    ['when', '12:30', '13:45'],
  ])('%s of %s is text', (name, ...values) => expect(type(name, ...values)).toBe('text'));

  test.each([
    ['integer', 'quantity', '1', '-2', '30'],
    ['integer', 'number of orders', '1', '2'],
    ['integer', 'no_of_items', '1', '2'],
    ['integer', 'opened', '45292', '45293'],
    ['decimal(4)', 'amount', '1', '2.50'],
    ['decimal(6)', 'rate', '0.123456', '1.5'],
    ['double', 'score', '0.30000000000000004', '1'],
    ['double', 'p', '1e-7', '0.5'],
    ['decimal(4)', 'price', '¥1,234.50', '￥12', '99元'],
    ['decimal(4)', 'balance', '(1,234.50)', '12.00'],
    ['decimal(4)', 'price', '1.234,50', '12,99'],
    ['decimal(4)', 'rate', '12.5%', '3%'],
    ['decimal(4)', '金额', '1.2万', '300', '3亿元'],
    ['timestamp', 'order date', '45292', '45293.5'],
    ['timestamp', '下单日期', '45292', '45293'],
    ['integer', 'order date offset', '45292', '145293'],
    ['date', 'd', '2024-01-02', '2024-12-31'],
    ['timestamp', 'd', '2024-01-02', '2024-12-31 10:00'],
    ['date', '生日', '1990年1月2日', '2001年12月31日'],
    ['date', 'birthday', '19900102', '20011231'],
    ['integer', 'visits', '19900102', '20011231'],
    ['date', 'd', '2024.1.2', '2024.12.31'],
    ['date', 'd', '31.12.2024', '1.2.2024'],
    ['timestamp', 'created_at', '1704067200', '1704153600'],
    ['timestamp', 'ts', '1704067200000', '1704153600000'],
    ['integer', 'views', '1704067200', '1704153600'],
    ['boolean', 'b', 'true', 'FALSE'],
    ['text', 'b', 'yes', 'no'],
  ])('%s: %s', (expected, name, ...values) => expect(type(name, ...values)).toBe(expected));
});

describe('what a cell becomes', () => {
  test('amounts: currency, thousands, full-width characters, parentheses, trailing minus', async () => {
    const {
      type: found,
      values,
      rejects,
    } = await column(
      'amount',
      [
        '¥1,234.50',
        '(1,234.50)',
        '￥１２，３４５．６７',
        '-5',
        '99元',
        'CNY 12',
        '12.5-',
        '$ 7',
        '+3',
        ' 8 ',
        '.5',
      ].filter((value) => !value.startsWith('$')),
    );
    expect(found).toBe('decimal(4)');
    expect(values).toEqual([
      '1234.5000',
      '-1234.5000',
      '12345.6700',
      '-5.0000',
      '99.0000',
      '12.0000',
      '-12.5000',
      '3.0000',
      '8.0000',
      '0.5000',
    ]);
    expect(rejects).toEqual([]);
  });

  test('cells written as formulas, so that a spreadsheet cuts nothing off, are what they enclose', async () => {
    const { type: found, values } = await column('订单编号', [
      '="3120000000000000001"',
      '="3120000000000000002"',
      '',
      '7',
    ]);
    expect(found).toBe('text');
    expect(values).toEqual(['3120000000000000001', '3120000000000000002', null, '7']);
    const money = await column('amount', ['="12.50"', '="3"', '4']);
    expect(money.values).toEqual(['12.5000', '3.0000', '4.0000']);
    expect(money.rejects).toEqual([]);
  });

  test('dates that stand for never or not yet are empty, however many they are', async () => {
    const good = Array.from({ length: 400 }, (_, i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`);
    const never = ['9999-12-31', '0000-00-00', '0001-01-01'];
    const {
      type: found,
      values,
      rejects,
    } = await column('order_date', [...good, ...good.map((_, i) => never[i % 3]!)]);
    expect(found).toBe('date');
    expect(values.slice(400).every((value) => value === null)).toBe(true);
    expect(rejects).toEqual([]);
  });

  test('what is no number is rejected, never half read', async () => {
    const good = Array.from({ length: 400 }, (_, i) => `${i}.25`);
    const bad = ['1,23', '1.2.3', '(5', '5)', '--5', '1 2', 'inf', '12,34,567.00'];
    const { values, rejects, type: found } = await column('amount', [...good, ...bad]);
    expect(found).toBe('decimal(4)');
    expect(values.slice(400)).toEqual(bad.map(() => null));
    expect(rejects).toEqual(bad.map((text, i) => [401 + i, text, text === 'inf' ? 'out-of-range' : 'not-a-number']));
  });

  test('percents are fractions', async () => {
    const { type: found, values, notes } = await column('rate', ['12.5%', '3%', '-0.25%', '１００％']);
    expect([found, values]).toEqual(['decimal(4)', ['0.1250', '0.0300', '-0.0025', '1.0000']]);
    expect(notes).toContain('percent');
  });

  test('decimal commas', async () => {
    const { values, rejects } = await column('price', ['1.234,50', '12,99', '7', '-0,5', '€ 1,00']);
    expect(values).toEqual(['1234.5000', '12.9900', '7.0000', '-0.5000', '1.0000']);
    expect(rejects).toEqual([]);
  });

  test('万 and 亿 count, and nothing behind their point is cut', async () => {
    const { values, rejects } = await column('金额', [
      '1.2万',
      '3万元',
      '0.00012345亿',
      '¥1,234.5',
      '１２．５万',
      '-2万',
    ]);
    expect(values).toEqual(['12000.0000', '30000.0000', '12345.0000', '1234.5000', '125000.0000', '-20000.0000']);
    expect(rejects).toEqual([]);
  });

  test('empty cells and words for nothing are no values, and no rejects', async () => {
    const words = ['', 'NA', 'n/a', 'NULL', '#N/A', '-', '--', '无', 'NaN', ' ', '\\N', '暂无'];
    for (const [name, good] of [
      ['n', '1'],
      ['x', '1.5'],
      ['p', '1e-9'],
      ['d', '2024-01-02'],
      ['b', 'true'],
    ] as const) {
      const { values, rejects, type: found } = await column(name, [...words, good, good]);
      expect(found).not.toBe('text');
      expect(values.slice(0, words.length)).toEqual(words.map(() => null));
      expect(rejects).toEqual([]);
    }
  });

  test('dates as they are written', async () => {
    const cases: [string, string[], string[]][] = [
      ['iso', ['2024/1/2 3:04', '2024/01/02 03:04:05'], ['2024-01-02 03:04:00', '2024-01-02 03:04:05']],
      ['zoned', ['2024-01-02T03:04:05+08:00', '2024-01-02T03:04:05Z'], ['2024-01-01 19:04:05', '2024-01-02 03:04:05']],
      ['shop', ['2024-01-02 03:04:05 +0800', '2024-01-02 03:04 -0330'], ['2024-01-01 19:04:05', '2024-01-02 06:34:00']],
      [
        'spreadsheet day',
        ['45292', '45293.75', '45657'],
        ['2024-01-01 00:00:00', '2024-01-02 18:00:00', '2024-12-31 00:00:00'],
      ],
      ['chinese', ['2024年1月2日 3:04', '2024年12月31日'], ['2024-01-02 03:04:00', '2024-12-31 00:00:00']],
      ['chinese clock', ['2024年1月2日 3时4分5秒', '2024年12月31日'], ['2024-01-02 03:04:05', '2024-12-31 00:00:00']],
      ['dots', ['2024.1.2', '2024.12.31'], ['2024-01-02', '2024-12-31']],
      ['German', ['31.12.2024 10:00', '1.2.2024'], ['2024-12-31 10:00:00', '2024-02-01 00:00:00']],
      ['day first', ['31/12/2024', '1/2/2024'], ['2024-12-31', '2024-02-01']],
      ['month first', ['12/31/2024', '1/2/2024'], ['2024-12-31', '2024-01-02']],
      ['dashes', ['1-2-2024', '3-4-2024'], ['2024-02-01', '2024-04-03']],
      ['afternoon', ['1/2/2024 3:04:05 PM', '12/31/2024 12:00:00 AM'], ['2024-01-02 15:04:05', '2024-12-31 00:00:00']],
      ['named', ['02-Jan-2024', '31-Dec-2024'], ['2024-01-02', '2024-12-31']],
      ['in words', ['Jan 2, 2024', 'December 31, 2024'], ['2024-01-02', '2024-12-31']],
      ['created_at', ['1704067200', '1704153600'], ['2024-01-01 00:00:00', '2024-01-02 00:00:00']],
      ['event time', ['1704067200123', '1704153600000'], ['2024-01-01 00:00:00.123', '2024-01-02 00:00:00']],
      ['pay_time', ['20240102030405', '20241231235959'], ['2024-01-02 03:04:05', '2024-12-31 23:59:59']],
    ];
    for (const [name, texts, expected] of cases) {
      const { values, rejects } = await column(name, texts);
      expect([name, values]).toEqual([name, expected]);
      expect(rejects).toEqual([]);
    }
  });

  test('what was decided about dates is said', async () => {
    expect((await column('d', ['1/2/2024', '3/4/2024'])).notes).toContain('month-first');
    expect((await column('d', ['1-2-2024', '3-4-2024'])).notes).toContain('day-first');
    const seen = (await loadOne(engine, 'd,e,f\n31/12/2024,1/2/2024,31/1/2024\n1/2/2024,12/31/2024,1/31/2024\n'))
      .source;
    expect(seen.notes).toEqual([
      { kind: 'day-first-seen', column: 'd', text: '31/12/2024' },
      { kind: 'month-first-seen', column: 'e', text: '12/31/2024' },
      { kind: 'mixed-dates', column: 'f', text: '31/1/2024 · 1/31/2024' },
    ]);
    expect((await column('下单日期', ['45292', '45293'])).notes).toContain('excel-days');
    expect((await column('d', ['2024-01-02T03:04:05Z'])).notes).toContain('utc-times');
    expect((await column('d', ['2024-01-02 03:04:05+08:00'])).notes).toContain('zone-offsets');
    expect((await column('created_at', ['1704067200'])).notes).toContain('utc-times');
  });

  test('numbers that a spreadsheet cut short are noticed', async () => {
    expect((await column('phone', ['1.38E+10', '13800138000'])).notes).toContain('scientific');
    expect((await column('remark', ['1.38E+10', '1.5E+10'])).notes).toContain('scientific');
    expect((await column('p', ['1.5e-7', '2.5e3', '1.23456789012e11'])).notes).not.toContain('scientific');
  });

  test('days turned round behind the samples are not said to be read the other way', async () => {
    const slashes = Array.from({ length: 60_000 }, (_, i) => `0${1 + (i % 9)}/0${1 + (i % 7)}/2024`);
    slashes[59_000] = '31/01/2024';
    expect((await column('d', slashes)).notes).not.toContain('month-first');
  });

  test('dates that are none are rejected', async () => {
    const good = Array.from({ length: 400 }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`);
    const bad = ['2024-02-30', '24-01-02', 'infinity', '0456-01-01', 'soon', '0000-01-00'];
    const { values, rejects } = await column('d', [...good, ...bad]);
    expect(values.slice(400)).toEqual(bad.map(() => null));
    expect(rejects).toEqual(bad.map((text, i) => [401 + i, text, 'not-a-date']));
  });
});

describe('values that only show behind the samples', () => {
  // Samples are places of the file: a value in the last line but one of so many is not among them.
  const many = (value: (i: number) => string) => Array.from({ length: 60_000 }, (_, i) => value(i));
  const with_ = (values: string[], ...late: string[]) => [...values.slice(0, 59_000), ...late, ...values.slice(59_000)];

  test('leading zeros make text, digits behind the point a wider scale, exponents a double', async () => {
    const whole = many((i) => String(i + 1));
    expect((await column('n', with_(whole, '007'))).type).toBe('text');
    const point = await column('n', with_(whole, '1.5'));
    expect([point.type, point.values[59_000], point.rejects]).toEqual(['decimal(4)', '1.5000', []]);
    const small = await column(
      'n',
      with_(
        many((i) => `${i}.25`),
        '0.1234567',
      ),
    );
    expect([small.type, small.values[59_000], small.rejects]).toEqual(['decimal(7)', '0.1234567', []]);
    const tiny = await column(
      'n',
      with_(
        many((i) => `${i}.25`),
        '1e-12',
      ),
    );
    expect([tiny.type, tiny.values[59_000]]).toEqual(['double', '1e-12']);
  });

  test('few that do not fit are rejected, many make text', async () => {
    const whole = many((i) => String(i + 1));
    const few = await column('n', with_(whole, 'abc', '123456789012345678901234'));
    expect(few.type).toBe('integer');
    expect(few.rejects).toEqual([
      [59_001, 'abc', 'not-a-number'],
      [59_002, '123456789012345678901234', 'out-of-range'],
    ]);
    const words = await column('n', with_(whole, ...Array.from({ length: 1500 }, () => 'abc')));
    expect([words.type, words.values[59_000], words.rejects]).toEqual(['text', 'abc', []]);
  });

  test('a time of day makes a timestamp, and a day beyond twelve turns day and month round', async () => {
    const days = many((i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`);
    const timed = await column('d', with_(days, '2024-01-02 03:04:05'));
    expect([timed.type, timed.values[59_000], timed.rejects]).toEqual(['timestamp', '2024-01-02 03:04:05', []]);
    const slashes = many((i) => `0${1 + (i % 9)}/0${1 + (i % 7)}/2024`);
    const turned = await column('d', with_(slashes, '31/01/2024'));
    expect([turned.values[59_000], turned.values[1], turned.rejects]).toEqual(['2024-01-31', '2024-02-02', []]);
    expect(turned.values[8]).toBe('2024-02-09');
  });
});

describe('currencies in cells', () => {
  test('one is noted, and the amounts are read', async () => {
    const found = await column('amount', ['NT$1,200', 'NT$80.5', '30']);
    expect(found).toMatchObject({ type: 'decimal(4)', values: ['1200.0000', '80.5000', '30.0000'], rejects: [] });
    const { source } = await loadOne(engine, 'key,amount\na,80 EUR\nb,9.5 EUR\n');
    expect(source.notes).toEqual([{ kind: 'currency', column: 'amount', text: 'EUR' }]);
  });

  test('several are noted, the most frequent first, and the texts are kept', async () => {
    const { source, rows } = await loadOne(engine, 'key,amount\na,$80\nb,€9\nc,US$7\n');
    expect(source.notes).toEqual([{ kind: 'currency', column: 'amount', text: 'USD EUR' }]);
    expect(rows.map((row) => row[1])).toEqual(['$80', '€9', 'US$7']);
  });

  test('no note of texts that only speak of money, nor of plain numbers', async () => {
    const { source } = await loadOne(engine, 'key,name,amount\na,Coupon $5,1.5\nb,Coupon €5,2\n');
    expect(source.notes).toBeUndefined();
  });
});
