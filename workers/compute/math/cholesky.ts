// Cholesky's factorisation A = L Lᵀ of a symmetric positive definite matrix. Matrices are Float64Array, row-major, n x n.

/** The lower factor L (zeros above the diagonal), or null when `matrix` is not positive definite. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      const [ri, rj] = [i * n, j * n];
      for (let k = 0; k < j; k++) sum -= l[ri + k]! * l[rj + k]!;
      if (i === j) {
        if (!(sum > 0) || sum === Infinity) return null;
        l[ri + i] = Math.sqrt(sum);
      } else {
        l[ri + j] = sum / l[rj + j]!;
      }
    }
  }
  return l;
}

/** x with L Lᵀ x = b; `b` (length n) is left as it is. */
export function choleskySolve(l: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i]! / l[i * n + i]!;
    x[i] = value;
    for (let k = 0; k < i; k++) x[k]! -= l[i * n + k]! * value;
  }
  return x;
}

/** (L Lᵀ)⁻¹, symmetric n x n. Rows are walked in memory order, so that n = 2,000 stays bearable. */
export function choleskyInverse(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const pivot = 1 / l[row + i]!;
    m[row + i] = pivot;
    for (let k = 0; k < i; k++) {
      const factor = -l[row + k]! * pivot;
      if (factor === 0) continue;
      const from = k * n;
      for (let j = 0; j <= k; j++) m[row + j]! += factor * m[from + j]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = k * n;
    for (let i = 0; i <= k; i++) {
      const factor = m[row + i]!;
      if (factor === 0) continue;
      const to = i * n;
      for (let j = 0; j <= i; j++) inverse[to + j]! += factor * m[row + j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]!;
  return inverse;
}

/** ln det A from its factor. */
export function choleskyLogDeterminant(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return 2 * sum;
}
