import { expect, it } from 'vitest';
import { tellsApart } from '../../src/domain/auc-chance.ts';

it('an AUC tells apart only above what two like groups give by chance', () => {
  // 40 events and 60 others: sqrt(101 / (12 * 40 * 60)) = 0.0592, times 1.96 = 0.1161
  expect(tellsApart(0.615, 100, 0.4)).toBe(false);
  expect(tellsApart(0.617, 100, 0.4)).toBe(true);
  // the same AUC on a hundred times the rows is no accident
  expect(tellsApart(0.52, 10_000, 0.4)).toBe(true);
  expect(tellsApart(0.416, 89, 0.33)).toBe(false);
  expect(tellsApart(0.34, 10_000, 0.5)).toBe(false); // worse than a coin
  expect(tellsApart(0.9, 100, 0)).toBe(false);
});
