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
  'errors.fault-cancelled': 'It was cancelled. Nothing was changed.',
  'errors.fault-engine-crashed':
    'The database engine stopped in the middle of it. It is being started again; then try once more.',
  'errors.fault-engine-down':
    'The database engine is not running. Reload the page to start it again; your files are stored and safe.',
  'errors.fault-compute-crashed':
    'The part that computes models stopped in the middle of it. Try again; if it happens again, look at fewer customers or an earlier day.',
  'errors.fault-missing-load':
    'The stored data of a table are gone: they were removed meanwhile, or the browser cleared them. Add the file again.',
  'errors.fault-no-space':
    'There is not enough room on this device, so nothing was saved. Delete a workspace or free disk space, then try again.',
  'errors.fault-out-of-memory': 'The tab ran out of memory. Close other tabs or reload this one, then try again.',
  'errors.fault-read-only':
    'Another tab works in this workspace, so nothing was saved here. Choose “Work here instead” first.',
  'errors.fault-conflict':
    'Another tab has saved a newer version meanwhile, so yours was not saved over it. Reload the page and try again.',
  'errors.fault-storage-closed': 'The storage of this page is closed, so nothing was saved. Reload the page.',
  'errors.fault-gone': 'This workspace was deleted in another tab. Choose another one.',
  'errors.fault-not-fetched':
    'A part of Zhike could not be fetched: the connection may have dropped, or it was updated. Reload the page.',
  'errors.fault-failed': 'That did not work, and nothing was changed. Try again; if it happens again, reload the page.',
  'errors.engine-rebuilt':
    'The database engine had stopped and was started again from what is stored. Nothing was lost.',
  'errors.down-title': 'The database engine keeps stopping',
  'errors.down-text':
    'Your files are stored and safe, but nothing can be computed now. Close other tabs to free memory, then try again. If it began with the last file, remove that one.',

  'errors.browser-title': 'This browser lacks something that Zhike needs',
  'errors.browser-text':
    'All computing happens here in the browser, so it needs the parts below. Current Chrome, Edge, Firefox and Safari (17 or newer) have them. Private windows sometimes switch storage off.',
  'errors.lacks-wasm': 'WebAssembly: runs the database engine.',
  'errors.lacks-indexeddb': 'IndexedDB: keeps your workspace on this device.',
  'errors.lacks-workers': 'Module workers: compute without freezing the page.',
  'errors.lacks-locks': 'Web Locks: keep two tabs from writing over each other.',
  'errors.lacks-crypto': 'Web Crypto: names and seals your files. It needs https or localhost.',
} as const;
