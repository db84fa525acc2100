import { expect, test } from 'vitest';
import { writtenValue } from '../../src/domain/written-value.ts';

test('money in a file has the digits of the workspace, ratios a few, and numbers stay numbers', () => {
  expect(writtenValue(1234.5 / 7, 'money', 2)).toBe(176.36);
  expect(writtenValue(1 / 3, 'money', 4)).toBe(0.3333);
  expect(writtenValue(2 / 3, 'ratio', 2)).toBe(0.6667);
  expect(writtenValue(1 / 3, 'share', 2)).toBe(0.333333);
  expect(writtenValue(91 / 3, 'days', 2)).toBe(30.33);
  expect(Object.is(writtenValue(-0.0001, 'money', 2), 0)).toBe(true);
  expect(writtenValue(12, 'money', 2)).toBe(12);
  expect(writtenValue(1e21, 'money', 2)).toBe(1e21);
  expect(writtenValue('2024-01-01', 'date', 2)).toBe('2024-01-01');
  expect(writtenValue(null, 'money', 2)).toBeNull();
});
