import { betaGeometric } from './beta-geometric.ts';

// MBG/NBD: how often a customer buys and whether he has silently left, possibly straight after the first purchase.
//
// Batislam, E. P., Denizel, M. and Filiztekin, A. (2007), "Empirical validation and comparison of models for customer base
// analysis", International Journal of Research in Marketing 24(3), 201-209: likelihood, P(alive) and conditional expectation in
// section 2.2 and the appendix; the same model is CBG/NBD of Hoppe, D. and Wagner, U. (2007), Marketing JRM 3(2), 75-90.
// Input: x (whole, >= 0), t_x and T (weeks, 0 <= t_x <= T), one entry a customer; see purchase-history.ts.
// Parameters: r > 0 and alpha > 0 (weeks), shape and rate of the buying rate; a > 0, b > 0, the beta of leaving after a purchase.
// Draws random numbers only in simulateOrders, from the generator it is given.
export const mbgNbd = betaGeometric('mbg-nbd', 1);
