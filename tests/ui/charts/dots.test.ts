import { describe, expect, it } from 'vitest';
import { nearest, towards } from '../../../src/ui/charts/dots.ts';

const DOTS = [
  [10, 10],
  [30, 10],
  [32, 60],
  [10, 40],
  [10, 40],
].map(([x, y]) => ({ x: x!, y: y!, fill: '#000000' }));

describe('dots that are painted', () => {
  it('are found by the pointer within its reach, the upper of two in one place', () => {
    expect(nearest(DOTS, 13, 12, 9)).toBe(0);
    expect(nearest(DOTS, 11, 41, 9)).toBe(4);
    expect(nearest(DOTS, 20, 10, 9)).toBe(-1);
    expect(nearest([], 0, 0, 9)).toBe(-1);
  });

  it('are walked by arrow keys to the nearest in that direction, and by Home and End', () => {
    expect(towards(DOTS, 0, 'ArrowRight')).toBe(1);
    expect(towards(DOTS, 0, 'ArrowDown')).toBe(3);
    expect(towards(DOTS, 1, 'ArrowDown')).toBe(2);
    expect(towards(DOTS, 0, 'ArrowLeft')).toBe(-1);
    expect(towards(DOTS, 2, 'Home')).toBe(0);
    expect(towards(DOTS, 0, 'End')).toBe(4);
    expect(towards(DOTS, 0, 'a')).toBe(-1);
  });
});
