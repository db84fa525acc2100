import * as engine from '../bridge/engine.ts';
import { decodeRows } from '../bridge/rows.ts';
import type { Purpose, Statement } from '../domain/statement.ts';
import { permit } from '../sql/guard.ts';

/** A question on its way: its rows, or the means to stop asking. */
export interface Asked<Row> {
  readonly rows: Promise<Row[]>;
  cancel(): void;
}

/** Asks the engine through the guard. */
export function ask<Row>(statement: Statement<Row>, purpose: Purpose = 'view'): Asked<Row> {
  const running = engine.query(permit(statement, purpose));
  return { rows: running.done.then((bytes) => decodeRows<Row>(bytes)), cancel: () => running.cancel() };
}

/** Asks and waits. */
export function query<Row>(statement: Statement<Row>, purpose: Purpose = 'view'): Promise<Row[]> {
  return ask(statement, purpose).rows;
}
