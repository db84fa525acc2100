import { describe, expect, it } from 'vitest';
import type { ColumnFacts, ColumnType } from '../../src/domain/column.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { Source } from '../../src/domain/source.ts';
import { BARE } from './bare-source.ts';

type Kind = Partial<ColumnFacts> & { readonly type: ColumnType; readonly samples: readonly string[] };

/** A table of 1,000 rows with these columns. */
const table = (columns: readonly (Kind & { readonly name: string })[], more: Partial<Source> = {}): Source => ({
  ...BARE,
  columns: columns.map((column) => ({ nulls: 0, distinct: 1, ...column })),
  ...more,
});

describe('times that say their zone', () => {
  const timed = (offset: number | null | undefined, ...samples: string[]): Source =>
    table([
      { name: 'order_id', type: 'text', distinct: 1000, samples: ['QH001', 'QH002'] },
      { name: 'customer_id', type: 'text', distinct: 400, samples: ['D1', 'D2'] },
      {
        name: 'order_date',
        type: 'timestamp',
        distinct: 900,
        samples,
        min: samples[0]!,
        max: samples.at(-1)!,
        ...(offset === undefined ? {} : { zone: { offset } }),
      },
    ]);

  it('are looked at on the clock of the device where the file has none of its own', () => {
    const home = 'Asia/Shanghai';
    const zone = (source: Source) => guessMapping(source, [], home).zone;
    expect(zone(timed(0, '2024-01-05 23:30:00'))).toBe(home);
    expect(zone(timed(null, '2024-01-05 23:30:00'))).toBe(home);
    expect(zone(timed(480, '2024-01-05 23:30:00'))).toBe('as-written');
    expect(zone(timed(0, '2024-01-05 00:00:00', '2024-02-05 00:00:00'))).toBe('as-written');
    expect(zone(timed(undefined, '2024-01-05 23:30:00'))).toBeUndefined();
    const known = {
      ...guessMapping(timed(0, '2024-01-05 23:30:00'), [], home),
      zone: 'Europe/Berlin',
      confirmed: true,
    };
    expect(guessMapping(timed(0, '2024-01-05 23:30:00'), [known], home).zone).toBe('Europe/Berlin');
  });
});
