interface Waiting {
  readonly grant: () => void;
  readonly refuse: (reason: Error) => void;
}

/** Web Locks for Node, as far as the page uses them: exclusive, queued, abortable, to be stolen. One object serves several "tabs". */
export class FakeLocks {
  readonly #held = new Map<string, Waiting>();
  readonly #queue = new Map<string, Waiting[]>();

  request(name: string, options: LockOptions, work: () => Promise<void> | void): Promise<void> {
    return new Promise((done, fail) => {
      const waiting: Waiting = {
        refuse: fail,
        grant: () => {
          this.#held.set(name, waiting);
          void Promise.resolve(work()).then(() => {
            if (this.#held.get(name) !== waiting) return;
            this.#held.delete(name);
            done();
            this.#queue.get(name)?.shift()?.grant();
          });
        },
      };
      const holder = this.#held.get(name);
      if (options.steal) {
        this.#held.delete(name);
        holder?.refuse(new DOMException('stolen', 'AbortError'));
        waiting.grant();
      } else if (holder) {
        const queue = this.#queue.get(name) ?? [];
        this.#queue.set(name, [...queue, waiting]);
        options.signal?.addEventListener('abort', () => {
          this.#queue.set(
            name,
            (this.#queue.get(name) ?? []).filter((one) => one !== waiting),
          );
          fail(new DOMException('given up', 'AbortError'));
        });
      } else waiting.grant();
    });
  }
}
