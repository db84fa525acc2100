import { describe, expect, it } from 'vitest';
import { quantile } from '../../../workers/compute/math/quantile.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import {
  bestLapse,
  chanceToReturn,
  lapseErrors,
  lapsePoint,
  personalLapse,
  returnedWithin,
} from '../../../workers/compute/models/lapse.ts';
import { cdnowPurchaseDays, dayOf, hasCdnow } from './cdnow.ts';

/** Seven in ten return after an exponential time of mean 30 days, three never do; each is watched for up to 400 days. */
function world(n: number, seed: number) {
  const random = seededRandom(seed);
  const [time, event]: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++) {
    const back = random.uniform() < 0.7 ? random.exponential(1 / 30) : Infinity;
    const watched = 1 + random.integer(400);
    time.push(Math.min(back, watched));
    event.push(back <= watched ? 1 : 0);
  }
  return { time, event };
}

describe('lapse point', () => {
  it('finds the silence after which a planted world returns with less than 10 %', () => {
    const point = lapsePoint(world(40000, 41));
    if (!point.ok) throw new Error(point.reason);
    // S(d) = .3 + .7 e^(−d/30): (S − .3)/S = .1 at S = 1/3, d = 30 ln 21.
    expect(point.never).toBeCloseTo(0.3, 2);
    expect(Math.abs(point.days - 30 * Math.log(21))).toBeLessThan(8);
    expect(chanceToReturn(point, 0)).toBeCloseTo(0.7, 2);
    expect(chanceToReturn(point, point.days - 1)).toBeGreaterThan(0.1);
    expect(chanceToReturn(point, point.days)).toBeLessThan(0.1);
    expect(returnedWithin(point, 30)).toBeCloseTo(0.7 * (1 - Math.exp(-1)), 2);
  });

  it('lies later than the quantile of finished gaps, which censoring biases', () => {
    const random = seededRandom(42);
    const [time, event, finished]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < 3000; i++) {
      const mean = 5 + 120 * random.uniform();
      for (let clock = 0; clock < 180;) {
        const gap = random.exponential(1 / mean);
        const ends = clock + gap < 180;
        time.push(ends ? gap : 180 - clock);
        event.push(ends ? 1 : 0);
        if (ends) finished.push(gap);
        clock += gap;
      }
    }
    const point = lapsePoint({ time, event });
    if (!point.ok) throw new Error(point.reason);
    expect(point.days).toBeGreaterThan(quantile(finished, 0.9));
  });

  it('refuses too few returns, too few intervals and a world in which everybody returns', () => {
    expect(lapsePoint({ time: [1, 2], event: [1, 0] })).toEqual({
      ok: false,
      reason: 'too-few-returns',
      detail: { returns: 1, needed: 30 },
    });
    expect(lapsePoint({ time: Array(40).fill(3), event: Array(40).fill(1) })).toMatchObject({
      reason: 'nobody-lapses',
    });
    expect(lapsePoint({ time: [1, 2], event: [1, 0] }, { minEvents: 1 })).toMatchObject({
      reason: 'too-few-intervals',
    });
    expect(() => lapsePoint({ time: [1], event: [1] }, { threshold: 1 })).toThrow('1');
  });

  it('waits longer for customers with a slow rhythm of their own', () => {
    expect(personalLapse(60, { gaps: 3, median: 50 })).toBe(100);
    expect(personalLapse(60, { gaps: 5, median: 7 })).toBe(60);
    expect(personalLapse(60, { gaps: 2, median: 50 })).toBe(60);
    expect(personalLapse(60, null)).toBe(60);
  });

  it('trades false alarms against missed customers', () => {
    const data = world(5000, 43);
    const point = lapsePoint(data);
    if (!point.ok) throw new Error(point.reason);
    const silences = data.time.filter((_, i) => data.event[i] === 0);
    const errors = lapseErrors(point, silences, [0, 30, 60, 90, 120, 500]);
    expect(errors[0]).toEqual({ days: 0, falseAlarm: 1, missed: 0 });
    expect(errors[5]).toEqual({ days: 500, falseAlarm: 0, missed: 1 });
    for (let i = 1; i < errors.length; i++) {
      expect(errors[i]!.falseAlarm).toBeLessThanOrEqual(errors[i - 1]!.falseAlarm);
      expect(errors[i]!.missed).toBeGreaterThanOrEqual(errors[i - 1]!.missed);
    }
    expect([30, 60, 90]).toContain(bestLapse(errors)!.days);
    expect(bestLapse(errors, 1)!.falseAlarm).toBe(0);
    expect(bestLapse([])).toBeNull();
  });
});

describe.skipIf(!hasCdnow)('lapse point of CDNOW', () => {
  const intervals = (until: string) => {
    const end = dayOf(until);
    const columns = { time: [] as number[], event: [] as number[], weight: [] as number[] };
    for (const all of cdnowPurchaseDays().values()) {
      const days = all.filter((d) => d <= end);
      days.forEach((day, i) => {
        columns.time.push((days[i + 1] ?? end) - day);
        columns.event.push(i + 1 < days.length ? 1 : 0);
        columns.weight.push(1 / days.length);
      });
    }
    return columns;
  };
  const found = (...args: Parameters<typeof lapsePoint>) => {
    const point = lapsePoint(...args);
    if (!point.ok) throw new Error(point.reason);
    return point;
  };

  it('matches the pooled finished gaps at 1997-09-30: 27 77 128 164 days', () => {
    const { time, event } = intervals('19970930');
    const finished = time.filter((_, i) => event[i] === 1);
    expect([0.5, 0.8, 0.9, 0.95].map((p) => quantile(finished, p))).toEqual([27, 77, 128, 164]);
  });

  it('lies later than the 90 % quantile, says that nine months are too short to settle, and moves later with eighteen', () => {
    const of = (until: string) => {
      const { time, event } = intervals(until);
      return found({ time, event });
    };
    const [early, late] = [of('19970930'), of('19980630')];
    expect(early.days).toBeGreaterThan(128);
    expect(early.settled).toBe(false);
    expect(late.settled).toBe(true);
    expect(late.days).toBeGreaterThan(early.days);
  });

  it('comes earlier when each customer has one vote: fast repeaters have many gaps', () => {
    const { time, event, weight } = intervals('19980630');
    expect(found({ time, event, weight }).days).toBeLessThan(found({ time, event }).days);
  });
});
