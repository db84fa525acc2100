import { plainName } from './alias.ts';
import type { ColumnFacts } from './column.ts';
import { codeOf, currencyInName } from './currency.ts';
import type { Mapping } from './mapping.ts';
import type { Role } from './role.ts';
import type { Source } from './source.ts';

/** Columns of money, the most telling first. */
const MONEY: readonly Role[] = [
  'orders.amount',
  'order_item.amount',
  'order_item.unit_price',
  'orders.refund',
  'orders.discount',
  'touch.cost',
];

/** True when a mapping says of a column that it holds money. */
export function holdsMoney({ roles }: Pick<Mapping, 'roles'>): boolean {
  return Object.values(roles).some(({ role }) => role !== null && MONEY.includes(role));
}

const OF_CURRENCIES = [
  'currency',
  'currencycode',
  'currencyiso',
  'ccy',
  '币种',
  '币别',
  '货币',
  '货币代码',
  '结算币种',
];

/**
 * The currencies in which a table's amounts are written, the most telling first; none where it does not say. A column of currencies knows
 * best; then the name of a column of money; then the signs in its cells, which the load noted.
 */
export function currenciesSaid(source: Source, mapping: Pick<Mapping, 'roles'>): readonly string[] {
  const money = MONEY.flatMap((role) => source.columns.filter(({ name }) => mapping.roles[name]?.role === role));
  if (money.length === 0) return [];
  const own = source.columns.find(({ name }) => OF_CURRENCIES.includes(plainName(name)));
  const listed = own ? listedIn(own) : [];
  if (listed.length > 0) return listed;
  return [...new Set(money.flatMap(({ name }) => saidOf(source, name)))];
}

/** The currencies in which the tables that hold money are written, all together. */
export function currenciesOf(sources: readonly Source[], mappings: readonly Mapping[]): readonly string[] {
  return [
    ...new Set(
      sources.flatMap((source) => {
        const mapping = mappings.find((one) => one.source === source.id);
        return mapping ? currenciesSaid(source, mapping) : [];
      }),
    ),
  ];
}

function saidOf(source: Source, column: string): readonly string[] {
  const cells =
    source.notes?.find((note) => note.kind === 'currency' && note.column === column)?.text?.split(' ') ?? [];
  const name = currencyInName(column);
  return name !== null && cells.length < 2 ? [name] : cells;
}

function listedIn({ values, samples }: ColumnFacts): readonly string[] {
  const texts = values?.map(({ value }) => value) ?? samples;
  const found = texts.flatMap((text) => codeOf(text) ?? []);
  return found.length < texts.length ? [] : [...new Set(found)];
}
