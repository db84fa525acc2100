/** Days `[from, to)`, `YYYY-MM-DD`: `from` belongs, `to` does not. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export const WINDOW_UNITS = ['day', 'week', 'month', 'year'] as const;
export type WindowUnit = (typeof WINDOW_UNITS)[number];

/**
 * The last `n` days, weeks, months or years before an as-of day, which itself is left out: the past 7 days of 2024-02-18 are
 * [2024-02-11, 2024-02-18). A month back from the 31st ends on the last day that the shorter month has. A relative window is kept as
 * `n` and `unit` and computed when it is asked, never frozen to dates. Throws for n < 1 and for what is not a day.
 */
export function lastWindow(asOf: string, n: number, unit: WindowUnit = 'day'): Window {
  if (!Number.isInteger(n) || n < 1) throw new Error(`not a length of time: ${n}`);
  const to = asOf.slice(0, 10);
  if (unit === 'month') return { from: shiftMonths(to, -n), to };
  if (unit === 'year') return { from: shiftMonths(to, -12 * n), to };
  return { from: shiftDays(to, unit === 'week' ? -7 * n : -n), to };
}

/** The last second that belongs to a window, `YYYY-MM-DD HH:MM:SS`, as people write it. */
export function lastMoment(window: Window): string {
  return `${shiftDays(window.to, -1)} 23:59:59`;
}

/** The day so many days later (or earlier, when negative). */
export function shiftDays(day: string, days: number): string {
  return dayOf(numberOf(day) + days);
}

/** The same day so many months later (or earlier); the last day of the month where it has no such day. */
export function shiftMonths(day: string, months: number): string {
  numberOf(day);
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(month / 12);
  const first = Date.UTC(year, month - 12 * year, 1) / DAY;
  const length = Date.UTC(year, month - 12 * year + 1, 1) / DAY - first;
  return dayOf(first + Math.min(Number(day.slice(8, 10)), length) - 1);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from);
}

const DAY = 86_400_000;

/** Days since 1970-01-01; throws for what is not a day of the calendar (30 February). */
function numberOf(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw new Error(`not a day: ${day}`);
  return time / DAY;
}

function dayOf(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}
