import { beforeAll, describe, expect, it } from 'vitest';
import type { OrderRule } from '../../src/domain/mapping.ts';
import { undatedShape, TABLES, TABLE_NAMES } from '../../src/domain/table.ts';
import { canonicalPlan } from '../../src/sql/canonical.ts';
import { ident, sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { build, buildSmall, hash, loadCsv, mappingOf } from '../load.ts';
import { lineRoles as lines, shopRoles as shop } from './order-roles.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const status: OrderRule = {
  id: 'status',
  on: true,
  meanings: { ok: 'valid', gone: 'cancelled', back: 'refunded', wait: 'unpaid', odd: 'unknown' },
};
const orders = sql<{
  id: string;
  amount: number;
  source: string;
  row: number;
}>`SELECT order_id AS id, amount::DOUBLE AS amount, _source AS source,
  _row::INTEGER AS "row" FROM orders ORDER BY 1, 2`;
const short = () => engine.run(orders).map(({ id, amount }) => `${id} ${amount}`);

describe('orders', () => {
  it('are read straight from a source whose rows are orders, with only the repeated numbers merged', () => {
    buildSmall(engine, {
      s: {
        csv: 'no,who,at,paid,state\nA,1,2024-01-01,10.5,ok\nB,1,2024-01-02,20,ok\nA,1,2024-01-01,10.5,ok\n,2,2024-01-03,7,ok\n,2,2024-01-03,8,ok\n',
        roles: shop,
      },
    });
    expect(engine.run(orders)).toEqual([
      { id: 'A', amount: 21, source: 's', row: 1 },
      { id: 'B', amount: 20, source: 's', row: 2 },
      { id: '~s@1@2024-01-03', amount: 15, source: 's', row: 4 },
    ]);
  });

  it('without numbers are customer x day', () => {
    buildSmall(engine, {
      s: {
        csv: 'who,at,paid\n1,2024-01-01 08:00:00,10\n1,2024-01-01 20:00:00,5\n1,2024-01-02,1\n2,2024-01-01,3\n',
        roles: { who: 'customer_id', at: 'orders.ordered_at', paid: 'orders.amount' },
      },
    });
    expect(engine.run(orders).map(({ amount, row }) => [amount, row])).toEqual([
      [15, 1],
      [1, 3],
      [3, 4],
    ]);
  });

  it('sum their lines, identical ones too', () => {
    buildSmall(engine, {
      s: {
        csv: 'no,who,at,item,n,price\nA,1,2024-01-01,x,2,1.5\nA,1,2024-01-01,x,2,1.5\nB,1,2024-01-02,y,1,0.999\n',
        roles: lines,
        grain: 'line',
      },
    });
    expect(short()).toEqual(['A 6', 'B 0.999']);
    expect(engine.run(sql`SELECT count(*)::INTEGER AS n FROM order_item`)).toEqual([{ n: 3 }]);
  });

  it('fill what a shop writes on the first line only', () => {
    buildSmall(engine, {
      s: {
        csv: 'no,who,at,total,item,n,price\nA,1,2024-01-01,9,x,1,4\nA,,,,y,2,3\n',
        roles: { ...lines, total: 'orders.amount' },
        grain: 'line',
      },
    });
    expect(short()).toEqual(['A 9']);
    expect(
      engine.run(
        sql`SELECT product, amount::DOUBLE AS amount, customer, ordered_at::DATE::VARCHAR AS at FROM order_item ORDER BY 1`,
      ),
    ).toEqual([
      { product: 'x', amount: 4, customer: 0, at: '2024-01-01' },
      { product: 'y', amount: 6, customer: 0, at: '2024-01-01' },
    ]);
  });

  it('of two sources: the total wins over lines, the first source over the second, any verdict excludes', () => {
    buildSmall(engine, {
      dishes: {
        csv: 'no,item,n,price\nA,x,2,3\nB,y,1,5\nC,z,1,2\nD,z,1,4\n',
        roles: { no: lines.no, item: lines.item, n: lines.n, price: lines.price },
        grain: 'line',
      },
      first: { csv: 'no,who,at,paid,state\nA,1,2024-01-01,7,ok\nB,1,2024-01-02,,ok\n', roles: shop, rules: [status] },
      second: {
        csv: 'no,who,at,paid,state\nA,1,2024-01-01,99,ok\nC,2,2024-01-05,9,gone\nB,1,2024-01-02,,ok\n',
        roles: shop,
        rules: [status],
      },
    });
    expect(engine.run(orders)).toEqual([
      { id: 'A', amount: 7, source: 'dishes', row: 1 },
      { id: 'B', amount: 5, source: 'dishes', row: 2 },
    ]);
    expect(
      engine.run(sql`SELECT order_id AS id, ordered_at::DATE::VARCHAR AS at, customer FROM order_item ORDER BY 1`),
    ).toEqual([
      { id: 'A', at: '2024-01-01', customer: 0 },
      { id: 'B', at: '2024-01-02', customer: 0 },
    ]);
  });

  it('of two sources: an order whose own total is nought or less does not come back by its lines', () => {
    const paidOnly: OrderRule = { id: 'amount-not-positive', on: true };
    const dishes = {
      csv: 'no,who,at,item,n,price\nA,1,2024-01-01,x,1,40\nB,1,2024-01-02,x,1,40\nC,1,2024-01-03,x,1,20\nD,1,2024-01-04,x,1,9\n',
      roles: lines,
      grain: 'line',
      rules: [paidOnly],
    } as const;
    const csv =
      'no,who,at,paid,state\nA,1,2024-01-01,0,ok\nB,1,2024-01-02,30,ok\nC,1,2024-01-03,-20,ok\nD,1,2024-01-04,,ok\n';
    const bills = { csv, roles: shop, rules: [paidOnly] };
    for (const files of [
      { bills, dishes },
      { dishes, bills },
    ]) {
      buildSmall(engine, files);
      expect(short()).toEqual(['B 30', 'D 9']);
      expect(engine.run(sql`SELECT order_id AS id FROM order_item ORDER BY 1`)).toEqual([{ id: 'B' }, { id: 'D' }]);
    }
    // The earlier total is believed, not the later one.
    const later = { ...bills, csv: 'no,who,at,paid,state\nB,1,2024-01-02,0,ok\n' };
    buildSmall(engine, { dishes, bills, later });
    expect(short()).toEqual(['B 30', 'D 9']);
    buildSmall(engine, { dishes, later, bills });
    expect(short()).toEqual(['D 9']);
  });

  it('of two files of whole orders: the same number counts once, a cancelled one not at all', () => {
    const plan = buildSmall(engine, {
      may: {
        csv: 'no,who,at,paid,state\nA,1,2024-05-01,1,ok\nB,1,2024-05-02,2,ok\nC,2,2024-05-03,3,ok\n',
        roles: shop,
        rules: [status],
      },
      june: {
        csv: 'no,who,at,paid,state\nB,1,2024-05-02,2,gone\nC,2,2024-05-03,3,ok\nD,2,2024-06-01,4,ok\n',
        roles: shop,
        rules: [status],
      },
    });
    expect(short()).toEqual(['A 1', 'C 3', 'D 4']);
    expect(engine.run(plan.counts).find(({ table }) => table === 'orders')).toEqual({ table: 'orders', n: 3 });
  });

  it('of lines in two files: each order keeps the lines of one', () => {
    const csv = (extra: string) => `no,who,at,item,n,price\nA,1,2024-01-01,x,1,1\nA,1,2024-01-01,x,1,1\n${extra}`;
    buildSmall(engine, {
      one: { csv: csv(''), roles: lines, grain: 'line' },
      two: { csv: csv('B,1,2024-01-02,y,1,5\n'), roles: lines, grain: 'line' },
    });
    expect(short()).toEqual(['A 2', 'B 5']);
    expect(engine.run(sql`SELECT _source AS s, count(*)::INTEGER AS n FROM order_item GROUP BY 1 ORDER BY 1`)).toEqual([
      { s: 'one', n: 2 },
      { s: 'two', n: 1 },
    ]);
  });
});

describe('each rule takes its rows, the first one counts them', () => {
  const csv = `no,who,at,item,n,price,state
A,1,2024-01-01,x,1,10,ok
C2,1,2024-01-01,x,1,10,ok
D,,2024-01-01,x,1,10,ok
E,1,,x,1,10,ok
F,1,2024-01-01,x,-1,10,ok
G,1,2024-01-01,x,1,0,ok
H,1,2024-01-01,x,1,10,gone
I,1,2024-01-01,x,1,10,back
J,1,2024-01-01,x,1,10,wait
K,1,2024-01-01,x,1,10,odd
L,1,2024-01-01,测试商品,1,10,ok
`;
  const all: readonly OrderRule[] = [
    { id: 'test-order', on: true, words: ['测试', 'test'] },
    { id: 'no-customer', on: true },
    { id: 'no-date', on: true },
    status,
    { id: 'cancelled-prefix', on: true, prefix: 'C' },
    { id: 'quantity-not-positive', on: true },
    { id: 'amount-not-positive', on: true },
  ];
  const roles = { ...lines, state: 'orders.status' } as const;
  const counts = (rules: readonly OrderRule[], grain: 'order' | 'line') => {
    const plan = buildSmall(engine, { s: { csv, roles, grain, rules } });
    return Object.fromEntries(engine.run(plan.ruleCounts).map(({ rule, rows }) => [rule, rows]));
  };

  it.each(['order', 'line'] as const)('grain %s', (grain) => {
    expect(counts(all, grain)).toEqual({
      'test-order': 1,
      'no-customer': 1,
      'no-date': 1,
      status: 3,
      'cancelled-prefix': 1,
      'quantity-not-positive': 1,
      'amount-not-positive': 1,
      kept: 2,
    });
    expect(short()).toEqual(['A 10', 'K 10']);
    expect(engine.run(sql`SELECT order_id FROM order_item ORDER BY 1`)).toEqual([{ order_id: 'A' }, { order_id: 'K' }]);
  });

  it('an order on two rows is one order', () => {
    const csv =
      'no,who,at,paid,state\nA,1,2024-01-01,1,ok\nA,1,2024-01-01,1,ok\nB,1,2024-01-01,1,gone\nB,1,2024-01-01,1,gone\nC,1,2024-01-01,1,ok\n';
    const counted = (roles: Parameters<typeof mappingOf>[1]) =>
      engine
        .run(buildSmall(engine, { s: { csv, roles, rules: [status] } }).ruleCounts)
        .toSorted((a, b) => b.rows - a.rows);
    expect(counted(shop)).toMatchObject([
      { rule: 'kept', rows: 3, orders: 2, amount: 3 },
      { rule: 'status', rows: 2, orders: 1, amount: 2 },
    ]);
    const { no: _, ...unnumbered } = shop;
    expect(counted(unnumbered)).toMatchObject([
      { rule: 'kept', rows: 3, orders: 1 },
      { rule: 'status', rows: 2, orders: 1 },
    ]);
  });

  it('rules that are off take nothing, but an order needs a buyer and a time', () => {
    const off = all.map((rule) => ({ ...rule, on: false }));
    expect(counts(off, 'order')).toEqual({ 'no-customer': 1, 'no-date': 1, kept: 9 });
    expect(engine.run(orders)).toHaveLength(9);
  });
});

describe('tables', () => {
  it('that nobody feeds are empty and whole', () => {
    const plan = buildSmall(engine, {
      m: { csv: 'id,sex\n1,女\n', roles: { id: 'customer_id', sex: 'person.gender' } },
    });
    expect(Object.keys(plan.shape)).toEqual(['person']);
    for (const table of TABLE_NAMES) {
      const columns = engine.run<{ column_name: string; column_type: string }>(
        sql`DESCRIBE SELECT * FROM ${ident(table)}`,
      );
      expect(columns.map(({ column_name }) => column_name)).toEqual([
        ...Object.keys(TABLES[table]),
        'customer',
        '_source',
        '_row',
      ]);
      expect(columns.slice(-3).map(({ column_type }) => column_type)).toEqual(['INTEGER', 'VARCHAR', 'BIGINT']);
    }
  });

  it('of behaviour are read straight from their sources', () => {
    const plan = buildSmall(engine, {
      e: {
        csv: 'id,t,what,sec\n1,2024-01-01 10:00:00,浏览,30\n,2024-01-01,浏览,1\n1,,浏览,2\n',
        roles: { id: 'customer_id', t: 'event.at', what: 'event.kind', sec: 'event.duration' },
      },
      f: {
        csv: 'id,t,words,stars\n2,2024-02-01,很好,5\n',
        roles: { id: 'customer_id', t: 'feedback.at', words: 'feedback.text', stars: 'feedback.rating' },
      },
      c: {
        csv: 'id,what,arm,sent,cost\n1,春季,对照,2024-03-01,0.05\n',
        roles: {
          id: 'customer_id',
          what: 'touch.campaign',
          arm: 'touch.arm',
          sent: 'touch.sent_at',
          cost: 'touch.cost',
        },
      },
    });
    expect(engine.run(plan.counts).filter(({ n }) => n > 0)).toEqual([
      { table: 'event', n: 1 },
      { table: 'feedback', n: 1 },
      { table: 'touch', n: 1 },
      { table: 'customer', n: 2 },
    ]);
    expect(engine.run(sql`SELECT customer, kind, duration, _source, _row::INTEGER AS r FROM event`)).toEqual([
      { customer: 0, kind: '浏览', duration: 30, _source: 'e', r: 1 },
    ]);
    expect(engine.run(plan.period)).toEqual([
      { first: '2024-01-01 10:00:00', last: '2024-03-01 00:00:00', asOf: '2024-03-02' },
    ]);
  });

  it('take the day after the last registration where nothing else has a date, and none where nothing has', () => {
    const roles = { no: 'customer_id', since: 'person.registered_at', born: 'person.birth' } as const;
    const csv = 'no,since,born\nc1,2024-01-05 10:00:00,1990-01-01\nc2,2024-02-01 08:00:00,1991-01-01\n';
    const plan = buildSmall(engine, { p: { csv, roles } });
    expect(engine.run(plan.period)).toEqual([
      { first: '2024-01-05 10:00:00', last: '2024-02-01 08:00:00', asOf: '2024-02-02' },
    ]);
    const { since: _, ...undated } = roles;
    const none = buildSmall(engine, { p: { csv, roles: undated } });
    expect(engine.run(none.period)).toEqual([{ first: null, last: null, asOf: null }]);
    expect([...(undatedShape(none.shape).person ?? [])]).not.toContain('birth');
  });

  it('have no orders in their shape where rules take every one of them', () => {
    const csv = 'no,who,at,paid,state\nA,1,2024-01-01,-10,ok\nB,2,2024-01-02,-20,ok\n';
    const plan = buildSmall(engine, { s: { csv, roles: shop, rules: [{ id: 'amount-not-positive', on: true }] } });
    expect(engine.run(plan.period)).toEqual([{ first: null, last: null, asOf: null }]);
    expect(plan.shape.orders).toBeDefined();
    expect(undatedShape(plan.shape).orders).toBeUndefined();
  });

  it('take the last row of an export, which adds the others up, for nobody’s', () => {
    const csv = 'no,who,at,paid,state\nA,1,2024-01-01,10,ok\nB,2,2024-01-02,20,ok\nC,合计,2024-01-31,30,ok\n';
    const plan = buildSmall(engine, { s: { csv, roles: shop, rules: [{ id: 'no-customer', on: true }] } });
    expect(engine.run(plan.counts).filter(({ n }) => n > 0)).toEqual([
      { table: 'orders', n: 2 },
      { table: 'customer', n: 2 },
    ]);
    expect(engine.run(plan.ruleCounts).find(({ rule }) => rule === 'no-customer')).toMatchObject({
      rows: 1,
      amount: 30,
    });
  });

  it('take the row that adds up a list of people for nobody, and other rows without a key for people', () => {
    const csv = 'id,who,age\nA,Ann,30\n,Bo,20\n合计,,50\n,Total,50\n';
    const plan = buildSmall(engine, {
      s: { csv, roles: { id: 'customer_id', who: 'person.name', age: 'person.age' } },
    });
    expect(engine.run(plan.counts).filter(({ n }) => n > 0)).toEqual([
      { table: 'person', n: 2 },
      { table: 'customer', n: 1 },
    ]);
  });

  it('know no moment beyond the year 9998, in which files write that something never ends', () => {
    const csv = 'no,who,at,paid\nA,1,2024-01-01,10\nB,2,9999-12-31,20\nC,2,0001-01-01,20\n';
    const { state: _, ...roles } = shop;
    expect(engine.run(buildSmall(engine, { s: { csv, roles } }).period)).toEqual([
      { first: '2024-01-01 00:00:00', last: '2024-01-01 00:00:00', asOf: '2024-01-02' },
    ]);
  });

  it('of an empty workspace are all there', () => {
    const plan = canonicalPlan({ sources: [], mappings: [], hash });
    build(engine, plan);
    expect(engine.run(plan.counts).every(({ n }) => n === 0)).toBe(true);
  });

  it('keep their names until what they are made from changes', () => {
    const source = loadCsv(engine, 's', 'no,who,at,paid,state\nA,1,2024-01-01,10,ok\n');
    const plan = (rules: readonly OrderRule[]) =>
      canonicalPlan({ sources: [source], mappings: [mappingOf(source, shop, 'order', rules)], hash });
    expect(plan([]).names).toEqual(plan([]).names);
    const changed = plan([status]).names.filter((name) => !plan([]).names.includes(name));
    expect(changed.map((name) => name.split('_')[0])).toEqual(['orders']);
  });
});
