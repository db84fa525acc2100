/** Messages about: models that tell an event apart: leaderboard, calibration, profit, reasons, drift, versions. */
export const model = {
  'model.found':
    '{model} ranks those to whom it happened above the others with AUC {auc}, on {rows} customers that it had not seen; in the tenth at the top of its list it happened {lift} times as often as among all.',
  'model.found-chance':
    'That cannot be told from tossing a coin (0.5): these columns do not show who it will be. So no list and no profit is drawn from it; use other columns, or more data.',
  'model.found-beats': 'The plainest rule, “{rule}”, reaches {auc}: the model is worth its trouble.',
  'model.found-not-better':
    'The plainest rule, “{rule}”, reaches {auc}: the model adds next to nothing. The rule alone will do.',
  'model.found-close':
    'Overfitting: on the rows that it learned from the AUC is {training}, on those not seen {test}. It has not learned its rows by heart.',
  'model.found-wide':
    'Overfitting: on the rows that it learned from the AUC is {training}, on those not seen only {test}. Part of what it learned is chance; trust the second figure, and give it more rows or fewer features.',
  'model.found-drifted':
    'Among the rows learned from it happened to {training}, among those that judge to {test}: the season or the business has changed, so that probabilities may be off although the order holds.',
  'model.found-one-feature': 'One feature decides almost alone. Check that it does not tell the answer.',
  'model.why': 'Why',
  'model.board-title': 'Leaderboard',
  'model.board-in-use': '{model} (in use)',
  'model.board-proof':
    'AUC: the chance that someone to whom it happened ranks above someone to whom it did not; equal scores count half. Brier skill: 1 − Brier score / that of the base rate. Lift: share in the first tenth / share of all. The model in use was chosen on held-out rows, so that the test had no say.',
  'model.contestant': 'Model',
  'model.contestant-boosted-trees': 'Boosted trees',
  'model.contestant-logistic': 'Logistic regression',
  'model.contestant-recency': 'Rule: silent for longest',
  'model.contestant-lone-feature': 'Rule: the best feature alone',
  'model.contestant-base-rate': 'Rule: everybody alike',
  'model.rule-recency': 'silent for longest',
  'model.rule-lone-feature': 'only {feature}',
  'model.training-auc': 'AUC, learned from',
  'model.test-auc': 'AUC, not seen',
  'model.average-precision': 'Average precision',
  'model.brier-skill': 'Brier skill',
  'model.log-loss': 'Log loss',
  'model.top-lift': 'Lift, top tenth',
  'model.calibration-title': 'Do the probabilities come true?',
  'model.calibration-about-none':
    'Each dot is a tenth of the customers; on the dotted line they come true exactly. The model’s own probabilities are used: on held-out rows neither Platt’s sigmoid nor isotonic steps came nearer. Mean distance from what happened: {after}.',
  'model.calibration-about-platt':
    'Each dot is a tenth of the customers; on the dotted line they come true exactly. Rings: before calibration (Platt’s sigmoid on held-out rows). Mean distance from what happened: {before} before, {after} after.',
  'model.calibration-about-isotonic':
    'Each dot is a tenth of the customers; on the dotted line they come true exactly. Rings: before calibration (isotonic steps on held-out rows). Mean distance from what happened: {before} before, {after} after.',
  'model.calibration-predicted': 'Predicted chance',
  'model.calibration-before': 'Before calibration',
  'model.happened': 'Happened',
  'model.lift-title': 'How good is the top of the list?',
  'model.lift-about':
    'Customers that it had not seen, in tenths, the likeliest first. Equal chances share a cut evenly.',
  'model.tenth': 'Tenth',
  'model.lift': 'Lift',
  'model.gain': 'Found so far',
  'model.importance-title': 'What counts',
  'model.importance-about':
    'How much the AUC falls when a feature is shuffled among customers. Features that say the same share their worth.',
  'model.feature': 'Feature',
  'model.auc-fall': 'Fall of the AUC',

  'model.profit-title': 'Whom does it pay to contact?',
  'model.profit-about':
    'What contacting the top of the list brings, by the share contacted, counted on the customers that judged it and written for the {n} scored today.',
  'model.profit-value': 'One success is worth',
  'model.profit-cost': 'One contact costs',
  'model.profit-acceptance': 'Contacts that succeed, %',
  'model.profit-acceptance-hint': 'Of those to whom it would happen',
  'model.profit-fault': 'A number of at least 0',
  'model.profit-fault-share': 'A number from 0 to 100',
  'model.profit-best':
    'Best: contact the {contacts} customers ({share}) with a chance of at least {chance}. About {successes} successes, {profit} more than doing nothing.',
  'model.profit-none': 'At these prices no contact pays: doing nothing is best.',
  'model.profit-open': { one: 'See the one customer of today', other: 'See the {n} customers of today' },
  'model.profit-share': 'Share contacted',
  'model.profit': 'Profit',
  'model.profit-least': 'From a chance of',
  'model.profit-proof':
    'Profit at a share = events found there × contacts that succeed × worth of a success − contacts × cost of a contact. Events are counted on rows that the model had not seen, and scaled to the customers scored today.',

  'model.sum-title': 'How the chance of {who} adds up',
  'model.sum-about': 'In log-odds. Reasons describe the model, not causes.',
  'model.sum-what': 'What',
  'model.sum-adds': 'Adds',
  'model.sum-base': 'Everybody starts from',
  'model.sum-others': 'All other features together',
  'model.sum-total': 'Sum: {odds}, as a probability {plain}, after calibration {chance}',
  'model.sum-none': 'Reasons are kept for the 20,000 likeliest customers.',

  'model.versions': 'Versions',
  'model.version': 'Version {n}',
  'model.version-in-use': 'Version {n}, in use',
  'model.version-first': 'the first',
  'model.version-same': 'as the one before',
  'model.restore': 'Restore',
  'model.restore-version': 'Restore version {n}',
  'model.change': '{what}: {from} → {to}',
  'model.origin': 'Version {n}; learned on {learned} (lesson {times}) from data {data}; scores as of {day}.',
  'model.origin-undated': 'Version {n}; learned from data {data} (lesson {times}), which have no date.',
  'model.learn-again': 'Learn again from today’s data',
  'model.drift-title': 'Has the ground moved since it was learned?',
  'model.drift-calm':
    'These customers are scored by what was learned on {day}. Their scores are spread as they were then (PSI {psi}): the model still fits.',
  'model.drift-moved':
    'These customers are scored by what was learned on {day}. Their scores have moved somewhat since (PSI {psi}): watch the figures, and consider learning again.',
  'model.drift-different':
    'These customers are scored by what was learned on {day}. Their scores have moved much since (PSI {psi}): these are other customers than it knows. Learn again before you rely on it.',
  'model.drift-psi': 'PSI',
  'model.drift-chance': 'By chance',
  'model.drift-level': 'Movement',
  'model.drift-score': 'Score',
  'model.drift-proof':
    'Population stability index: Σ (now − then) × ln(now / then) over tenths of the customers then (kinds, for words). Below 0.1 stable, 0.1 to 0.25 some movement, above much (Siddiqi). “By chance” is what sampling alone gives on average.',
  'model.level-calm': 'Stable',
  'model.level-moved': 'Some',
  'model.level-different': 'Much',
} as const;
