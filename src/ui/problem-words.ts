import { formatBytes } from '../i18n/format.ts';
import { isKey, t } from '../i18n/text.ts';
import type { LoadFailure } from '../../workers/engine/api.ts';
import type { FaultWords } from './fault.ts';

/** A file that did not come in. */
export interface LoadProblem {
  readonly reason: LoadFailure;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Says why a file did not come in, where in it the fault is, and what to do; the raw text of a decoder is a detail. */
export function problemWords({ reason, detail }: LoadProblem): FaultWords {
  const { what, line, message, needed, free } = detail;
  const key = `sources.what-${what}`;
  const said = t(`sources.reason-${reason}`, {
    what: t(isKey(key) ? key : 'sources.what-file'),
    needed: formatBytes(Number(needed ?? 0)),
    free: formatBytes(Number(free ?? 0)),
  });
  return {
    text: typeof line === 'number' ? `${said} ${t('sources.at-line', { line })}` : said,
    ...(message ? { detail: String(message) } : {}),
  };
}
