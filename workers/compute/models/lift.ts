// What working down a ranked list brings: lift and cumulative gain by tenths, and the profit of contacting the best share.
// Ling & Li (1998), "Data mining for direct marketing", KDD, 73-79 (lift); Verbraken, Verbeke & Baesens (2013), "A novel
// profit maximizing metric", IEEE TKDE 25, 961-973 (profit as a function of the share contacted).
// Input: a score curve. Where a cut falls inside equal scores, the events among them are shared out evenly (their expected
// number in a random order), so that the order of the rows changes nothing. No random numbers.
import type { ScoreCurve } from './score-curve.ts';

export interface LiftBin {
  /** 1 = the highest scores. */
  bin: number;
  /** Rows in the bin. */
  rows: number;
  /** Events in the bin; a fraction where equal scores lie on a cut. */
  events: number;
  rate: number;
  /** Rate of the bin / rate of all. */
  lift: number;
  /** Share of all events found in this bin and those above it, in [0, 1]. */
  cumulativeGain: number;
  cumulativeLift: number;
}

/** Expected number of events among the `rows` best, for 0 <= rows <= all; ask with rising `rows` through one reader. */
function eventReader(curve: ScoreCurve): (rows: number) => number {
  let i = 0;
  return (rows) => {
    const n = curve.scores.length;
    while (i < n - 1 && curve.truePositives[i]! + curve.falsePositives[i]! < rows) i++;
    const above = i > 0 ? curve.truePositives[i - 1]! + curve.falsePositives[i - 1]! : 0;
    const eventsAbove = i > 0 ? curve.truePositives[i - 1]! : 0;
    const here = curve.truePositives[i]! + curve.falsePositives[i]! - above;
    return eventsAbove + ((curve.truePositives[i]! - eventsAbove) * (rows - above)) / here;
  };
}

/** The ranked rows cut into `bins` parts of (nearly) equal size, best first; fewer parts when there are fewer rows. */
export function liftBins(curve: ScoreCurve, bins = 10): LiftBin[] {
  const all = curve.positives + curve.negatives;
  const parts = Math.min(bins, all);
  const read = eventReader(curve);
  const base = curve.positives / all;
  let lastRows = 0;
  let lastEvents = 0;
  return Array.from({ length: parts }, (_, k) => {
    const upTo = Math.round((all * (k + 1)) / parts);
    const eventsUpTo = read(upTo);
    const rows = upTo - lastRows;
    const events = eventsUpTo - lastEvents;
    lastRows = upTo;
    lastEvents = eventsUpTo;
    return {
      bin: k + 1,
      rows,
      events,
      rate: events / rows,
      lift: events / rows / base,
      cumulativeGain: eventsUpTo / curve.positives,
      cumulativeLift: eventsUpTo / upTo / base,
    };
  });
}

export interface ProfitTerms {
  /** Money one contact costs, >= 0. */
  costPerContact: number;
  /** Money a saved or won customer brings. */
  valuePerSuccess: number;
  /** Share in [0, 1] of contacted events that the contact turns into a success. */
  successRate: number;
  /** Money spent once, whatever the share contacted. */
  fixedCost?: number;
}

export interface ProfitPoint {
  /** Share of the list contacted, in [0, 1]. */
  share: number;
  contacts: number;
  /** Lowest score contacted; Infinity when none is. */
  score: number;
  events: number;
  profit: number;
}

/** Profit at 0, 1/steps, ... 1 of the ranked list, and the best of these points. Contacting nobody earns 0. */
export function profitCurve(
  curve: ScoreCurve,
  terms: ProfitTerms,
  steps = 100,
): { points: ProfitPoint[]; best: ProfitPoint } {
  for (const [name, value] of Object.entries(terms))
    if (!Number.isFinite(value)) throw new Error(`${name} is not a finite number: ${String(value)}`);
  const all = curve.positives + curve.negatives;
  const read = eventReader(curve);
  let best: ProfitPoint = { share: 0, contacts: 0, score: Infinity, events: 0, profit: 0 };
  const points = [best];
  let at = 0;
  for (let k = 1; k <= steps; k++) {
    const contacts = Math.round((all * k) / steps);
    if (contacts === 0) continue;
    const events = read(contacts);
    while (curve.truePositives[at]! + curve.falsePositives[at]! < contacts) at++;
    const gain = events * terms.successRate * terms.valuePerSuccess;
    const profit = gain - contacts * terms.costPerContact - (terms.fixedCost ?? 0);
    const point = { share: contacts / all, contacts, score: curve.scores[at]!, events, profit };
    points.push(point);
    if (profit > best.profit) best = point;
  }
  return { points, best };
}
