import { faultOf } from '../domain/fault.ts';
import { t } from '../i18n/text.ts';

/** What was thrown, in the reader's language; `detail` is the raw text, for those who ask. */
export interface FaultWords {
  readonly text: string;
  readonly detail?: string;
}

/** Says what was thrown: what happened and what to do. */
export function faultWords(thrown: unknown): FaultWords {
  const { code, detail } = faultOf(thrown);
  return { text: t(`errors.fault-${code}`), ...(detail ? { detail } : {}) };
}

/** True for what the reader ended herself, and for what the browser reports that is no fault: neither is said. */
export function isQuiet(thrown: unknown): boolean {
  const { code, detail } = faultOf(thrown);
  return code === 'cancelled' || detail.startsWith('ResizeObserver');
}
