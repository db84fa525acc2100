import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Scope } from '../../src/domain/scope.ts';
import { bookCount, bookCustomer, bookOrder, bookPlace, bookRows, type BookQuery } from '../../src/sql/book.ts';
import { coverage, figureSpread, valueSpread } from '../../src/sql/book-spread.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

const scope: Scope = { asOf: '2024-01-01', profile: 'p', rfm: 'rfm', shape: FULL, scale: 2 };
const all: BookQuery = { filter: [], search: '', sort: [] };
let engine: TestEngine;

beforeAll(async () => {
  engine = await openTestEngine();
  makeTables(engine, 6);
  addRows(engine, 'customer', [
    {
      customer: 0,
      customer_id: 'M001',
      name: '张三',
      phone: '13800138000',
      email: 'zhang@example.com',
      birth: '1990-02-03',
    },
    { customer: 1, customer_id: 'm002', name: "O'Brien", phone: '13912345678', email: 'ob@example.com' },
    { customer: 2, customer_id: 'M003', name: 'ＡＮＮＡ', phone: null, email: null },
    { customer: 3, customer_id: 'M004', name: '张%_三丰', phone: '02112345', email: 'x@b.cn' },
    { customer: 4, customer_id: '13700137000', name: null, phone: '13700137000', email: null },
    { customer: 5, customer_id: 'M006', name: 'Zoe\u0301', phone: null, email: null },
  ]);
  engine.run(`CREATE TABLE p AS SELECT * FROM (VALUES
    (0, 3, 10.0, '上海', TIMESTAMP '2023-05-01 10:00:00', TRUE), (1, 1, 30.0, 'Lyon', TIMESTAMP '2023-06-01', FALSE),
    (2, 3, NULL, NULL, NULL, NULL), (3, 2, 20.0, '上海', TIMESTAMP '2023-07-01', TRUE), (4, 0, 0.0, '上海', NULL, NULL),
    (5, 1, 30.0, 'Lyon', TIMESTAMP '2023-05-01 09:00:00', NULL)) t(customer, f_orders, m_total, city, last_order_at, consent)`);
  engine.run(
    `CREATE TABLE rfm AS SELECT * FROM (VALUES (0, 7, 'champions'), (1, 0, 'lost'), (3, 7, 'loyal')) t(customer, class, grp)`,
  );
  engine.run(`CREATE TABLE keys AS SELECT * FROM (VALUES (0, 'M001', 0), (0, 'OLD-77', 0), (1, '13800138000', 0), (1, '18611112222', 3),
    (2, 'second@mail.cn', 5)) t(kind, value, customer)`);
});

const ids = (window: Partial<Parameters<typeof bookRows>[0]>): number[] =>
  engine
    .run(bookRows({ ...all, columns: [], offset: 0, limit: 100, ...window }, scope))
    .map(({ customer }) => customer);
const found = (search: string, keys: string | null = null): number[] => {
  const rows = ids({ search, keys });
  expect(engine.run(bookCount({ ...all, search, keys }, scope))).toEqual([{ n: rows.length }]);
  return rows;
};

describe('rows of the book', () => {
  it('bring the asked columns from all tables, in types that travel', () => {
    const columns = ['customer_id', 'birth', 'f_orders', 'last_order_at', 'consent', 'rfm.class', 'rfm.group'];
    const [first, second] = engine.run(bookRows({ ...all, columns, offset: 0, limit: 2 }, scope));
    expect(first).toEqual({
      customer: 0,
      customer_id: 'M001',
      birth: '1990-02-03',
      f_orders: 3,
      last_order_at: '2023-05-01 10:00:00',
      consent: true,
      'rfm.class': 7,
      'rfm.group': 'champions',
    });
    expect(second).toMatchObject({ customer: 1, birth: null, 'rfm.class': 0 });
    expect(engine.run(bookCustomer(3, ['name', 'rfm.group'], scope))).toEqual([
      { customer: 3, name: '张%_三丰', 'rfm.group': 'loyal' },
    ]);
    expect(engine.run(bookCustomer(77, ['name'], scope))).toEqual([]);
  });

  it('are sorted by any field, empty values last, ties by customer', () => {
    expect(ids({ sort: [{ field: 'm_total', descending: true }] })).toEqual([1, 5, 3, 0, 4, 2]);
    expect(ids({ sort: [{ field: 'm_total', descending: false }] })).toEqual([4, 0, 3, 1, 5, 2]);
    expect(ids({ sort: [{ field: 'rfm.class', descending: true }] })).toEqual([0, 3, 1, 2, 4, 5]);
    expect(ids({ sort: [{ field: 'customer_id', descending: false }] })).toEqual([4, 0, 2, 3, 5, 1]);
    const two = [
      { field: 'city', descending: false },
      { field: 'f_orders', descending: true },
    ];
    expect(ids({ sort: two })).toEqual([1, 5, 0, 3, 4, 2]);
  });

  it('come in windows without gaps or repeats, sorted or not, through a kept order too', () => {
    for (const query of [
      all,
      { ...all, sort: [{ field: 'city', descending: true }] },
      { ...all, filter: [{ field: 'city', op: 'in', values: ['上海', null] }] } as BookQuery,
      { ...all, search: 'm', sort: [{ field: 'm_total', descending: false }] },
    ]) {
      const whole = ids(query);
      expect([0, 2, 4].flatMap((offset) => ids({ ...query, offset, limit: 2 }))).toEqual(whole);
      engine.run(bookOrder('kept', query, scope));
      expect([0, 2, 4].flatMap((offset) => ids({ ...query, offset, limit: 2, order: 'kept' }))).toEqual(whole);
      whole.forEach((customer, position) =>
        expect(engine.run(bookPlace(customer, query, scope))).toEqual([{ position }]),
      );
    }
    expect(engine.run(bookPlace(1, { ...all, search: 'm001' }, scope))).toEqual([]);
  });

  it('refuse fields that are in no list, and RFM without orders', () => {
    expect(() => ids({ sort: [{ field: 'city" DESC; --', descending: true }] })).toThrow('no such field');
    const window = { ...all, columns: ['rfm.class'], offset: 0, limit: 1 };
    expect(() => bookRows(window, { ...scope, rfm: null })).toThrow('RFM needs orders');
  });
});

describe('search', () => {
  it.each([
    ['', [0, 1, 2, 3, 4, 5]],
    ['  ', [0, 1, 2, 3, 4, 5]],
    ['张', [0, 3]],
    ['三', [0, 3]],
    ["o'b", [1]],
    ['BRIEN', [1]],
    ['anna', [2]],
    ['ＡＮ', [2]],
    ['zoé', [5]],
    ['%', [3]],
    ['_', [3]],
    ['138', [0]],
    ['8000', [0]],
    ['+86 138-0013-8000', [0]],
    ['0013', []],
    ['M00', [0, 1, 2, 3, 5]],
    ['002', [1]],
    ['zhang@', [0]],
    ['example.com', [0, 1]],
    ['nobody', []],
  ])('%s', (text, customers) => {
    expect(found(text)).toEqual(customers);
  });

  it('finds a customer by any of her keys', () => {
    expect(found('old-77', 'keys')).toEqual([0]);
    expect(found('1861111', 'keys')).toEqual([3]);
    expect(found('second@', 'keys')).toEqual([5]);
    expect(found('old-77')).toEqual([]);
  });

  it('takes no text for a statement, whatever it holds', () => {
    const hostile = [
      "'",
      "' OR 1=1 --",
      "x'); DROP TABLE customer; --",
      '\\',
      '$1',
      '{}',
      '\0',
      '\ud800',
      '"',
      ';',
      '😀',
    ];
    for (const text of hostile) expect(() => found(text, 'keys')).not.toThrow();
    expect(found("' OR 1=1 --", 'keys')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        expect(() => found(text, 'keys')).not.toThrow();
      }),
      { numRuns: 40, seed: 7 },
    );
    expect(engine.run('SELECT count(*)::INTEGER AS n FROM customer')).toEqual([{ n: 6 }]);
  });

  it('agrees with a plain reading of the names', () => {
    const names = engine.run<{ customer: number; name: string | null }>(
      'SELECT customer, name FROM customer ORDER BY 1',
    );
    for (const text of ['张', '三丰', "'", 'b']) {
      const plain = names.filter(({ name }) => name?.normalize('NFKC').toLowerCase().includes(text));
      expect(found(text)).toEqual(expect.arrayContaining(plain.map(({ customer }) => customer)));
    }
  });
});

describe('distributions', () => {
  it('count everybody with a value once', () => {
    const bins = engine.run(figureSpread('m_total', all, scope));
    expect(bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(5);
    expect(bins[0]).toMatchObject({ low: 0, customers: 1 });
    expect(bins.at(-1)!.high).toBeGreaterThanOrEqual(30);
    expect(bins.at(-1)!.customers).toBe(2);
  });

  it('give whole numbers whole bars, and days whole days', () => {
    const bins = engine.run(figureSpread('f_orders', all, scope));
    expect(bins.map(({ low, high, customers }) => [low, high, customers])).toEqual([
      [0, 1, 1],
      [1, 2, 2],
      [2, 3, 1],
      [3, 4, 2],
    ]);
    const days = engine.run(figureSpread('last_order_at', all, scope));
    expect(days.reduce((sum, bin) => sum + bin.customers, 0)).toBe(4);
    expect(days.every(({ low, high }) => high - low >= 86400)).toBe(true);
  });

  it('puts what lies far out into the last, open bar', () => {
    engine.run(
      `CREATE OR REPLACE TABLE far AS SELECT i::INTEGER AS customer, CASE WHEN i = 999 THEN 1000000 ELSE i % 10 END::INTEGER AS f_orders FROM range(1000) t(i)`,
    );
    const bins = engine.run(figureSpread('f_orders', all, { ...scope, profile: 'far' }));
    expect(bins.at(-1)!.high).toBeLessThan(20);
    expect(bins.at(-1)!.open).toBe(true);
    expect(bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(1000);
    expect(bins.slice(0, -1).some(({ open }) => open)).toBe(false);
  });

  it('list the most frequent values, the rest in one, the empty last', () => {
    expect(engine.run(valueSpread('city', all, scope))).toEqual([
      { value: '上海', customers: 3, rest: false },
      { value: 'Lyon', customers: 2, rest: false },
      { value: null, customers: 1, rest: false },
    ]);
    expect(engine.run(valueSpread('city', all, scope, 1))).toEqual([
      { value: '上海', customers: 3, rest: false },
      { value: null, customers: 2, rest: true },
      { value: null, customers: 1, rest: false },
    ]);
    expect(engine.run(valueSpread('rfm.class', { ...all, search: '张' }, scope))).toEqual([
      { value: '7', customers: 2, rest: false },
    ]);
  });

  it('are empty for nobody', () => {
    expect(engine.run(figureSpread('m_total', { ...all, search: 'nobody' }, scope))).toEqual([]);
    expect(engine.run(valueSpread('city', { ...all, search: 'nobody' }, scope))).toEqual([]);
  });

  it('say how many have a value', () => {
    const filter = [{ field: 'city', op: 'in', values: ['上海'] }] as const;
    expect(engine.run(coverage(['m_total', 'consent', 'rfm.class', 'birth'], { ...all, filter }, scope))).toEqual([
      { customers: 3, m_total: 3, consent: 2, 'rfm.class': 2, birth: 1 },
    ]);
  });
});
