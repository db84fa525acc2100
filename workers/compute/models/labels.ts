import { refuse, type FitRefusal } from './outcome.ts';

/** Labels as bytes (1 = the event), or why they cannot be used. `y` must hold only 0 and 1 (booleans are read as such). */
export function binaryLabels(
  y: ArrayLike<number | boolean>,
  rows: number,
): { ok: true; labels: Uint8Array; positives: number } | FitRefusal {
  if (y.length !== rows) return refuse('unequal-lengths', { labels: y.length, rows });
  if (rows === 0) return refuse('no-rows', { rows: 0 });
  const labels = new Uint8Array(rows);
  let positives = 0;
  for (let i = 0; i < rows; i++) {
    const value = Number(y[i]);
    if (value !== 0 && value !== 1) return refuse('not-binary', { row: i, value: String(y[i]) });
    labels[i] = value;
    positives += value;
  }
  if (positives === 0 || positives === rows) return refuse('one-class', { rows, label: labels[0]! });
  return { ok: true, labels, positives };
}
