import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../src/domain/features.ts';
import { t } from '../../src/i18n/text.ts';
import { needWords } from '../../src/pages/features/need.ts';

describe('the columns of a feature in words', () => {
  it.each(FEATURES.map((feature) => [feature.id, feature] as const))('%s names no column by its code', (_, feature) => {
    for (const word of needWords([...feature.needs, ...(feature.either ?? [])])) expect(word).not.toMatch(/^[a-z_]+$/);
  });

  it('names a column that two tables share once', () => {
    const needs = [
      { table: 'orders', columns: ['ordered_at'] },
      { table: 'order_item', columns: ['ordered_at', 'quantity'] },
    ] as const;
    expect(needWords(needs)).toEqual([t('role.orders.ordered_at'), t('role.order_item.quantity')]);
  });
});
