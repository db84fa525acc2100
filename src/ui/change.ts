/** A figure's change against an earlier span, ready to be shown: its sign is written, its tone repeats what it means. */
export interface Change {
  /** Relative change (0.031 = +3.1 %); null where there is nothing to compare with. */
  readonly value: number | null;
  /** True for a difference of shares (0.031 = +3.1 points); else the change is relative. */
  readonly points?: boolean;
  /** Against what, in words: "vs last month" / 环比. */
  readonly against: string;
  /** Whether more is better. `neither` for figures without a good direction. */
  readonly better?: 'more' | 'less' | 'neither';
}

/** Whether the change is for the better; null where it is flat, unknown or without direction. */
export function improved({ value, better = 'more' }: Change): boolean | null {
  if (value === null || value === 0 || better === 'neither') return null;
  return value > 0 === (better === 'more');
}
