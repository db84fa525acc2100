/** Gauss's ₂F₁(a, b; c; z) by its power series (Abramowitz & Stegun 15.1.1), for 0 <= z < 1 and c > 0. */
export function hyper2F1(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let total = 1;
  for (let n = 0; n < 1e6; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    total += term;
    if (term === 0 || (Math.abs(term) < 1e-17 * Math.abs(total) && n > -a && n > -b)) break;
  }
  return total;
}

/** ₂F₁(1, p; q; z) and its derivatives in p, q and z. */
export interface Hyper1F {
  value: number;
  inP: number;
  inQ: number;
  inZ: number;
}

/** Terms of the series after which the continued fraction is the shorter way. */
const PATIENCE = 120;

/** Writes ₂F₁(1, p; q; z) and its derivatives into `out`; p, q > 0, 0 <= z < 1: by the series, all of whose terms are positive. */
export function hyper1F(p: number, q: number, z: number, out: Hyper1F): void {
  let term = 1;
  let value = 1;
  let [inP, inQ, inZ] = [0, 0, 0];
  let [sumP, sumQ] = [0, 0];
  for (let n = 0; ; n++) {
    if (n === PATIENCE) return gaussFraction(p, q, z, out);
    sumP += 1 / (p + n);
    sumQ += 1 / (q + n);
    const bare = (term * (p + n)) / (q + n);
    inZ += (n + 1) * bare;
    term = bare * z;
    value += term;
    inP += term * sumP;
    inQ -= term * sumQ;
    if ((n + 1) * term < 1e-17 * value) break;
  }
  out.value = value;
  out.inP = inP;
  out.inQ = inQ;
  out.inZ = inZ;
}

/** The same by Gauss's continued fraction (Abramowitz & Stegun 15.1; DLMF 15.7.5), from the far end: some 20/√(1 − z) steps. */
function gaussFraction(p: number, q: number, z: number, out: Hyper1F): void {
  let value = 1;
  let [inP, inQ, inZ] = [0, 0, 0];
  for (let k = Math.ceil(11 / Math.sqrt(1 - z)) + 20; k >= 0; k--) {
    // The even coefficient (k + 1)(q − p + k) / ((q + 2k)(q + 2k + 1)), then the odd one (p + k)(q − 1 + k) / ((q + 2k − 1)(q + 2k)).
    const [below, at, above] = [q + 2 * k - 1, q + 2 * k, q + 2 * k + 1];
    const evenScale = (k + 1) / (at * above);
    const even = evenScale * (q - p + k);
    let inverse = 1 / (1 - even * z * value);
    let factor = inverse * inverse;
    const evenInQ = evenScale - even * (1 / at + 1 / above);
    inP = factor * z * (even * inP - evenScale * value);
    inQ = factor * z * (even * inQ + evenInQ * value);
    inZ = factor * even * (value + z * inZ);
    value = inverse;
    // At k = 0 the odd coefficient is p / q: q − 1 cancels.
    const ratio = k === 0 ? 1 : (q - 1 + k) / below;
    const odd = ((p + k) * ratio) / at;
    const oddInQ = k === 0 ? -p / (q * q) : odd * (1 / (q - 1 + k) - 1 / below - 1 / at);
    inverse = 1 / (1 - odd * z * value);
    factor = inverse * inverse;
    inP = factor * z * (odd * inP + (ratio / at) * value);
    inQ = factor * z * (odd * inQ + oddInQ * value);
    inZ = factor * odd * (value + z * inZ);
    value = inverse;
  }
  out.value = value;
  out.inP = inP;
  out.inQ = inQ;
  out.inZ = inZ;
}
