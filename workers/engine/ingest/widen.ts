import { otherOrder } from './date-text.ts';
import type { ColumnPlan } from './type.ts';

/** What failed in a column. */
export interface Failure {
  readonly column: string;
  readonly cells: number;
  /** Cells that are numbers all the same. */
  readonly numbers: number;
  /** Cells of digits that begin with a zero. */
  readonly zeros: number;
  /** Cells with an exponent. */
  readonly exponents: number;
  /** Most digits behind the point. */
  readonly scale: number;
  /** Cells that hold a time of day. */
  readonly times: number;
}

/** Of a column that fails in more cells than this share, the type is wrong, not the cells. */
const TOLERATED = 0.02;

/**
 * A less demanding plan for a column in which cells failed; the same plan where those cells are to be rejected. Values that another type
 * keeps whole (digits behind the point, leading zeros, times of day) are never rejected; others widen the column beyond one in fifty.
 */
export function widerPlan(plan: ColumnPlan, failure: Failure | undefined, rows: number): ColumnPlan {
  if (!failure || plan.type === 'text') return plan;
  const text: ColumnPlan = { name: plan.name, type: 'text' };
  const many = failure.cells > TOLERATED * rows;
  const double: ColumnPlan = { name: plan.name, type: 'double' };
  switch (plan.type) {
    case 'integer':
      if (failure.zeros > 0) return text;
      if (failure.exponents > 0) return double;
      if (failure.scale > 0 && failure.numbers > 0)
        return failure.scale > 9 ? double : { name: plan.name, type: 'decimal', scale: Math.max(4, failure.scale) };
      return many ? text : plan;
    case 'decimal': {
      const scale = plan.scale ?? 2;
      if (plan.numbers) return many ? text : plan;
      if (failure.numbers > 0 && (failure.exponents > 0 || failure.scale > 9)) return double;
      if (failure.numbers > 0 && failure.scale > scale) return { ...plan, scale: failure.scale };
      if (!many) return plan;
      return failure.numbers > failure.cells / 2 ? double : text;
    }
    case 'date':
    case 'timestamp': {
      if (plan.ambiguous) {
        const { ambiguous: _, ...rest } = plan;
        return { ...rest, ...otherOrder({ dates: plan.dates ?? 'iso', formats: plan.formats ?? [] }) };
      }
      if (plan.type === 'date' && failure.times > 0) return { ...plan, type: 'timestamp' };
      return many ? text : plan;
    }
    default:
      return many ? text : plan;
  }
}
