import { beforeEach, expect, test } from 'vitest';
import { language } from '../../../src/i18n/language.svelte.ts';
import { Pace } from '../../../src/ui/frame/pace.ts';

beforeEach(() => language.set('en'));

const reading = (done: number) =>
  ({
    id: 1,
    kind: 'load',
    name: 'orders.csv',
    step: { step: 'reading', done, total: 100e6, rows: 3_100_000 },
  }) as const;

test('a job that just began tells its share and rows, but no rate yet', () => {
  const line = new Pace().line(reading(25e6), 0);
  expect(line.text).toBe('orders.csv · reading');
  expect(line.share).toBe(0.25);
  expect(line.facts).toEqual(['25%', '3,100,000 rows']);
});

test('rate and time left speak of the step that runs now', () => {
  const pace = new Pace();
  pace.line(reading(0), 0);
  expect(pace.line(reading(40e6), 4000).facts).toEqual(['40%', '3,100,000 rows', '10 MB/s', '6 s left']);
  const next = { ...reading(0), step: { step: 'building', done: 500, total: 1000 } };
  pace.line({ ...next, step: { ...next.step, done: 0 } }, 10_000);
  expect(pace.line(next, 12_000).facts).toEqual(['50%', '2 s left']);
});

test('without a total there is no share and no time left', () => {
  const job = { id: 2, kind: 'build', name: 'rfm', step: { step: 'building', done: 5, total: 0 } } as const;
  expect(new Pace().line(job, 0)).toMatchObject({ text: 'Scoring RFM', share: null, facts: [] });
});
