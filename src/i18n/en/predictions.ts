/** Messages about: the predictions page. */
export const predictions = {
  'predictions.title': 'Predictions',
  'predictions.about':
    'What each customer will be worth, who is likely to leave, and a question of your own: each with its proof and its doubts.',
  'predictions.empty-title': 'No orders to learn from',
  'predictions.empty-text':
    'Predictions need orders with a customer and a time; with amounts they are worth money too. Add them, or say on the Sources page which columns they are.',
  'predictions.running': 'Fitting the model to all customers and checking it on the weeks held out …',
  'predictions.failed-title': 'The model could not be computed',
  'predictions.failed-text': 'Your data are untouched. Try again, or choose another model.',
  'predictions.cancelled-title': 'The fit was cancelled',
  'predictions.cancelled-text': 'Nothing was changed.',
  'predictions.again': 'Fit again',

  'predictions.builder': 'Model',
  'predictions.builder-about': 'Every choice changes the figures. It is kept with the workspace, with its version.',
  'predictions.step-question': 'Question',
  'predictions.question': 'How many orders and how much money will each customer bring, and is she still a customer?',
  'predictions.step-data': 'Data',
  'predictions.data':
    '{customers} customers, {repeaters} of them bought on more than one day; orders from {first} to {last}.',
  'predictions.data-held': 'The last {weeks} weeks are held out to check the model.',
  'predictions.data-not-held': 'The history is too short to hold weeks out: the model stays unchecked.',
  'predictions.step-model': 'Model',
  'predictions.model': 'Buying and leaving',
  'predictions.model-mbg-nbd': 'MBG/NBD (standard)',
  'predictions.model-bg-nbd': 'BG/NBD',
  'predictions.model-pareto-nbd': 'Pareto/NBD',
  'predictions.model-mbg-nbd-about':
    'Everyone buys at her own pace and may leave after any purchase, the first included.',
  'predictions.model-bg-nbd-about':
    'As MBG/NBD, but nobody leaves before the second purchase: it cannot judge those who bought once.',
  'predictions.model-pareto-nbd-about':
    'Everyone buys at her own pace and may leave at any time. Takes longer to compute.',
  'predictions.horizon': 'Weeks ahead',
  'predictions.weeks': { one: '{n} week', other: '{n} weeks' },
  'predictions.discount': 'Discount a year, %',
  'predictions.discount-fault': 'A number from 0 to 100',
  'predictions.margin': 'Margin, % of the amount',
  'predictions.margin-hint': '100 counts revenue',
  'predictions.margin-fault': 'A number above 0, up to 100',
  'predictions.version': 'Version {n}, as of {day}, data {data}',
  'predictions.step-check': 'Check',
  'predictions.check-link': 'See how well it foresaw the weeks held out',

  'predictions.findings': 'What the model says, and how far to trust it',
  'predictions.trust-good': 'Holds',
  'predictions.trust-fair': 'Use with care',
  'predictions.trust-bad': 'Do not rely on it',
  'predictions.trust-none': 'Unchecked',
  'predictions.found-check':
    'It knew nothing after {split}. For the {weeks} weeks that followed it foresaw {expected} purchases; {actual} happened ({difference}).',
  'predictions.found-naive':
    'If everyone had gone on at her own past pace, there would have been {naive}. The typical error per customer (root mean square) is {error} purchases; of that simple rule, {naiveError}.',
  'predictions.found-naive-better':
    'The simple rule errs less per customer than the model: prefer recency and frequency here.',
  'predictions.found-unchecked':
    'There are fewer than eight weeks of orders: nothing could be held out, so nothing proves the figures.',
  'predictions.found-no-forecast':
    'On the data before the split not even a buying rate could be fitted: nothing proves the figures.',
  'predictions.found-bg':
    'BG/NBD calls everybody who bought once a customer for certain. That says nothing, so it is not shown.',
  'predictions.found-correlation':
    'Those who buy more often spend differently per order (correlation {value}); the model of spending assumes that they do not. Read the money figures with care.',
  'predictions.found-check-refused':
    'On the data before the split the model with leaving did not fit; the check shows the plain buying rate.',
  'predictions.rungs': 'Where the figures come from: {list}.',
  'predictions.rung-model': '{n} from the model',
  'predictions.rung-segment-rate': '{n} from the buying rate of all',
  'predictions.rung-own-gap': '{n} from their own gap between orders',
  'predictions.rung-not-enough-data': '{n} without figures, because too little is known',

  'predictions.refused-orders-too-few-customers':
    'There are {customers} customers with orders; the model needs {needed}. Until then only simple rates can be given.',
  'predictions.refused-orders-too-few-repeaters':
    'Customers who bought on a second day: {repeaters}. The model needs {needed}; one-time buyers alone do not show when people come back.',
  'predictions.refused-orders-dropout-not-identified':
    'These data do not tell customers who left from customers who buy slowly: the fit runs to the edge of what is possible. No chance of being a customer is shown, and orders are foreseen from the buying rate alone, as if nobody left. A longer history may help.',
  'predictions.refused-orders-rate-not-identified':
    'These data do not tell how the buying rates of customers differ: the fit runs to the edge of what is possible. Simple rates are shown instead.',
  'predictions.refused-orders-not-converged':
    'From several starts the search for the best fit did not settle. Simple rates are shown instead; another model may fit.',
  'predictions.refused-spend-too-few-repeaters':
    'Only {repeaters} customers have paid repeat orders; the model of spending needs {needed}. Each customer counts with her own mean, or her first order.',
  'predictions.refused-spend-spend-mean-infinite':
    'A few customers spend so much more than the rest that everybody’s mean is not defined (q = {q}). Each customer counts with her own mean instead.',
  'predictions.refused-spend-spend-not-identified':
    'These data do not tell how spending differs between customers. Each customer counts with her own mean instead.',
  'predictions.refused-spend-not-converged':
    'The search for the best fit of spending did not settle. Each customer counts with her own mean instead.',

  'predictions.figure-clv': 'Total expected value',
  'predictions.figure-clv-proof':
    'Sum over customers of margin × expected value of an order × expected orders in the weeks ahead, each order discounted to the as-of day.',
  'predictions.figure-orders': 'Expected orders',
  'predictions.figure-orders-proof':
    'Sum over customers of the orders expected in the weeks ahead, by purchase days: several orders of one day are one.',
  'predictions.figure-back': 'Expected back',
  'predictions.figure-back-proof': 'Sum over customers of the chance to order at least once in the weeks ahead.',
  'predictions.figure-top': 'Held by the best 20%',
  'predictions.figure-top-proof':
    'Expected value of the best fifth of the customers by expected value / expected value of all.',
  'predictions.figure-of': 'of {n}',

  'predictions.tiers-title': 'Tiers by expected value',
  'predictions.tiers-about': 'A row opens its customers in the list below.',
  'predictions.tiers-proof':
    'Customers are ranked by expected value (CLV) and cut at the best 1%, 5%, 20% and 50%; equal values share the better tier.',
  'predictions.tier': 'Tier',
  'predictions.tier-1': 'Best 1%',
  'predictions.tier-2': 'Next 4%',
  'predictions.tier-3': 'Next 15%',
  'predictions.tier-4': 'Next 30%',
  'predictions.tier-5': 'Other half',
  'predictions.none-title': 'Not enough to say what customers will be worth',
  'predictions.none-do':
    'Add files with earlier orders on the Sources page, or come back when more customers have ordered again.',
  'predictions.unpriced-title': 'Orders have no amounts, so nobody’s value can be told',
  'predictions.unpriced-text':
    'Say on the Sources page which column holds the amount, or add a file of orders that has one.',
  'predictions.unpriced-orders': 'How many orders to expect, and who comes back, can be told all the same: see below.',
  'predictions.tier-nth': 'Tier {n}',
  'predictions.tiers-about-few':
    'With fewer than 100 customers the best 1% is no whole customer, so cuts are rounded up and empty tiers are left out: go by the column of customers. A row opens its customers in the list below.',
  'predictions.tier-none': 'Unknown',
  'predictions.customers': 'Customers',
  'predictions.clv': 'Expected value',
  'predictions.clv-share': 'Of value',
  'predictions.mean-clv': 'Mean',
  'predictions.least-clv': 'From',
  'predictions.expected-orders': 'Expected orders',
  'predictions.p-return': 'Comes back',
  'predictions.p-alive': 'Still a customer',
  'predictions.total': 'All',

  'predictions.list-value': 'Worth most',
  'predictions.list-doubt': 'Worth most, and in doubt',
  'predictions.list-title': 'Which customers?',
  'predictions.list-order': 'Order',
  'predictions.list-value-about': 'The {n} customers with the highest expected value.',
  'predictions.list-doubt-about':
    'The {n} customers with the most expected value at risk: value × chance that she has already left. Call these first.',
  'predictions.list-proof':
    'Value: expected value with its 95% interval, which tells how sure the mean of such customers is, not what one of them will do. Next order: the day by which half of those who come back within the horizon have come.',
  'predictions.list-no-doubt': 'The model does not tell who has left, so that nobody can be called in doubt.',
  'predictions.customer': 'Customer',
  'predictions.silent': 'Silent days',
  'predictions.orders': 'Orders',
  'predictions.next-order': 'Next order',
  'predictions.interval': 'Mean, 95%',

  'predictions.check-title': 'Check: did it foresee what it had not seen?',
  'predictions.check-about':
    'The model was fitted again on what was known on {split}, and compared with what followed.',
  'predictions.tracking-title': 'All customers together, week by week',
  'predictions.tracking-about': 'Purchases after the first, added up. Beyond the line the model knew nothing.',
  'predictions.tracking-axis': 'Purchases after the first, so far',
  'predictions.tracking-split': 'known | foreseen',
  'predictions.week': 'Week',
  'predictions.week-until': 'Week {n}, until {day}',
  'predictions.actual': 'happened',
  'predictions.expected': 'foreseen',
  'predictions.conditional-title': 'By how often they had bought before',
  'predictions.conditional-about': 'Bars: purchases per customer that happened. Dots: those the model foresaw.',
  'predictions.conditional-axis': 'Purchases per customer after the split',
  'predictions.conditional-before': 'Repeat purchases before the split',
  'predictions.check-proof':
    'Purchases are days with an order; T counts calendar days to the last day before the split, divided by 7. The curve is the sum over customers of E[X(t)] since their first day; the dots are the mean of E[Y(t) | x, t_x, T] within each frequency.',

  'predictions.parameters-title': 'Fitted parameters',
  'predictions.parameters-about':
    'Maximum likelihood; standard errors by Laplace’s approximation. Times are in weeks, money in {currency}.',
  'predictions.parameter': 'Parameter',
  'predictions.parameter-value': 'Value',
  'predictions.parameter-error': 'Standard error',
  'predictions.parameters-fit':
    'ln L = {likelihood} over {customers} customers in {rows} distinct histories; leaving improves 2 ln L by {gain}.',
  'predictions.parameters-spend':
    'Gamma-Gamma: ln L = {likelihood} over {customers} customers; mean order of everybody {mean}.',
  'predictions.parameter-r': 'r: how alike buying rates are',
  'predictions.parameter-alpha': 'α: weeks that scale the rates',
  'predictions.parameter-a': 'a: leaving, first shape',
  'predictions.parameter-b': 'b: leaving, second shape',
  'predictions.parameter-s': 's: how alike leaving rates are',
  'predictions.parameter-beta': 'β: weeks that scale leaving',
  'predictions.parameter-p': 'p: how alike one customer’s orders are',
  'predictions.parameter-q': 'q: how alike customers are in spending',
  'predictions.parameter-gamma': 'γ: money that scales spending',

  'predictions.tab-value': 'Future value',
  'predictions.tab-churn': 'Who may leave',
  'predictions.tab-label': 'Your own label',
  'predictions.refits':
    'A value is an estimate of the whole history, so this model is fitted again whenever the data or the day change.',
} as const;
