import { expect, test } from 'vitest';
import { clusterMapChart, type MapDot } from '../../src/charts/cluster-map.ts';
import { FRAME, targetsOf } from './palette.ts';

const POINTS: readonly MapDot[] = [
  { customer: 7, cluster: 0, x: -2, y: 0, fit: 0.9 },
  { customer: 8, cluster: 1, x: 2, y: 1, fit: 0.4 },
  { customer: 9, cluster: 1, x: 0, y: -1, fit: 0.1 },
];
const words = {
  ...{ cluster: 'cluster', drawn: 'drawn', x: 'x', y: 'y', fit: 'fit' },
  nameOf: (cluster: number) => `cluster ${cluster}`,
  colourOf: (cluster: number) => cluster + 1,
  whoOf: ({ customer }: MapDot) => `Q${customer}`,
  ...{ formatCount: String, formatPlace: String, formatShare: String },
};

test('the map paints a dot a customer, in the order of the data, inside the frame, high y above low, and makes no element of any', () => {
  const chart = clusterMapChart(POINTS, FRAME, words);
  expect(chart.data).toEqual(POINTS);
  expect(targetsOf(chart.options)).toHaveLength(0);
  const dots = chart.dots!;
  expect(dots.map(({ fill }) => fill)).toEqual(['cat1', 'cat2', 'cat2']);
  expect([dots[0]!.x, dots[1]!.x]).toEqual([12, FRAME.width - 12]);
  expect(dots[1]!.y).toBeLessThan(dots[0]!.y);
  expect(dots[0]!.y).toBeLessThan(dots[2]!.y);
  expect(chart.tip(POINTS[1]!)).toEqual(['Q8', 'cluster 1', 'fit 0.4']);
});

test('nobody to draw is no fault', () => {
  expect(clusterMapChart([], FRAME, words).dots).toEqual([]);
});
