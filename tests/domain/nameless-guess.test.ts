import { describe, expect, it } from 'vitest';
import type { ColumnFacts, ColumnType } from '../../src/domain/column.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { Mapping } from '../../src/domain/mapping.ts';
import type { Source } from '../../src/domain/source.ts';
import { BARE } from './bare-source.ts';

type Kind = Partial<ColumnFacts> & { readonly type: ColumnType; readonly samples: readonly string[] };

/** A table of 1,000 rows with these columns. */
const table = (columns: readonly (Kind & { readonly name: string })[], more: Partial<Source> = {}): Source => ({
  ...BARE,
  columns: columns.map((column) => ({ nulls: 0, distinct: 1, ...column })),
  ...more,
});

describe('a table without names', () => {
  const NAMELESS: Readonly<Record<string, Kind>> = {
    master: { type: 'text', distinct: 350, samples: ['00004', '00021', '00050'] },
    sample: { type: 'text', distinct: 350, samples: ['0001', '0002', '0003'] },
    order: { type: 'integer', distinct: 1000, samples: ['10001', '10002'], min: '10001', max: '11000' },
    day: { type: 'date', distinct: 300, samples: ['1997-01-01'], min: '1997-01-01', max: '1998-06-30' },
    pieces: { type: 'integer', distinct: 20, samples: ['2', '1'], min: '1', max: '40' },
    rate: { type: 'decimal', scale: 2, distinct: 9, samples: ['0.10'], min: '0.00', max: '0.90' },
    money: { type: 'decimal', scale: 2, distinct: 700, samples: ['29.33', '14.96'], min: '0.00', max: '500.00' },
    phone: { type: 'text', distinct: 400, samples: ['13800138000', '13900139000'] },
  };
  const nameless = (...kinds: readonly string[]): Source =>
    table(
      kinds.map((kind, i) => ({ ...NAMELESS[kind]!, name: `column ${i + 1}` })),
      { headerLine: 0, notes: [{ kind: 'no-header' }] },
    );
  const roles = (mapping: Mapping) => Object.values(mapping.roles).map(({ role }) => role);

  it('is guessed from its values, with little confidence, and feeds orders', () => {
    const mapping = guessMapping(nameless('master', 'sample', 'day', 'pieces', 'money'), []);
    expect(roles(mapping)).toEqual(['customer_id', null, 'orders.ordered_at', null, 'orders.amount']);
    expect(Object.values(mapping.roles).every(({ confidence }) => confidence <= 0.4)).toBe(true);
    expect(mapping.rules.map(({ id }) => id)).toContain('amount-not-positive');
    expect(mapping.confirmed).toBe(false);
  });

  it('tells order numbers from customers, and phones from both', () => {
    const numbers = guessMapping(nameless('order', 'master', 'day', 'rate', 'money'), []);
    expect(roles(numbers)).toEqual(['orders.order_id', 'customer_id', 'orders.ordered_at', null, 'orders.amount']);
    const phones = guessMapping(nameless('order', 'phone', 'money', 'day'), []);
    expect(roles(phones)).toEqual(['orders.order_id', 'phone', 'orders.amount', 'orders.ordered_at']);
    expect(roles(guessMapping(nameless('master', 'day'), []))).toEqual(['customer_id', 'event.at']);
  });

  it('takes a confirmed mapping of as many columns only where the values bear it out, and asks again', () => {
    const first = nameless('master', 'day', 'money');
    const known = { ...guessMapping(first, []), confirmed: true };
    expect(guessMapping(first, [known])).toMatchObject({ roles: known.roles, confirmed: false });
    const other = guessMapping(nameless('money', 'master', 'day'), [known]);
    expect(roles(other)).toEqual(['orders.amount', 'customer_id', 'orders.ordered_at']);
  });
});
