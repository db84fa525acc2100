import { expect, test } from 'vitest';
import { improved } from '../../src/ui/change.ts';

test('a change is good or bad by the figure that changed, and neither where there is no direction', () => {
  expect(improved({ value: 0.1, against: '' })).toBe(true);
  expect(improved({ value: 0.1, against: '', better: 'less' })).toBe(false);
  expect(improved({ value: -0.1, against: '', better: 'less' })).toBe(true);
  expect(improved({ value: 0.1, against: '', better: 'neither' })).toBeNull();
  expect(improved({ value: 0, against: '' })).toBeNull();
  expect(improved({ value: null, against: '' })).toBeNull();
});
