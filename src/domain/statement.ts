/** A value that a statement carries beside its text. Dates travel as `Timestamp`, never as strings to be guessed. */
export type Value = string | number | boolean | null | Timestamp;

/** A workspace-local moment without zone, `YYYY-MM-DD HH:MM:SS[.ffffff]`. */
export interface Timestamp {
  readonly timestamp: string;
}

/**
 * SQL text cut where its values belong: `chunks[0] params[0] chunks[1] …`, one chunk more than values, so that a value can never
 * be taken for text. `Row` names the columns it returns (a phantom: it holds nothing).
 */
export interface Statement<Row = Cells> {
  readonly chunks: readonly string[];
  readonly params: readonly Value[];
  readonly row?: Row;
}

/** What a cell becomes on the page: DOUBLE and INTEGER are numbers, BOOLEAN is a boolean, the rest is text. */
export type Cell = string | number | boolean | null;

/** A row of unnamed shape. */
export type Cells = Readonly<Record<string, Cell>>;

/** Why personal data are read: written into the audit log with every permitted statement. */
export type Purpose = 'view' | 'profile' | 'load' | 'export' | 'model' | 'check';

declare const permitted: unique symbol;

/** A statement that has passed the guard: the only kind that the engine takes. */
export interface Permitted<Row = Cells> extends Statement<Row> {
  readonly purpose: Purpose;
  readonly [permitted]: true;
}
