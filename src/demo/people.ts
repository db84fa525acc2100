import { amountAt, dayAt, secondOfDay, type Calendar } from './calendar.ts';
import { CITIES, CITY_TOTALS, STORES_OF_CITY } from './places.ts';
import { Random, running } from './random.ts';
import { BARGAIN, HAZARD_SHAPE, LOYAL, ONE_OFF, PROMISING, RATE_SHAPE, SEGMENTS } from './segments.ts';

export const OCCUPATIONS = [
  '上班族',
  '学生',
  '自由职业',
  '教师',
  '医护',
  '全职妈妈',
  '个体经营',
  '公务员',
  '退休',
] as const;
export const CHANNELS = ['天猫', '京东', '小程序', '抖音', '门店'] as const;
export const STORE_CHANNEL = 4;

/** True people in the order in which they joined, one column each. `NEVER` in a time column means it does not happen. */
export interface People {
  count: number;
  segment: Uint8Array;
  female: Uint8Array;
  birthYear: Uint16Array;
  city: Uint8Array;
  occupation: Uint8Array;
  /** Index into CHANNELS: where a person mostly buys. */
  home: Uint8Array;
  favourite: Uint8Array;
  second: Uint8Array;
  /** Hour of the day (0-23) around which a person uses the phone. */
  bestHour: Uint8Array;
  bargain: Uint8Array;
  usesApp: Uint8Array;
  /** -1 (unhappy) to 1 (happy), mostly in between. */
  mood: Float32Array;
  /** Orders a day of shop intensity while alive. */
  rate: Float32Array;
  spend: Float32Array;
  joinedAt: Uint32Array;
  firstOrderAt: Uint32Array;
  /** No order at or after this moment. At or after `asOf` the person is alive, also as NEVER. */
  dropoutAt: Uint32Array;
}

export const NEVER = 0xffffffff;

const HOURS = running([1, 0, 0, 0, 0, 0, 1, 5, 6, 4, 3, 3, 11, 5, 2, 2, 2, 2, 4, 7, 16, 14, 9, 3]);
const HOMES = running([30, 16, 24, 14, 16]);
const NO_STORE = running([34, 20, 28, 18, 0]);
const AGES = running([9, 20, 22, 17, 12, 8, 6, 6]);

export function drawPeople(seed: number, count: number, calendar: Calendar): People {
  const random = new Random(seed, 'people');
  const bytes = () => new Uint8Array(count);
  const people: People = {
    count,
    segment: bytes(),
    female: bytes(),
    birthYear: new Uint16Array(count),
    city: bytes(),
    occupation: bytes(),
    home: bytes(),
    favourite: bytes(),
    second: bytes(),
    bestHour: bytes(),
    bargain: bytes(),
    usesApp: bytes(),
    mood: new Float32Array(count),
    rate: new Float32Array(count),
    spend: new Float32Array(count),
    joinedAt: joinTimes(random, count, calendar),
    firstOrderAt: new Uint32Array(count),
    dropoutAt: new Uint32Array(count),
  };
  for (let i = 0; i < count; i++) {
    drawWho(random, people, i, calendar);
    drawSegment(random, people, i, calendar);
    drawLife(random, people, i, calendar);
  }
  return people;
}

function joinTimes(random: Random, count: number, calendar: Calendar): Uint32Array {
  const total = calendar.joining[calendar.days - 1]!;
  const times = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const day = Math.min(calendar.days - 1, Math.floor(dayAt(calendar.joining, random.next() * total)));
    times[i] = calendar.start + day * 86400 + secondOfDay(random, 20, false);
  }
  return times.sort();
}

function drawWho(random: Random, people: People, i: number, calendar: Calendar): void {
  const female = random.chance(0.68);
  const age = 16 + 6 * random.index(AGES) + random.below(6);
  people.female[i] = female ? 1 : 0;
  people.birthYear[i] = 1970 + Math.floor(calendar.asOf / 31556952) - age;
  people.city[i] = random.index(CITY_TOTALS);
  people.occupation[i] = occupationOf(random, age, female);
  people.home[i] = random.index(STORES_OF_CITY[people.city[i]!]!.length > 0 ? HOMES : NO_STORE);
  const tastes = [
    1 + Math.max(0, age - 30) / 12,
    2,
    female ? (age < 40 ? 3.5 : 1.8) : 0.5,
    age > 28 ? 2.2 : 1,
    female ? 1.2 : 0.5,
    1.3,
  ];
  for (let k = 1; k < tastes.length; k++) tastes[k]! += tastes[k - 1]!;
  people.favourite[i] = random.index(tastes);
  people.second[i] = random.index(tastes);
  people.bestHour[i] = random.index(HOURS);
  people.usesApp[i] = random.chance(people.home[i] === 2 ? 0.95 : age > 52 ? 0.4 : 0.72) ? 1 : 0;
  people.mood[i] = Math.tanh(0.75 + 0.8 * random.normal());
}

function occupationOf(random: Random, age: number, female: boolean): number {
  if (age < 23) return random.chance(0.8) ? 1 : 0;
  if (age > 57) return random.chance(0.8) ? 8 : 6;
  if (female && age > 26 && age < 42 && random.chance(0.16)) return 5;
  return [0, 0, 0, 0, 0, 2, 3, 4, 6, 7][random.below(10)]!;
}

/** Segments lean on who a person is, as in life: loyal customers are older and in large cities, bargain hunters study or raise children. */
function drawSegment(random: Random, people: People, i: number, calendar: Calendar): void {
  const tier = CITIES[people.city[i]!]!.tier;
  const age = 1970 + Math.floor(calendar.asOf / 31556952) - people.birthYear[i]!;
  const recent = (people.joinedAt[i]! - calendar.start) / (calendar.asOf - calendar.start);
  const saver = people.occupation[i] === 1 || people.occupation[i] === 5;
  const lean = [
    (tier === 1 ? 1.45 : tier === 2 ? 0.95 : 0.55) * (age >= 30 && age < 50 ? 1.4 : 0.75),
    0.5 + recent,
    saver ? 1.9 : 0.85,
    1,
    people.home[i] === 3 ? 1.5 : 0.93,
  ];
  for (let s = 0; s < lean.length; s++) lean[s] = lean[s]! * SEGMENTS[s]!.share + (lean[s - 1] ?? 0);
  const segment = random.index(lean);
  people.segment[i] = segment;
  people.bargain[i] = segment === BARGAIN || (segment !== LOYAL && random.chance(0.05)) ? 1 : 0;
  people.rate[i] = SEGMENTS[segment]!.rate * random.gamma(RATE_SHAPE);
  people.spend[i] = SEGMENTS[segment]!.spend * random.gamma(6);
}

function drawLife(random: Random, people: People, i: number, calendar: Calendar): void {
  const joined = people.joinedAt[i]!;
  const segment = people.segment[i]!;
  const totals = people.bargain[i] === 1 ? calendar.bargain : calendar.plain;
  const begins = amountAt(totals, (joined - calendar.start) / 86400);
  const day = dayAt(totals, begins + (random.chance(0.7) ? 0 : random.exponential(9)));
  const at = random.chance(0.7) ? joined + 300 + random.below(5400) : calendar.start + Math.floor(day * 86400);
  const first = Math.max(joined + 60, at);
  const never = first >= calendar.asOf || (segment === ONE_OFF && random.chance(0.1));
  people.firstOrderAt[i] = never ? NEVER : first;
  const hazard = random.gamma(HAZARD_SHAPE) / SEGMENTS[segment]!.lifetime;
  const days = segment === ONE_OFF ? 1 / 24 : random.exponential(1) / hazard;
  people.dropoutAt[i] = never ? joined : Math.min(NEVER, Math.floor(first + days * 86400));
  if (segment === PROMISING) people.usesApp[i] = random.chance(0.92) ? 1 : 0;
}
