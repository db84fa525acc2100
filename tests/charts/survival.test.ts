import { describe, expect, it } from 'vitest';
import { cohortChart } from '../../src/charts/cohort.ts';
import { lapseChart } from '../../src/charts/lapse.ts';
import { survivalChart, tickDays } from '../../src/charts/survival.ts';
import { FRAME } from './palette.ts';

const formats = { formatShare: String, formatWhole: String, formatCount: String };

describe('survival charts', () => {
  const words = {
    ...formats,
    group: 'group',
    day: 'day',
    axis: 'back',
    share: 'share',
    interval: 'between',
    atRisk: 'watched',
    formatDay: (n: number) => `${n} d`,
  };
  const points = [
    { day: 0, share: 0, low: 0, high: 0, atRisk: 50 },
    { day: 40, share: 0.3, low: 0.2, high: 0.42, atRisk: 20 },
  ];

  it('say of each day who is back, within which bounds, and how many are still watched', () => {
    const chart = survivalChart([{ name: 'all', points }], FRAME, words);
    expect(chart.tip(chart.data[1]!)).toEqual(['40 d', 'share 0.3', 'between 0.2 – 0.42', 'watched 20']);
    expect(chart.table.rows[1]!.cells).toEqual(['all', 40, 0.3, '0.2 – 0.42', 20]);
    expect(chart.options.y?.domain).toEqual([0, 0.5]);
    expect(chart.options.x?.domain).toEqual([0, 40]);
  });

  it('name the group in the tip, stand without anybody, and have a row of the watched for every group', () => {
    const one = survivalChart([{ name: 'a', points }], FRAME, words);
    const two = survivalChart(
      ['a', 'b'].map((name) => ({ name, points })),
      FRAME,
      words,
    );
    expect(two.tip(two.data[3]!)[0]).toBe('b · 40 d');
    expect(Number(two.options.height)).toBe(Number(one.options.height) + 16);
    expect(survivalChart([{ name: 'a', points: [] }], FRAME, words).data).toEqual([]);
  });

  it('count in days that people count in', () => {
    expect(tickDays(365, 5)).toEqual([0, 90, 180, 270, 360]);
    expect(tickDays(20, 4)).toEqual([0, 7, 14]);
    expect(tickDays(0, 3)).toEqual([0]);
  });
});

describe('the lapse chart', () => {
  it('says of each silence the chance to come back and both errors', () => {
    const rows = [
      { days: 0, chance: 0.8, falseAlarm: 1, missed: 0 },
      { days: 90, chance: 0.05, falseAlarm: 0.2, missed: 0.3 },
    ];
    const words = {
      ...formats,
      days: 'days',
      axis: 'share',
      chance: 'back',
      falseAlarm: 'alarm',
      missed: 'missed',
      point: 'here',
      formatDays: (n: number) => `${n} d`,
    };
    const chart = lapseChart(rows, 60, FRAME, words);
    expect(chart.tip(rows[1]!)).toEqual(['90 d', 'back 0.05', 'alarm 0.2', 'missed 0.3']);
    expect(chart.table.rows[0]!.cells).toEqual([0, 0.8, 1, 0]);
    expect(lapseChart([], 1, FRAME, words).data).toEqual([]);
  });
});

describe('a cohort chart with columns of its own', () => {
  it('heads them as told, in the picture and in the table', () => {
    const row = { month: '2024-01-01', size: 9, buyers: [9, 3], shares: [1, 0.3] };
    const chart = cohortChart([row], FRAME, {
      ...formats,
      cohort: 'cohort',
      size: 'size',
      xAxis: 'x',
      column: (k) => `q${k}`,
      formatMonth: String,
      cell: () => '',
      came: () => '',
    });
    expect(chart.table.columns.map(({ label }) => label)).toEqual(['cohort', 'size', 'q1']);
  });
});
