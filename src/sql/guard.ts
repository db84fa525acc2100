import type { Permitted, Purpose, Statement } from '../domain/statement.ts';

/** Lets a statement through to the engine and says why it is asked. Roles, masks and consent will be checked here, and nowhere else. */
export function permit<Row>(statement: Statement<Row>, purpose: Purpose): Permitted<Row> {
  return { ...statement, purpose } as Permitted<Row>;
}
