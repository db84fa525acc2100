import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/role.ts';
import type { Source } from '../../src/domain/source.ts';
import { warningsOf } from '../../src/domain/source-warning.ts';
import { BARE } from './bare-source.ts';

const SOURCE: Source = { ...BARE, id: 's1', rows: 10, loadedAt: '2026-11-25T10:00:00Z' };

const column = (name: string, type: 'date' | 'text', max: string) => ({
  name,
  type,
  nulls: 0,
  distinct: 5,
  samples: [max],
  min: '2024-01-01',
  max,
});

function warned(source: Partial<Source>, roles: Readonly<Record<string, Role>>) {
  const choices = Object.entries(roles).map(([name, role]) => [name, { role, confidence: 1, by: 'guess' }] as const);
  return warningsOf({ ...SOURCE, ...source }, { confirmed: true, roles: Object.fromEntries(choices) });
}

describe('what must be known of a table', () => {
  it('orders later than the day after it came in: the as-of day follows them', () => {
    const columns = [column('at', 'date', '2098-12-24'), column('paid', 'date', '2098-12-25')];
    expect(warned({ columns }, { at: 'orders.ordered_at', paid: 'orders.paid_at' })).toEqual([
      { kind: 'future', column: 'paid', text: '2098-12-25' },
    ]);
  });

  it("nothing of a day's grace, of dates that say nothing of what happened, or of text", () => {
    const columns = [
      column('at', 'date', '2026-11-26'),
      column('until', 'date', '2098-12-24'),
      column('since', 'date', '2098-12-24'),
      column('word', 'text', '2098-12-24'),
    ];
    const roles = { at: 'orders.ordered_at', since: 'person.registered_at', word: 'event.at' } as const;
    expect(warned({ columns }, roles)).toEqual([]);
  });

  it('characters that could not be read, where they are many', () => {
    expect(warned({ notes: [{ kind: 'unreadable-characters', count: 3 }] }, {})).toEqual([
      { kind: 'unreadable', n: 3, all: 10 },
    ]);
    expect(warned({ rows: 5_000, notes: [{ kind: 'unreadable-characters', count: 3 }] }, {})).toEqual([]);
    expect(warned({ rows: 0 }, {})).toEqual([{ kind: 'no-rows' }]);
  });

  it('numbers that a spreadsheet cut short', () => {
    const notes = [
      { kind: 'scientific', column: 'no', text: '3.12E+18' },
      { kind: 'long-number', column: 'id', text: '3120000000000000000' },
      { kind: 'title-rows', text: 'x' },
    ] as const;
    expect(warned({ notes }, {})).toEqual([
      { kind: 'cut-short', column: 'no', text: '3.12E+18' },
      { kind: 'long-number', column: 'id', text: '3120000000000000000' },
    ]);
  });
});
