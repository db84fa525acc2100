import { betaGeometric } from './beta-geometric.ts';

// BG/NBD: how often a customer buys and whether he has silently left, where nobody can leave before a second purchase.
//
// Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD
// model", Marketing Science 24(2), 275-284. Likelihood: equation (6); E[X(t)]: (9); conditional expectation: (10).
// P(alive): Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model" (note).
// Input: x (whole, >= 0), t_x and T (weeks, 0 <= t_x <= T), one entry a customer; see purchase-history.ts.
// Parameters: r > 0 and alpha > 0 (weeks), shape and rate of the buying rate; a > 0, b > 0, the beta of leaving after a purchase.
// Draws random numbers only in simulateOrders, from the generator it is given.
// A one-time buyer is alive with probability exactly 1, forever: do not show P(alive) of one-timers, prefer MBG/NBD.
export const bgNbd = betaGeometric('bg-nbd', 0);
