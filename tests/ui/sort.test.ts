import { expect, test } from 'vitest';
import { sorted } from '../../src/ui/sort.ts';

const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: 2, later: true }];

test('figures sort by size, empty ones last either way, equal ones keep their order', () => {
  expect(sorted(rows, ({ v }) => v, 'up')).toEqual([{ v: 2 }, { v: 2, later: true }, { v: 10 }, { v: null }]);
  expect(sorted(rows, ({ v }) => v, 'down')).toEqual([{ v: 10 }, { v: 2 }, { v: 2, later: true }, { v: null }]);
});

test('words sort by language, numbers inside them by size', () => {
  expect(sorted(['第10组', '第2组'], (word) => word, 'up')).toEqual(['第2组', '第10组']);
});

test('sorting leaves the given rows as they are', () => {
  const given = [3, 1, 2];
  sorted(given, (value) => value, 'up');
  expect(given).toEqual([3, 1, 2]);
});
