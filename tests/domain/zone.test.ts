import { describe, expect, it } from 'vitest';
import { offsetName, zoneShift } from '../../src/domain/zone.ts';

const ms = (text: string) => Date.parse(text);

describe('the clocks of a zone', () => {
  it('change on the days of summer time, to the second', () => {
    expect(zoneShift('Europe/Berlin', ms('2024-01-01T00:00:00Z'), ms('2025-01-01T00:00:00Z'))).toEqual({
      first: 3600,
      changes: [
        { at: ms('2024-03-31T01:00:00Z'), seconds: 7200 },
        { at: ms('2024-10-27T01:00:00Z'), seconds: 3600 },
      ],
    });
    expect(zoneShift('America/New_York', ms('2024-07-01T00:00:00Z'), ms('2024-12-01T00:00:00Z')).changes).toEqual([
      { at: ms('2024-11-03T06:00:00Z'), seconds: -18000 },
    ]);
  });

  it('stand still in China since 1992, and went in half hours elsewhere', () => {
    expect(zoneShift('Asia/Shanghai', ms('1992-01-01T00:00:00Z'), ms('2030-01-01T00:00:00Z'))).toEqual({
      first: 28800,
      changes: [],
    });
    expect(zoneShift('Asia/Kolkata', ms('2024-01-01T00:00:00Z'), ms('2024-02-01T00:00:00Z')).first).toBe(19800);
    expect(() => zoneShift('Nowhere/None', 0, 1)).toThrow(RangeError);
  });

  it('have names', () => {
    expect([0, 480, -210].map(offsetName)).toEqual(['UTC', 'UTC+08:00', 'UTC-03:30']);
  });
});
