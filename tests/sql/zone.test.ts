import { beforeAll, describe, expect, it } from 'vitest';
import type { ColumnFacts } from '../../src/domain/column.ts';
import { ident, sql } from '../../src/sql/statement.ts';
import { onClock } from '../../src/sql/zone.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

const UTC = ['2024-01-05 23:30:00', '2024-03-31 00:59:59', '2024-03-31 01:00:00', '2024-10-27 01:00:00.5'];

describe('a column of UTC times on a clock', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openTestEngine();
    engine.run(`CREATE TABLE t AS SELECT unnest([${UTC.map((text) => `TIMESTAMP '${text}'`).join()}]) AS "at"`);
  });
  const facts = (offset?: number | null): ColumnFacts => ({
    name: 'at',
    type: 'timestamp',
    nulls: 0,
    distinct: 4,
    samples: [],
    min: UTC[0]!,
    max: UTC.at(-1)!,
    ...(offset === undefined ? {} : { zone: { offset } }),
  });
  const read = (zone: string | undefined, offset?: number | null) =>
    engine
      .run<{ v: string }>(sql`SELECT (${onClock(ident('at'), facts(offset), zone)})::VARCHAR AS v FROM t ORDER BY "at"`)
      .map(({ v }) => v);

  it('goes with summer time, and back', () => {
    expect(read('Europe/Berlin', 0)).toEqual([
      '2024-01-06 00:30:00',
      '2024-03-31 01:59:59',
      '2024-03-31 03:00:00',
      '2024-10-27 02:00:00.5',
    ]);
    expect(read('Asia/Shanghai', null)[0]).toBe('2024-01-06 07:30:00');
    // what the browser says of the same moments
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/St_Johns',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    expect(read('America/St_Johns', 0).map((text) => text.slice(0, 19))).toEqual(
      UTC.map((text) => clock.format(Date.parse(`${text.replace(' ', 'T')}Z`))),
    );
  });

  it('as written is the clock of the file; a column without zones is never moved', () => {
    expect(read('as-written', 480)[0]).toBe('2024-01-06 07:30:00');
    expect(read(undefined, null)).toEqual(UTC);
    expect(read('Asia/Shanghai')).toEqual(UTC);
  });
});
