/** A step of a long fit; `total` is 0 where the end is not known. */
export interface ComputeStep {
  readonly step: 'asking' | 'fitting' | 'checking' | 'scoring';
  readonly done: number;
  readonly total: number;
}

/** Why a model gives no answer: a key to be spoken in the reader's language, and the numbers that belong into the sentence. */
export interface RefusalReport<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
  readonly detail: Readonly<Record<string, number>>;
}
