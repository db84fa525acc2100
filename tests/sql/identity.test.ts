import { beforeAll, describe, expect, it } from 'vitest';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import { canonicalPlan } from '../../src/sql/canonical.ts';
import { customerOrigin } from '../../src/sql/person.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { build, buildSmall, hash, loadCsv } from '../load.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const who = sql<{
  customer: number;
  customer_id: string;
  name: string | null;
  phone: string | null;
}>`SELECT customer, customer_id, name, phone
  FROM customer ORDER BY customer`;
const members = { id: 'customer_id', name: 'person.name', phone: 'phone' } as const;

describe('who is who', () => {
  it('one kind of key: customers are its values', () => {
    const plan = buildSmall(engine, {
      a: {
        csv: 'id,name,city\nB,王,x\nA,李,y\n B ,赵,z\nNA,无,w\n',
        roles: { id: 'customer_id', name: 'person.name' },
      },
    });
    expect(engine.run(who)).toEqual([
      { customer: 0, customer_id: 'A', name: '李', phone: null },
      { customer: 1, customer_id: 'B', name: '王', phone: null },
    ]);
    expect(plan.stages.some(({ kind }) => kind === 'join')).toBe(false);
    expect(engine.run(plan.blocked(10))).toEqual([]);
  });

  it('phones join two ids and a receipt that has no id; names never do', () => {
    buildSmall(engine, {
      members: {
        csv: 'id,name,phone\nM1,张三,13800000001\nM2,,+86 138 0000 0001\nM3,张三,13800000003\n',
        roles: members,
      },
      shop: {
        csv: 'no,phone,at,paid\nR1,13800000001,2024-01-02,10\nR2,13800000009,2024-01-03,20\n',
        roles: { no: 'orders.order_id', phone: 'phone', at: 'orders.ordered_at', paid: 'orders.amount' },
      },
    });
    expect(engine.run(who)).toEqual([
      { customer: 0, customer_id: 'M1', name: '张三', phone: '13800000001' },
      { customer: 1, customer_id: 'M3', name: '张三', phone: '13800000003' },
      { customer: 2, customer_id: '13800000009', name: null, phone: '13800000009' },
    ]);
    expect(engine.run(sql`SELECT order_id, customer FROM orders ORDER BY 1`)).toEqual([
      { order_id: 'R1', customer: 0 },
      { order_id: 'R2', customer: 2 },
    ]);
  });

  it('a phone of more than ten ids joins nobody and is shown; of ten it joins', () => {
    const rows = (n: number, phone: string, from: number) =>
      Array.from({ length: n }, (_, i) => `M${from + i},P${i},${phone}`).join('\n');
    const plan = buildSmall(engine, {
      m: { csv: `id,name,phone\n${rows(11, '13900000011', 100)}\n${rows(10, '13900000010', 200)}\n`, roles: members },
      s: {
        csv: 'no,phone,at\nR1,13900000011,2024-01-02\nR2,13900000010,2024-01-02\n',
        roles: { no: 'orders.order_id', phone: 'phone', at: 'orders.ordered_at' },
      },
    });
    expect(engine.run(who)).toHaveLength(12);
    expect(engine.run(plan.blocked(10))).toEqual([{ kind: 'phone', value: '13900000011', ids: 11 }]);
    expect(engine.run(sql`SELECT order_id FROM orders`)).toEqual([{ order_id: 'R2' }]);
    expect(engine.run(plan.ruleCounts).find(({ rule }) => rule === 'no-customer')).toMatchObject({
      source: 's',
      rows: 1,
    });
  });

  it('joins through a chain of phone and e-mail, whatever the order of rows', () => {
    const rows = ['M1,13800000001,', ',13800000001,a@b.cn', 'M2,,A@B.cn', 'M3,13800000003,'];
    const roles = { id: 'customer_id', phone: 'phone', mail: 'email' } as const;
    for (const order of [rows, [...rows].reverse()]) {
      buildSmall(engine, { p: { csv: `id,phone,mail\n${order.join('\n')}\n`, roles } });
      expect(engine.run(sql`SELECT customer, customer_id AS id, email FROM customer ORDER BY 1`)).toEqual([
        { customer: 0, id: 'M1', email: 'a@b.cn' },
        { customer: 1, id: 'M3', email: null },
      ]);
    }
  });

  it('a trial order joins nobody', () => {
    const source = loadCsv(
      engine,
      'shop',
      '订单编号,买家会员号,收货人,手机号,下单时间,实付金额\nD1,Q1,测试,13800000000,2024-01-01,1\nD2,Q2,测试,13800000000,2024-01-01,1\nD3,Q1,王五,13800000007,2024-01-02,5\nD4,Q2,赵六,13800000008,2024-01-02,6\n',
    );
    const plan = canonicalPlan({ sources: [source], mappings: [guessMapping(source, [])], hash });
    build(engine, plan);
    expect(engine.run(who).map(({ customer_id, name }) => [customer_id, name])).toEqual([
      ['Q1', '王五'],
      ['Q2', '赵六'],
    ]);
    expect(engine.run(plan.ruleCounts).find(({ rule }) => rule === 'test-order')).toEqual({
      source: 'shop',
      rule: 'test-order',
      rows: 2,
      orders: 2,
      amount: 2,
    });
    expect(engine.run(sql`SELECT order_id FROM orders ORDER BY 1`)).toEqual([{ order_id: 'D3' }, { order_id: 'D4' }]);
  });

  it('shows where each golden attribute comes from', () => {
    buildSmall(engine, {
      crm: {
        csv: 'id,name,city\nA,,北京\nA,王,上海\n',
        roles: { id: 'customer_id', name: 'person.name', city: 'person.city' },
      },
      app: {
        csv: 'id,name,level\nA,老王,金卡\n',
        roles: { id: 'customer_id', name: 'person.name', level: 'person.level' },
      },
    });
    expect(engine.run(sql`SELECT name, city, level FROM customer`)).toEqual([
      { name: '王', city: '北京', level: '金卡' },
    ]);
    expect(
      engine.run(customerOrigin(0, ['crm', 'app'])).map(({ source, row, name, city }) => [source, row, name, city]),
    ).toEqual([
      ['crm', 1, null, '北京'],
      ['crm', 2, '王', '上海'],
      ['app', 1, '老王', null],
    ]);
  });

  it('ties join two customers without making them one', () => {
    buildSmall(engine, {
      r: {
        csv: '推荐人,被推荐人,时间\nA,B,2024-01-01\nA,C,2024-01-02\n',
        roles: { 推荐人: 'relation.from', 被推荐人: 'relation.to', 时间: 'relation.at' },
      },
    });
    expect(engine.run(who).map(({ customer_id }) => customer_id)).toEqual(['A', 'B', 'C']);
    expect(engine.run(sql`SELECT customer, to_customer FROM relation ORDER BY 2`)).toEqual([
      { customer: 0, to_customer: 1 },
      { customer: 0, to_customer: 2 },
    ]);
  });

  it('takes more edges from matching', () => {
    const source = loadCsv(engine, 'm', 'id,name\nA,王\nB,王\nC,李\n');
    const mapping = guessMapping(source, []);
    const plan = canonicalPlan({
      sources: [source],
      mappings: [mapping],
      hash,
      extraPairs: (nodes) =>
        sql`SELECT a.node AS a, b.node AS b FROM ${nodes} a, ${nodes} b WHERE a.value = 'A' AND b.value = 'B'`,
    });
    build(engine, plan);
    expect(engine.run(who).map(({ customer_id }) => customer_id)).toEqual(['A', 'C']);
  });
});
