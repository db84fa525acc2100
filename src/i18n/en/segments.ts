/** Messages about: the segments page. */
export const segments = {
  'segments.title': 'Segments',
  'segments.about':
    'Who your customers are by recency, frequency and money, what each kind brings, and what to do for it.',
  'segments.classes-title': 'Eight classes: how many, how much, what to do',
  'segments.classes-about': 'A row opens its customers.',
  'segments.classes-proof':
    'A customer is high in R, F or M when she is beyond the threshold (R below it, F and M above it); high and low in three measures make eight classes. Share: customers of the class / all looked at. Revenue: what they paid inside the window.',
  'segments.bars-title': 'Which class brings more than its size?',
  'segments.class': 'Class',
  'segments.code': 'R F M',
  'segments.customers': 'Customers',
  'segments.share': 'Of all',
  'segments.revenue': 'Revenue',
  'segments.revenue-share': 'Of revenue',
  'segments.mean-r': 'Mean R, days',
  'segments.mean-f': 'Mean F',
  'segments.mean-m': 'Mean M',
  'segments.group': 'Group',
  'segments.total': 'All',
  'segments.exact': 'All customers, exactly: revenue {revenue}; mean R {r} days, mean F {f}, mean M {m}.',

  'segments.truth-title': 'Which class is which',
  'segments.truth-about':
    'Copied code often swaps these names. This is the table in force: recent, often and much are read from left to right.',
  'segments.recent': 'R lately',
  'segments.often': 'F often',
  'segments.much': 'M much',

  'segments.grid-title': 'Named groups',
  'segments.grid-about': 'The finer grid of recency and frequency.',
  'segments.sizes-title': 'How large are the score levels really?',
  'segments.sizes-about':
    'Equal values share a score. Where most customers bought once, F levels cannot be equal, and some have nobody.',
  'segments.sizes-proof':
    'Score by rank: min(k, 1 + floor(k × (rank − 1) / n)), where rank counts the customers with a smaller value; R is ranked downwards. Fixed bounds and natural breaks cut by value.',
  'segments.spread-title': 'Where the thresholds lie',
  'segments.spread-about':
    'Bars in full colour count as high. Move a threshold to set it by hand; the classes follow at once.',
  'segments.spread-r': 'How long ago did customers order last?',
  'segments.spread-f': 'How often do customers order?',
  'segments.spread-m': 'How much do customers pay?',
  'segments.spread-m-mean': 'How much do customers pay per order?',
  'segments.spread-proof':
    'Customers by value, in bars of a round width; the 2% with the highest values are in the last bar. The line is the threshold between high and low.',
  'segments.threshold': 'Threshold of {measure}',
  'segments.threshold-by-score': 'The split compares scores here: high is a score above {value}.',

  'segments.convention': 'Convention',
  'segments.convention-about': 'Every choice changes the result. It is kept with the workspace, with its version.',
  'segments.version': 'Version {n}',
  'segments.default': 'Back to the standard',
  'segments.window': 'Orders that count',
  'segments.frequency': 'F counts',
  'segments.frequency-orders': 'Orders',
  'segments.frequency-days': 'Days with an order',
  'segments.monetary': 'M is',
  'segments.monetary-sum': 'Sum',
  'segments.monetary-mean': 'Mean per order',
  'segments.levels': 'Score levels',
  'segments.score-cut': 'Scores are cut by',
  'segments.split': 'High and low are split at',
  'segments.names': 'Names of the classes',
  'segments.grid': 'The grid crosses',
  'segments.lost': 'Split “Lost” from the hibernating (R 1, F 1)',
  'segments.bounds': 'Upper bounds of {measure}, ascending',
  'segments.bounds-hint': { one: '{n} number', other: '{n} numbers, separated by spaces' },
  'segments.bounds-fault': { one: 'Write {n} number', other: 'Write {n} ascending numbers' },

  'segments.failed-title': 'This definition cannot be computed',
  'segments.failed-text': 'Choose another convention here, or try again. Your data are untouched.',
  'segments.empty-title': 'No orders to score',
  'segments.empty-text':
    'RFM needs orders with a customer, a time and an amount. Add them, or say on the Sources page which columns they are.',
} as const;
