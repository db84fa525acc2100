import type { Progress } from '../../workers/engine/api.ts';
import type { Running } from '../bridge/engine.ts';

/** Long work that the reader can watch and end. */
export interface Job {
  readonly id: number;
  /** What it is about: a file's name, a page's table. */
  readonly name: string;
  readonly kind: 'load' | 'demo' | 'open' | 'build';
  readonly startedAt: number;
  step: Progress;
  cancel: () => void;
}

/** All work that is running now, oldest first. */
class Jobs {
  #running = $state<Job[]>([]);
  #serial = 0;

  get running(): readonly Job[] {
    return this.#running;
  }

  /** Shows a call as a job until it ends, however it ends. */
  async watch<T>(
    kind: Job['kind'],
    name: string,
    start: (progress: (step: Progress) => void) => Running<T>,
  ): Promise<T> {
    const id = ++this.#serial;
    this.#running.push({
      id,
      name,
      kind,
      startedAt: performance.now(),
      step: { step: 'opening', done: 0, total: 0 },
      cancel: () => undefined,
    });
    const running = start((step) => {
      const job = this.#running.find((one) => one.id === id);
      if (job) job.step = step;
    });
    const shown = this.#running.find((one) => one.id === id);
    if (shown) shown.cancel = () => running.cancel();
    try {
      return await running.done;
    } finally {
      this.#running = this.#running.filter((one) => one.id !== id);
    }
  }
}

export const jobs = new Jobs();
