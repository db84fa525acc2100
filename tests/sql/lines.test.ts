import { beforeAll, describe, expect, it } from 'vitest';
import type { OrderRule } from '../../src/domain/mapping.ts';
import { sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { buildSmall } from '../load.ts';
import { lineRoles as lines } from './order-roles.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const status: OrderRule = { id: 'status', on: true, meanings: { ok: 'valid', gone: 'cancelled', back: 'refunded' } };
const short = () =>
  engine
    .run(sql<{ id: string; amount: number }>`SELECT order_id AS id, amount::DOUBLE AS amount FROM orders ORDER BY 1`)
    .map(({ id, amount }) => `${id} ${amount}`);

describe('lines of an order', () => {
  it('do not count in any of their lines what a shop says of the order on its first line only', () => {
    const plan = buildSmall(engine, {
      s: {
        csv: `no,who,at,total,item,n,price,state
A,1,2024-01-01,9,x,1,4,back
A,1,2024-01-01,,y,2,3,
B,1,2024-01-02,5,x,1,4,ok
B,1,2024-01-02,,z,1,1,
,2,2024-01-03,7,x,1,7,gone
,2,2024-01-04,8,x,1,8,
`,
        roles: { ...lines, total: 'orders.amount', state: 'orders.status' },
        grain: 'line',
        rules: [status],
      },
    });
    expect(short()).toEqual(['B 5', '~s@1@2024-01-04 8']);
    expect(engine.run(sql`SELECT product FROM order_item ORDER BY 1`).map(({ product }) => product)).toEqual([
      'x',
      'x',
      'z',
    ]);
    const counts = engine.run(plan.ruleCounts).map(({ rule, rows, orders: n }) => [rule, rows, n]);
    expect(counts.sort()).toEqual([
      ['kept', 3, 2],
      ['status', 3, 2],
    ]);
  });

  it('lend the time of their first line to their own lines only, not to rows without a number', () => {
    buildSmall(engine, {
      s: {
        csv: 'no,who,at,item,n,price\nA,1,2024-01-01,x,1,4\nA,1,,y,2,3\n,2,2024-01-05,x,1,7\n,3,,x,1,8\n',
        roles: lines,
        grain: 'line',
      },
    });
    expect(short()).toEqual(['A 10', '~s@1@2024-01-05 7']);
  });
});
