import type { ClassifierMemory, DriftReport } from '../api/contest.ts';
import { calibrate, type Calibration } from '../models/calibration.ts';
import { classifierContributions, classifierScores, type Classifier } from '../models/classifier.ts';
import {
  driftReference,
  driftSince,
  levelDriftSince,
  levelReference,
  type DriftReference,
  type LevelReference,
} from '../models/drift.ts';
import { isWords, type RawColumn, type RawTable } from '../models/raw-table.ts';

/** Customers of whom reasons are computed, the likeliest first. */
const REASONED = 20_000;
/** Reasons kept of each; what the other features add is kept as one sum. */
export const REASONS = 5;

/** Everything that later rows need: the model, its calibration, and what the rows looked like on the day it was learned. */
export interface Memory {
  readonly version: 1;
  readonly classifier: Classifier;
  readonly calibration: Calibration;
  readonly features: readonly (DriftReference | LevelReference)[];
  readonly score: DriftReference;
}

/** What is kept of a model after it has scored the rows of its own day. */
export function memoryOf(
  classifier: Classifier,
  calibration: Calibration,
  rows: RawTable,
  p: Float64Array,
): ClassifierMemory {
  const memory: Memory = {
    version: 1,
    classifier,
    calibration,
    features: rows.columns.map((column) => (isWords(column) ? levelReference(column) : driftReference(column))),
    score: driftReference(p),
  };
  return JSON.stringify(memory);
}

/** Throws for what no version of this program has kept. */
export function readMemory(text: ClassifierMemory): Memory {
  const memory = JSON.parse(text) as Memory;
  if (memory.version !== 1) throw new Error(`not a kept model: version ${String(memory.version)}`);
  return memory;
}

/** How far the rows have moved from those of the day on which the model was learned: the score, then the features, most moved first. */
export function driftOf(memory: Memory, rows: RawTable, p: Float64Array): DriftReport[] {
  const features = rows.columns.flatMap((column, j) => {
    const drift = driftBetween(memory.features[j]!, column);
    return drift.ok ? [{ feature: rows.names[j]!, psi: drift.psi, level: drift.level, byChance: drift.byChance }] : [];
  });
  const score = driftSince(memory.score, p);
  features.sort((a, b) => b.psi - a.psi);
  const { psi, level, byChance } = score.ok ? score : { psi: 0, level: 'calm' as const, byChance: 0 };
  return [{ feature: null, psi, level, byChance }, ...features];
}

function driftBetween(reference: DriftReference | LevelReference, column: RawColumn) {
  if ('levels' in reference) {
    const words = isWords(column)
      ? column
      : Array.from(column, (value) => (Number.isNaN(value) ? null : String(value)));
    return levelDriftSince(reference, words);
  }
  return driftSince(
    reference,
    isWords(column) ? Float64Array.from(column, (word) => (word === null ? NaN : Number(word))) : column,
  );
}

/**
 * The columns of the scored rows: `p`, the calibrated probability; `reason_k` (k = 1 …), a feature's place + 1, negative where it speaks
 * against the event, the strongest first; `part_k`, what it adds to the log-odds; `others`, what all other features add. NaN where there
 * are no reasons.
 */
export function scoredColumns(
  classifier: Classifier,
  calibration: Calibration,
  rows: RawTable,
  progress: (rows: number) => void = () => undefined,
): Record<string, Float64Array> {
  const p = calibrate(calibration, classifierScores(classifier, rows, progress));
  const empty = () => new Float64Array(p.length).fill(NaN);
  const reasons = Array.from({ length: REASONS }, empty);
  const parts = Array.from({ length: REASONS }, empty);
  const others = empty();
  const order = Array.from(p.keys()).sort((a, b) => p[b]! - p[a]! || a - b);
  const reasoned = Int32Array.from(order.slice(0, REASONED));
  const width = rows.columns.length;
  const { values } = classifierContributions(classifier, rows, reasoned);
  reasoned.forEach((row, i) => {
    const own = values.subarray(i * width, (i + 1) * width);
    const strongest = Array.from(own.keys()).sort((a, b) => Math.abs(own[b]!) - Math.abs(own[a]!));
    others[row] = strongest.slice(REASONS).reduce((sum, feature) => sum + own[feature]!, 0);
    for (let k = 0; k < REASONS; k++) {
      const feature = strongest[k];
      if (feature === undefined || own[feature] === 0) continue;
      reasons[k]![row] = (feature + 1) * Math.sign(own[feature]!);
      parts[k]![row] = own[feature]!;
    }
  });
  const named = (name: string, columns: readonly Float64Array[]) =>
    Object.fromEntries(columns.map((column, k) => [`${name}_${k + 1}`, column]));
  return { p, ...named('reason', reasons), ...named('part', parts), others };
}
