import { readFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Mapping, OrderRule } from '../../src/domain/mapping.ts';
import { headerOf } from '../../src/domain/mapping.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Source } from '../../src/domain/source.ts';
import { canonicalPlan, type CanonicalPlan } from '../../src/sql/canonical.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { build, DATA, hash, loadCsv } from '../load.ts';

/** A mapping as a person would make it. */
export function mappingOf(
  source: Source,
  roles: Record<string, Role>,
  grain: 'order' | 'line' = 'order',
  rules: OrderRule[] = [],
): Mapping {
  return {
    kind: 'mapping',
    id: `mapping-${source.id}`,
    version: 1,
    source: source.id,
    header: headerOf(source.columns),
    roles: Object.fromEntries(
      Object.entries(roles).map(([name, role]) => [name, { role, confidence: 1, by: 'person' }]),
    ),
    grain,
    rules,
    confirmed: true,
  };
}

export function planOf(sources: Source[], mappings: Mapping[]): CanonicalPlan {
  return canonicalPlan({ sources, mappings, hash });
}

const totals = sql<{ orders: number; buyers: number; amount: number }>`SELECT count(*)::INTEGER AS orders,
  count(DISTINCT customer)::INTEGER AS buyers, sum(amount)::DOUBLE AS amount FROM orders`;
const persons = sql<{ n: number }>`SELECT count(*)::INTEGER AS n FROM customer`;

describe.skipIf(!existsSync(`${DATA}/online_retail`))('UCI Online Retail', () => {
  let engine: TestEngine;
  let plan: CanonicalPlan;
  beforeAll(async () => {
    engine = await openTestEngine();
    const source = loadCsv(engine, 'retail', readFileSync(`${DATA}/online_retail/online_retail.csv`));
    const mapping = mappingOf(
      source,
      {
        InvoiceNo: 'orders.order_id',
        Description: 'order_item.product',
        Quantity: 'order_item.quantity',
        InvoiceDate: 'orders.ordered_at',
        UnitPrice: 'order_item.unit_price',
        CustomerID: 'customer_id',
        Country: 'person.region',
      },
      'line',
      [
        { id: 'cancelled-prefix', on: true, prefix: 'C' },
        { id: 'quantity-not-positive', on: true },
        { id: 'amount-not-positive', on: true },
      ],
    );
    plan = planOf([source], [mapping]);
    build(engine, plan);
  }, 200_000);
  it('has the published clean set', () => {
    expect(engine.run(totals)).toEqual([{ orders: 18532, buyers: 4338, amount: 8911407.904 }]);
    expect(engine.run(persons)).toEqual([{ n: 4372 }]);
    expect(engine.run(sql`SELECT count(*)::INTEGER AS n, sum(amount)::DOUBLE AS a FROM order_item`)).toEqual([
      { n: 397884, a: 8911407.904 },
    ]);
  });
});
