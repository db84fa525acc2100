import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { KEY_KINDS, normalKey, type KeyKind } from '../../src/domain/key.ts';
import { normal } from '../../src/sql/key.ts';
import { raw, sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const inSql = (kind: KeyKind, text: string) =>
  engine.run<{ v: string | null }>(sql`SELECT ${normal(kind, raw('t'))} AS v FROM (SELECT ${text} AS t)`)[0]!.v;

const cases: readonly [KeyKind, string, string | null][] = [
  ['phone', '13812345678', '13812345678'],
  ['phone', ' +86 138-1234-5678 ', '13812345678'],
  ['phone', '0086 13812345678', '13812345678'],
  ['phone', '１３８１２３４５６７８', '13812345678'],
  ['phone', '13812345678.0', '13812345678'],
  ['phone', '(5) 555-4729', '55554729'],
  ['phone', '138****5678', null],
  ['phone', '1.38E+10', null],
  ['phone', '00000000000', null],
  ['phone', '无', null],
  ['email', ' Li.Lei@Example.COM ', 'li.lei@example.com'],
  ['email', 'li＠qq.com', 'li@qq.com'],
  ['email', 'l***@qq.com', null],
  ['email', 'nobody', null],
  ['customer_id', '17850.0', '17850'],
  ['customer_id', ' A01 ', 'A01'],
  ['customer_id', 'A.0', 'A.0'],
  ['customer_id', '007', '007'],
  ...['NA', 'NULL', 'null', '-', '无', '', ' '].flatMap((text) =>
    KEY_KINDS.map((kind) => [kind, text, null] as [KeyKind, string, null]),
  ),
];

describe('keys in their compared form', () => {
  it.each(cases)('%s %j is %j, in both languages', (kind, text, expected) => {
    expect(normalKey(kind, text)).toBe(expected);
    expect(inSql(kind, text)).toBe(expected);
  });

  it('are the same in SQL as in TypeScript', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789+-() .*８６NAａ@x'), maxLength: 16 }),
      fc.stringMatching(/^(0086|\+86|86|0)?1[3-9][0-9]{9}(\.0)?$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...KEY_KINDS), text, (kind, value) => {
        expect(inSql(kind, value)).toBe(normalKey(kind, value));
      }),
      { numRuns: 250, seed: 7 },
    );
  });
});
