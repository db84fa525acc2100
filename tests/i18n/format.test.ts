import { expect, test } from 'vitest';
import { formatChange, formatFixed, formatMoney, formatNumber, formatPoints } from '../../src/i18n/format.ts';

test('a minus is set as a minus, as wide as a plus, and stands before no zero', () => {
  expect(formatNumber(-1234.5)).toBe('−1,234.5');
  expect(formatChange(-0.031)).toBe('−3.1%');
  expect(formatMoney(-12, 'CNY', 0)).toBe('−¥12');
  expect(formatFixed(-0.0001, 2)).toBe('0.00');
  expect(formatNumber(-0.001)).toBe('0');
});

test('shares differ by points, with their sign', () => {
  expect([0.092, -0.236, 0].map((difference) => formatPoints(difference))).toEqual(['+9.2', '−23.6', '0.0']);
});
