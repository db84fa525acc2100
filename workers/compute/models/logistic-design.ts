import { productKernel, type ProductKernel } from '../math/product-kernel.ts';

/** A standardised design, column by column, the first column all ones, in the memory of the kernel that multiplies its columns. */
export interface Design {
  readonly kernel: ProductKernel;
  /** Column j, row i at j · stride + i; after the rows, and after the columns up to a multiple of three, there are zeros. */
  readonly x: Float64Array;
  readonly stride: number;
  readonly rows: number;
  /** Parameters: the intercept and one per column. */
  readonly width: number;
  readonly y: Uint8Array;
  readonly weights: ArrayLike<number> | undefined;
  /** 1 / C: the L2 penalty is penalty / 2 · Σ w², the intercept free. */
  readonly penalty: number;
  /** Where further columns of `x` begin that hold, at some w, each row's score, its residual p − y and its curvature p (1 − p), the last two times the weight. */
  readonly scores: number;
  readonly residuals: number;
  readonly curvatures: number;
}

/** A multiple of 4, and not of a page: columns that lie whole pages apart would fight for the same lines of the cache. */
const strideOf = (rows: number) => 64 * Math.ceil(rows / 64) + 8;

/** A design whose first column is all ones and whose others are 0, to be filled. `plain` does without WebAssembly. */
export function emptyDesign(
  rows: number,
  width: number,
  { y, weights, penalty }: Pick<Design, 'y' | 'weights' | 'penalty'>,
  plain = false,
): Design {
  const stride = strideOf(rows);
  const threes = Math.ceil(width / 3);
  const kernel = productKernel(
    stride,
    3 * threes + 3,
    { sums: (9 * threes * (threes + 3)) / 2, weights: 3 * threes },
    plain,
  );
  kernel.x.fill(1, 0, rows);
  const [scores, residuals, curvatures] = [0, 1, 2].map((k) => (3 * threes + k) * stride) as [number, number, number];
  return { kernel, x: kernel.x, stride, rows, width, y, weights, penalty, scores, residuals, curvatures };
}

/** Every `step`-th row of a design. */
export function everyRow(design: Design, step: number): Design {
  const { x, stride, width, weights } = design;
  const rows = Math.ceil(design.rows / step);
  const thin = emptyDesign(rows, width, {
    y: Uint8Array.from({ length: rows }, (_, i) => design.y[i * step]!),
    weights: weights && Float64Array.from({ length: rows }, (_, i) => weights[i * step]!),
    penalty: design.penalty / step,
  });
  for (let j = 1; j < width; j++)
    for (let i = 0; i < rows; i++) thin.x[j * thin.stride + i] = x[j * stride + i * step]!;
  return thin;
}

/** Scores x · w of rows [from, to), `from` a multiple of 4, written to the column of scores. */
export function scoreRows(
  { kernel, x, stride, width, scores }: Design,
  w: Float64Array,
  from: number,
  to: number,
): void {
  kernel.weights.set(w);
  x.fill(0, scores + from, scores + to);
  for (let j = 0; j < width; j += 3) kernel.scores(j * stride, scores, from, fours(to), j);
}

/** The next multiple of 4: what lies between is 0. */
export function fours(rows: number): number {
  return 4 * Math.ceil(rows / 4);
}
