import type { ColumnFacts } from '../domain/column.ts';
import type { Statement } from '../domain/statement.ts';
import { AS_WRITTEN, isZoned, zoneShift, type ZoneShift } from '../domain/zone.ts';
import { join, raw, sql } from './statement.ts';

/**
 * A time of a column that says its zone (kept in UTC), on the clock of the zone: fixed seconds, or by the moments at which the zone's clocks
 * change within the column's range. No zone: the clock of the file itself, UTC where it has several.
 */
export function onClock(ref: Statement<never>, facts: ColumnFacts, zone: string | undefined): Statement<never> {
  if (!isZoned(facts)) return ref;
  if (zone === undefined || zone === AS_WRITTEN) return ahead(ref, (facts.zone?.offset ?? 0) * 60);
  const { first, changes } = shiftOf(zone, facts);
  if (changes.length === 0) return ahead(ref, first);
  let before = first;
  const whens = changes.map(({ at, seconds }) => {
    const when = sql`WHEN ${ref} < make_timestamp(${raw(String(at * 1000))}) THEN ${ahead(ref, before)}`;
    before = seconds;
    return when;
  });
  return sql<never>`CASE ${join(whens, ' ')} ELSE ${ahead(ref, before)} END`;
}

function ahead(ref: Statement<never>, seconds: number): Statement<never> {
  return seconds === 0 ? ref : sql<never>`(${ref} + to_seconds(${raw(String(seconds))}))`;
}

const DAY = 86_400_000;
const known = new Map<string, ZoneShift>();

function shiftOf(zone: string, { min = '', max = '' }: ColumnFacts): ZoneShift {
  const key = `${zone}|${min}|${max}`;
  const found = known.get(key) ?? zoneShift(zone, momentOf(min) - DAY, momentOf(max) + DAY);
  known.set(key, found);
  return found;
}

/** `2024-01-05 23:30:00` as ms since 1970, read as UTC. */
function momentOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
}
