// Scores turned into probabilities that can be taken at their word, fitted on rows the model has not seen: isotonic steps where
// there are at least 1,000 events and as many non-events, else Platt's sigmoid (Niculescu-Mizil & Caruana 2005, ICML, 625-632,
// section 5: isotonic regression overfits small calibration sets). No random numbers.
import { applyIsotonic, fitIsotonic, type Isotonic } from './isotonic.ts';
import type { Outcome } from './outcome.ts';
import { applyPlatt, fitPlatt, type Platt } from './platt.ts';

export type Calibration = ({ kind: 'platt' } & Platt) | ({ kind: 'isotonic' } & Isotonic);

const ENOUGH = 1000;

/** `scores` and labels of held-out rows; `kind` overrides the choice. */
export function fitCalibration(
  scores: ArrayLike<number>,
  y: ArrayLike<number>,
  kind?: Calibration['kind'],
): Outcome<{ calibration: Calibration }> {
  // Platt's fit is made first: it refuses whatever neither of the two can use.
  const sigmoid = fitPlatt(scores, y);
  if (!sigmoid.ok) return sigmoid;
  let events = 0;
  for (let i = 0; i < y.length; i++) events += y[i]!;
  const enough = Math.min(events, y.length - events) >= ENOUGH;
  if ((kind ?? (enough ? 'isotonic' : 'platt')) === 'platt')
    return { ok: true, calibration: { kind: 'platt', ...sigmoid.platt } };
  const steps = fitIsotonic(scores, y);
  return steps.ok ? { ok: true, calibration: { kind: 'isotonic', ...steps.isotonic } } : steps;
}

export function calibrate(calibration: Calibration, scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores, (score) =>
    calibration.kind === 'platt' ? applyPlatt(calibration, score) : applyIsotonic(calibration, score),
  );
}
