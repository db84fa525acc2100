import { describe, expect, it } from 'vitest';
import { conditionalChart } from '../../src/charts/conditional.ts';
import { trackingChart } from '../../src/charts/tracking.ts';
import { FRAME } from './palette.ts';

const frame = FRAME;

describe('hold-out charts', () => {
  const names = { actual: 'happened', expected: 'foreseen' };

  it('say of each week what happened and what was foreseen', () => {
    const weeks = [
      { week: 1, actual: 3, expected: 2.5 },
      { week: 2, actual: 7, expected: 6 },
    ];
    const chart = trackingChart(weeks, 1, frame, {
      ...names,
      week: 'Week',
      split: 'split',
      axis: 'so far',
      formatWeek: (week) => `week ${week}`,
      formatCount: String,
      formatAxis: String,
    });
    expect(chart.tip(weeks[1]!)).toEqual(['week 2', 'happened 7', 'foreseen 6']);
    expect(chart.table.rows[0]!.cells).toEqual([1, 3, 2.5]);
    expect(chart.options.y?.domain).toEqual([0, 8]);
    expect(trackingChart([], 0, frame, { ...chartWords }).data).toEqual([]);
  });

  it('name the last frequency with all above it', () => {
    const rows = [
      { x: 0, andMore: false, customers: 10, actual: 0.2, expected: 0.3 },
      { x: 7, andMore: true, customers: 2, actual: 4, expected: 3.5 },
    ];
    const chart = conditionalChart(rows, frame, {
      ...names,
      before: 'before',
      customers: 'customers',
      axis: 'after',
      formatMean: String,
      formatCount: String,
    });
    expect(chart.table.rows.map(({ texts }) => texts[0])).toEqual(['0', '7+']);
    expect(chart.tip(rows[1]!)).toEqual(['before 7+', 'customers 2', 'happened 4', 'foreseen 3.5']);
  });
});

const chartWords = {
  actual: '',
  expected: '',
  week: '',
  split: '',
  axis: '',
  formatWeek: String,
  formatCount: String,
  formatAxis: String,
};
