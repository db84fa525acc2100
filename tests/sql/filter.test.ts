import { beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Filter } from '../../src/domain/filter.ts';
import { filterCondition, isFilterField } from '../../src/sql/filter.ts';
import { sql, textOf } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { scopeAt, writeOrders } from './shop.ts';

const scope = scopeAt('2024-03-01');
let engine: TestEngine;

beforeAll(async () => {
  engine = await openTestEngine();
  writeOrders(engine, [
    [0, '2024-01-05 00:00:00', 1],
    [0, '2024-02-29 23:59:59', 1],
    [1, '2024-01-31 23:59:59', 1],
    [2, '2024-02-10 00:00:00', 1],
    [3, '2024-03-01 00:00:00', 1],
  ]);
  engine.run(
    `CREATE OR REPLACE TABLE p (customer INTEGER, city VARCHAR, m_total DOUBLE, f_orders INTEGER, first_order_at TIMESTAMP, consent BOOLEAN)`,
  );
  engine.run(`INSERT INTO p VALUES
    (0, 'Lyon', 10, 1, TIMESTAMP '2024-01-05', TRUE), (1, '5', 20, 2, TIMESTAMP '2024-01-31 23:59:59', FALSE),
    (2, NULL, NULL, 3, TIMESTAMP '2024-02-10', NULL), (3, 'O''Brien%', 40, 4, NULL, TRUE)`);
  engine.run(`CREATE TABLE customer (customer INTEGER, phone VARCHAR)`);
  engine.run(`INSERT INTO customer VALUES (0, '0033'), (1, NULL), (2, '33'), (3, '0033')`);
  engine.run(
    `CREATE TABLE rfm (customer INTEGER, r INTEGER, f INTEGER, m DOUBLE, r_score INTEGER, f_score INTEGER, m_score INTEGER, class INTEGER, grp VARCHAR)`,
  );
  engine.run(
    `INSERT INTO rfm VALUES (0, 1, 1, 10, 5, 1, 1, 4, 'new'), (1, 30, 2, 20, 3, 2, 2, 0, 'risk'), (2, 90, 3, 30, 1, 3, 3, 3, 'risk')`,
  );
});

/** Customers for whom the filter holds. */
function who(...filter: Filter): number[] {
  const rows = engine.run<{ customer: number }>(
    sql`SELECT customer FROM p WHERE ${filterCondition(filter, scope)} ORDER BY customer`,
  );
  return rows.map((row) => row.customer);
}

describe('filter', () => {
  it('without conditions costs nothing', () => {
    expect(textOf(filterCondition([], scope))).toBe('TRUE');
    expect(who()).toEqual([0, 1, 2, 3]);
  });

  it.each<[string, Condition, number[]]>([
    ['one of some texts', { field: 'city', op: 'in', values: ['Lyon', "O'Brien%"] }, [0, 3]],
    ['a number stays text where the field is text', { field: 'city', op: 'in', values: [5] }, [1]],
    ['the empty value', { field: 'city', op: 'in', values: ['Lyon', null] }, [0, 2]],
    ['only the empty value', { field: 'city', op: 'in', values: [null] }, [2]],
    ['no value at all', { field: 'city', op: 'in', values: [] }, []],
    ['a truth', { field: 'consent', op: 'in', values: [false] }, [1]],
    ['both ends of a range', { field: 'm_total', op: 'between', min: 10, max: 20 }, [0, 1]],
    ['an open range', { field: 'm_total', op: 'between', min: 20, max: null }, [1, 3]],
    ['a range open on both sides', { field: 'm_total', op: 'between', min: null, max: null }, [0, 1, 2, 3]],
    ['part of a text, whatever its case', { field: 'city', op: 'contains', text: "o'bRIEN%" }, [3]],
    ['nothing stands for anything in a text', { field: 'city', op: 'contains', text: '%' }, [3]],
    ['empty', { field: 'm_total', op: 'is-empty' }, [2]],
    ['not empty', { field: 'm_total', op: 'is-not-empty' }, [0, 1, 3]],
    [
      'a day as upper end means all of it',
      { field: 'first_order_at', op: 'between', min: '2024-01-06', max: '2024-01-31' },
      [1],
    ],
    ['a phone, whose zeros count', { field: 'phone', op: 'in', values: ['0033'] }, [0, 3]],
    ['an RFM class', { field: 'rfm.class', op: 'in', values: [0, 4] }, [0, 1]],
    ['an RFM group', { field: 'rfm.group', op: 'in', values: ['risk'] }, [1, 2]],
    ['days since the last order', { field: 'rfm.r', op: 'between', min: 30, max: 90 }, [1, 2]],
    ['the month of the first order', { field: 'first_order_month', op: 'in', values: ['2024-01'] }, [0, 1]],
    ['a month with an order', { field: 'order_month', op: 'in', values: ['2024-02'] }, [0, 2]],
    ['months at or after the as-of date are not seen', { field: 'order_month', op: 'in', values: ['2024-03'] }, []],
  ])('%s', (_, condition, customers) => {
    expect(who(condition)).toEqual(customers);
  });

  it('all conditions must hold, whatever table they ask', () => {
    expect(
      who(
        { field: 'rfm.class', op: 'in', values: [0, 3] },
        { field: 'rfm.r_score', op: 'in', values: [1] },
        { field: 'm_total', op: 'is-empty' },
        { field: 'order_month', op: 'in', values: ['2024-02'] },
      ),
    ).toEqual([2]);
  });

  it('never takes a value for text', () => {
    const evil = "x') OR TRUE --";
    expect(textOf(filterCondition([{ field: 'city', op: 'in', values: [evil] }], scope))).not.toContain('OR TRUE');
    expect(who({ field: 'city', op: 'in', values: [evil] })).toEqual([]);
  });

  it('refuses what is in no list', () => {
    const filter = (condition: Condition) => () => filterCondition([condition], scope);
    expect(filter({ field: 'customer) OR (1=1', op: 'is-empty' })).toThrow('unknown filter field: customer) OR (1=1');
    expect(filter({ field: 'rfm.customer', op: 'is-empty' })).toThrow('unknown filter field');
    expect(filter({ field: 'order_month', op: 'in', values: ['2024-13'] })).toThrow('not a month: 2024-13');
    expect(filter({ field: 'order_month', op: 'in', values: [] })).toThrow('months are chosen from a list');
    expect(() => filterCondition([{ field: 'rfm.class', op: 'in', values: [1] }], { ...scope, rfm: null })).toThrow(
      'needs orders',
    );
    expect(isFilterField('rfm.class')).toBe(true);
    expect(isFilterField('constructor')).toBe(false);
  });
});
