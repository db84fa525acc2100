import { describe, expect, it } from 'vitest';
import type { ColumnFacts } from '../../src/domain/column.ts';
import type { Mapping } from '../../src/domain/mapping.ts';
import { orderClusters } from '../../src/domain/order-cluster.ts';
import { feeds, shapeOf } from '../../src/domain/shape.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Source } from '../../src/domain/source.ts';
import { BARE } from './bare-source.ts';

const source = (id: string, facts: Partial<ColumnFacts>): Source => ({
  ...BARE,
  id,
  name: id,
  file: id,
  rows: 10,
  columns: [{ name: 'no', type: 'text', nulls: 0, distinct: 10, samples: [], ...facts }],
});
const mapping = (id: string, ...roles: Role[]): Mapping => ({
  kind: 'mapping',
  id,
  version: 1,
  source: id,
  header: 'no',
  roles: Object.fromEntries(roles.map((role, i) => [i === 0 ? 'no' : `c${i}`, { role, confidence: 1, by: 'person' }])),
  grain: 'order',
  rules: [],
  confirmed: true,
});
const clusters = (...facts: Partial<ColumnFacts>[]) =>
  orderClusters(
    facts.map((one, i) => ({ source: source(`s${i}`, one), mapping: mapping(`s${i}`, 'orders.order_id') })),
  ).map((members) => members.map((member) => member.source.id));

describe('sources whose order numbers may meet', () => {
  it('are those whose ranges overlap, transitively, in load order', () => {
    expect(clusters({ min: 'A1', max: 'A9' }, { min: 'B1', max: 'B9' })).toEqual([['s0'], ['s1']]);
    expect(clusters({ min: 'A', max: 'C' }, { min: 'D', max: 'F' }, { min: 'B', max: 'E' })).toEqual([
      ['s0', 's1', 's2'],
    ]);
    expect(clusters({ min: 'A', max: 'C' }, { min: 'C', max: 'F' })).toEqual([['s0', 's1']]);
  });

  it('whole numbers are compared as numbers, mixed types may always meet', () => {
    expect(clusters({ type: 'integer', min: '9', max: '90' }, { type: 'integer', min: '100', max: '200' })).toEqual([
      ['s0'],
      ['s1'],
    ]);
    expect(clusters({ min: '9', max: '90' }, { min: '100', max: '200' })).toEqual([['s0'], ['s1']]);
    expect(clusters({ type: 'integer', min: '9', max: '90' }, { min: '100', max: '200' })).toEqual([['s0', 's1']]);
  });

  it('may meet where the load did not say, never where all are empty', () => {
    expect(clusters({ min: 'A', max: 'C' }, {})).toEqual([['s0', 's1']]);
    expect(clusters({ min: 'A', max: 'C' }, { nulls: 10 })).toEqual([['s0'], ['s1']]);
    expect(clusters({ min: ' A', max: 'C' }, { min: 'X', max: 'Y' })).toEqual([['s0', 's1']]);
  });
});

describe('what a mapping feeds', () => {
  it.each([
    [['customer_id', 'person.name'], ['person']],
    [['customer_id', 'phone'], ['person']],
    [['customer_id', 'orders.ordered_at', 'orders.amount'], ['orders']],
    [
      ['customer_id', 'orders.ordered_at', 'person.name', 'order_item.category'],
      ['person', 'orders', 'order_item'],
    ],
    [
      ['orders.order_id', 'order_item.product'],
      ['orders', 'order_item'],
    ],
    [['orders.order_id', 'feedback.text'], ['feedback']],
    [['relation.from', 'relation.to'], ['relation']],
    [['person.name', 'orders.amount'], []],
  ] as [Role[], string[]][])('%j feeds %j', (roles, tables) => {
    expect(feeds(mapping('m', ...roles))).toEqual(tables);
  });

  it('orders need a time; lines take it from their order', () => {
    const sources = [source('a', {}), source('b', {})];
    const lines = mapping('a', 'orders.order_id', 'order_item.quantity', 'order_item.unit_price');
    expect(shapeOf(sources, [lines])).toEqual({});
    const shape = shapeOf(sources, [lines, mapping('b', 'orders.order_id', 'customer_id', 'orders.paid_at')]);
    expect([...shape.orders!].sort()).toEqual(['amount', 'order_id', 'ordered_at']);
    expect([...shape.order_item!].sort()).toEqual(['amount', 'order_id', 'ordered_at', 'quantity']);
  });
});
