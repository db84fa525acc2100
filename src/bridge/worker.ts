/**
 * Starts a module worker from a blob that imports the real script. [Note: Blob workers] A `<meta>` policy does not bind workers
 * that are loaded by address; a blob worker inherits the page's policy on every static host. Addresses inside must be absolute.
 */
export function startWorker(address: string, name: string): Worker {
  const script = `import ${JSON.stringify(absolute(address))};`;
  const blob = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return new Worker(blob, { type: 'module', name });
}

/** An address on our own origin, whatever path the page is served under. */
export function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}
