import { describe, expect, it } from 'vitest';
import { apart, inkOn, plotOptions, roundUp, shade, thinned } from '../../src/charts/chart.ts';
import { classBars } from '../../src/charts/class-bars.ts';
import { cohortChart, COHORT_LIMIT } from '../../src/charts/cohort.ts';
import { thresholdHistogram } from '../../src/charts/histogram.ts';
import { paretoChart } from '../../src/charts/pareto.ts';
import { revenueChart, type RevenueMonth } from '../../src/charts/revenue.ts';
import { rfmMap } from '../../src/charts/rfm-map.ts';
import { scoreBars, type ScoreBin } from '../../src/charts/score-bars.ts';
import { sparkline } from '../../src/charts/sparkline.ts';
import { FRAME, marksOf, targetsOf } from './palette.ts';

const text = (value: number | string): string => `<${value}>`;

describe('what all charts share', () => {
  it('never writes an inline style as text, nor its own class, which the page would refuse', () => {
    const options = plotOptions(FRAME, {}, []);
    expect(typeof options.style).toBe('object');
    expect('className' in options).toBe(false);
  });

  it('rounds axis tops up, never down', () => {
    expect([0, 1, 11, 99, 101, 4_700_000].map(roundUp)).toEqual([1, 1, 15, 100, 150, 5_000_000]);
    for (const value of [0.0037, 2.01, 63, 8_911_407.904]) expect(roundUp(value)).toBeGreaterThanOrEqual(value);
  });

  it('moves labels apart and keeps who is who', () => {
    expect(apart([10, 12, 50], 16)).toEqual([10, 26, 50]);
    expect(apart([50, 12, 10], 16)).toEqual([50, 26, 10]);
    expect(apart([30, 30], 16)).toEqual([30, 46]);
  });

  it('thins labels until they have room, and keeps the last', () => {
    expect(thinned([1, 2, 3, 4, 5], 500, 100)).toEqual([1, 2, 3, 4, 5]);
    expect(thinned([1, 2, 3, 4, 5], 250, 100)).toEqual([1, 3, 5]);
    expect(thinned([1, 2, 3, 4], 100, 100)).toEqual([4]);
  });

  it('shades within its steps and writes readable ink on them', () => {
    expect([-1, 0, 0.5, 1, 7].map((share) => shade(FRAME.palette, share))).toEqual([
      'seq0',
      'seq0',
      'seq3',
      'seq6',
      'seq6',
    ]);
    const palette = { ...FRAME.palette, ink: '#1f2328', paper: '#fbfaf7' };
    expect(inkOn(palette, '#f1f5f2')).toBe(palette.ink);
    expect(inkOn(palette, '#0f4b49')).toBe(palette.paper);
    expect(inkOn({ ...palette, ink: palette.paper, paper: palette.ink }, '#f1f5f2')).toBe(palette.ink);
  });
});

describe('revenue by month', () => {
  const month = (name: string, returning: number, fresh: number, complete = true): RevenueMonth => ({
    month: name,
    complete,
    buyers: 3,
    newBuyers: 1,
    newRevenue: fresh,
    returningRevenue: returning,
    revenue: returning + fresh,
  });
  const words = {
    month: 'Month',
    newRevenue: 'New',
    returningRevenue: 'Returning',
    revenue: 'Revenue',
    buyers: 'Buyers',
    newBuyers: 'New buyers',
    unfinished: 'not over',
    axis: 'CNY',
    formatMonth: text,
    formatMoney: text,
    formatAxis: text,
    formatCount: text,
  };
  const months = [month('2024-01-01', 0, 100), month('2024-02-01', 60, 50), month('2024-03-01', 10, 1, false)];
  const chart = revenueChart(months, FRAME, words);

  it('begins at zero and has room for the highest month', () => {
    expect(chart.options.y?.domain).toEqual([0, 150]);
    expect(chart.options.x?.domain).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
  });

  it('has one target a month, with the month behind it', () => {
    const [target, ...more] = targetsOf(chart.options);
    expect(more).toEqual([]);
    expect(target!.data).toBe(chart.data);
    expect(chart.data).toEqual(months);
    expect(chart.tip(months[2]!)[0]).toBe('<2024-03-01> (not over)');
  });

  it('tells the same in its table', () => {
    expect(chart.table.columns.map((column) => column.label)).toEqual([
      'Month',
      'Revenue',
      'Returning',
      'New',
      'Buyers',
      'New buyers',
    ]);
    expect(chart.table.rows[1]!.cells).toEqual(['2024-02', 110, 60, 50, 3, 1]);
    expect(chart.table.rows[1]!.texts[1]).toBe('<110>');
  });

  it('can be empty', () => {
    expect(revenueChart([], FRAME, words).table.rows).toEqual([]);
  });
});

describe('cohort grid', () => {
  const words = {
    cohort: 'Cohort',
    size: 'People',
    xAxis: 'months',
    formatMonth: text,
    formatShare: text,
    formatCount: text,
    cell: () => 'cell',
    came: () => 'came',
  };
  const rows = [
    { month: '2024-01-01', size: 10, buyers: [10, 4, null], shares: [1, 0.4, null] },
    { month: '2024-02-01', size: 5, buyers: [5, null, null], shares: [1, null, null] },
  ];

  it('draws nothing for a month that is not over, and zero for one that nobody came back in', () => {
    const chart = cohortChart(
      [...rows, { month: '2024-03-01', size: 2, buyers: [2, 0, null], shares: [1, 0, null] }],
      FRAME,
      words,
    );
    expect(chart.data.map((cell) => [cell.month, cell.k, cell.share])).toEqual([
      ['2024-01-01', 0, 1],
      ['2024-01-01', 1, 0.4],
      ['2024-02-01', 0, 1],
      ['2024-03-01', 0, 1],
      ['2024-03-01', 1, 0],
    ]);
    expect(chart.table.rows[1]).toEqual({ cells: ['2024-02', 5, null, null], texts: ['<2024-02-01>', '<5>', '', ''] });
  });

  it('draws the latest cohorts when there are many; the table has all', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ ...rows[1]!, month: `m${i}` }));
    const chart = cohortChart(many, FRAME, words);
    expect(new Set(chart.data.map((cell) => cell.month)).size).toBe(COHORT_LIMIT);
    expect(chart.data.at(-1)!.month).toBe('m39');
    expect(chart.table.rows).toHaveLength(40);
  });
});

describe('concentration', () => {
  const stops = [
    { percent: 20, customers: 867, at: 0.2, share: 0.7459, least: 2000 },
    { percent: 50, customers: 2169, at: 0.5, share: 0.92, least: 600 },
  ];
  const words = {
    best: 'Best',
    customers: 'Customers',
    share: 'Share',
    least: 'At least',
    xAxis: 'customers',
    yAxis: 'revenue',
    equal: 'equal',
    stop: (stop: { percent: number; share: number }) => `${stop.percent}: ${stop.share}`,
    formatShare: text,
    formatWhole: text,
    formatCount: text,
    formatMoney: text,
  };

  it('spans shares from nothing to all and points at the named stops', () => {
    const chart = paretoChart(
      [
        { customers: 0, revenue: 0 },
        { customers: 1, revenue: 1 },
      ],
      stops,
      FRAME,
      words,
    );
    expect(chart.options.x?.domain).toEqual([0, 1]);
    expect(chart.options.y?.domain).toEqual([0, 1]);
    expect(targetsOf(chart.options).map((mark) => mark.data)).toEqual([stops]);
    expect(chart.tip(stops[0]!)[0]).toBe('20: 0.7459');
    expect(chart.table.rows[0]!.cells).toEqual([0.2, 867, 0.7459, 2000]);
  });
});

describe('segments', () => {
  it('RFM map: R 5 on top, area from nothing to the largest cell, every cell of the grid in sight', () => {
    const cells = [
      { r_score: 5, column: 1, grp: 'g', customers: 90, share: 0.2 },
      { r_score: 1, column: 1, grp: 'g', customers: 10, share: 0.8 },
    ];
    const words = {
      xAxis: 'F',
      yAxis: 'R',
      r: 'R',
      f: 'F',
      group: 'g',
      customers: 'c',
      share: 's',
      formatGroup: text,
      formatCount: text,
      formatShare: text,
    };
    const chart = rfmMap(cells, 5, FRAME, words);
    expect(chart.options.y?.domain).toEqual([5, 4, 3, 2, 1]);
    expect(chart.options.x?.domain).toEqual([1, 2, 3, 4, 5]);
    expect(chart.options.r?.domain).toEqual([0, 90]);
    expect(targetsOf(chart.options).map((mark) => mark.data)).toEqual([cells]);
  });

  it('class bars: shares from zero, colours by class', () => {
    const classes = [{ class: 7, name: 'best', customers: 4, people: 0.2, money: 0.61 }];
    const words = {
      name: 'n',
      customers: 'c',
      people: 'p',
      money: 'm',
      axis: 'a',
      formatCount: text,
      formatShare: text,
      formatWhole: text,
    };
    const chart = classBars(classes, FRAME, words);
    expect(chart.options.x?.domain).toEqual([0, 0.8]);
    const fills = fillsOf(chart.options);
    expect(fills).toContain('rfm7');
    expect(chart.table.rows[0]!.texts).toEqual(['best', '<4>', '<0.2>', '<0.61>']);
  });

  it('score bars: one scale for all three measures', () => {
    const bins: ScoreBin[] = [
      { measure: 'f', score: 1, customers: 1218, least: 1, most: 1 },
      { measure: 'r', score: 2, customers: 0, least: null, most: null },
    ];
    const words = {
      measure: { r: 'R', f: 'F', m: 'M' },
      measureLabel: 'measure',
      score: 'score',
      customers: 'customers',
      range: 'range',
      formatCount: text,
      formatAxis: text,
      formatValue: (_: string, value: number) => `${value}`,
    };
    const chart = scoreBars(bins, FRAME, words);
    expect(chart.options.y?.domain).toEqual([0, 1500]);
    expect(chart.table.rows.map((row) => row.texts[3])).toEqual(['1 – 1', '—']);
  });

  it('histogram: high is below for days since the last order, above for the rest', () => {
    const bins = [
      { low: 0, high: 10, customers: 5, open: false },
      { low: 10, high: 20, customers: 7, open: true },
    ];
    const words = {
      value: 'v',
      customers: 'c',
      threshold: text,
      formatValue: text,
      formatTick: text,
      formatCount: text,
      formatAxis: text,
    };
    const cut = (side: 'below' | 'above') => ({ side, inclusive: false, whole: false });
    const high = (side: 'below' | 'above') =>
      fillsOf(thresholdHistogram(bins, 10, cut(side), FRAME, words).options).filter(
        (fill) => fill === 'pine' || fill === 'seq2',
      );
    expect(high('below')).toEqual(['pine', 'seq2']);
    expect(high('above')).toEqual(['seq2', 'pine']);
    const chart = thresholdHistogram(bins, null, cut('above'), FRAME, words);
    expect(chart.options.x?.domain).toEqual([0, 20]);
    expect(chart.table.rows[1]!.texts[0]).toBe('≥ <10>');
    // Whole numbers: the bar of 2 is at the threshold itself, and its range is 2, not 2 to 3.
    const counts = [1, 2, 3].map((low) => ({ low, high: low + 1, customers: 1, open: false }));
    const whole = (inclusive: boolean) =>
      thresholdHistogram(counts, 2, { side: 'above', inclusive, whole: true }, FRAME, words);
    const colours = (inclusive: boolean) =>
      fillsOf(whole(inclusive).options).filter((fill) => fill === 'pine' || fill === 'seq2');
    expect(colours(false)).toEqual(['seq2', 'seq2', 'pine']);
    expect(colours(true)).toEqual(['seq2', 'pine', 'pine']);
    expect(whole(false).options.x?.domain).toEqual([0.5, 3.5]);
    expect(whole(false).table.rows[1]!.texts[0]).toBe('<2>');
  });
});

describe('sparkline', () => {
  it('goes from the least at the bottom to the most at the top, with gaps where nothing is known', () => {
    expect(sparkline([1, 3, null, 2], 64, 24)).toEqual({ path: 'M2,22L22,2M62,12', last: { x: 62, y: 12 } });
    expect(sparkline([5, 5], 64, 24).path).toBe('M2,12L62,12');
    expect(sparkline([null], 64, 24)).toEqual({ path: '', last: null });
    expect(sparkline([], 64, 24).last).toBeNull();
  });
});

/** The colours that a chart's fill functions give their own data. */
function fillsOf(options: { readonly marks?: unknown }): readonly unknown[] {
  return marksOf(options).flatMap(({ data, channels }) => {
    const fill = channels?.fill?.value;
    return typeof fill === 'function' && data ? data.map((datum) => (fill as (datum: unknown) => unknown)(datum)) : [];
  });
}
