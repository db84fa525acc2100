/** Values a message is filled with, each under its own name. */
export type Detail = Readonly<Record<string, string | number>>;

/** Why a classification or clustering model was not fitted: `reason` is a message key, `detail` holds the offending values. */
export interface FitRefusal {
  ok: false;
  reason: RefusalReason;
  detail: Detail;
}

export type RefusalReason =
  | 'no-rows'
  | 'too-few-rows'
  | 'no-columns'
  | 'one-class'
  | 'not-binary'
  | 'not-finite'
  | 'unequal-lengths'
  | 'constant'
  | 'separation'
  | 'no-convergence'
  | 'too-few-distinct-rows'
  | 'unusable-option';

/** Something the reader must know about a model that was fitted all the same; `columns` are indexes of the columns meant. */
export interface Caution {
  reason: CautionReason;
  detail: Detail;
  columns?: number[];
}

export type CautionReason =
  | 'constant-columns'
  | 'missing-values'
  | 'infinite-values'
  | 'separation'
  | 'collinear-columns'
  | 'no-convergence'
  | 'few-rows'
  | 'few-positives'
  | 'rare-levels-joined'
  | 'sampled'
  | 'no-better-than-chance'
  | 'empty-clusters'
  | 'singular-covariance'
  | 'all-noise'
  | 'window-too-short';

/** What a fit gives back: the thing itself with `ok: true`, or a refusal. */
export type Outcome<T> = ({ ok: true } & T) | FitRefusal;

export function refuse(reason: RefusalReason, detail: Detail): FitRefusal {
  return { ok: false, reason, detail };
}
