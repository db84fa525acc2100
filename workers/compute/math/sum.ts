// Sums that keep their last digits: Neumaier (1974), ZAMM 54, 39-51.

/** A running sum whose rounding error is carried along. */
export class CompensatedSum {
  #sum = 0;
  #error = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#error += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#error : this.#sum;
  }
}

/** The sum of all values, compensated. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let error = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    error += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + error : total;
}

/** The arithmetic mean; NaN when empty. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** The variance with divisor n − ddof (1: the sample's, 0: the population's); NaN when n <= ddof. */
export function variance(values: ArrayLike<number>, ddof = 1): number {
  const centre = mean(values);
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - centre;
    squares += d * d;
    rest += d;
  }
  const n = values.length;
  return n > ddof ? (squares - (rest * rest) / n) / (n - ddof) : NaN;
}
