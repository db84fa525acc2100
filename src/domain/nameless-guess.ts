import type { ColumnFacts } from './column.ts';
import { isEmpty, roleByValues } from './evidence.ts';
import type { Role } from './role.ts';
import type { Source } from './source.ts';

/** A column and what its values alone make of it. */
export interface NamelessGuess {
  readonly facts: ColumnFacts;
  readonly role: Role;
  readonly confidence: number;
}

/** What values alone are worth: a person has to say whether it is so. */
const SURENESS = 0.4;
/** Numbers of order lines and pieces stay below these; ids do not. */
const FEW = 100;
const SMALL = 1000;

/** True for a table whose file names no columns. */
export function isNameless({ notes = [] }: Pick<Source, 'notes'>): boolean {
  return notes.some(({ kind }) => kind === 'no-header');
}

/** What the columns of a table without names may mean, from their values: whose row it is, when, and how much money. */
export function namelessGuess(source: Source): readonly NamelessGuess[] {
  const columns = source.columns.filter((facts) => !isEmpty(facts));
  const found: NamelessGuess[] = [];
  const take = (facts: ColumnFacts | undefined, role: Role) => {
    if (facts) found.push({ facts, role, confidence: SURENESS });
  };
  for (const key of ['phone', 'email'] as const)
    take(
      columns.find((facts) => roleByValues(facts)?.role === key),
      key,
    );
  const free = columns.filter((facts) => !found.some((one) => one.facts === facts));
  const time = free.find(({ type }) => type === 'date' || type === 'timestamp');
  const amount = amountOf(free);
  const codes = free.filter((facts) => facts !== amount && isCode(facts, source.rows));
  const single = codes.find(({ distinct }) => distinct >= 0.98 * source.rows);
  const shared = codes.find((facts) => facts !== single);
  take(shared ?? (found.length > 0 && amount && time ? undefined : single), 'customer_id');
  if (!time) return found;
  if (!amount) {
    take(time, 'event.at');
    return found;
  }
  if (single && (shared || found.length > 0)) take(single, 'orders.order_id');
  take(time, 'orders.ordered_at');
  take(amount, 'orders.amount');
  return found;
}

/** The column of the most different sums: numbers with digits behind the point, else large whole ones at the end of the row. */
function amountOf(columns: readonly ColumnFacts[]): ColumnFacts | undefined {
  const sums = columns.filter(({ type, max }) => (type === 'decimal' || type === 'double') && Number(max) > 1);
  if (sums.length > 0) return sums.reduce((best, facts) => (facts.distinct >= best.distinct ? facts : best));
  const last = columns.at(-1);
  return columns.length > 2 && last?.type === 'integer' && last.distinct > FEW / 5 ? last : undefined;
}

/** True for numbers and words that tell rows or people apart: no spaces, and more than a handful. */
function isCode({ type, samples, distinct, max }: ColumnFacts, rows: number): boolean {
  if (type === 'integer') return distinct > FEW || Number(max) > SMALL || distinct >= 0.9 * rows;
  return (
    type === 'text' &&
    distinct > 1 &&
    samples.every((text) => /^[\p{L}\p{N}_.@-]+$/u.test(text.trim()) && /\d/.test(text))
  );
}
