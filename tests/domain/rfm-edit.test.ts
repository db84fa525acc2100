import { describe, expect, it } from 'vitest';
import { cellFilter, cohortFilter, narrowed } from '../../src/domain/narrow.ts';
import { boundsOf, edited } from '../../src/domain/rfm-edit.ts';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';

const thresholds = {
  score: { r: [10, 20, 30, 40], f: [1, 1, 2, 4], m: [15, 32, 59, 130] },
  split: { r: 25, f: 1, m: 43 },
};

describe('editing the convention', () => {
  it('begins a split by hand where it was', () => {
    expect(edited(DEFAULT_RFM, { split: 'fixed' }, thresholds)).toMatchObject({
      split: 'fixed',
      splitAt: thresholds.split,
    });
    const scored = edited(
      { ...DEFAULT_RFM, split: 'score-mean' },
      { split: 'fixed' },
      { ...thresholds, split: { r: 3, f: 3, m: 3 } },
    );
    expect(scored.splitAt).toEqual({ r: 20, f: 1, m: 32 });
  });

  it('keeps a split that was set by hand when something else changes', () => {
    const mine = edited(DEFAULT_RFM, { split: 'fixed', splitAt: { r: 7, f: 2, m: 5 } }, thresholds);
    expect(edited(mine, { names: 'vecdp' }, thresholds).splitAt).toEqual({ r: 7, f: 2, m: 5 });
  });

  it('has one bound fewer than levels', () => {
    const five = edited(DEFAULT_RFM, { scoreCut: 'fixed' }, thresholds);
    expect(five.fixed).toEqual(thresholds.score);
    expect(edited(five, { levels: 3 }, thresholds).fixed).toEqual({ r: [10, 20], f: [1, 1], m: [15, 32] });
    const three = edited(five, { levels: 3 }, thresholds);
    expect(edited(three, { levels: 5 }, thresholds).fixed!.m).toEqual([15, 32, 32, 32]);
  });

  it('does not begin what it has no numbers for', () => {
    expect(edited(DEFAULT_RFM, { split: 'fixed' }, null).split).toBe('median');
    expect(edited(DEFAULT_RFM, { scoreCut: 'fixed' }, null).scoreCut).toBe('quantile');
  });

  it('reads bounds as people write them', () => {
    expect(boundsOf(' 1, 2;3，4 ', 4)).toEqual([1, 2, 3, 4]);
    expect(boundsOf('1 1 2', 3)).toEqual([1, 1, 2]);
    for (const text of ['', '1 2', '2 1 3', '1 x 3', '1 2 Infinity']) expect(boundsOf(text, 3)).toBeNull();
  });
});

describe('narrowing the filter', () => {
  it('replaces conditions on the same field', () => {
    const filter = [
      { field: 'a', op: 'is-empty' },
      { field: 'b', op: 'is-empty' },
    ] as const;
    expect(narrowed(filter, { field: 'a', op: 'is-not-empty' })).toEqual([
      filter[1],
      { field: 'a', op: 'is-not-empty' },
    ]);
  });

  it('names a cell of the grid, and a cell of the cohorts', () => {
    const cell = { r_score: 5, column: 2, grp: 'loyal' };
    expect(cellFilter('rf', cell).map((c) => c.field)).toEqual(['rfm.r_score', 'rfm.f_score']);
    expect(cellFilter('rfm', cell).map((c) => c.field)).toEqual(['rfm.r_score', 'rfm.group']);
    expect(cohortFilter('2023-11-01', 0)).toHaveLength(1);
    expect(cohortFilter('2023-11-01', 3)[1]).toMatchObject({ field: 'order_month', values: ['2024-02'] });
  });
});
