/** Messages about: the overview. */
export const overview = {
  'overview.title': 'Overview',
  'overview.about': 'How the business stands, who brings the money, and who comes back.',
  'overview.period': 'Period',
  'overview.period-last-30': 'Last 30 days',
  'overview.period-last-90': 'Last 90 days',
  'overview.period-last-365': 'Last 365 days',
  'overview.period-month': 'This month',
  'overview.period-quarter': 'This quarter',
  'overview.period-year': 'This year',
  'overview.period-all': 'All time',
  'overview.span': '{from} to {to}',
  'overview.span-all': 'up to {to}',
  'overview.against-previous': 'vs prior period',
  'overview.against-year': 'vs a year ago',

  'overview.revenue': 'Revenue',
  'overview.buyers': 'Buyers',
  'overview.orders': 'Orders',
  'overview.average-order': 'Average order value',
  'overview.repurchase': 'Repurchase rate',
  'overview.revenue-about': 'Net paid amount of all orders in the period.',
  'overview.buyers-about': 'Customers with at least one order in the period.',
  'overview.orders-about': 'Distinct orders in the period that passed the rules on the Sources page.',
  'overview.average-order-about': 'Revenue / orders of the period.',
  'overview.repurchase-about':
    'Customers with at least two orders in the period / customers with at least one. The small line shows the same by month, where it is naturally lower.',
  'overview.changes-about':
    'A change is (now − then) / then; of the repurchase rate, the difference in points. Where the data do not cover the whole earlier period, or it was zero, there is nothing to compare with.',
  'overview.no-amounts': 'No source gives amounts',

  'overview.headline-title': 'What matters most',
  'overview.headline-rules':
    'The first that holds: revenue moved by 10% or more against the period before; important customers who have not come lately bring 20% of revenue or more; 60% of customers or more bought only once; the best 20% bring 60% of revenue or more. Otherwise the repurchase rate.',
  'overview.headline.empty': 'Nobody ordered in this period.',
  'overview.headline.up':
    'Revenue rose by {change} against the period before, most of all because of {driver} ({driverChange}).',
  'overview.headline.down':
    'Revenue fell by {change} against the period before, most of all because of {driver} ({driverChange}).',
  'overview.headline.fading':
    'Important customers who have not come lately bring {share} of revenue: {customers} people to win back first.',
  'overview.headline.one-time':
    '{share} of customers bought only once: the second order is where most is to be gained.',
  'overview.headline.concentration':
    'The best 20% of customers bring {share} of revenue: losing few of them costs much.',
  'overview.headline.steady': 'Steady: {repurchase} of the buyers of this period ordered more than once.',
  'overview.driver-buyers': 'the number of buyers',
  'overview.driver-frequency': 'orders per buyer',
  'overview.driver-average-order': 'the amount per order',

  'overview.revenue-title': 'Does revenue come from new or from returning customers?',
  'overview.revenue-chart-about': 'By month. New: the customer’s first order ever was in that month.',
  'overview.revenue-proof':
    'Net paid amount by month. A customer is new in the month of her first order ever, returning in every later one. The month that the as-of date cuts is paler.',
  'overview.pareto-title': 'How much depends on few customers?',
  'overview.pareto-found': 'The best 20% of customers bring {share} of revenue',
  'overview.pareto-proof':
    'Customers ranked by all they paid before the as-of date, highest first. The best p % are floor(n × p / 100) customers, at least one.',
  'overview.cohort-title': 'Do customers come back?',
  'overview.cohort-about':
    'Share of those who first ordered in a month that ordered again so many months later. Months that are not over stay empty.',
  'overview.cohort-limited': 'The chart shows the latest {n} cohorts; the table has all.',
  'overview.cohort-proof':
    'Cohort: calendar month of the first order. A cell counts the distinct customers of the cohort with an order in that calendar month, divided by the size of the cohort. Cells of months that the as-of date cuts are empty, not zero.',
  'overview.map-title': 'Where are the customers, and where is the money?',
  'overview.map-about': 'Area: people. Stronger colour: a larger share of revenue. Top right: came lately and often.',
  'overview.map-proof':
    'Scores after the convention on the Segments page: equal values, equal score; R ranked so that 5 is the most recent fifth. Share of revenue: what these customers paid / what all paid.',

  'overview.mixed-currencies': 'The files hold amounts in {text}: they are added up as they stand, not converted.',

  'overview.empty-title': 'No orders yet',
  'overview.empty-text':
    'The overview is made of orders. Add a file with orders, or say on the Sources page which column is the time of an order and which the customer.',
  'overview.taken-title': 'Not one order counts',
  'overview.taken-text':
    'Rules leave out every row: amounts of nought or less, cancelled orders, no customer or no time. Open the table on Sources and look at its rules.',
  'overview.early-title': 'No orders before the as-of day',
  'overview.early-text':
    'Choose a later as-of day at the top of the page, or look on the Sources page which rows do not count.',
  'overview.empty-filter-title': 'Nobody fits the filters',
  'overview.empty-filter-text': 'No customer with an order meets all conditions. Remove one of them above.',
  'overview.to-sources': 'Go to Sources',
  'overview.failed-title': 'This could not be computed',
  'overview.failed-text': 'Your data are untouched. Try again; if it keeps failing, remove the filters.',
} as const;
