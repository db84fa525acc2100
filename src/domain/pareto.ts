/** A slice of customers, best first; see `paretoSlices` in `src/sql`. */
interface Slice {
  readonly slice: number;
  readonly customers: number;
  readonly revenue: number;
  readonly least: number;
}

/** A point of the concentration curve: the best `customers` of all (a share) bring `revenue` of all (a share). */
export interface ParetoPoint {
  readonly customers: number;
  readonly revenue: number;
  /** How many customers that is, and what the last of them brought. */
  readonly count: number;
  readonly least: number;
}

/** The curve from (0, 0) to (1, 1), at most 201 points. Empty where there is no revenue to share out. */
export function paretoCurve(slices: readonly Slice[]): readonly ParetoPoint[] {
  const customers = slices.reduce((sum, slice) => sum + slice.customers, 0);
  const revenue = slices.reduce((sum, slice) => sum + slice.revenue, 0);
  if (customers === 0 || revenue <= 0) return [];
  let count = 0;
  let paid = 0;
  const points = slices.map((slice) => {
    count += slice.customers;
    paid += slice.revenue;
    return { customers: count / customers, revenue: paid / revenue, count, least: slice.least };
  });
  return [{ customers: 0, revenue: 0, count: 0, least: slices[0]!.least }, ...points];
}

/** What the best `percent` of the customers bring. */
export interface TopShare {
  readonly percent: number;
  readonly customers: number;
  /** Those customers as a share of all: `percent` / 100, less what is lost to whole customers. */
  readonly at: number;
  /** Share of all revenue. */
  readonly share: number;
  readonly least: number;
}

/** The best floor(n percent / 100) customers, but at least one; `percent` in steps of a half. Null where there is no revenue. */
export function topShare(slices: readonly Slice[], percent: number): TopShare | null {
  const curve = paretoCurve(slices).slice(1);
  const best = curve[0];
  if (!best) return null;
  const total = curve.at(-1)!.count;
  const wanted = Math.max(best.count, Math.floor((total * percent) / 100));
  const point = curve.findLast((p) => p.count <= wanted) ?? best;
  return { percent, customers: point.count, at: point.customers, share: point.revenue, least: point.least };
}
