import { currenciesSaid } from './currency-said.ts';
import { isEventTime } from './evidence.ts';
import type { Mapping } from './mapping.ts';
import { isNameless } from './nameless-guess.ts';
import type { RejectReason, Source, Trouble } from './source.ts';

/** Something about a table that its reader must know before she trusts a figure. */
export type SourceWarning =
  /** Whole rows are missing: `n` of `all` rows of the file; `main` is their most frequent trouble. */
  | { readonly kind: 'lost'; readonly n: number; readonly all: number; readonly main: Trouble }
  /** Rows were put together again. */
  | { readonly kind: 'mended'; readonly n: number; readonly all: number; readonly main: Trouble }
  /** Cells are empty because their text does not fit their column. */
  | { readonly kind: 'cells'; readonly n: number; readonly all: number; readonly main: Trouble }
  /** Moments later than the day on which the file came in, the last one as `text`: the as-of day follows them. */
  | { readonly kind: 'future'; readonly column: string; readonly text: string }
  /** Numbers that a spreadsheet cut short (3.12E+18), or of more digits than it keeps. */
  | { readonly kind: 'cut-short' | 'long-number'; readonly column: string; readonly text: string }
  /** Characters that could not be read and stand as U+FFFD. */
  | { readonly kind: 'unreadable'; readonly n: number; readonly all: number }
  /** Amounts in several currencies (ISO 4217, ` · ` between), which are added up as they stand. */
  | { readonly kind: 'currencies'; readonly text: string }
  /** Nobody said yet what the columns without names mean. */
  | { readonly kind: 'nameless' }
  /** The names are there, but not a single row. */
  | { readonly kind: 'no-rows' };

/** From this share of a table's rows on, left-out or mended rows are not small print. */
const SHARE = 0.005;
const DAY = 86_400_000;
/** Or from so many on, however long the table. */
const MANY = 100;

const WHOLE: readonly RejectReason[] = ['too-many-columns', 'open-quote', 'line-too-long', 'unreadable-line'];

/** True for a trouble of a whole line, which is no cell of any column. */
export function isWhole(reason: RejectReason): boolean {
  return WHOLE.includes(reason);
}

/** The warnings of a table, the gravest first. */
export function warningsOf(
  source: Source,
  mapping: Pick<Mapping, 'confirmed' | 'roles'> | undefined,
): readonly SourceWarning[] {
  const warnings: SourceWarning[] = [];
  const troubles = source.troubles ?? [];
  const lost = sumOf(troubles.filter(({ reason }) => WHOLE.includes(reason)));
  const mended = sumOf(troubles.filter(({ reason }) => reason === 'cells-joined'));
  const cells = sumOf(troubles.filter(({ reason }) => !WHOLE.includes(reason) && reason !== 'cells-joined'));
  const all = source.rows + (lost?.n ?? 0);
  const much = (n: number) => n >= MANY || n >= SHARE * all;
  if (lost && much(lost.n)) warnings.push({ kind: 'lost', ...lost, all });
  if (cells && much(cells.n)) warnings.push({ kind: 'cells', ...cells, all: source.rows });
  for (const { kind, column = '', text = '' } of source.notes ?? [])
    if (kind === 'scientific' || kind === 'long-number')
      warnings.push({ kind: kind === 'scientific' ? 'cut-short' : kind, column, text });
  const unreadable = source.notes?.find(({ kind }) => kind === 'unreadable-characters')?.count ?? 0;
  if (unreadable > 0 && much(unreadable)) warnings.push({ kind: 'unreadable', n: unreadable, all: source.rows });
  const currencies = mapping ? currenciesSaid(source, mapping) : [];
  if (currencies.length > 1) warnings.push({ kind: 'currencies', text: currencies.join(' · ') });
  const ahead = mapping && aheadOf(source, mapping.roles);
  if (ahead) warnings.push({ kind: 'future', ...ahead });
  if (mended && much(mended.n)) warnings.push({ kind: 'mended', ...mended, all });
  if (source.rows === 0 && !lost) warnings.push({ kind: 'no-rows' });
  if (source.rows > 0 && isNameless(source) && !mapping?.confirmed) warnings.push({ kind: 'nameless' });
  return warnings;
}

/** The column of what happened that reaches furthest beyond the day after the file came in (a day's grace: clocks differ), and how far. */
function aheadOf(source: Source, roles: Mapping['roles']): { readonly column: string; readonly text: string } | null {
  const latest = new Date(Date.parse(source.loadedAt) + DAY).toISOString().slice(0, 10);
  const ahead = source.columns.flatMap(({ name, type, max }) => {
    const role = roles[name]?.role;
    const day = type === 'date' || type === 'timestamp' ? max?.slice(0, 10) : undefined;
    return role && day && isEventTime(role) && day > latest ? [{ column: name, text: day }] : [];
  });
  return ahead.toSorted((a, b) => b.text.localeCompare(a.text))[0] ?? null;
}

function sumOf(troubles: readonly Trouble[]): { readonly n: number; readonly main: Trouble } | null {
  const [main] = troubles.toSorted((a, b) => b.count - a.count);
  return main ? { n: troubles.reduce((sum, { count }) => sum + count, 0), main } : null;
}
