import type { People } from './people.ts';

/** A cell that cannot be read as what its column holds. `row` counts data rows of its file from 1. */
export interface RejectedCell {
  file: string;
  row: number;
  column: string;
  text: string;
}

export interface Sum {
  orders: number;
  fen: number;
}

export const STATUSES = ['已完成', '已取消', '已退款', '待付款'] as const;
export const COMPLETED = 0;
export const CANCELLED = 1;
export const REFUNDED = 2;
export const PENDING = 3;

/** What the writers count while they write, so that the truth is about the very rows in the files. Money in fen. */
export class Ledger {
  /** Shop orders of real customers with readable cells, by status (index into STATUSES). */
  byStatus: Sum[] = STATUSES.map(() => ({ orders: 0, fen: 0 }));
  /** Store receipts with readable cells, by whose phone they carry. */
  receipts: Record<'member' | 'store' | 'none', Sum> = {
    member: { orders: 0, fen: 0 },
    store: { orders: 0, fen: 0 },
    none: { orders: 0, fen: 0 },
  };
  test: Sum = { orders: 0, fen: 0 };
  /** Orders of nothing, among the completed ones. */
  zero = 0;
  /** Orders and receipts left out of every sum above because a cell of theirs is rejected. */
  unreadable = 0;
  rejected: RejectedCell[] = [];
  orders: Uint32Array;
  revenue: Float64Array;
  lastOrderAt: Uint32Array;

  constructor(people: People) {
    this.orders = new Uint32Array(people.count);
    this.revenue = new Float64Array(people.count);
    this.lastOrderAt = new Uint32Array(people.count);
  }

  /** Counts one completed, paid purchase that the files tie to a person. */
  credit(person: number, at: number, fen: number): void {
    if (fen === 0) return;
    this.orders[person]!++;
    this.revenue[person]! += fen;
    this.lastOrderAt[person] = at;
  }
}

export interface Fault {
  column: string;
  text: string;
}

/** Spreads a handful of unreadable cells evenly over a file and notes each of them. */
export class Faults {
  private readonly file: string;
  private readonly faults: readonly Fault[];
  private readonly step: number;
  private readonly notes: RejectedCell[];
  private used = 0;

  constructor(file: string, faults: readonly Fault[], rows: number, notes: RejectedCell[]) {
    this.file = file;
    this.faults = faults;
    this.step = rows / (faults.length + 1);
    this.notes = notes;
  }

  /** The fault for this row (0-based), mostly none. Ask only for rows that may be spoilt. */
  at(row: number): Fault | undefined {
    if (row < this.step * (this.used + 1)) return undefined;
    const fault = this.faults[this.used];
    if (!fault) return undefined;
    this.used++;
    this.notes.push({ file: this.file, row: row + 1, ...fault });
    return fault;
  }
}
