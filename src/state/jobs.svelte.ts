import type { ComputeStep } from '../../workers/compute/api/step.ts';
import type { Progress } from '../../workers/engine/api.ts';
import type { Running } from '../bridge/engine.ts';

/** Long work that the reader can watch and end. */
export interface Job {
  readonly id: number;
  /** What it is about: a file's name, a page's table. */
  readonly name: string;
  readonly kind: 'load' | 'demo' | 'open' | 'build' | 'model';
  readonly startedAt: number;
  step: Progress | ComputeStep;
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
  watch<T>(
    kind: Job['kind'],
    name: string,
    start: (progress: (step: Progress | ComputeStep) => void) => Running<T>,
  ): Promise<T> {
    return this.run(kind, name, (report, call) => call(start(report)));
  }

  /** Shows work of several calls as one job; `call` waits for each in turn and is what cancelling ends. */
  async run<T>(
    kind: Job['kind'],
    name: string,
    work: (report: (step: Progress | ComputeStep) => void, call: <R>(running: Running<R>) => Promise<R>) => Promise<T>,
  ): Promise<T> {
    const id = ++this.#serial;
    let cancelled = false;
    let current: Running<unknown> | null = null;
    this.#running.push({
      id,
      name,
      kind,
      startedAt: performance.now(),
      step: { step: 'opening', done: 0, total: 0 },
      cancel: () => {
        cancelled = true;
        current?.cancel();
      },
    });
    const report = (step: Progress | ComputeStep) => {
      const job = this.#running.find((one) => one.id === id);
      if (job) job.step = step;
    };
    const call = <R>(running: Running<R>): Promise<R> => {
      current = running;
      if (cancelled) running.cancel();
      return running.done;
    };
    try {
      return await work(report, call);
    } finally {
      this.#running = this.#running.filter((one) => one.id !== id);
    }
  }
}

export const jobs = new Jobs();
