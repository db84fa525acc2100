import type { Contestant, ContestantReport, VerdictReport } from '../api/contest.ts';
import { calibrate, fitCalibration, type Calibration } from '../models/calibration.ts';
import { classifierContributions, classifierScores, type Classifier } from '../models/classifier.ts';
import { liftBins, profitCurve } from '../models/lift.ts';
import { permutationImportance } from '../models/permutation-importance.ts';
import { calibrationBins, expectedCalibrationError, probabilityMetrics } from '../models/probability-metrics.ts';
import { areaUnderRoc, averagePrecision } from '../models/ranking-metrics.ts';
import { columnAt, rowsAt, type RawTable } from '../models/raw-table.ts';
import { scoreCurve } from '../models/score-curve.ts';

/** Rows of the test on which features are shuffled at most. */
const SHUFFLED = 5_000;

/** Labels, or scores, of the rows learned from, those held out for calibration, and those that judge. */
export interface Parts<T> {
  readonly training: T;
  readonly held: T;
  readonly test: T;
}

/** A model or a rule with its scores; larger scores, likelier events. Rules have no classifier: they give no reasons. */
export interface Competitor extends Parts<Float64Array> {
  readonly name: Contestant;
  readonly classifier?: Classifier;
}

export interface Standing {
  readonly row: ContestantReport;
  readonly calibration: Calibration;
  /** AUC on the rows held out for calibration. */
  readonly heldAuc: number;
  readonly competitor: Competitor;
}

/** A standing whose competitor is a model. */
export interface Winner extends Standing {
  readonly classifier: Classifier;
}

/** Calibrates each on the held-out rows and judges it on the test; best AUC there first. One that cannot be judged is left out. */
export function contest(competitors: readonly Competitor[], labels: Parts<Float64Array>): Standing[] {
  return competitors.flatMap((competitor) => judge(competitor, labels) ?? []).sort((a, b) => b.row.auc - a.row.auc);
}

/** The better model on the held-out rows: the test has no say in the choice, so that its figures stay honest. */
export function winnerOf(standings: readonly Standing[]): Winner | null {
  let best: Winner | null = null;
  for (const standing of standings) {
    const { classifier } = standing.competitor;
    if (classifier && (!best || standing.heldAuc > best.heldAuc)) best = { ...standing, classifier };
  }
  return best;
}

function judge(competitor: Competitor, labels: Parts<Float64Array>): Standing | null {
  const calibrated = fitCalibration(competitor.held, labels.held);
  if (!calibrated.ok) return null;
  const { calibration } = calibrated;
  const ranked = scoreCurve(labels.test, competitor.test);
  const seen = scoreCurve(labels.training, competitor.training);
  const held = scoreCurve(labels.held, competitor.held);
  const metrics = probabilityMetrics(labels.test, calibrate(calibration, competitor.test));
  if (!ranked.ok || !seen.ok || !held.ok || !metrics.ok) return null;
  const row = {
    name: competitor.name,
    auc: areaUnderRoc(ranked.curve),
    trainingAuc: areaUnderRoc(seen.curve),
    averagePrecision: averagePrecision(ranked.curve),
    brierSkill: metrics.brierSkill,
    logLoss: metrics.logLoss,
    topLift: liftBins(ranked.curve)[0]!.lift,
  };
  return { row, calibration, heldAuc: areaUnderRoc(held.curve), competitor };
}

/** What is to be said of the winner on the test, besides the counts of rows. */
export function verdictOf(
  standings: readonly Standing[],
  winner: Winner,
  test: RawTable,
  labels: Parts<Float64Array>,
  seed: number,
): Omit<VerdictReport, 'rows'> {
  const scores = winner.competitor.test;
  const p = calibrate(winner.calibration, scores);
  const plain = scores.map((score) => 1 / (1 + Math.exp(-score)));
  const [calibration, uncalibrated] = [calibrationBins(labels.test, p), calibrationBins(labels.test, plain)];
  const curve = scoreCurve(labels.test, p);
  const all = curve.ok ? curve.curve : null;
  return {
    trainingRate: rateOf(labels.training),
    testRate: rateOf(labels.test),
    leaderboard: standings.map(({ row }) => row),
    chosen: winner.row.name,
    calibrated: winner.calibration.kind,
    calibration,
    uncalibrated,
    calibrationError: {
      before: expectedCalibrationError(uncalibrated),
      after: expectedCalibrationError(calibration),
    },
    lift: all ? liftBins(all).map(({ bin, rate, lift, cumulativeGain }) => ({ bin, rate, lift, cumulativeGain })) : [],
    gains: all
      ? profitCurve(all, { costPerContact: 0, valuePerSuccess: 1, successRate: 1 }).points.map((point) => ({
          share: point.share,
          found: point.events / all.positives,
          probability: Math.min(1, point.score),
        }))
      : [],
    importance: importanceOf(winner.classifier, test, labels.test, seed),
    base: classifierContributions(winner.classifier, rowsAt(test, []), new Int32Array(0)).base,
  };
}

function importanceOf(
  classifier: Classifier,
  test: RawTable,
  y: Float64Array,
  seed: number,
): VerdictReport['importance'] {
  const rows = Math.min(SHUFFLED, y.length);
  // Features are shuffled by their places, so that words and numbers are treated alike.
  const places = test.names.map(() => Float64Array.from({ length: rows }, (_, i) => i));
  const score = (at: readonly Float64Array[]) =>
    classifierScores(classifier, {
      names: test.names,
      columns: test.columns.map((column, j) => columnAt(column, at[j]!)),
    });
  const found = permutationImportance({ names: test.names, columns: places }, y.subarray(0, rows), score, {
    repeats: 3,
    seed,
  });
  return found.ok ? found.importances.sort((a, b) => b.mean - a.mean) : [];
}

export function rateOf(labels: Float64Array): number {
  return labels.reduce((sum, value) => sum + value, 0) / labels.length;
}
