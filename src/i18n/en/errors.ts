/** Messages about: what went wrong, where, and what to do. */
export const errors = {
  'errors.retry': 'Try again',
  'errors.reload': 'Reload the page',
  'errors.detail': 'Technical detail',
  'errors.page-title': 'This page stopped working',
  'errors.page-text':
    'Your files and settings are stored and safe. Try again; if it happens again, reload, or use another page meanwhile.',
  'errors.start-title': 'Zhike could not start',
  'errors.start-text':
    'Nothing was lost. Reload the page; if that does not help, close other tabs that have Zhike open.',
  'errors.chunk-title': 'This page could not be fetched',
  'errors.chunk-text': 'The connection may have dropped, or Zhike was updated since you opened it. Reload to continue.',
  'errors.action-failed': 'That did not work: {detail}',

  'errors.browser-title': 'This browser lacks something that Zhike needs',
  'errors.browser-text':
    'All computing happens here in the browser, so it needs the parts below. Current Chrome, Edge, Firefox and Safari (17 or newer) have them. Private windows sometimes switch storage off.',
  'errors.lacks-wasm': 'WebAssembly: runs the database engine.',
  'errors.lacks-indexeddb': 'IndexedDB: keeps your workspace on this device.',
  'errors.lacks-workers': 'Module workers: compute without freezing the page.',
  'errors.lacks-locks': 'Web Locks: keep two tabs from writing over each other.',
  'errors.lacks-crypto': 'Web Crypto: names and seals your files. It needs https or localhost.',
} as const;
