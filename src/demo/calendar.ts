import { civil } from './csv.ts';
import { running, type Random } from './random.ts';

/** What kind of sale a day belongs to; 0 is an ordinary day. */
export const SALES = ['', '618', '双11', '双12', '38节', '年货节'] as const;

/** First days of the lunar year, as month and date. */
const SPRING: Readonly<Record<number, readonly [number, number]>> = {
  2018: [2, 16],
  2019: [2, 5],
  2020: [1, 25],
  2021: [2, 12],
  2022: [2, 1],
  2023: [1, 22],
  2024: [2, 10],
  2025: [1, 29],
  2026: [2, 17],
  2027: [2, 6],
  2028: [1, 26],
  2029: [2, 13],
  2030: [2, 3],
};

/** Thirty months of shop days. Times are local seconds since 1970-01-01; `asOf` is the first moment not in the data. */
export interface Calendar {
  start: number;
  asOf: number;
  days: number;
  /** Index into SALES for each day. */
  sale: Uint8Array;
  /** Running shop intensity; a whole history sums to about one per day. `bargain` is how people who wait for sales buy. */
  plain: Float64Array;
  bargain: Float64Array;
  /** Running chance that a customer joins on each day: a launch, then growth. */
  joining: Float64Array;
}

const MONTHS = 30;
const HOURS_ONLINE = running([
  3, 1.5, 0.8, 0.5, 0.5, 0.8, 2, 4, 5, 6, 6.5, 6, 7, 6, 5, 5, 5, 5, 6, 7.5, 10, 10.5, 8.5, 5,
]);
const HOURS_STORE = running([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 5, 6, 5, 6, 7, 7, 8, 9, 10, 9, 5, 0, 0]);

/** Throws when `asOf` is not a date written as 2025-07-01. */
export function buildCalendar(asOf: string): Calendar {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(asOf);
  const end = parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / 86400000 : NaN;
  if (!parts || civil(end).date !== Number(parts[3]))
    throw new Error(`expected a date such as 2025-07-01, got ${asOf}`);
  const start = Date.UTC(Number(parts[1]), Number(parts[2]) - 1 - MONTHS, Number(parts[3])) / 86400000;
  const days = end - start;
  const sale = Uint8Array.from({ length: days }, (_, i) => saleOf(start + i));
  const weight = (i: number, eager: number) => dayWeight(start + i, sale[i]!, eager) * (1 + (0.25 * i) / days);
  const plain = scaled(days, (i) => weight(i, 1));
  return {
    start: start * 86400,
    asOf: end * 86400,
    days,
    sale,
    plain,
    bargain: scaled(days, (i) => weight(i, 3.2)),
    joining: scaled(
      days,
      (i) => dayWeight(start + i, sale[i]!, 1) * (1.6 * Math.exp(-i / 50) + 0.7 + (0.6 * i) / days),
    ),
  };
}

/** The day (0-based, fractional) at which running intensity reaches `amount`; days when it never does. */
export function dayAt(totals: Float64Array, amount: number): number {
  if (amount >= totals[totals.length - 1]!) return totals.length;
  let low = 0;
  let high = totals.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (totals[middle]! > amount) high = middle;
    else low = middle + 1;
  }
  const before = low > 0 ? totals[low - 1]! : 0;
  return low + (amount - before) / (totals[low]! - before);
}

/** Running intensity up to a moment: the inverse of `dayAt`. */
export function amountAt(totals: Float64Array, day: number): number {
  const whole = Math.min(Math.floor(day), totals.length - 1);
  const before = whole > 0 ? totals[whole - 1]! : 0;
  return before + (totals[whole]! - before) * Math.min(1, day - whole);
}

/** A second of the day: most people act around an hour of their own, the rest with the crowd; stores keep opening hours. */
export function secondOfDay(random: Random, favourite: number, inStore: boolean): number {
  if (inStore) return random.index(HOURS_STORE) * 3600 + random.below(3600);
  if (random.chance(0.4)) return random.index(HOURS_ONLINE) * 3600 + random.below(3600);
  const second = Math.floor((favourite + 0.5 + 0.9 * random.normal()) * 3600);
  return ((second % 86400) + 86400) % 86400;
}

function scaled(days: number, weight: (i: number) => number): Float64Array {
  const totals = running(Array.from({ length: days }, (_, i) => weight(i)));
  const scale = days / totals[days - 1]!;
  return totals.map((total) => total * scale);
}

function saleOf(day: number): number {
  const { year, month, date } = civil(day);
  const lunar = daysToSpring(day, year);
  if (month === 6 && date <= 20) return 1;
  if ((month === 10 && date === 31) || (month === 11 && date <= 11)) return 2;
  if (month === 12 && date >= 10 && date <= 12) return 3;
  if (month === 3 && date >= 5 && date <= 8) return 4;
  return lunar >= 8 && lunar <= 20 ? 5 : 0;
}

function dayWeight(day: number, sale: number, eager: number): number {
  const { year, month, date } = civil(day);
  const weekday = (day + 4) % 7;
  const week = weekday === 0 ? 1.18 : weekday === 6 ? 1.12 : weekday === 5 ? 1.02 : 0.94;
  const season = 1 + 0.06 * Math.cos((2 * Math.PI * (month - 12)) / 12);
  const peak = sale === 2 && date >= 10 ? 3.2 : sale === 2 ? 1.1 : sale === 1 && date >= 16 ? 1.6 : sale > 0 ? 0.45 : 0;
  const lunar = daysToSpring(day, year);
  const holiday = lunar <= 2 && lunar >= -6 ? 0.4 : 1;
  return week * season * holiday * (1 + peak * eager) * (sale === 0 && eager > 1 ? 0.8 : 1);
}

function daysToSpring(day: number, year: number): number {
  const spring = SPRING[year];
  return spring ? Date.UTC(year, spring[0] - 1, spring[1]) / 86400000 - day : 99;
}
