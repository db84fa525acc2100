import type { Filter } from './filter.ts';
import { monthNumber, monthStart } from './period.ts';
import type { RfmDefinition } from './rfm.ts';

/** A filter narrowed by more conditions: one on the same field is replaced. */
export function narrowed(filter: Filter, ...conditions: Filter): Filter {
  const fields = new Set(conditions.map((condition) => condition.field));
  return [...filter.filter((condition) => !fields.has(condition.field)), ...conditions];
}

/** The customers of a cell of the RFM grid. Where columns are means of two scores, the cell's group stands for its column. */
export function cellFilter(
  grid: RfmDefinition['grid'],
  cell: { readonly r_score: number; readonly column: number; readonly grp: string },
): Filter {
  return [
    { field: 'rfm.r_score', op: 'in', values: [cell.r_score] },
    grid === 'rf'
      ? { field: 'rfm.f_score', op: 'in', values: [cell.column] }
      : { field: 'rfm.group', op: 'in', values: [cell.grp] },
  ];
}

/** The customers of one cluster, or, for −1, those in none. */
export function clusterFilter(cluster: number): Filter {
  return [{ field: 'predicted.cluster', op: 'in', values: [cluster] }];
}

/** The customers of a cell of the retention grid: first order in `month` (`YYYY-MM-01`), and, for k > 0, an order k months later. */
export function cohortFilter(month: string, k: number): Filter {
  const cohort = { field: 'first_order_month', op: 'in', values: [month.slice(0, 7)] } as const;
  if (k === 0) return [cohort];
  return [cohort, { field: 'order_month', op: 'in', values: [monthStart(monthNumber(month) + k).slice(0, 7)] }];
}
