import { describe, expect, it } from 'vitest';
import { daysBetween, lastMoment, lastWindow, shiftDays, shiftMonths } from '../../src/domain/window.ts';

describe('window', () => {
  it('过去7天 on 2024-02-18 is [02-11 00:00, 02-18 00:00): today is left out', () => {
    const window = lastWindow('2024-02-18', 7);
    expect(window).toEqual({ from: '2024-02-11', to: '2024-02-18' });
    expect(lastMoment(window)).toBe('2024-02-17 23:59:59');
    expect(daysBetween(window.from, window.to)).toBe(7);
  });

  it('counts weeks, months and years back', () => {
    expect(lastWindow('2024-02-18', 2, 'week').from).toBe('2024-02-04');
    expect(lastWindow('2024-03-31', 1, 'month').from).toBe('2024-02-29');
    expect(lastWindow('2024-01-15', 13, 'month').from).toBe('2022-12-15');
    expect(lastWindow('2024-02-29', 1, 'year').from).toBe('2023-02-28');
    expect(() => lastWindow('2024-02-18', 0)).toThrow('not a length of time: 0');
  });

  it('crosses month ends and leap days', () => {
    expect(shiftDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(shiftDays('2023-03-01', -1)).toBe('2023-02-28');
    expect(shiftMonths('2023-12-31', 2)).toBe('2024-02-29');
    expect(shiftMonths('2024-01-31', -1)).toBe('2023-12-31');
    expect(() => shiftDays('2024-02-30', 1)).toThrow('not a day: 2024-02-30');
    expect(() => shiftMonths('18.02.2024', 1)).toThrow('not a day');
  });
});
