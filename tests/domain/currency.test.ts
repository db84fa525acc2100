import { describe, expect, it, test } from 'vitest';
import { currencyInName, currencyOf } from '../../src/domain/currency.ts';
import { currenciesSaid } from '../../src/domain/currency-said.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { ColumnFacts } from '../../src/domain/column.ts';
import type { Source } from '../../src/domain/source.ts';
import { warningsOf } from '../../src/domain/source-warning.ts';
import { BARE } from './bare-source.ts';

describe('the currency that an amount is written in', () => {
  test.each([
    ['¥1,234.50', 'CNY'],
    ['￥12', 'CNY'],
    ['99元', 'CNY'],
    ['RMB 5', 'CNY'],
    ['$5', 'USD'],
    ['US$5', 'USD'],
    ['12 usd', 'USD'],
    ['100美元', 'USD'],
    ['HK$3.20', 'HKD'],
    ['NT$100', 'TWD'],
    ['€1.234,50', 'EUR'],
    ['£9', 'GBP'],
    ['300日元', 'JPY'],
    ['RM5', 'MYR'],
    ['12.50', null],
    ['(3)', null],
  ])('%s is in %s', (amount, code) => expect(currencyOf(amount)).toBe(code));

  test.each([
    ['Amount (USD)', 'USD'],
    ['price_eur', 'EUR'],
    ['totalUSD', 'USD'],
    ['Total in GBP', 'GBP'],
    ['Price US$', 'USD'],
    ['金额（元）', 'CNY'],
    ['实付金额/元', 'CNY'],
    ['销售额(万元)', 'CNY'],
    ['交易金额(美元)', 'USD'],
    ['单元价', null],
    ['多元收入', null],
    ['amount', null],
    ['Harmony amount', null],
  ])('a column named %s says %s', (name, code) => expect(currencyInName(name)).toBe(code));
});

const facts = (name: string, type: ColumnFacts['type'], ...samples: string[]): ColumnFacts => ({
  name,
  type,
  nulls: 0,
  distinct: BARE.rows,
  samples,
});
const ID = facts('order_id', 'text', 'A1', 'A2');
const WHO = facts('customer_id', 'text', 'C1', 'C2');
const WHEN = facts('order_date', 'date', '2024-01-02', '2024-01-03');

/** An order table of which one column of money is looked at, as the guess understands it. */
function said(amount: string, more: readonly ColumnFacts[] = [], notes: NonNullable<Source['notes']> = []) {
  const columns = [ID, WHO, WHEN, facts(amount, 'decimal', '10.00', '20.50'), ...more];
  const source: Source = { ...BARE, columns, notes };
  const mapping = guessMapping(source, []);
  expect(mapping.roles[amount]?.role).toBe('orders.amount');
  return { found: currenciesSaid(source, mapping), warned: warningsOf(source, mapping) };
}

describe('the currency that a table says', () => {
  it('nothing where neither names nor cells say one', () => {
    expect(said('amount').found).toEqual([]);
  });

  it('by the name of its column of money, not of any other', () => {
    expect(said('Amount (USD)').found).toEqual(['USD']);
    expect(said('amount', [facts('EUR rate', 'decimal', '1.1')]).found).toEqual([]);
  });

  it('by the signs in its cells, unless the name says which of several dollars is meant', () => {
    expect(said('amount', [], [{ kind: 'currency', column: 'amount', text: 'EUR' }]).found).toEqual(['EUR']);
    expect(said('Amount (HKD)', [], [{ kind: 'currency', column: 'Amount (HKD)', text: 'USD' }]).found).toEqual([
      'HKD',
    ]);
  });

  it('by a column of currencies before all; several are warned of', () => {
    const values = [
      { value: 'USD', count: 9 },
      { value: 'eur', count: 1 },
    ];
    const { found, warned } = said('amount', [{ ...facts('Currency', 'text', 'USD', 'eur'), values }]);
    expect(found).toEqual(['USD', 'EUR']);
    expect(warned).toEqual([{ kind: 'currencies', text: 'USD · EUR' }]);
    expect(said('amount', [facts('Currency', 'text', 'USD')]).warned).toEqual([]);
  });
});
