import { columnFor, hasRole, type Mapping } from './mapping.ts';
import type { Source } from './source.ts';

/** A source of orders, as far as clustering looks at it. */
interface OrderSource {
  readonly source: Source;
  readonly mapping: Mapping;
}

/**
 * Groups sources whose order numbers may meet: the ranges of their numbers overlap. Only inside a group can the same order come twice, so that
 * a year of monthly files is never compared row by row. Sources without order numbers stand alone.
 */
export function orderClusters<S extends OrderSource>(all: readonly S[]): readonly (readonly S[])[] {
  const clusters: S[][] = [];
  for (const one of all) {
    const touching = clusters.filter((members) => members.some((other) => mayMeet(one, other)));
    const merged = [...touching.flat(), one];
    for (const old of touching) clusters.splice(clusters.indexOf(old), 1);
    clusters.push(merged.sort((a, b) => all.indexOf(a) - all.indexOf(b)));
  }
  return clusters.sort((a, b) => all.indexOf(a[0]!) - all.indexOf(b[0]!));
}

/** True when each row of the source is a whole order with a number. */
export function isWhole({ mapping }: OrderSource): boolean {
  return mapping.grain === 'order' && hasRole(mapping, 'orders.order_id');
}

function mayMeet(a: OrderSource, b: OrderSource): boolean {
  const x = range(a);
  const y = range(b);
  if (x === null || y === null) return false;
  if (x === 'unknown' || y === 'unknown') return true;
  if (x.numeric !== y.numeric) return true;
  return !(x.below(y) || y.below(x));
}

interface Range {
  readonly numeric: boolean;
  readonly min: string;
  readonly max: string;
  below(other: Range): boolean;
}

/** The range of a source's order numbers; null where it has none, `unknown` where the load did not say. */
function range({ source, mapping }: OrderSource): Range | 'unknown' | null {
  const name = columnFor(mapping, 'orders.order_id');
  const facts = source.columns.find((column) => column.name === name);
  if (!facts) return null;
  const { min, max } = facts;
  if (min === undefined || max === undefined) return facts.nulls >= source.rows ? null : 'unknown';
  // Surrounding spaces are no part of a number, but they are part of the smallest and largest text.
  if (min !== min.trim() || max !== max.trim()) return 'unknown';
  const numeric = facts.type === 'integer';
  return {
    numeric,
    min,
    max,
    below: (other) => (numeric ? BigInt(max) < BigInt(other.min) : max < other.min),
  };
}
