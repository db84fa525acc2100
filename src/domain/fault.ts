/** What can go wrong, as far as the page has words of its own for it; `failed` is all the rest. */
export const FAULTS = [
  'cancelled',
  'engine-crashed',
  'engine-down',
  'compute-crashed',
  'missing-load',
  'no-space',
  'out-of-memory',
  'read-only',
  'conflict',
  'storage-closed',
  'gone',
  'not-fetched',
  'failed',
] as const;
export type FaultCode = (typeof FAULTS)[number];

/** A fault that the page has words for. Its message is `code: detail`, for a message is all that comes through from a worker. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
  }
}

/** How others name what we have a code for: browsers, the store, the database. The first that fits counts. */
const SIGNS: readonly (readonly [FaultCode, RegExp])[] = [
  ['no-space', /QuotaExceeded/], // the store wraps it in an AbortError
  ['cancelled', /^(AbortError|cancelled)/],
  ['conflict', /^(ConstraintError|BulkError)/],
  ['storage-closed', /^(DatabaseClosedError|InvalidStateError)|database connection is closing/i],
  ['not-fetched', /dynamically imported module|Importing a module script failed/i],
  ['out-of-memory', /out of memory|malloc of size|allocation fail/i],
];

/** Reads what was thrown: a code that there are words for, and the raw text for those who ask. */
export function faultOf(thrown: unknown): { readonly code: FaultCode; readonly detail: string } {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const named = /^([a-z-]+)(?:: ([\s\S]*))?$/.exec(error.message);
  const code = FAULTS.find((one) => one === named?.[1]);
  if (code) return { code, detail: named?.[2] ?? '' };
  const text = `${error.name}: ${error.message}`;
  const sign = SIGNS.find(
    ([, pattern]) => pattern.test(error.name) || pattern.test(error.message) || pattern.test(text),
  );
  return { code: sign?.[0] ?? 'failed', detail: error.message };
}
