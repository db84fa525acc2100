import { describe, expect, it } from 'vitest';
import { brushed, filled, pickedValue, without } from '../../../src/ui/table/brush.ts';
import { asNumber } from '../../../src/pages/customers/condition.ts';
import { nextSort } from '../../../src/pages/customers/columns.ts';

const bar = (low: number, high: number, open = false) => ({ low, high, customers: 3, open });

describe('brushing', () => {
  it('takes whole numbers and days before the next bar, and leaves the last bar open', () => {
    const days = [bar(0, 10), bar(10, 20), bar(20, 30, true)];
    expect(brushed('r_days', 'days', days, 0, 1)).toEqual({ field: 'r_days', op: 'between', min: 0, max: 19 });
    expect(brushed('r_days', 'days', days, 1, 2)).toEqual({ field: 'r_days', op: 'between', min: 10, max: null });
    expect(brushed('m_total', 'money', [bar(0, 12.5)], 0, 0)).toMatchObject({ max: 12.5 });
    const moments = [bar(1672531200, 1672531200 + 2 * 86400)];
    expect(brushed('last_order_at', 'datetime', moments, 0, 0)).toMatchObject({ min: '2023-01-01', max: '2023-01-02' });
  });

  it('picks values in the type of their field', () => {
    const value = (text: string | null) => ({ value: text, customers: 1, rest: false });
    expect(pickedValue('rfm.class', 'class', value('7'))).toMatchObject({ op: 'in', values: [7] });
    expect(pickedValue('consent', 'boolean', value('true'))).toMatchObject({ values: [true] });
    expect(pickedValue('city', 'text', value('7'))).toMatchObject({ values: ['7'] });
    expect(pickedValue('city', 'text', value(null))).toEqual({ field: 'city', op: 'is-empty' });
  });

  it('fills in the bars that nobody is in', () => {
    expect(filled([bar(0, 5), bar(15, 20)]).map(({ low, customers }) => [low, customers])).toEqual([
      [0, 3],
      [5, 0],
      [10, 0],
      [15, 3],
    ]);
    expect(filled([])).toEqual([]);
  });

  it('leaves a field out of its own distribution', () => {
    const filter = [
      { field: 'city', op: 'is-empty' },
      { field: 'age', op: 'is-empty' },
    ] as const;
    expect(without(filter, 'city')).toEqual([filter[1]]);
  });
});

describe('typed numbers', () => {
  it.each([
    ['1,234.5', 'money', 1234.5],
    ['１２', 'count', 12],
    ['¥ 30', 'money', 30],
    ['50%', 'share', 0.5],
    ['', 'count', null],
    ['abc', 'count', undefined],
  ] as const)('%s as %s', (text, unit, value) => expect(asNumber(text, unit)).toBe(value));
});

describe('clicks on a heading', () => {
  it('go largest first, then smallest, then none; texts the other way; Shift keeps the others', () => {
    const down = [{ field: 'm_total', descending: true }];
    expect(nextSort([], 'm_total', false)).toEqual(down);
    expect(nextSort(down, 'm_total', false)).toEqual([{ field: 'm_total', descending: false }]);
    expect(nextSort([{ field: 'm_total', descending: false }], 'm_total', false)).toEqual([]);
    expect(nextSort([], 'city', false)).toEqual([{ field: 'city', descending: false }]);
    expect(nextSort(down, 'city', true)).toEqual([...down, { field: 'city', descending: false }]);
    expect(nextSort(down, 'city', false)).toEqual([{ field: 'city', descending: false }]);
  });
});
