import { expect, it } from 'vitest';
import type { OrderRule } from '../../src/domain/mapping.ts';
import { canonicalPlan } from '../../src/sql/canonical.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine } from '../duckdb.ts';
import { build, hash, loadCsv, mappingOf } from '../load.ts';
import { lineRoles, shopRoles } from './order-roles.ts';

const status: OrderRule = { id: 'status', on: true, meanings: { ok: 'valid', gone: 'cancelled' } };

/** Orders of a shop and their lines, some cancelled, some lines without a time or a number. */
const shop = [
  'no,who,at,paid,state',
  ...Array.from(
    { length: 60 },
    (_, i) => `N${i},${i % 17},2024-01-${10 + (i % 20)},${i + 0.5},${i % 9 ? 'ok' : 'gone'}`,
  ),
].join('\n');
const lines = [
  'no,who,at,item,n,price',
  ...Array.from(
    { length: 150 },
    (_, i) =>
      `${i % 31 ? `N${i % 70}` : ''},${i % 17},${i % 4 ? `2024-01-${10 + (i % 20)}` : ''},p${i % 5},${1 + (i % 3)},${i % 7}.25`,
  ),
].join('\n');

it('orders and lines of millions of rows, merged a slice at a time, are those that are merged at once', async () => {
  const engine = await openTestEngine();
  const sources = [loadCsv(engine, 's', shop), loadCsv(engine, 'l', lines)];
  const mappings = [mappingOf(sources[0]!, shopRoles, 'order', [status]), mappingOf(sources[1]!, lineRoles, 'line')];
  const made = (rows: number) => {
    const plan = canonicalPlan({ sources: sources.map((one) => ({ ...one, rows })), mappings, hash });
    build(engine, plan);
    const steps = (prefix: string) => plan.stages.find(({ name }) => name.startsWith(`${prefix}_`))?.steps.length;
    return {
      steps: [steps('orders'), steps('items')],
      orders:
        engine.run(sql`SELECT * REPLACE (amount::VARCHAR AS amount, discount::VARCHAR AS discount, ordered_at::VARCHAR AS ordered_at)
        FROM orders ORDER BY order_id`),
      items: engine.run(sql`SELECT * REPLACE (amount::VARCHAR AS amount, ordered_at::VARCHAR AS ordered_at)
        FROM order_item ORDER BY _source, _row`),
    };
  };
  const atOnce = made(100);
  const sliced = made(2_200_000);
  expect(atOnce.steps).toEqual([1, 1]);
  expect(sliced.steps).toEqual([5, 5]);
  expect(atOnce.orders.length).toBeGreaterThan(50);
  expect(atOnce.items.length).toBeGreaterThan(100);
  expect(sliced.orders).toEqual(atOnce.orders);
  expect(sliced.items).toEqual(atOnce.items);
});
