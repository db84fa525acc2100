import type { ColumnFacts } from './column.ts';

/** The clock time that stands in the file; the shift of a source whose times say their zone. */
export const AS_WRITTEN = 'as-written';

/** How far local time is ahead of UTC, and when that changes. */
export interface ZoneShift {
  /** Seconds ahead of UTC at the beginning. */
  readonly first: number;
  /** Moments (UTC, ms since 1970) from which another number of seconds holds, ascending. */
  readonly changes: readonly { readonly at: number; readonly seconds: number }[];
}

const STEP = 10 * 86_400_000;

/** Seconds by which the clocks of a zone (IANA name) are ahead of UTC at a moment (ms since 1970). */
function aheadAt(clock: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  return Math.round((local.getTime() - Math.floor(at / 1000) * 1000) / 1000);
}

/** The shift of a zone between two moments (ms since 1970), summer time included. Throws a RangeError for a zone that the browser does not know. */
export function zoneShift(zone: string, from: number, to: number): ZoneShift {
  const clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const first = aheadAt(clock, from);
  const changes: { at: number; seconds: number }[] = [];
  let before = first;
  for (let at = from; at < to;) {
    const next = Math.min(to, at + STEP);
    const seconds = aheadAt(clock, next);
    if (seconds !== before) {
      let [low, high] = [at, next];
      while (high - low > 1000) {
        const middle = low + Math.floor((high - low) / 2000) * 1000;
        if (aheadAt(clock, middle) === before) low = middle;
        else high = middle;
      }
      changes.push({ at: Math.floor(high / 1000) * 1000, seconds });
      before = seconds;
    }
    at = next;
  }
  return { first, changes };
}

/** True when the times of a column say their zone, so that they can be shifted. */
export function isZoned(facts: ColumnFacts): boolean {
  return facts.zone !== undefined && facts.min !== undefined;
}

/**
 * The zone in which the times of a new source are looked at: as written where the file gives one clock of its own, else the device's, so
 * that an order at 23:30 is one of that evening. Days that are written as midnight in UTC stay days.
 */
export function defaultZone(columns: readonly ColumnFacts[], home: string): string | undefined {
  const zoned = columns.filter(isZoned);
  if (zoned.length === 0) return undefined;
  const midnight = ({ samples, max = '' }: ColumnFacts) =>
    [...samples, max].every((text) => text.includes(' 00:00:00') || !text.includes(':'));
  const shifted = zoned.some((facts) => facts.zone?.offset === null || (facts.zone?.offset === 0 && !midnight(facts)));
  return shifted ? home : AS_WRITTEN;
}

/** An offset as a clock's label: 480 is `UTC+08:00`. */
export function offsetName(minutes: number): string {
  const digits = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
}
