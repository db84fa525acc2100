// What the purchase models read of a customer, and the same rows collapsed to their distinct values with counts: customers who
// bought on the same days are one row, so that 200,000 customers become some ten thousand.

/**
 * One entry a customer, three columns of equal length, in weeks (7 days; any unit works if all columns and horizons share it):
 * x   repeat purchase days after the first, a whole number >= 0 (orders of one day are one);
 * tx  time from the first to the last purchase, 0 when x = 0, else in (0, T];
 * T   time from the first purchase to the cutoff, >= 0.
 */
export interface PurchaseHistories {
  x: ArrayLike<number>;
  tx: ArrayLike<number>;
  T: ArrayLike<number>;
}

/** Distinct (x, t) pairs: what depends on them is computed once. */
export interface HistoryPairs {
  x: Float64Array;
  t: Float64Array;
  /** For each distinct row, its pair. */
  of: Int32Array;
}

export interface DistinctHistories {
  customers: number;
  maxX: number;
  maxT: number;
  x: Float64Array;
  tx: Float64Array;
  T: Float64Array;
  /** Customers in each distinct row; sums to `customers`. */
  count: Float64Array;
  /** For each customer, the distinct row. */
  rowOf: Int32Array;
  pairsT: HistoryPairs;
  pairsTx: HistoryPairs;
}

/** Numbers a key when it is first seen. */
class Dictionary {
  readonly #seen = new Map<number, number>();

  index(key: number): number {
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    this.#seen.set(key, this.#seen.size);
    return this.#seen.size - 1;
  }

  get size(): number {
    return this.#seen.size;
  }
}

function checkRow(x: number, tx: number, T: number, row: number): void {
  if (!Number.isInteger(x) || x < 0) throw new Error(`x must be a whole number >= 0, row ${row}: ${x}`);
  if (!(T >= 0 && T < Infinity)) throw new Error(`T must be >= 0, row ${row}: ${T}`);
  if (!(tx >= 0 && tx <= T + 1e-9)) throw new Error(`t_x must be in [0, T = ${T}], row ${row}: ${tx}`);
  if (x > 0 && tx === 0) throw new Error(`t_x must be > 0 where x > 0, row ${row}: ${tx}`);
  if (x === 0 && tx !== 0) throw new Error(`t_x must be 0 where x = 0, row ${row}: ${tx}`);
}

/** Collapses customers to distinct rows, in the order of first appearance; throws on a value outside its range. */
export function distinctHistories({ x, tx, T }: PurchaseHistories): DistinctHistories {
  const n = x.length;
  if (tx.length !== n || T.length !== n) throw new Error(`columns differ in length: ${n}, ${tx.length}, ${T.length}`);
  const [xs, ends, lasts] = [new Dictionary(), new Dictionary(), new Dictionary()];
  const [pairsT, pairsTx, rows] = [new Dictionary(), new Dictionary(), new Dictionary()];
  const rowOf = new Int32Array(n);
  const count = new Float64Array(n);
  const first = new Int32Array(n);
  const [firstOfT, firstOfTx] = [new Int32Array(n), new Int32Array(n)];
  const [pairOfT, pairOfTx] = [new Int32Array(n), new Int32Array(n)];
  let [maxX, maxT] = [0, 0];
  for (let i = 0; i < n; i++) {
    const [xi, txi, Ti] = [x[i]!, tx[i]!, T[i]!];
    checkRow(xi, txi, Ti, i);
    if (xi > maxX) maxX = xi;
    if (Ti > maxT) maxT = Ti;
    const [ix, iT, itx] = [xs.index(xi), ends.index(Ti), lasts.index(txi)];
    // A dictionary holds at most n keys, so that products of two indices stay whole numbers.
    const [sizeT, sizeTx] = [pairsT.size, pairsTx.size];
    const pT = pairsT.index(iT * n + ix);
    const pTx = pairsTx.index(itx * n + ix);
    if (pT === sizeT) firstOfT[pT] = i;
    if (pTx === sizeTx) firstOfTx[pTx] = i;
    const size = rows.size;
    const row = rows.index(pT * n + itx);
    if (row === size) {
      first[row] = i;
      pairOfT[row] = pT;
      pairOfTx[row] = pTx;
    }
    count[row]!++;
    rowOf[i] = row;
  }
  const column = (source: ArrayLike<number>, at: Int32Array, size: number) =>
    Float64Array.from({ length: size }, (_, i) => source[at[i]!]!);
  return {
    customers: n,
    maxX,
    maxT,
    x: column(x, first, rows.size),
    tx: column(tx, first, rows.size),
    T: column(T, first, rows.size),
    count: count.slice(0, rows.size),
    rowOf,
    pairsT: {
      x: column(x, firstOfT, pairsT.size),
      t: column(T, firstOfT, pairsT.size),
      of: pairOfT.slice(0, rows.size),
    },
    pairsTx: {
      x: column(x, firstOfTx, pairsTx.size),
      t: column(tx, firstOfTx, pairsTx.size),
      of: pairOfTx.slice(0, rows.size),
    },
  };
}

/** Every k-th customer, so that at most `limit` remain: for trying several starts quickly. */
export function thinHistories(histories: PurchaseHistories, limit: number): PurchaseHistories {
  const stride = Math.ceil(histories.x.length / limit);
  if (stride <= 1) return histories;
  const take = (column: ArrayLike<number>) =>
    Float64Array.from({ length: Math.ceil(column.length / stride) }, (_, i) => column[i * stride]!);
  return { x: take(histories.x), tx: take(histories.tx), T: take(histories.T) };
}
