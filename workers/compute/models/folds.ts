// Rows dealt into folds for cross-validation: equal shares of events in each, and all rows of one customer in the same fold, so
// that no customer is learned from and judged at once. Kohavi (1995), IJCAI, 1137-1143 (stratified cross-validation).
// Random numbers: seeded.
import { seededRandom } from '../math/random.ts';

/** The fold 0 .. folds − 1 of each row. `groups`: same number = same customer; a customer counts as an event if any row does. */
export function stratifiedFolds(
  y: ArrayLike<number>,
  folds: number,
  { seed = 1, groups }: { seed?: number; groups?: ArrayLike<number> } = {},
): Int32Array {
  if (!Number.isInteger(folds) || folds < 2) throw new Error(`folds must be a whole number >= 2: ${folds}`);
  const eventOf = new Map<number, boolean>();
  for (let i = 0; i < y.length; i++) {
    const group = groups ? groups[i]! : i;
    eventOf.set(group, (eventOf.get(group) ?? false) || y[i] === 1);
  }
  const random = seededRandom(seed);
  const foldOf = new Map<number, number>();
  let next = 0;
  for (const wanted of [true, false]) {
    const members = [...eventOf].filter(([, event]) => event === wanted).map(([group]) => group);
    for (const group of random.shuffle(members)) foldOf.set(group, next++ % folds);
  }
  return Int32Array.from({ length: y.length }, (_, i) => foldOf.get(groups ? groups[i]! : i)!);
}
