/** A started worker, and the news of its death. */
export interface StartedWorker {
  readonly worker: Worker;
  /** Resolves with what is known of the cause when the worker is gone, however it went; never when it is alive. */
  readonly died: Promise<string>;
}

/**
 * Starts a module worker from a blob that imports the real script. [Note: Blob workers] A `<meta>` policy does not bind workers
 * that are loaded by address; a blob worker inherits the page's policy on every static host. Addresses inside must be absolute.
 *
 * [Note: Death by lock] A worker that is killed says nothing, so each holds a Web Lock for as long as it lives: whoever gets that lock
 * next knows that it is gone. No heart-beats, which a worker in a long statement could not answer.
 */
export function startWorker(address: string, name: string): StartedWorker {
  const lock = `zhike-worker:${crypto.randomUUID()}`;
  const script = `import ${JSON.stringify(absolute(address))};
navigator.locks.request(${JSON.stringify(lock)}, () => {
  postMessage({ zhikeAlive: true });
  return new Promise(() => undefined);
});`;
  const blob = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name });
  const died = new Promise<string>((tell) => {
    let alive = false;
    worker.addEventListener('message', (event: MessageEvent<{ zhikeAlive?: true } | null>) => {
      if (!event.data?.zhikeAlive) return;
      event.stopImmediatePropagation();
      alive = true;
      void navigator.locks.request(lock, () => tell('the worker ended')).catch(() => undefined);
    });
    // Once it lives, an error in it is no death: the lock says when it is.
    worker.addEventListener('error', (event) => !alive && tell(event.message || 'the worker could not start'));
  });
  return { worker, died };
}

/** An address on our own origin, whatever path the page is served under. */
export function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}
