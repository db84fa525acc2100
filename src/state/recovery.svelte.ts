import * as engine from '../bridge/engine.ts';
import { Fault } from '../domain/fault.ts';
import { t } from '../i18n/text.ts';
import { notices } from '../ui/notices.svelte.ts';

/** Crashes in a row after which the engine is not built again by itself. */
const MOST = 3;
/** An engine that has lived this long has not crashed in a row, ms. */
const LONG = 300_000;

/** What the session does when the engine dies. */
export interface Rebuilding {
  /** At once, before any caller hears of it: what is being computed ends. */
  interrupt(): void;
  /** Starts an engine and builds in it what is open, from what is stored. */
  rebuild(): Promise<void>;
}

/** The engine's crashes: it is built again from what is stored, a few times in a row, and the reader is told. */
class Recovery {
  #down = $state(false);
  #cause = $state('');
  #crashes = 0;
  #last = 0;
  #running: Promise<void> = Promise.resolve();
  #session: Rebuilding | null = null;

  /** True when the engine has crashed so often that it is not built again unless the reader asks. */
  get down(): boolean {
    return this.#down;
  }
  /** What is known of the last crash, as the engine said it. */
  get cause(): string {
    return this.#cause;
  }

  watch(session: Rebuilding): void {
    this.#session = session;
    engine.onCrash((cause) => this.#crashed(cause));
  }

  /** Resolves when the engine can be asked again; rejects when it is not built again. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** The reader asks for another try. */
  again(): Promise<void> {
    this.#crashes = 0;
    this.#down = false;
    return this.#rebuild();
  }

  #crashed(cause: string): void {
    const now = performance.now();
    this.#crashes = now - this.#last > LONG ? 1 : this.#crashes + 1;
    this.#last = now;
    this.#cause = cause;
    this.#session?.interrupt();
    if (this.#crashes > MOST) {
      this.#down = true;
      this.#running = Promise.reject(new Fault('engine-down', cause));
      this.#running.catch(() => undefined);
    } else void this.#rebuild().catch(() => undefined);
  }

  #rebuild(): Promise<void> {
    const crashes = this.#crashes;
    const running = (this.#session?.rebuild() ?? Promise.resolve()).then(
      () => {
        if (crashes === this.#crashes && crashes > 0) notices.say('note', t('errors.engine-rebuilt'));
      },
      (error: unknown) => {
        // Another crash meanwhile is another recovery; anything else is the book's own fault, which it says itself.
        if (crashes === this.#crashes) throw error;
      },
    );
    this.#running = running;
    running.catch(() => undefined);
    return running;
  }
}

export const recovery = new Recovery();
