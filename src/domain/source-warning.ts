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
  /** Nobody said yet what the columns without names mean. */
  | { readonly kind: 'nameless' }
  /** The names are there, but not a single row. */
  | { readonly kind: 'no-rows' };

/** From this share of a table's rows on, left-out or mended rows are not small print. */
const SHARE = 0.005;
/** Or from so many on, however long the table. */
const MANY = 100;

const WHOLE: readonly RejectReason[] = ['too-many-columns', 'open-quote', 'line-too-long', 'unreadable-line'];

/** True for a trouble of a whole line, which is no cell of any column. */
export function isWhole(reason: RejectReason): boolean {
  return WHOLE.includes(reason);
}

/** The warnings of a table, the gravest first. */
export function warningsOf(source: Source, mapping: Pick<Mapping, 'confirmed'> | undefined): readonly SourceWarning[] {
  const warnings: SourceWarning[] = [];
  const troubles = source.troubles ?? [];
  const lost = sumOf(troubles.filter(({ reason }) => WHOLE.includes(reason)));
  const mended = sumOf(troubles.filter(({ reason }) => reason === 'cells-joined'));
  const cells = sumOf(troubles.filter(({ reason }) => !WHOLE.includes(reason) && reason !== 'cells-joined'));
  const all = source.rows + (lost?.n ?? 0);
  const much = (n: number) => n >= MANY || n >= SHARE * all;
  if (lost && much(lost.n)) warnings.push({ kind: 'lost', ...lost, all });
  if (cells && much(cells.n)) warnings.push({ kind: 'cells', ...cells, all: source.rows });
  if (mended && much(mended.n)) warnings.push({ kind: 'mended', ...mended, all });
  if (source.rows === 0 && !lost) warnings.push({ kind: 'no-rows' });
  if (source.rows > 0 && isNameless(source) && !mapping?.confirmed) warnings.push({ kind: 'nameless' });
  return warnings;
}

function sumOf(troubles: readonly Trouble[]): { readonly n: number; readonly main: Trouble } | null {
  const [main] = troubles.toSorted((a, b) => b.count - a.count);
  return main ? { n: troubles.reduce((sum, { count }) => sum + count, 0), main } : null;
}
