import { expect, test } from 'vitest';
import { earlier } from '../../../src/ui/frame/day.ts';

test.each([
  ['2011-12-10', 1, '2011-11-10'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2023-03-31', 1, '2023-02-28'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2011-01-31', 3, '2010-10-31'],
])('%s less %i months is %s', (day, months, before) => {
  expect(earlier(day, months)).toBe(before);
});
