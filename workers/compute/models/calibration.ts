// Scores turned into probabilities that can be taken at their word, fitted on rows the model has not seen: as they come from the model,
// by Platt's sigmoid, or, where there are at least 1,000 events and as many non-events, by isotonic steps (Niculescu-Mizil & Caruana
// 2005, ICML, 625-632, section 5: isotonic regression overfits small calibration sets). The least Brier score in five-fold
// cross-validation of those rows decides: a model that is calibrated already is left alone. No random numbers.
import { applyIsotonic, fitIsotonic, type Isotonic } from './isotonic.ts';
import type { Outcome } from './outcome.ts';
import { applyPlatt, fitPlatt, type Platt } from './platt.ts';

/** `none` takes scores for log-odds. */
export type Calibration = { kind: 'none' } | ({ kind: 'platt' } & Platt) | ({ kind: 'isotonic' } & Isotonic);
type Kind = Calibration['kind'];

const ENOUGH = 1000;
const FOLDS = 5;

/** `scores` (any finite numbers; log-odds where they come from a model) and labels of held-out rows; `kind` overrides the choice. */
export function fitCalibration(
  scores: ArrayLike<number>,
  y: ArrayLike<number>,
  kind?: Kind,
): Outcome<{ calibration: Calibration }> {
  // Platt's fit is made first: it refuses whatever none of them can use.
  const sigmoid = fit('platt', scores, y);
  if (!sigmoid.ok) return sigmoid;
  const chosen = kind ?? choice(scores, y);
  return chosen === 'platt' ? sigmoid : fit(chosen, scores, y);
}

export function calibrate(calibration: Calibration, scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores, (score) => {
    if (calibration.kind === 'platt') return applyPlatt(calibration, score);
    return calibration.kind === 'isotonic' ? applyIsotonic(calibration, score) : 1 / (1 + Math.exp(-score));
  });
}

function fit(kind: Kind, scores: ArrayLike<number>, y: ArrayLike<number>): Outcome<{ calibration: Calibration }> {
  if (kind === 'none') return { ok: true, calibration: { kind } };
  if (kind === 'platt') {
    const sigmoid = fitPlatt(scores, y);
    return sigmoid.ok ? { ok: true, calibration: { kind, ...sigmoid.platt } } : sigmoid;
  }
  const steps = fitIsotonic(scores, y);
  return steps.ok ? { ok: true, calibration: { kind, ...steps.isotonic } } : steps;
}

/** The kind with the least Brier score on rows that its fit has not seen; the plainer one where two are alike. */
function choice(scores: ArrayLike<number>, y: ArrayLike<number>): Kind {
  let events = 0;
  for (let i = 0; i < y.length; i++) events += y[i]!;
  const enough = Math.min(events, y.length - events) >= ENOUGH;
  let best: Kind = 'platt';
  let least = Infinity;
  for (const kind of enough ? (['none', 'platt', 'isotonic'] as const) : (['none', 'platt'] as const)) {
    const squares = unseenSquares(kind, scores, y);
    if (squares < least) [best, least] = [kind, squares];
  }
  return best;
}

/** Sum of squared errors over folds that each take every fifth row; infinite where a fold cannot be fitted. */
function unseenSquares(kind: Kind, scores: ArrayLike<number>, y: ArrayLike<number>): number {
  let squares = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const rows = Array.from({ length: y.length }, (_, i) => i);
    const own = rows.filter((i) => i % FOLDS !== fold);
    const unseen = rows.filter((i) => i % FOLDS === fold);
    const fitted = fit(
      kind,
      own.map((i) => scores[i]!),
      own.map((i) => y[i]!),
    );
    if (!fitted.ok) return Infinity;
    const p = calibrate(
      fitted.calibration,
      unseen.map((i) => scores[i]!),
    );
    unseen.forEach((i, at) => (squares += (p[at]! - y[i]!) ** 2));
  }
  return squares;
}
