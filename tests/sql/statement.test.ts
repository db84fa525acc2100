import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bound, ident, join, literal, sql, textOf, timestamp } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

describe('statement', () => {
  it('keeps values apart from text until the engine binds them', () => {
    const inner = sql`${ident('a"b')} > ${3}`;
    const all = sql`SELECT * FROM t WHERE ${join([inner, sql`x = ${"o'clock"}`], ' AND ')}`;
    expect(textOf(all)).toBe('SELECT * FROM t WHERE "a""b" > $1 AND x = $2');
    expect(all.params).toEqual([3, "o'clock"]);
    expect(bound(all)).toBe(`SELECT * FROM t WHERE "a""b" > 3 AND x = 'o''clock'`);
  });

  it('any text comes back as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0') && text.isWellFormed());
        expect(engine.run<{ v: string }>(sql`SELECT ${text} AS v`)[0]!.v).toBe(text);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('any identifier is one identifier', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        fc.pre(!name.includes('\0') && name.isWellFormed());
        expect(engine.run(sql`SELECT ${ident(name)} AS v FROM (SELECT 1 AS ${ident(name)})`)).toEqual([{ v: 1 }]);
      }),
      { numRuns: 200, seed: 7, examples: [['__proto__'], ['constructor']] },
    );
  });

  it('any finite number comes back as it went in', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(engine.run<{ v: number }>(sql`SELECT ${number}::DOUBLE AS v`)[0]!.v).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('refuses what has no literal', () => {
    expect(() => literal(Number.NaN)).toThrow('not a finite number');
    expect(() => literal('a\0b')).toThrow('NUL');
    expect(() => timestamp("2024-01-01'; DROP TABLE t")).toThrow('not a moment');
    expect(() => ident('')).toThrow('unusable name');
  });
});
