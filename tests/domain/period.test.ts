import { describe, expect, it } from 'vitest';
import { monthNumber, monthStart, periodOf } from '../../src/domain/period.ts';

describe('periods', () => {
  it.each([
    ['last-30', '2024-03-31', '2024-03-01 2024-03-31', '2024-01-31 2024-03-01', '2023-03-01 2023-03-31'],
    ['last-365', '2011-12-10', '2010-12-10 2011-12-10', '2009-12-10 2010-12-10', null],
    ['month', '2011-12-10', '2011-12-01 2011-12-10', '2011-11-01 2011-11-10', '2010-12-01 2010-12-10'],
    ['month', '2024-03-31', '2024-03-01 2024-03-31', '2024-02-01 2024-03-01', '2023-03-01 2023-03-31'],
    ['month', '2024-03-01', '2024-02-01 2024-03-01', '2024-01-01 2024-02-01', '2023-02-01 2023-03-01'],
    ['month', '2024-02-29', '2024-02-01 2024-02-29', '2024-01-01 2024-01-29', '2023-02-01 2023-03-01'],
    ['quarter', '2024-05-16', '2024-04-01 2024-05-16', '2024-01-01 2024-02-15', '2023-04-01 2023-05-16'],
    ['year', '2024-01-01', '2023-01-01 2024-01-01', '2022-01-01 2023-01-01', null],
    ['year', '2024-03-01', '2024-01-01 2024-03-01', '2023-01-01 2023-03-01', null],
  ] as const)('%s as of %s', (kind, asOf, current, previous, yearBefore) => {
    const period = periodOf(kind, asOf);
    const text = (span: { start: string | null; end: string } | null) => span && `${span.start} ${span.end}`;
    expect(text(period.current)).toBe(current);
    expect(text(period.previous)).toBe(previous);
    expect(text(period.yearBefore)).toBe(yearBefore);
  });

  it('all time has no comparison', () => {
    expect(periodOf('all', '2024-01-01')).toEqual({
      current: { start: null, end: '2024-01-01' },
      previous: null,
      yearBefore: null,
    });
  });

  it('numbers months one after the other', () => {
    expect(monthNumber('2024-01-15') - monthNumber('2023-12-31')).toBe(1);
    expect(monthStart(monthNumber('1997-12-01'))).toBe('1997-12-01');
  });

  it('refuses what is no day', () => {
    expect(() => periodOf('month', 'soon')).toThrow('not a day: soon');
  });
});
