/** Two-sided 5 % of the normal distribution. */
const Z = 1.96;

/**
 * True when an AUC on `rows` rows, of which the share `rate` are events, lies above a coin's 0.5 by more than chance would explain: the
 * Mann-Whitney statistic of two like groups of m and n has variance (m + n + 1) / (12 m n) (Hanley & McNeil, Radiology 143, 1982, pp. 29-36).
 */
export function tellsApart(auc: number, rows: number, rate: number): boolean {
  const events = rows * rate;
  const others = rows - events;
  return events > 0 && others > 0 && auc - 0.5 > Z * Math.sqrt((rows + 1) / (12 * events * others));
}
