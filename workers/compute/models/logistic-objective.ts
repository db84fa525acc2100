import { cholesky, choleskyInverse, choleskySolve } from '../math/cholesky.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import { everyRow, fours, scoreRows, type Design } from './logistic-design.ts';

export interface Optimum {
  w: Float64Array;
  /** Σ log loss + penalty at `w`. */
  objective: number;
  iterations: number;
  converged: boolean;
  /** Diagonal of the inverse Hessian; null where it has none. */
  variances: Float64Array | null;
  /** The Hessian had to be lifted to be inverted: columns depend on one another. */
  lifted: boolean;
}

/** The objective at a point, and what it is there. */
interface Place {
  w: Float64Array;
  value: number;
  gradient: Float64Array;
  /** Row-major width x width; null where it was not asked for. */
  hessian: Float64Array | null;
}

/** Rows at once: so many of all columns stay in the nearest cache. */
const BLOCK = 128;
/** Beyond so many rows the search begins where that on a sample of about half as many ended. */
const MANY = 20_000;

/** Objective at w; writes its gradient, and its Hessian X' C X + penalty where one is given. */
export function logisticLoss(
  design: Design,
  w: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array | null,
): number {
  const { kernel, stride, rows, width, penalty, residuals, curvatures } = design;
  const { sums } = kernel;
  const threes = Math.ceil(width / 3);
  const slopes = (9 * threes * (threes + 1)) / 2;
  sums.fill(0);
  let total = 0;
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    scoreRows(design, w, from, to);
    total += lossOf(design, from, to);
    const end = fours(to);
    for (let a = 0, at = 0; a < threes; a++) {
      const first = 3 * a * stride;
      kernel.products(first, 0, residuals, from, end, slopes + 9 * a);
      if (hessian)
        for (let b = 0; b <= a; b++, at += 9) kernel.products(first, 3 * b * stride, curvatures, from, end, at);
    }
  }
  // The column of ones gives the gradient.
  for (let j = 0; j < width; j++) gradient[j] = sums[slopes + 3 * j]!;
  for (let j = 1; j < width; j++) {
    total += 0.5 * penalty * w[j]! * w[j]!;
    gradient[j]! += penalty * w[j]!;
  }
  if (hessian) unpack(sums, width, penalty, hessian);
  return total;
}

/** Σ log loss of rows [from, to) from their scores; writes residuals and curvatures. */
function lossOf({ x, y, weights, scores, residuals, curvatures }: Design, from: number, to: number): number {
  let total = 0;
  // Σ ln (1 + e) by one logarithm: a block's product is at most 2¹²⁸.
  let product = 1;
  for (let i = from; i < to; i++) {
    const score = x[scores + i]!;
    const event = y[i]!;
    const e = Math.exp(score < 0 ? score : -score);
    const q = 1 / (1 + e);
    const p = score < 0 ? e * q : q;
    const loss = (score > 0 ? score : 0) - (event === 1 ? score : 0);
    if (weights) {
      const mass = weights[i]!;
      total += mass * (loss + Math.log1p(e));
      x[residuals + i] = mass * (p - event);
      x[curvatures + i] = mass * e * q * q;
    } else {
      total += loss;
      product *= 1 + e;
      x[residuals + i] = p - event;
      x[curvatures + i] = e * q * q;
    }
  }
  return total + Math.log(product);
}

/** Tiles of three by three columns, the lower half, as a symmetric matrix. */
function unpack(sums: Float64Array, width: number, penalty: number, hessian: Float64Array): void {
  for (let j = 0; j < width; j++)
    for (let k = 0; k <= j; k++) {
      const [a, b] = [Math.floor(j / 3), Math.floor(k / 3)];
      const sum = sums[9 * ((a * (a + 1)) / 2 + b) + 3 * (j % 3) + (k % 3)]!;
      hessian[j * width + k] = hessian[k * width + j] = sum + (j === k && j > 0 ? penalty : 0);
    }
}

/**
 * Newton's method (iteratively reweighted least squares) with halved steps, so that every iteration falls. Beyond MANY rows each Hessian
 * serves two steps (Shamanskii 1967, Ukrainian Mathematical Journal 19, 133-138), and the search begins where that on a sample ended.
 */
export function solveNewton(design: Design, maxIterations = 60): Optimum {
  const { rows, width } = design;
  const many = rows > MANY;
  let hessian: Float64Array = new Float64Array(width * width);
  const place = (w: Float64Array, second: boolean): Place => {
    const gradient = new Float64Array(width);
    const own = second ? new Float64Array(width * width) : null;
    return { w, value: logisticLoss(design, w, gradient, own), gradient, hessian: own };
  };
  let here = place(many ? samplePoint(design) : new Float64Array(width), true);
  // Nothing that a sample says may make the beginning worse than 0.
  if (many && !(here.value <= massOf(design) * Math.LN2)) here = place(new Float64Array(width), true);
  let factor = { l: new Float64Array(0) as Float64Array, lifted: false };
  let lifted = false;
  let converged = false;
  let iterations = 0;
  /** What was left to win where the Hessian was taken. */
  let leftThere = Infinity;
  for (; iterations < maxIterations && !converged; iterations++) {
    const fresh = here.hessian !== null;
    if (here.hessian) {
      hessian = here.hessian;
      factor = factorise(hessian, width);
      lifted ||= factor.lifted;
    }
    const step = choleskySolve(factor.l, width, here.gradient);
    let decrement = 0;
    for (let j = 0; j < width; j++) decrement += step[j]! * here.gradient[j]!;
    // Half the decrement is what is left to win.
    if (fresh) leftThere = decrement;
    converged = decrement < 1e-14 * (1 + here.value);
    // Nothing that the sum of all rows could show.
    if (decrement < 1e-17 * (1 + here.value)) break;
    if (converged && many) {
      // What this step changes is known without looking at all rows again.
      here = { ...here, w: here.w.map((value, j) => value - step[j]!), value: here.value - decrement / 2 };
      break;
    }
    let length = 1;
    for (let halvings = 0; halvings < 40; halvings++, length /= 2) {
      const point = here.w.map((value, j) => value - length * step[j]!);
      const next = place(point, !many || !fresh || halvings > 0);
      if (!(next.value <= here.value)) continue;
      converged ||= here.value - next.value < 1e-13 * (1 + here.value) && length === 1 && (fresh || !many);
      here = next;
      break;
    }
    if (length < 1e-11) converged = true;
  }
  // The Hessian of a point hardly before the end does for the end, too.
  if (here.hessian) hessian = here.hessian;
  else if (!(leftThere < 1e-6 * rows)) hessian = place(here.w, true).hessian!;
  const last = factorise(hessian, width);
  const inverse = choleskyInverse(last.l, width);
  const variances = Float64Array.from({ length: width }, (_, j) => inverse[j * width + j]!);
  return { w: here.w, objective: here.value, iterations, converged, variances, lifted: lifted || last.lifted };
}

function massOf({ rows, weights }: Design): number {
  if (!weights) return rows;
  let mass = 0;
  for (let i = 0; i < rows; i++) mass += weights[i]!;
  return mass;
}

/** The optimum of every so-many-th row; 0 where these show one class only. */
function samplePoint(design: Design): Float64Array {
  const thin = everyRow(design, Math.ceil((2 * design.rows) / MANY));
  if (thin.y.every((label) => label === thin.y[0])) return new Float64Array(design.width);
  return solveNewton(thin, 12).w;
}

/** L-BFGS: for more columns than a Hessian is worth. */
export function solveLbfgs(design: Design): Optimum {
  const { x, value, iterations, converged } = minimiseLbfgs(
    (w, gradient) => logisticLoss(design, w, gradient, null),
    new Float64Array(design.width),
    { tolerance: 1e-6 },
  );
  return { w: x, objective: value, iterations, converged, variances: null, lifted: false };
}

function factorise(hessian: Float64Array, width: number): { l: Float64Array; lifted: boolean } {
  const scale = hessian.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  for (let lift = 0; ; lift = lift === 0 ? 1e-12 * scale : lift * 100) {
    const lifted = hessian.slice();
    for (let j = 0; j < width; j++) lifted[j * width + j]! += lift;
    const l = cholesky(lifted, width);
    if (l && smallestPivot(l, width) > 1e-7 * Math.sqrt(scale)) return { l, lifted: lift > 0 };
    if (l && lift > 1e-6 * scale) return { l, lifted: true };
  }
}

function smallestPivot(l: Float64Array, width: number): number {
  let least = Infinity;
  for (let j = 0; j < width; j++) least = Math.min(least, l[j * width + j]!);
  return least;
}
