import type { Statement } from '../domain/statement.ts';
import { ask, askInLine, type Asked } from './query.ts';

/**
 * The rows of a question that may change while it is being answered: only the newest answer counts, an older question is cancelled.
 * While a new answer is awaited the old rows stay, marked `pending`; `about` is what the question that they answer was about, so that old
 * rows are never read as if they answered the new one.
 */
export class Result<Row, About = undefined> {
  #rows = $state.raw<readonly Row[] | null>(null);
  #error = $state.raw<Error | null>(null);
  #pending = $state(false);
  #about = $state.raw<About | undefined>(undefined);
  #asked: Asked<Row> | null = null;
  #serial = 0;

  /** `inLine` asks after others of its kind: for what nobody waits for. */
  constructor(readonly inLine = false) {}

  get rows(): readonly Row[] | null {
    return this.#rows;
  }

  get error(): Error | null {
    return this.#error;
  }

  /** What the rows are about, as it was given with their question. */
  get about(): About | undefined {
    return this.#about;
  }

  /** True while an answer is awaited. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Asks; null clears the rows. */
  ask(statement: Statement<Row> | null, about?: About): void {
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
    this.#asked = this.inLine ? askInLine(statement) : ask(statement);
    this.#asked.rows.then(
      (rows) =>
        this.#settle(turn, () => {
          this.#rows = rows;
          this.#about = about;
        }),
      (error: unknown) =>
        this.#settle(turn, () => (this.#error = error instanceof Error ? error : new Error(String(error)))),
    );
  }

  /** Stops waiting; call when the page goes away. */
  cancel(): void {
    this.#serial++;
    this.#asked?.cancel();
    this.#asked = null;
    this.#pending = false;
  }

  #settle(turn: number, apply: () => void): void {
    if (turn !== this.#serial) return;
    this.#pending = false;
    apply();
  }
}
