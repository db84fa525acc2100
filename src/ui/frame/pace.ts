import { isKey, t } from '../../i18n/text.ts';
import { formatBytes, formatShare } from '../../i18n/format.ts';
import type { JobLine } from './frame.ts';

/** What the bar reads of a running job. `done` and `total` are bytes while reading, steps (or parts of them) otherwise; `total` is 0 where unknown. */
export interface RunningJob {
  readonly id: number;
  readonly kind: 'load' | 'demo' | 'open' | 'build' | 'model';
  readonly name: string;
  readonly step: { readonly step: string; readonly done: number; readonly total: number; readonly rows?: number };
  readonly cancel?: () => void;
}

/** Steps that count bytes; of others no rate can be told. */
const BYTES: ReadonlySet<string> = new Set(['reading', 'decoding', 'saving', 'opening']);

/** Seconds that a step must have run before its rate means anything. */
const SETTLED = 1.5;

/** Turns jobs into lines, and remembers when each step began, so that rate and time left speak of the step that runs now. */
export class Pace {
  readonly #began = new Map<string, number>();

  /** `now` is in milliseconds on any steady clock. */
  line(job: RunningJob, now: number): JobLine {
    const { step, done, total, rows } = job.step;
    const key = `${job.id} ${step}`;
    const began = this.#began.get(key) ?? now;
    this.#began.set(key, began);
    const share = total > 0 ? Math.min(1, done / total) : null;
    const facts: string[] = [];
    if (share !== null) facts.push(formatShare(share, 0));
    if (rows !== undefined) facts.push(t('shell.job-rows', { n: rows }));
    const seconds = (now - began) / 1000;
    if (seconds >= SETTLED && done > 0) {
      const perSecond = done / seconds;
      if (total > 0 && BYTES.has(step)) facts.push(t('shell.job-rate', { rate: formatBytes(perSecond) }));
      if (total > 0) facts.push(left((total - done) / perSecond));
    }
    return { id: String(job.id), text: words(job), share, facts, cancel: job.cancel };
  }
}

/** What runs: the file's name with its step, or the work by its own name. */
function words({ kind, name, step }: RunningJob): string {
  if (kind !== 'load') {
    const special = `shell.job-${kind}-${name}`;
    return isKey(special) ? t(special) : t(`shell.job-${kind}`);
  }
  const doing = `shell.step-${step.step}`;
  return isKey(doing) ? `${name} · ${t(doing)}` : name;
}

/** Whole seconds, at least one: "0 s left" is never true. */
function left(seconds: number): string {
  if (seconds >= 90) return t('shell.job-minutes', { n: Math.round(seconds / 60) });
  return t('shell.job-seconds', { n: Math.max(1, Math.ceil(seconds)) });
}
