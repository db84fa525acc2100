// How much a score's AUC falls when one feature is shuffled among the rows: its worth to this model on these rows.
// Breiman (2001), "Random forests", Machine Learning 45, 5-32, section 10; in this form Fisher, Rudin & Dominici (2019),
// JMLR 20(177). Use rows held out of training. Features that say the same share their worth, so each may look idle.
// Input: columns, labels 0 or 1, a function from columns to scores. Random numbers: seeded, one shuffle per feature and repeat.
import { seededRandom } from '../math/random.ts';
import { tableRows, type FeatureTable } from './feature-table.ts';
import type { Outcome } from './outcome.ts';
import { areaUnderRoc } from './ranking-metrics.ts';
import { scoreCurve } from './score-curve.ts';

export interface PermutationImportance {
  feature: string;
  /** Mean fall of the AUC; about 0 (or just below) for a feature without worth. */
  mean: number;
  /** Standard deviation over the repeats. */
  sd: number;
}

/** Importances in the order of the table's columns, and the AUC with all features in place. */
export function permutationImportance(
  table: FeatureTable,
  y: ArrayLike<number>,
  score: (columns: readonly Float64Array[]) => ArrayLike<number>,
  { repeats = 10, seed = 1 } = {},
): Outcome<{ auc: number; importances: PermutationImportance[] }> {
  const shape = tableRows(table);
  if (!shape.ok) return shape;
  const first = scoreCurve(y, score(table.columns));
  if (!first.ok) return first;
  const auc = areaUnderRoc(first.curve);
  const random = seededRandom(seed);
  const importances: PermutationImportance[] = [];
  for (let j = 0; j < table.columns.length; j++) {
    const shuffled = table.columns[j]!.slice();
    const columns = table.columns.slice();
    columns[j] = shuffled;
    let [mean, squares] = [0, 0];
    for (let r = 0; r < repeats; r++) {
      random.shuffle(shuffled);
      const curve = scoreCurve(y, score(columns));
      if (!curve.ok) return curve;
      const fall = auc - areaUnderRoc(curve.curve);
      const gap = fall - mean;
      mean += gap / (r + 1);
      squares += gap * (fall - mean);
    }
    importances.push({ feature: table.names[j]!, mean, sd: Math.sqrt(squares / repeats) });
  }
  return { ok: true, auc, importances };
}
