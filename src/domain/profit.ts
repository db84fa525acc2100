/** What a contact costs and a success brings, in the workspace's currency. */
export interface ProfitTerms {
  readonly value: number;
  readonly cost: number;
  /** Share in [0, 1] of contacted events that the contact turns into successes. */
  readonly acceptance: number;
}

/** A share of the ranked list with the share of all events found in it, and the lowest probability there; shares in [0, 1]. */
export interface Gain {
  readonly share: number;
  readonly found: number;
  readonly probability: number;
}

/** What contacting that share brings. */
export interface ProfitPoint extends Gain {
  readonly contacts: number;
  readonly successes: number;
  readonly profit: number;
}

/**
 * Profit by the share contacted, for `customers` of whom a share `rate` are events (Verbraken, Verbeke & Baesens 2013, IEEE TKDE 25,
 * 961-973): events found × acceptance × value − contacts × cost.
 */
export function profitPoints(
  gains: readonly Gain[],
  { customers, rate }: { readonly customers: number; readonly rate: number },
  { value, cost, acceptance }: ProfitTerms,
): ProfitPoint[] {
  return gains.map((gain) => {
    const contacts = gain.share * customers;
    const successes = gain.found * rate * customers * acceptance;
    return { ...gain, contacts, successes, profit: successes * value - contacts * cost };
  });
}

/** The point with the most profit, the least contacts of equals; null where nothing beats contacting nobody. */
export function bestPoint(points: readonly ProfitPoint[]): ProfitPoint | null {
  let best: ProfitPoint | null = null;
  for (const point of points) if (point.profit > Math.max(0, best?.profit ?? 0)) best = point;
  return best;
}
