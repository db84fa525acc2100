import type { ColumnFacts } from './column.ts';

export type SourceFormat = 'csv' | 'xlsx' | 'json' | 'parquet' | 'arrow';

/** One table that a file brought in: a CSV file, or one sheet of a workbook. */
export interface Source {
  /** Short id inside the workspace, `[a-z0-9]+`; also what `_source` holds. */
  readonly id: string;
  /** What the page calls it: the file's name, with the sheet where there is one. */
  readonly name: string;
  readonly file: string;
  readonly sheet?: string;
  /** SHA-256 (hex) of source bytes, parse options and engine version: the name of the immutable load. */
  readonly load: string;
  readonly format: SourceFormat;
  /** How the bytes were read: encoding label, delimiter, header line (1-based, 0 where there is none). */
  readonly encoding: string;
  readonly delimiter?: string;
  readonly headerLine: number;
  /** Size of the source file, bytes. */
  readonly bytes: number;
  /** Rows kept in the typed table. */
  readonly rows: number;
  /** Cells or rows that could not be kept as they stood; each is listed in the load's `rejects` table. */
  readonly rejected: number;
  /** Rows that were mended and kept; each stands in the `rejects` table as it was. */
  readonly repaired?: number;
  /** What stands in the `rejects` table, by reason, most frequent first. */
  readonly troubles?: readonly Trouble[];
  readonly columns: readonly ColumnFacts[];
  /** What the reader should know about how it was read; absent where there is nothing to say. */
  readonly notes?: readonly SourceNote[];
  /** When it was loaded, ISO 8601 UTC. */
  readonly loadedAt: string;
}

/** One kind of trouble in a table. */
export interface Trouble {
  readonly reason: RejectReason;
  /** Rows or cells. */
  readonly count: number;
  /** The first place: 1-based line of the file (0 where unknown), its column ('' for a whole line) and text. */
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/** Something noticed while a table was read, which it was nevertheless. */
export interface SourceNote {
  readonly kind: SourceNoteKind;
  /** How often, where it was counted. */
  readonly count?: number;
  readonly column?: string;
  /** The first place, 1-based line of the file or sheet. */
  readonly line?: number;
  /** The first text concerned, or what was decided. */
  readonly text?: string;
}

/** What can be noticed; the page says each in words. */
export type SourceNoteKind =
  | 'hidden-sheet'
  | 'title-rows'
  | 'several-header-lines'
  | 'no-header'
  | 'aligned'
  | 'no-rows'
  | 'empty-sheet'
  | 'merged-cells-filled'
  | 'error-cell'
  | 'long-number'
  | 'total-row'
  | 'unreadable-characters'
  | 'utc-times'
  | 'zone-offsets'
  | 'month-first'
  | 'day-first'
  | 'month-first-seen'
  | 'day-first-seen'
  | 'mixed-dates'
  | 'excel-days'
  | 'scientific'
  | 'percent'
  | 'currency'
  | 'mixed-line-ends'
  | 'short-rows'
  | 'uncertain-rows';

/** One thing that could not be kept as it stood. `line` is the physical line in the file, 1-based (0 where unknown). */
export interface Reject {
  readonly row: number;
  readonly line: number;
  readonly column: string;
  readonly text: string;
  readonly reason: RejectReason;
}

/** Why a cell or row was rejected; the page says each in words. */
export type RejectReason =
  | 'not-a-number'
  | 'not-a-date'
  | 'not-a-boolean'
  | 'out-of-range'
  | 'too-many-columns'
  | 'open-quote'
  | 'line-too-long'
  | 'unreadable-line'
  | 'cells-joined';

/** The name under which a load's file is attached in the engine. */
export function loadAlias(load: string): string {
  return `load_${load.slice(0, 16)}`;
}
