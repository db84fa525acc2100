/** What the page cannot do without. */
export type Lack = 'wasm' | 'indexeddb' | 'workers' | 'locks' | 'crypto';

/** What this browser lacks, empty when it has all. */
export function lacking(): Lack[] {
  const lacks: Lack[] = [];
  if (typeof WebAssembly !== 'object') lacks.push('wasm');
  if (!('indexedDB' in globalThis) || indexedDB === null) lacks.push('indexeddb');
  if (!hasModuleWorkers()) lacks.push('workers');
  if (!('locks' in navigator)) lacks.push('locks');
  if (!globalThis.crypto?.subtle) lacks.push('crypto');
  return lacks;
}

/** A browser that knows module workers reads the `type` option; the worker itself, an empty one, ends at once. */
function hasModuleWorkers(): boolean {
  if (typeof Worker !== 'function') return false;
  let read = false;
  const options = {
    get type(): WorkerType {
      read = true;
      return 'module';
    },
  };
  const address = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
  try {
    new Worker(address, options).terminate();
  } catch {
    return read;
  } finally {
    URL.revokeObjectURL(address);
  }
  return read;
}
