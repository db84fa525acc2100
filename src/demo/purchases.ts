import { amountAt, dayAt, secondOfDay, type Calendar } from './calendar.ts';
import { NEVER, STORE_CHANNEL, type People } from './people.ts';
import { STORES_OF_CITY } from './places.ts';
import { Random, running } from './random.ts';
import { Timeline } from './timeline.ts';

/** Parts of a purchase's code: its channel, whether a campaign caused it, whether staff made it to try the shop, and its store. */
export const channelOf = (code: number): number => code & 7;
export const isExtra = (code: number): boolean => (code & 8) !== 0;
export const isTest = (code: number): boolean => (code & 16) !== 0;
export const storeOf = (code: number): number => code >> 5;
export const EXTRA = 8;
export const TEST = 16;

const CROWD = running([36, 20, 26, 18]);

/**
 * When people buy: a Poisson process of each person's own rate in shop time (a sale day is longer than a plain day),
 * from the first order until the drop-out. Gamma rates and gamma hazards make it Pareto/NBD (Schmittlein, Morrison and
 * Colombo 1987) within a segment. Persons are visited in order, so the result is not in order of time.
 */
export function* drawPurchases(seed: number, people: People, calendar: Calendar): Generator<number, Timeline> {
  const random = new Random(seed, 'purchases');
  const timeline = new Timeline();
  for (let i = 0; i < people.count; i++) {
    if (i % 20000 === 19999) yield i / people.count;
    const first = people.firstOrderAt[i]!;
    if (first === NEVER) continue;
    timeline.push(first, i, channelFor(random, people, i, hourOf(first) >= 10 && hourOf(first) < 22));
    const rate = people.rate[i]!;
    if (rate === 0) continue;
    const end = Math.min(people.dropoutAt[i]!, calendar.asOf);
    const totals = people.bargain[i] === 1 ? calendar.bargain : calendar.plain;
    let amount = amountAt(totals, (first - calendar.start) / 86400);
    for (;;) {
      amount += random.exponential(1 / rate);
      const day = Math.floor(dayAt(totals, amount));
      if (day >= calendar.days) break;
      const code = channelFor(random, people, i, true);
      const second = secondOfDay(random, people.bestHour[i]!, channelOf(code) === STORE_CHANNEL);
      const at = calendar.start + day * 86400 + second;
      if (at >= end) break;
      if (at > first) timeline.push(at, i, code);
    }
  }
  for (let k = 0; k < Math.max(8, Math.floor(timeline.length / 4000)); k++) {
    const day = random.below(calendar.days);
    timeline.push(calendar.start + day * 86400 + 36000 + random.below(28800), NEVER, TEST | random.below(4));
  }
  return timeline;
}

/** Mostly the channel a person is used to; a store only in a city that has one, and while it is open. */
function channelFor(random: Random, people: People, person: number, open: boolean): number {
  const home = people.home[person]!;
  const near = STORES_OF_CITY[people.city[person]!]!;
  const stays = random.chance(0.72);
  const channel = stays ? home : near.length > 0 && random.chance(0.3) ? STORE_CHANNEL : random.index(CROWD);
  if (channel !== STORE_CHANNEL) return channel;
  return open ? STORE_CHANNEL | (random.pick(near) << 5) : random.index(CROWD);
}

function hourOf(at: number): number {
  return Math.floor(at / 3600) % 24;
}
