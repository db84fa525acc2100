/** The spans that the overview can look at; every one ends at the as-of date. `all` has nothing to be compared with. */
export const PERIODS = ['last-30', 'last-90', 'last-365', 'month', 'quarter', 'year', 'all'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** A span of days, `YYYY-MM-DD`: `start` belongs to it, `end` does not. `start: null` reaches back to the first order. */
export interface Span {
  readonly start: string | null;
  readonly end: string;
}

/** A span with what it is compared with: the span before it (环比) and the same span a year earlier (同比). */
export interface Period {
  readonly current: Span;
  readonly previous: Span | null;
  readonly yearBefore: Span | null;
}

/**
 * The spans for a choice, as of a day (the start of the day after the last one looked at).
 * Rolling periods are the n days before `asOf`; the previous one is the n days before those. Calendar periods run from the start of the
 * month, quarter or year of the last day to `asOf`: a month and a quarter are compared with as many days of the one before, never with
 * more, a year with the same days of the calendar (29 February may be one more).
 * `last-365` and `year` have no separate year-ago span: the previous one is it.
 */
export function periodOf(kind: PeriodKind, asOf: string): Period {
  const end = parse(asOf);
  if (kind === 'all') return { current: { start: null, end: asOf }, previous: null, yearBefore: null };
  if (kind === 'last-30' || kind === 'last-90' || kind === 'last-365') {
    const length = Number(kind.slice(5));
    const start = addDays(end, -length);
    const yearEnd = addMonths(end, -12);
    return {
      current: span(start, end),
      previous: span(addDays(start, -length), start),
      yearBefore: kind === 'last-365' ? null : span(addDays(yearEnd, -length), yearEnd),
    };
  }
  const months = { month: 1, quarter: 3, year: 12 }[kind];
  const last = addDays(end, -1);
  const start = new Date(Date.UTC(last.getUTCFullYear(), Math.floor(last.getUTCMonth() / months) * months, 1));
  const before = addMonths(start, -months);
  const yearBefore = span(addMonths(start, -12), addMonths(end, -12));
  if (kind === 'year') return { current: span(start, end), previous: yearBefore, yearBefore: null };
  const sameLength = addDays(before, Math.round((end.getTime() - start.getTime()) / DAY));
  const whole = end.getTime() === addMonths(start, months).getTime();
  return {
    current: span(start, end),
    previous: span(before, whole || sameLength > start ? start : sameLength),
    yearBefore,
  };
}

/** Months from year 0 to the month of a day: consecutive months differ by one. */
export function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The first day of a numbered month, `YYYY-MM-01`. */
export function monthStart(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** The last day that belongs to a span, as people write it. */
export function lastDay(span: Span): string {
  return dayOf(addDays(parse(span.end), -1));
}

const DAY = 86_400_000;

function span(start: Date, end: Date): Span {
  return { start: dayOf(start), end: dayOf(end) };
}

function parse(day: string): Date {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) throw new Error(`not a day: ${day}`);
  return date;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

/** Overflows into the next month (31 March less a month is 3 March): right for ends, which are exclusive; starts are first days. */
function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()));
}
