import { expect, test } from 'vitest';
import { language } from '../../src/i18n/language.svelte.ts';
import { conditionWords } from '../../src/ui/condition-words.ts';

const conventions = { currency: 'CNY', rfmNames: 'classic' } as const;

test('a condition names its field and writes its values as the field shows them', () => {
  language.set('en');
  const words = (condition: Parameters<typeof conditionWords>[0]) => conditionWords(condition, conventions);
  expect(words({ field: 'rfm.m', op: 'between', min: 1000, max: null })).toBe('M: at least ¥1,000');
  expect(words({ field: 'first_order_month', op: 'in', values: ['2011-03'] })).toBe(
    'Month of the first order: Mar 2011',
  );
  expect(words({ field: 'unknown', op: 'in', values: [1, 2, 3, 4, 5] })).toBe('unknown: 1, 2, 3 and more (5 in all)');
  expect(words({ field: 'unknown', op: 'in', values: [null, true] })).toBe('unknown: (empty), yes');
});

test('the same in Chinese', () => {
  language.set('zh-CN');
  const condition = { field: 'rfm.m', op: 'between', min: 10, max: 20 } as const;
  expect(conditionWords(condition, conventions)).toBe('M：¥10 至 ¥20');
});
