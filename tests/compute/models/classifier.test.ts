import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { fitBoostedTrees } from '../../../workers/compute/models/boosted-trees.ts';
import {
  classifierContributions,
  classifierScores,
  type Classifier,
} from '../../../workers/compute/models/classifier.ts';
import { encode, fitEncoder } from '../../../workers/compute/models/feature-encoder.ts';
import { fitLogistic } from '../../../workers/compute/models/logistic.ts';
import { rowsBetween, type RawTable } from '../../../workers/compute/models/raw-table.ts';

const ROWS = 120_001;
const random = seededRandom(31);
const words = ['web', 'app', null, 'store'];
const table: RawTable = {
  names: ['days', 'channel'],
  columns: [
    Float64Array.from({ length: ROWS }, () => (random.uniform() < 0.05 ? NaN : random.normal())),
    Array.from({ length: ROWS }, () => words[random.integer(4)]!),
  ],
};
const some = rowsBetween(table, 0, 2_000);
const y = Float64Array.from(some.columns[0] as Float64Array, (days, i) => (days > 0 || i % 3 === 0 ? 1 : 0));

function classifier(kind: 'trees' | 'logistic'): Classifier {
  const encoder = fitEncoder(some);
  const known = encode(encoder, some).table;
  const fit = kind === 'trees' ? fitBoostedTrees(known, y, { rounds: 10 }) : fitLogistic(known, y);
  if (!fit.ok) throw new Error(fit.reason);
  return { encoder, model: fit.model };
}

describe.each(['trees', 'logistic'] as const)('many rows scored by %s', (kind) => {
  const model = classifier(kind);

  it('are scored a block at a time, which is told, and as any part of them alone', () => {
    const told: number[] = [];
    const scores = classifierScores(model, table, (rows) => told.push(rows));
    expect(told).toEqual([0, 50_000, 100_000]);
    expect(scores.length).toBe(ROWS);
    const [from, to] = [49_990, 50_010];
    expect(scores.subarray(from, to)).toEqual(classifierScores(model, rowsBetween(table, from, to)));
    expect(scores.subarray(ROWS - 3)).toEqual(classifierScores(model, rowsBetween(table, ROWS - 3, ROWS)));
  });

  it('have reasons that add up to their scores, wherever they stand', () => {
    const scores = classifierScores(model, table);
    const rows = Int32Array.of(ROWS - 1, 3, 70_000);
    const { base, values } = classifierContributions(model, table, rows);
    rows.forEach((row, i) => expect(base + values[2 * i]! + values[2 * i + 1]!).toBeCloseTo(scores[row]!, 9));
  });
});

it('no rows have no scores', () => {
  expect(classifierScores(classifier('logistic'), rowsBetween(table, 0, 0))).toEqual(new Float64Array(0));
});
