import { beforeAll, describe, expect, it } from 'vitest';
import { loadAlias } from '../../src/domain/source.ts';
import { customerRejects } from '../../src/sql/customer-reject.ts';
import { customerTimeline, MOMENT_KINDS, orderLines, timelineCounts } from '../../src/sql/customer-timeline.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, makeTables } from './company.ts';

let engine: TestEngine;
const whole = { customer: 0, asOf: '2024-01-01', kinds: MOMENT_KINDS, offset: 0, limit: 50 };

beforeAll(async () => {
  engine = await openTestEngine();
  makeTables(engine, 3);
  addRows(engine, 'orders', [
    {
      customer: 0,
      order_id: 'A1',
      ordered_at: '2023-05-01 10:00:00',
      amount: 12.5,
      channel: 'APP',
      store: 'S1',
      _row: 7,
    },
    { customer: 0, order_id: "A'2", ordered_at: '2023-06-01 00:00:00', amount: 0, _row: 8 },
    { customer: 0, order_id: 'late', ordered_at: '2024-01-01 00:00:00', amount: 99, _row: 9 },
    { customer: 1, order_id: 'B1', ordered_at: '2023-05-02 10:00:00', amount: 1, _row: 10 },
  ]);
  addRows(engine, 'order_item', [
    { customer: 0, order_id: "A'2", product: 'tea', quantity: 2, amount: 8, _row: 2 },
    { customer: 0, order_id: "A'2", product: 'milk', quantity: 1, amount: 4, _row: 1 },
    { customer: 0, order_id: 'A1', product: 'bread', quantity: 1, amount: 3, _row: 3 },
    { customer: 1, order_id: 'A1', product: 'not hers', quantity: 1, amount: 3, _row: 4 },
  ]);
  addRows(engine, 'event', [
    { customer: 0, at: '2023-05-03 08:00:00', kind: 'view', channel: 'web', duration: 5, _row: 1 },
    { customer: 0, at: '2023-05-03 09:30:00', kind: 'view', channel: 'web', duration: 7, _row: 2 },
    { customer: 0, at: '2023-05-03 09:00:00', kind: 'cart', channel: 'web', _row: 3 },
    { customer: 0, at: '2023-05-04 09:00:00', kind: 'view', channel: 'web', _row: 4 },
    { customer: 0, at: '2024-02-04 09:00:00', kind: 'view', channel: 'web', _row: 5 },
  ]);
  addRows(engine, 'feedback', [
    { customer: 0, at: '2023-07-01 00:00:00', kind: 'review', text: '<b>好</b>', rating: 4, _row: 1 },
  ]);
  addRows(engine, 'touch', [
    {
      customer: 0,
      campaign: 'spring',
      sent_at: '2023-12-30 00:00:00',
      opened_at: '2023-12-31 23:59:59',
      clicked_at: '2024-01-01 00:00:00',
      _row: 1,
    },
  ]);
  addRows(engine, 'relation', [
    { customer: 0, to_customer: 1, kind: 'referral', at: '2023-01-01 00:00:00', _row: 1 },
    { customer: 2, to_customer: 0, kind: 'referral', at: null, _row: 2 },
    { customer: 1, to_customer: 2, kind: 'referral', at: '2023-01-01 00:00:00', _row: 3 },
  ]);
});

describe('timeline of a customer', () => {
  it('has everything before the as-of day, newest first, what has no time last', () => {
    const rows = engine.run(customerTimeline(whole));
    expect(rows.map(({ kind, at, label }) => [kind, at, label])).toEqual([
      ['touch', '2023-12-30 00:00:00', 'spring'],
      ['feedback', '2023-07-01 00:00:00', 'review'],
      ['order', '2023-06-01 00:00:00', "A'2"],
      ['event', '2023-05-04 09:00:00', 'view'],
      ['event', '2023-05-03 09:30:00', 'view'],
      ['event', '2023-05-03 09:00:00', 'cart'],
      ['order', '2023-05-01 10:00:00', 'A1'],
      ['relation', '2023-01-01 00:00:00', 'referral'],
      ['relation', null, 'referral'],
    ]);
  });

  it('groups events of a day and keeps where they come from', () => {
    const rows = engine.run(customerTimeline({ ...whole, kinds: ['event'] }));
    expect(rows[1]).toMatchObject({ count: 2, since: '2023-05-03 08:00:00', duration: 12, source: 's1', row: 1 });
  });

  it('knows of a contact only what had happened by then, and which way a tie goes', () => {
    const [touch] = engine.run(customerTimeline({ ...whole, kinds: ['touch'] }));
    expect(touch).toMatchObject({ opened: '2023-12-31 23:59:59', clicked: null, converted: null });
    const ties = engine.run(customerTimeline({ ...whole, kinds: ['relation'] }));
    expect(ties.map(({ other, incoming }) => [other, incoming])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('is paged without gaps or repeats, and counted by kind', () => {
    const all = engine.run(customerTimeline(whole));
    const paged = [0, 4, 8].flatMap((offset) => engine.run(customerTimeline({ ...whole, offset, limit: 4 })));
    expect(paged).toEqual(all);
    const counts = Object.fromEntries(engine.run(timelineCounts(0, '2024-01-01')).map(({ kind, n }) => [kind, n]));
    expect(counts).toEqual({ order: 2, event: 3, feedback: 1, touch: 1, relation: 2 });
    expect(engine.run(customerTimeline({ ...whole, kinds: [] }))).toEqual([]);
    expect(engine.run(customerTimeline({ ...whole, customer: 99 }))).toEqual([]);
  });

  it('reads the lines of her orders only', () => {
    const lines = engine.run(orderLines(0, ["A'2", 'A1', "x') OR TRUE --"]));
    expect(lines.map(({ order_id, product }) => [order_id, product])).toEqual([
      ["A'2", 'milk'],
      ["A'2", 'tea'],
      ['A1', 'bread'],
    ]);
    expect(engine.run(orderLines(0, []))).toEqual([]);
  });
});

describe('rejected cells of a customer', () => {
  it('are those on her rows, in any table', () => {
    const load = 'f'.repeat(64);
    engine.run(`CREATE SCHEMA ${loadAlias(load)}`);
    engine.run(`CREATE TABLE ${loadAlias(load)}.rejects AS SELECT * FROM (VALUES
      (7::BIGINT, 8::BIGINT, 'amount', '12,5x', 'not-a-number'), (10, 11, 'amount', 'free', 'not-a-number')) t("row", line, "column", "text", reason)`);
    const statement = customerRejects(0, [
      { id: 's1', load, rejected: 2 },
      { id: 's2', load: 'e'.repeat(64), rejected: 0 },
    ]);
    expect(engine.run(statement!)).toEqual([
      { source: 's1', row: 7, line: 8, column: 'amount', text: '12,5x', reason: 'not-a-number' },
    ]);
    expect(customerRejects(0, [{ id: 's2', load, rejected: 0 }])).toBeNull();
  });
});
