import { expect, test } from 'vitest';
import { isTable } from '../../src/ui/dropped.ts';

test.each([
  ['客户\t金额\n1\t20', true],
  ['id,amount\r\n1,20\r\n', true],
  ['id,amount', false],
  ['one line\nand another', false],
  ['', false],
])('a paste of %j is a table: %s', (text, table) => {
  expect(isTable(text)).toBe(table);
});
