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

/** Writes ₂F₁(1, p; q; z) and its derivatives, term by term, into `out`; p, q > 0, 0 <= z < 1, all terms positive. */
export function hyper1F(p: number, q: number, z: number, out: Hyper1F): void {
  let term = 1;
  let value = 1;
  let [inP, inQ, inZ] = [0, 0, 0];
  let [sumP, sumQ] = [0, 0];
  for (let n = 0; n < 1e6; n++) {
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
