/** What of a customer's score is kept: signed places of the strongest features (from 1), and what each and all others add to the log-odds. */
export interface Reasons {
  readonly reason_1: number | null;
  readonly reason_2: number | null;
  readonly reason_3: number | null;
  readonly reason_4: number | null;
  readonly reason_5: number | null;
  readonly part_1: number | null;
  readonly part_2: number | null;
  readonly part_3: number | null;
  readonly part_4: number | null;
  readonly part_5: number | null;
  readonly others: number | null;
}

/** The strongest reasons by the names of their features, strongest first. */
export function reasonParts(row: Reasons, features: readonly string[]): { feature: string; adds: number }[] {
  const pairs = [
    [row.reason_1, row.part_1],
    [row.reason_2, row.part_2],
    [row.reason_3, row.part_3],
    [row.reason_4, row.part_4],
    [row.reason_5, row.part_5],
  ] as const;
  return pairs.flatMap(([reason, adds]) => {
    const feature = reason === null ? undefined : features[Math.abs(reason) - 1];
    return feature !== undefined && adds !== null ? [{ feature, adds }] : [];
  });
}
