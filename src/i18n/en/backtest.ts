/** Messages about: the back-test of the lists of the past. */
export const backtest = {
  'backtest.title': 'Back-test',
  'backtest.about': 'The list that you would have taken out some days ago, against what happened since.',
  'backtest.empty-title': 'No orders to judge by',
  'backtest.empty-text':
    'A back-test needs orders with a customer and a time. Add them, or say on the Sources page which columns they are.',
  'backtest.empty-label':
    'A model of your own label has no days to go back to: it is judged by customers kept aside, where it was learned.',
  'backtest.to-label': 'See your own label judged',
  'backtest.running': 'Going back to the cut, fitting every model on what was known then, and comparing …',
  'backtest.failed-title': 'The back-test could not be computed',
  'backtest.failed-text': 'Your data are untouched. Try again.',
  'backtest.cancelled-title': 'The back-test was cancelled',
  'backtest.cancelled-text': 'Nothing was changed.',
  'backtest.again': 'Test again',
  'backtest.unfiltered': 'The filter does not hold here: the lists are of everybody known at the cut.',

  'backtest.builder': 'Test',
  'backtest.builder-about': 'It is kept with the workspace, with its version.',
  'backtest.days-ago': 'List of',
  'backtest.days-ago-n': '{n} days ago',
  'backtest.size': 'Length of the list',
  'backtest.size-unit': 'Length counts',
  'backtest.size-share': 'Share, %',
  'backtest.size-count': 'Customers',
  'backtest.size-fault': 'A number above 0; a share up to 100',
  'backtest.contact-cost': 'Cost of one contact',
  'backtest.offer-cost': 'Cost of the offer, per buyer',
  'backtest.cost-fault': 'A number from 0',
  'backtest.margin': 'Margin, % of the amount',
  'backtest.margin-fault': 'A number above 0, up to 100',
  'backtest.window': 'Known: orders from {first} to {last}. Judged: {from} to {to}.',
  'backtest.version': 'Version {n}, as of {day}',

  'backtest.list-rfm': 'RFM score',
  'backtest.list-class': 'RFM classes',
  'backtest.list-value': 'Expected value',
  'backtest.list-orders': 'Expected orders',
  'backtest.list-spend': 'Spend of the last year',
  'backtest.list-recency': 'Last order first',
  'backtest.list-random': 'Random',
  'backtest.list-churn': 'Churn model',
  'backtest.list-silent': 'Longest silence',
  'backtest.list-low-rfm': 'Lowest RFM score',

  'backtest.refused-too-short':
    'Before the cut there are only {days} days of orders; {needed} are needed to rank by. Choose a later cut, or add older orders.',
  'backtest.refused-too-few-customers':
    'At the cut there were only {customers} customers with orders; {needed} are needed, or chance decides. Choose a later cut, or add older orders.',
  'backtest.refused-nobody-bought':
    'None of the {customers} customers known at the cut ordered since: there is nothing to tell the lists apart by. Choose an earlier cut, or another as-of day.',
  'backtest.missing-value': 'The value model made no list: {reason}',
  'backtest.missing-churn': 'The churn model made no list: {reason}',
  'backtest.no-amounts': 'Your orders have no amounts: lists are judged by buyers, not by revenue.',

  'backtest.verdict': 'Verdict',
  'backtest.verdict-ahead':
    'At {k} names, RFM reached {rfm} of the revenue, “{list}” {share}: {difference}, 95% interval {low} to {high}. It was worth its trouble.',
  'backtest.verdict-behind':
    'At {k} names, RFM reached {rfm} of the revenue; the best other list, “{list}”, {share}: {difference}, 95% interval {low} to {high}. Plain RFM wins: use it.',
  'backtest.verdict-even':
    'At {k} names, RFM reached {rfm} of the revenue, “{list}” {share}: a difference of {difference}, 95% interval {low} to {high}, which chance alone may make. Plain RFM is as good.',
  'backtest.verdict-buyers':
    'Of the {k} names of “{list}” {reached} ordered ({precision}, {low} – {high}); a random list of that length would have had {random}.',
  'backtest.verdict-buyers-only': 'At {k} names, RFM named {rfm} buyers; the best list, “{list}”, {best}.',
  'backtest.verdict-leavers':
    'Of the {k} names that the list “{list}” feared to lose, {reached} really did not order ({precision}, {low} – {high}); among all active customers it was {base}.',
  'backtest.verdict-leavers-plain': 'The plain list “{list}” found {reached}: the churn model adds little.',

  'backtest.figure-customers': 'Known at the cut',
  'backtest.figure-customers-proof': 'Customers with an order before the cut.',
  'backtest.figure-buyers': 'Of them ordered since',
  'backtest.figure-buyers-proof': 'Customers known at the cut with an order from the cut to the as-of day.',
  'backtest.figure-revenue': 'Revenue from them',
  'backtest.figure-revenue-proof':
    'Net amount paid from the cut to the as-of day by customers known at the cut. Customers who came new are on nobody’s list.',
  'backtest.figure-left': 'Active, did not order',
  'backtest.figure-left-proof':
    'Customers with an order within {days} days before the cut and none from the cut to the as-of day.',

  'backtest.table-title': 'Lists of {k} names, against what happened',
  'backtest.table-about':
    'All lists know only what came before the cut. Equal scores stand in an order drawn by lot, the same in every list. Small print: 95% intervals.',
  'backtest.table-proof':
    'Ranked as of the cut: RFM by R + F + M scores of the workspace’s definition; its classes from key value to general win-back; expected value and orders by {model} (with Gamma–Gamma; the workspace’s saved choice) fitted on orders before the cut; spend of the 365 days before the cut; last order. Precision: ordered since / named, Wilson’s 95% interval. Reached: ordered since / all who ordered since. Lift: precision / share of buyers among all. Ahead of RFM: difference of the shares of revenue, paired bootstrap over customers with a fixed seed.',
  'backtest.list': 'List',
  'backtest.reached': 'Ordered',
  'backtest.precision': 'Precision',
  'backtest.recall': 'Of all buyers',
  'backtest.lift': 'Lift',
  'backtest.revenue': 'Revenue',
  'backtest.revenue-share': 'Of all revenue',
  'backtest.per-customer': 'Per name',
  'backtest.ahead': 'Ahead of RFM',
  'backtest.from-to': '{low} to {high}',

  'backtest.gain-title': 'How much does a longer list reach?',
  'backtest.gain-about':
    'Share of what came, by the share of customers named. The dotted line is a random list; the further above it, the better.',
  'backtest.gain-about-revenue': 'Share of all revenue that came.',
  'backtest.gain-about-buyers': 'Share of all customers who ordered.',
  'backtest.gain-x': 'Customers named',
  'backtest.gain-revenue': 'Revenue reached',
  'backtest.gain-buyers': 'Buyers reached',
  'backtest.gain-k': 'your list',
  'backtest.measure': 'Measured by',
  'backtest.measure-revenue': 'Revenue',
  'backtest.measure-buyers': 'Buyers',
  'backtest.gain-tip': 'First {share} ({n} names)',

  'backtest.profit-title': 'Which length would have paid most?',
  'backtest.profit-about':
    'Margin on what those named paid − contacts − offers taken. It counts all that they paid, also what they would have paid anyway: it compares lists and lengths; what contacting itself adds only an experiment tells.',
  'backtest.profit-best': 'Most with “{list}” at {n} names: {profit}.',
  'backtest.profit-none': 'At these costs no list of any length would have paid for itself.',
  'backtest.profit-axis': 'Profit',
  'backtest.profit-proof':
    'Hundredth by hundredth of each list: margin × net amount paid since the cut by those named − contact cost × names − offer cost × those who ordered.',

  'backtest.leavers-title': 'Lists of those feared to leave',
  'backtest.leavers-about':
    'Among customers with an order within a year before the cut. Right is who did not order since. Small print: 95% intervals.',
  'backtest.leavers-proof':
    'The churn model learned from snapshots whose windows end before the cut, each as long as the one judged here. Precision: did not order since / named, Wilson’s 95% interval; lift against all active customers.',
  'backtest.left': 'Did not order',
  'backtest.recall-left': 'Of all who left',

  'backtest.open-title': 'The list of that day',
  'backtest.open-about': 'The first {n} names of “{list}”, with what became of them.',
  'backtest.open-proof':
    'The list as it stood at the cut, in its order; orders and amounts from the cut to the as-of day.',
  'backtest.open-list': 'List',
  'backtest.place': 'Place',
  'backtest.customer': 'Customer',
  'backtest.orders-since': 'Orders since',
  'backtest.paid-since': 'Paid since',
  'backtest.export': 'Export {n} names',
  'backtest.exporting': 'Exporting …',
  'backtest.export-failed': 'The list could not be exported: {fault}',
} as const;
