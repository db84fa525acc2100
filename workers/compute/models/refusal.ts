/** Why a model gives no answer: a key to be spoken in the reader's language, and the numbers that belong into the sentence. */
export interface Refusal<Reason extends string> {
  ok: false;
  reason: Reason;
  detail: Readonly<Record<string, number>>;
}

/** Builds a refusal. */
export function refuse<Reason extends string>(
  reason: Reason,
  detail: Readonly<Record<string, number>> = {},
): Refusal<Reason> {
  return { ok: false, reason, detail };
}
