import type { Statement } from '../domain/statement.ts';
import { ask, type Asked } from './query.ts';

/**
 * The rows of a question that may change while it is being answered: only the newest answer counts, an older question is cancelled.
 * While a new answer is awaited the old rows stay, marked `pending`.
 */
export class Result<Row> {
  #rows = $state.raw<readonly Row[] | null>(null);
  #error = $state.raw<Error | null>(null);
  #pending = $state(false);
  #asked: Asked<Row> | null = null;
  #serial = 0;

  get rows(): readonly Row[] | null {
    return this.#rows;
  }

  get error(): Error | null {
    return this.#error;
  }

  /** True while an answer is awaited. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Asks; null clears the rows. */
  ask(statement: Statement<Row> | null): void {
    const turn = ++this.#serial;
    this.#asked?.cancel();
    this.#asked = null;
    if (!statement) {
      this.#rows = null;
      this.#pending = false;
      return;
    }
    this.#pending = true;
    this.#error = null;
    this.#asked = ask(statement);
    this.#asked.rows.then(
      (rows) => this.#settle(turn, () => (this.#rows = rows)),
      (error: unknown) =>
        this.#settle(turn, () => (this.#error = error instanceof Error ? error : new Error(String(error)))),
    );
  }

  /** Stops waiting; call when the page goes away. */
  cancel(): void {
    this.#serial++;
    this.#asked?.cancel();
    this.#asked = null;
  }

  #settle(turn: number, apply: () => void): void {
    if (turn !== this.#serial) return;
    this.#pending = false;
    apply();
  }
}
