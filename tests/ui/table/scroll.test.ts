import { describe, expect, it } from 'vitest';
import { keyMove } from '../../../src/ui/table/grid-key.ts';
import { drawnHeight, placeOf, revealed, scrolled, TALLEST, type Place } from '../../../src/ui/table/scroll.ts';

const MILLION = 1_000_000 * 32;

describe('the place in a long list', () => {
  it('is the scroll position where the list fits into an element', () => {
    expect(drawnHeight(64_000)).toBe(64_000);
    expect(scrolled({ top: 0, scroll: 0 }, 5_000, 64_000, 600)).toEqual({ top: 5_000, scroll: 5_000 });
    expect(scrolled({ top: 0, scroll: 0 }, 99_000, 64_000, 600).top).toBe(63_400);
  });

  it('goes pixel by pixel under the wheel, however long the list', () => {
    let place: Place = placeOf(10_000_000, MILLION, 600);
    const start = place.top;
    for (let i = 1; i <= 10; i++) place = scrolled(place, place.scroll + 100, MILLION, 600);
    expect(place.top - start).toBeCloseTo(1_000, 6);
  });

  it('reaches both ends of a million rows, by the bar and by keys', () => {
    expect(drawnHeight(MILLION)).toBe(TALLEST);
    const last = TALLEST - 600;
    expect(scrolled({ top: 0, scroll: 0 }, last, MILLION, 600).top).toBe(MILLION - 600);
    expect(scrolled({ top: 9e6, scroll: 4e6 }, 0, MILLION, 600).top).toBe(0);
    expect(placeOf(Infinity, MILLION, 600)).toEqual({ top: MILLION - 600, scroll: last });
  });

  it('jumps in proportion, and every row can be reached', () => {
    const half = scrolled({ top: 0, scroll: 0 }, (TALLEST - 600) / 2, MILLION, 600);
    expect(half.top).toBeCloseTo((MILLION - 600) / 2, 3);
    for (const row of [1, 12_345, 500_000, 999_990])
      expect(placeOf(row * 32, MILLION, 600).top).toBe(Math.min(row * 32, MILLION - 600));
  });

  it('moves no further than needed to show a row', () => {
    expect(revealed(100, 0, 32, 320)).toBe(0);
    expect(revealed(100, 128, 160, 320)).toBe(100);
    expect(revealed(100, 448, 480, 320)).toBe(160);
    expect(placeOf(0, 0, 600)).toEqual({ top: 0, scroll: 0 });
  });
});

describe('keys in a grid', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const press = (key: string, ctrlKey = false) =>
    keyMove({ key, ctrlKey, metaKey: false }, { row: 50, column: 2 }, size);

  it.each([
    ['ArrowDown', false, 51, 2],
    ['ArrowUp', false, 49, 2],
    ['ArrowLeft', false, 50, 1],
    ['ArrowRight', true, 50, 4],
    ['PageDown', false, 60, 2],
    ['PageUp', false, 40, 2],
    ['Home', false, 50, 0],
    ['Home', true, 0, 0],
    ['End', false, 50, 4],
    ['End', true, 99, 4],
  ])('%s (with Control: %s)', (key, ctrl, row, column) => expect(press(key, ctrl)).toEqual({ row, column }));

  it('stay inside, and leave other keys alone', () => {
    expect(keyMove({ key: 'PageDown', ctrlKey: false, metaKey: false }, { row: 95, column: 0 }, size)?.row).toBe(99);
    expect(
      keyMove({ key: 'ArrowUp', ctrlKey: false, metaKey: false }, { row: 0, column: 0 }, { ...size, rows: 0 })?.row,
    ).toBe(0);
    expect(press('Tab')).toBeNull();
  });
});
