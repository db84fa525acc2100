/** Messages about: who is likely to leave. */
export const churn = {
  'churn.running': 'Building snapshots of the past, and learning who did not come back …',
  'churn.question': 'Which customers will not order in the next {n} days?',
  'churn.data':
    'Learned from {n} snapshots of the past ({cutoffs}), judged on {test}: {features} features, each computed only from what was known on its day. Attributes without a date, such as the level, are left out.',
  'churn.horizon': 'Will not order within',
  'churn.active': 'Asked about: last order within',
  'churn.expected': 'Expected to leave',
  'churn.expected-proof': 'Sum over the customers asked about of the chance not to order in the days ahead.',
  'churn.likely': 'More likely to leave than to stay',
  'churn.likely-proof': 'Customers with a chance to leave above one half.',
  'churn.at-stake': 'Yearly spending at stake',
  'churn.at-stake-proof': 'Sum of chance to leave × net paid amount of the last 365 days.',
  'churn.refused-title': 'Who will leave cannot be told yet',
  'churn.refused-too-short':
    'There are {days} days of orders; {needed} are needed to learn from one stretch of the past and to be judged on another. Choose a shorter window, or add older files.',
  'churn.refused-too-few-rows':
    'Too few customers to learn from: of {rows} in a part, only {rarer} are in the rarer group, and {needed} are needed. Choose another window.',
  'churn.refused-one-class':
    'In these windows everybody left or nobody did ({rows} customers): there is nothing to tell apart. Choose another window.',
  'churn.refused-no-columns': 'No numeric feature is available to learn from.',
  'churn.refused-no-convergence': 'The search for the best fit did not settle. Choose another window.',
  'churn.refused-failed': 'The model could not be judged on these data. Choose another window.',
  'churn.risk-title': 'Whom to call first',
  'churn.risk-about':
    'The {n} customers with most at stake: chance to leave × spending of the last 365 days. ▲ speaks for leaving, ▼ for staying.',
  'churn.risk-proof':
    'Reasons are the three features that moved this customer’s score most against the average: ▲ towards leaving, ▼ towards staying. They describe the model, not causes.',
  'churn.chance': 'Chance to leave',
  'churn.paid-lately': 'Paid, 365 days',

  'churn.board-about':
    'Two models and two rules that need none, on customers and a time that none of them had seen: half of the customers train, a fifth calibrates, the rest judges, on a later snapshot.',
  'churn.shots-title': 'What is learned from what',
  'churn.shots-about':
    'Each line is a snapshot: the model sees only what happened before the mark, and learns who then did not order in the days after it. The snapshot that judges begins after all others have ended, so that neither customers nor time are seen twice.',
  'churn.shots-history': 'Known',
  'churn.shots-window': 'Asked: an order or none?',
  'churn.shots-training': 'Learns, {day}',
  'churn.shots-test': 'Judges, {day}',
  'churn.shots-scoring': 'Scores, {day}',
  'churn.shots-proof':
    'Features come from a profile made as of each cut-off; nothing of it was told of a later day. The label is whether an order falls in the window.',
  'churn.repurchase':
    'The other side of the same question: the chance that she does order again in these days is one minus this.',
  'churn.check-link': 'See how well it foresaw',
} as const;
