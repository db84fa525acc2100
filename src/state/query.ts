import * as engine from '../bridge/engine.ts';
import { decodeRows } from '../bridge/rows.ts';
import { Fault, faultOf } from '../domain/fault.ts';
import type { Purpose, Statement } from '../domain/statement.ts';
import { permit } from '../sql/guard.ts';
import { recovery } from './recovery.svelte.ts';

/** A question on its way: its rows, or the means to stop asking. */
export interface Asked<Row> {
  readonly rows: Promise<Row[]>;
  cancel(): void;
}

/** Asks the engine through the guard; where the engine dies meanwhile, the one that is built after it is asked. */
export function ask<Row>(statement: Statement<Row>, purpose: Purpose = 'view'): Asked<Row> {
  const permitted = permit(statement, purpose);
  let cancelled = false;
  let running = engine.query(permitted);
  const bytes = running.done.catch(async (error: unknown) => {
    await rebuilt(error);
    if (cancelled) throw new Fault('cancelled');
    running = engine.query(permitted);
    return running.done;
  });
  return {
    rows: bytes.then((found) => decodeRows<Row>(found)),
    cancel: () => {
      cancelled = true;
      running.cancel();
    },
  };
}

let line: Promise<unknown> = Promise.resolve();

/** Asks when all that stood in this line before is answered: for questions that nobody waits for, so that urgent ones meet one of them at most. */
export function askInLine<Row>(statement: Statement<Row>, purpose: Purpose = 'view'): Asked<Row> {
  let cancelled = false;
  let asked: Asked<Row> | null = null;
  const rows = line.then(() => {
    if (cancelled) throw new Fault('cancelled');
    asked = ask(statement, purpose);
    return asked.rows;
  });
  line = rows.catch(() => undefined);
  const cancel = () => {
    cancelled = true;
    asked?.cancel();
  };
  return { rows, cancel };
}

/** Asks and waits. */
export function query<Row>(statement: Statement<Row>, purpose: Purpose = 'view'): Promise<Row[]> {
  return ask(statement, purpose).rows;
}

/** Waits until the engine stands again after its death; any other fault is thrown on. */
export async function rebuilt(error: unknown): Promise<void> {
  if (faultOf(error).code !== 'engine-crashed') throw error;
  await recovery.settled();
}
