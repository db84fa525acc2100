import { minimiseBfgs, type Minimum } from '../math/bfgs.ts';
import { lnGamma } from '../math/gamma.ts';
import type { DifferentiableObjective } from '../math/numeric-gradient.ts';
import { seededRandom } from '../math/random.ts';
import { laplaceApproximation, logStandardErrors, standardErrors, type LaplaceApproximation } from './laplace.ts';
import type { OrderModel, OrderParameters } from './order-model.ts';
import { fitRate, type RateFit } from './nbd.ts';
import {
  distinctHistories,
  thinHistories,
  type DistinctHistories,
  type PurchaseHistories,
} from './purchase-history.ts';
import { refuse, type Refusal } from './refusal.ts';

// Fits a purchase model by maximum likelihood: several seeded starts on at most some thousand customers, the best of them finished
// on all, over distinct rows with counts and exact gradients in the logarithms of the parameters.

export interface FitOptions {
  /** Decides the starts; the same seed gives the same fit. */
  seed?: number;
  starts?: number;
  /** Below these the fit is refused, since the four numbers would be noise. */
  minCustomers?: number;
  minRepeaters?: number;
  /** Called once a step; throw to cancel. */
  onIteration?: (iteration: number) => void;
}

export interface OrderFit {
  ok: true;
  model: OrderModel['name'];
  parameters: OrderParameters;
  /** ln L of all customers, in the unit of time of the histories. */
  logLikelihood: number;
  /** 2 (ln L − ln L of customers who never leave), the likelihood ratio of drop-out. */
  dropoutGain: number;
  standardErrors: readonly number[];
  laplace: LaplaceApproximation;
  customers: number;
  distinctRows: number;
  evaluations: number;
}

export type FitRefusal = Refusal<
  'too-few-customers' | 'too-few-repeaters' | 'dropout-not-identified' | 'rate-not-identified' | 'not-converged'
>;

/** Standard error of a log-parameter beyond which its 95 % interval spans a factor of some thousand: the data do not tell it. */
const UNIDENTIFIED_SE = 2;
/** A shape (or a time in units of the longest history) beyond these is a constant in disguise: its mean alone is known. */
const BOUNDARY = { low: 1e-6, high: 1e3 };
/** The search itself goes a little farther, and no farther. */
const LIMIT = { low: 1e-7, high: 2e3 };
/** Twice the gain in ln L that drop-out must bring over customers who never leave: the 0.1 % point of chi-squared, two degrees. */
const NEEDED_GAIN = 13.82;
/** A start is tried on at most this many customers. */
const TRIAL_CUSTOMERS = 2500;

/** Fits `model` to the histories, or says why it cannot. Throws only on values outside their range. */
export function fitOrders(
  model: OrderModel,
  histories: PurchaseHistories,
  { seed = 1, starts = 4, minCustomers = 100, minRepeaters = 30, onIteration }: FitOptions = {},
): OrderFit | FitRefusal {
  const distinct = distinctHistories(histories);
  const { customers } = distinct;
  if (customers < minCustomers) return refuse('too-few-customers', { customers, needed: minCustomers });
  let repeaters = 0;
  for (let i = 0; i < customers; i++) if (histories.x[i]! > 0) repeaters++;
  if (repeaters < minRepeaters) return refuse('too-few-repeaters', { repeaters, needed: minRepeaters });

  const objective = bounded(model, model.objective(distinct), distinct.maxT);
  const best = bestStart(model, histories, distinct.maxT, seed, starts);
  if (!best) return refuse('not-converged', { starts });
  const fit = minimiseBfgs(objective, best.x, { gradientTolerance: 2e-9, maxEvaluations: 250, onIteration });
  const evaluations = fit.evaluations + best.evaluations;
  const parameters = Array.from(fit.x, Math.exp) as unknown as OrderParameters;
  const numbers = { ...Object.fromEntries(model.parameters.map((name, i) => [name, parameters[i]!])) };

  const atBoundary = (i: number) => {
    const size = parameters[i]! / (model.times.includes(i) ? distinct.maxT : 1);
    return size > BOUNDARY.high || size < BOUNDARY.low;
  };
  const positions = model.parameters.map((_, i) => i);
  const blame = (bad: readonly number[]) =>
    refuse(bad.some((i) => model.dropout.includes(i)) ? 'dropout-not-identified' : 'rate-not-identified', numbers);
  const outside = positions.filter(atBoundary);
  if (outside.length > 0) return blame(outside);
  const logLikelihood = -fit.value * customers;
  const rate = fitRate(distinct);
  const dropoutGain = rate.ok ? 2 * (logLikelihood - timedLogLikelihood(rate, distinct)) : Infinity;
  if (dropoutGain < NEEDED_GAIN) return refuse('dropout-not-identified', { ...numbers, gain: dropoutGain });
  if (!fit.converged) return refuse('not-converged', { ...numbers, starts });
  const laplace = laplaceApproximation(objective, fit.x, customers);
  if (!laplace) return blame(model.dropout);
  const errors = logStandardErrors(laplace);
  const vague = positions.filter((i) => !(errors[i]! < UNIDENTIFIED_SE));
  if (vague.length > 0) return blame(vague);
  return {
    ok: true,
    model: model.name,
    parameters,
    logLikelihood,
    dropoutGain,
    standardErrors: standardErrors(laplace),
    laplace,
    customers,
    distinctRows: distinct.x.length,
    evaluations,
  };
}

/** ln L of the NBD for the moments of purchase, as the models with drop-out count it, from that for the numbers of purchases. */
function timedLogLikelihood({ logLikelihood }: RateFit, { x, T, count }: DistinctHistories): number {
  let constant = 0;
  for (let i = 0; i < x.length; i++)
    if (x[i]! > 0) constant += count[i]! * (lnGamma(x[i]! + 1) - x[i]! * Math.log(T[i]!));
  return logLikelihood + constant;
}

/** The objective inside the limits, Infinity outside: a search that runs away is stopped there. */
function bounded(model: OrderModel, objective: DifferentiableObjective, maxT: number): DifferentiableObjective {
  const unit = Math.log(maxT);
  const [low, high] = [Math.log(LIMIT.low), Math.log(LIMIT.high)];
  return (theta, gradient) => {
    for (let i = 0; i < theta.length; i++) {
      const size = theta[i]! - (model.times.includes(i) ? unit : 0);
      if (!(size > low && size < high)) return Infinity;
    }
    return objective(theta, gradient);
  };
}

/** The best end point of several starts on a part of the customers; time is scaled so that the longest history is about 10. */
function bestStart(
  model: OrderModel,
  histories: PurchaseHistories,
  maxT: number,
  seed: number,
  starts: number,
): Minimum | null {
  const random = seededRandom(seed);
  const thinned = model.objective(distinctHistories(thinHistories(histories, TRIAL_CUSTOMERS)));
  const objective = bounded(model, thinned, maxT);
  const unit = Math.log(maxT / 10);
  let best: Minimum | null = null;
  let evaluations = 0;
  for (let k = 0; k < starts; k++) {
    const start = model.parameters.map(
      (_, i) => (model.times.includes(i) ? unit : 0) + (k === 0 ? 0 : random.normal()),
    );
    if (!Number.isFinite(objective(Float64Array.from(start), new Float64Array(start.length)))) continue;
    const end = minimiseBfgs(objective, start, { gradientTolerance: 1e-6, maxEvaluations: 120 });
    evaluations += end.evaluations;
    if (!best || end.value < best.value - 1e-9) best = end;
  }
  return best && { ...best, evaluations };
}
