/** Sums of one span; see `periodSums` in `src/sql`. */
export interface Sums {
  readonly which: 'current' | 'previous' | 'year-before';
  readonly buyers: number;
  readonly repeaters: number;
  readonly orders: number;
  readonly revenue: number | null;
  readonly covered: boolean;
}

/** The five figures of the overview, in the order in which they are read. */
export const FIGURES = ['revenue', 'buyers', 'orders', 'average-order', 'repurchase'] as const;
export type FigureName = (typeof FIGURES)[number];

/** Figures that are shares already: they change by points. */
export const SHARES: ReadonlySet<FigureName> = new Set(['repurchase']);

/** A figure with what it is compared with; changes are (current - base) / base, of a share current - base, null where there is no fair base (then the page shows "—"). */
export interface Figure {
  readonly name: FigureName;
  readonly value: number | null;
  readonly previous: number | null;
  readonly change: number | null;
  readonly yearBefore: number | null;
  readonly yearChange: number | null;
}

/** Relative change; null for a missing or zero base, never infinity. */
export function change(current: number | null, base: number | null): number | null {
  if (current === null || base === null || base === 0) return null;
  return (current - base) / Math.abs(base);
}

/** One figure of a span: revenue, buyers, orders, revenue / orders, or repeat buyers / buyers. Null where it has no meaning. */
export function figureOf(name: FigureName, sums: Sums): number | null {
  switch (name) {
    case 'revenue':
      return sums.revenue;
    case 'buyers':
      return sums.buyers;
    case 'orders':
      return sums.orders;
    case 'average-order':
      return sums.revenue === null || sums.orders === 0 ? null : sums.revenue / sums.orders;
    case 'repurchase':
      return sums.buyers === 0 ? null : sums.repeaters / sums.buyers;
  }
}

/** All five figures from the sums of up to three spans. A span that the data do not wholly cover is no base. */
export function figures(sums: readonly Sums[]): readonly Figure[] {
  const current = sums.find(({ which }) => which === 'current');
  if (!current) throw new Error('no sums for the current period');
  const base = (which: Sums['which']): Sums | undefined => sums.find((row) => row.which === which && row.covered);
  const before = base('previous');
  const year = base('year-before');
  return FIGURES.map((name) => {
    const value = figureOf(name, current);
    const previous = before ? figureOf(name, before) : null;
    const yearBefore = year ? figureOf(name, year) : null;
    const by = (from: number | null): number | null => {
      if (!SHARES.has(name)) return change(value, from);
      return value === null || from === null ? null : value - from;
    };
    return {
      name,
      value,
      previous,
      change: by(previous),
      yearBefore,
      yearChange: by(yearBefore),
    };
  });
}
