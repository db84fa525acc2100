import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { Mapping, OrderRule, StatusMeaning } from '../../src/domain/mapping.ts';
import type { Source } from '../../src/domain/source.ts';
import { canonicalPlan, type CanonicalPlan } from '../../src/sql/canonical.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { build, DATA, hash, loadCsv } from '../load.ts';

const totals = sql<{ orders: number; buyers: number; amount: number }>`SELECT count(*)::INTEGER AS orders,
  count(DISTINCT customer)::INTEGER AS buyers, round(sum(amount)::DOUBLE, 3) AS amount FROM orders`;
const items = sql<{
  n: number;
  amount: number;
}>`SELECT count(*)::INTEGER AS n, sum(amount)::DOUBLE AS amount FROM order_item`;
const customers = sql<{ n: number }>`SELECT count(*)::INTEGER AS n FROM customer`;

const rolesOf = (mapping: Mapping) =>
  Object.fromEntries(Object.entries(mapping.roles).flatMap(([name, { role }]) => (role ? [[name, role]] : [])));

function planned(
  engine: TestEngine,
  sources: readonly Source[],
  change = (mapping: Mapping) => mapping,
): CanonicalPlan {
  const plan = canonicalPlan({ sources, mappings: sources.map((source) => change(guessMapping(source, []))), hash });
  build(engine, plan);
  return plan;
}

describe.skipIf(!existsSync(`${DATA}/online_retail`))('UCI Online Retail, as guessed', () => {
  let engine: TestEngine;
  let source: Source;
  let plan: CanonicalPlan;
  beforeAll(async () => {
    engine = await openTestEngine();
    source = loadCsv(engine, 'retail', readFileSync(`${DATA}/online_retail/online_retail.csv`));
    plan = planned(engine, [source]);
  }, 300_000);

  it('is understood without help', () => {
    const mapping = guessMapping(source, []);
    expect(rolesOf(mapping)).toEqual({
      InvoiceNo: 'orders.order_id',
      StockCode: 'order_item.product_id',
      Description: 'order_item.product',
      Quantity: 'order_item.quantity',
      InvoiceDate: 'orders.ordered_at',
      UnitPrice: 'order_item.unit_price',
      CustomerID: 'customer_id',
      Country: 'person.region',
    });
    expect(mapping.grain).toBe('line');
    expect(mapping.rules).toContainEqual({ id: 'cancelled-prefix', on: true, prefix: 'C' });
  });

  it('gives the published clean set', () => {
    expect(engine.run(totals)).toEqual([{ orders: 18532, buyers: 4338, amount: 8911407.904 }]);
    expect(engine.run(items)).toEqual([{ n: 397884, amount: 8911407.904 }]);
    expect(engine.run(customers)).toEqual([{ n: 4372 }]);
    expect(plan.scale).toBe(3);
  });

  it('counts every line once, under the first rule that takes it', () => {
    const counts = engine.run(plan.ruleCounts);
    expect(counts.reduce((sum, { rows }) => sum + rows, 0)).toBe(541909);
    expect(counts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(9747747.934, 3);
    expect(Object.fromEntries(counts.map(({ rule, rows }) => [rule, rows]))).toMatchObject({
      'no-customer': 135077,
      'test-order': 3,
      kept: 397884,
    });
  });

  it('keeps its revenue when refunds are netted: cancellations have numbers of their own, and two debts no order', () => {
    const netting: OrderRule = { id: 'net-refunds', on: true };
    const netted = planned(engine, [source], (mapping) => ({ ...mapping, rules: [...mapping.rules, netting] }));
    expect(engine.run(totals)).toEqual([{ orders: 18532, buyers: 4338, amount: 8911407.904 }]);
    const counts = engine.run(netted.ruleCounts);
    expect(counts.reduce((sum, { rows }) => sum + rows, 0)).toBe(541909);
    expect(counts.find(({ rule }) => rule === 'refund-unmatched')).toMatchObject({ rows: 2, amount: -22124.12 });
    expect(counts.some(({ rule }) => rule === 'net-refunds')).toBe(false);
    build(engine, plan);
  }, 300_000);

  it('looks from the day after the last line', () => {
    expect(engine.run(plan.period)).toEqual([
      { first: '2010-12-01 08:26:00', last: '2011-12-09 12:50:00', asOf: '2011-12-10' },
    ]);
  });

  it('reads 17850.0 as 17850', () => {
    expect(engine.run(sql`SELECT customer_id AS id FROM customer WHERE customer_id IN ('17850', '17850.0')`)).toEqual([
      { id: '17850' },
    ]);
  });
});

describe.skipIf(!existsSync(`${DATA}/catering`))('the catering trio, as guessed', () => {
  let engine: TestEngine;
  let ascii: Source;
  let gbk: Source;
  let dishes: Source;
  const decided: Readonly<Record<string, StatusMeaning>> = { 0: 'cancelled', 1: 'valid', 2: 'cancelled' };
  const decide = (mapping: Mapping): Mapping => ({
    ...mapping,
    rules: mapping.rules.map((rule) => (rule.id === 'status' ? { ...rule, meanings: decided } : rule)),
  });
  beforeAll(async () => {
    engine = await openTestEngine();
    const read = (name: string) => readFileSync(`${DATA}/catering/${name}`);
    ascii = loadCsv(engine, 'ascii', read('meal_order_info.csv'));
    gbk = loadCsv(engine, 'gbk', read('meal_order_info_GBK.csv'), { encoding: 'gb18030', ids: 'text' });
    dishes = loadCsv(engine, 'dishes', read('meal_order_detail.csv'));
  }, 120_000);

  it('is understood without help', () => {
    const info = {
      expenditure: 'orders.amount',
      use_start_time: 'orders.ordered_at',
      org_id: 'orders.store',
      order_status: 'orders.status',
      phone: 'phone',
    };
    expect(rolesOf(guessMapping(ascii, []))).toEqual({ info_id: 'orders.order_id', ...info });
    expect(rolesOf(guessMapping(gbk, []))).toMatchObject({ order_id: 'orders.order_id', ...info, name: 'person.name' });
    expect(rolesOf(guessMapping(dishes, []))).toEqual({
      order_id: 'orders.order_id',
      dishes_id: 'order_item.product_id',
      dishes_name: 'order_item.product',
      counts: 'order_item.quantity',
      amounts: 'order_item.unit_price',
      place_order_time: 'orders.ordered_at',
    });
    expect([ascii, gbk, dishes].map((source) => guessMapping(source, []).grain)).toEqual(['order', 'order', 'line']);
  });

  it('counts all orders while nobody has said what 0, 1 and 2 mean', () => {
    planned(engine, [ascii]);
    expect(engine.run(totals)).toEqual([{ orders: 945, buyers: 551, amount: 465214 }]);
  });

  it('counts each order once although two files carry it, and believes its total before its dishes', () => {
    for (const sources of [
      [ascii, gbk, dishes],
      [dishes, gbk, ascii],
      [gbk, dishes],
    ]) {
      planned(engine, sources, decide);
      expect(engine.run(totals)).toEqual([{ orders: 933, buyers: 547, amount: 458520 }]);
      expect(engine.run(customers)).toEqual([{ n: 551 }]);
    }
  });

  it('gives dishes the customer of their order, and leaves out the dishes of cancelled orders', () => {
    const plan = planned(engine, [ascii, gbk, dishes], decide);
    expect(engine.run(items)).toEqual([{ n: 9942, amount: 458519 }]);
    const counts = engine.run(plan.ruleCounts).filter(({ source }) => source === 'dishes');
    expect(counts.reduce((sum, { amount }) => sum + amount, 0)).toBe(463704);
    expect(
      engine.run(
        sql`SELECT count(*)::INTEGER AS n FROM order_item i JOIN orders o USING (order_id) WHERE i.customer <> o.customer`,
      ),
    ).toEqual([{ n: 0 }]);
  });
});

describe.skipIf(!existsSync(`${DATA}/northwind`))('Northwind, as guessed', () => {
  it('joins orders without amounts and lines without buyers or times', async () => {
    const engine = await openTestEngine();
    const read = (name: string) => loadCsv(engine, name, readFileSync(`${DATA}/northwind/${name}.csv`));
    const sources = ['customers', 'orders', 'order-details', 'products', 'shippers', 'suppliers', 'regions'].map(read);
    planned(engine, sources);
    const [all] = engine.run(totals);
    expect(all).toMatchObject({ orders: 830, buyers: 89 });
    expect(all!.amount).toBeCloseTo(1265793.04, 1);
    expect(engine.run(items)[0]!.n).toBe(2155);
    expect(engine.run(customers)).toEqual([{ n: 91 }]);
  }, 120_000);
});

describe.skipIf(!existsSync(`${DATA}/telco_churn`))('IBM Telco', () => {
  it('is a workspace of persons alone', async () => {
    const engine = await openTestEngine();
    const plan = planned(engine, [
      loadCsv(engine, 'telco', readFileSync(`${DATA}/telco_churn/Telco-Customer-Churn.csv`)),
    ]);
    expect([...plan.shape.person!].sort()).toEqual(['external_id', 'gender']);
    expect(plan.shape.orders).toBeUndefined();
    expect(engine.run(customers)).toEqual([{ n: 7043 }]);
    expect(engine.run(plan.period)).toEqual([{ first: null, last: null, asOf: null }]);
    expect(engine.run(plan.ruleCounts)).toEqual([]);
  }, 120_000);
});
