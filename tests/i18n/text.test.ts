import { expect, test } from 'vitest';
import { language } from '../../src/i18n/language.svelte.ts';
import { sentences } from '../../src/i18n/sentences.ts';
import { t } from '../../src/i18n/text.ts';

test.each([
  ['en', '1 number', '4 numbers, separated by spaces'],
  ['zh-CN', '1 个数', '4 个数，用空格分开'],
] as const)('in %s one is told from several', (to, one, several) => {
  language.set(to);
  expect(t('segments.bounds-hint', { n: 1 })).toBe(one);
  expect(t('segments.bounds-hint', { n: 4 })).toBe(several);
});

test('sentences follow one another with a space in English and without one in Chinese', () => {
  language.set('en');
  expect(sentences('One.', '', 'Two.')).toBe('One. Two.');
  language.set('zh-CN');
  expect(sentences('一。', '二。')).toBe('一。二。');
  expect(sentences('', '')).toBe('');
});
