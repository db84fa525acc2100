/** Messages about: a label of the reader's own. */
export const label = {
  'label.field': 'Chance of {label} = {event}',
  'label.running': 'Learning the label, with some customers kept aside to judge …',
  'label.start-title': 'Ask your own question',
  'label.start-text':
    'A column with two values, such as 流失 or Churn, is a question: which customers have it, and which others look like them? Choose the column; the rest has been prepared.',
  'label.no-table-title': 'No table with one row a customer',
  'label.no-table-text':
    'A label stands in a list of customers: one row each, a customer id, and a column with two values. Drop such a file on the Sources page.',
  'label.no-pair-title': 'No column has exactly two values',
  'label.no-pair-text':
    'There is a list of customers, but each of its columns says the same of all, or more than two things, so that nothing is to be told apart. Drop a list on the Sources page in which a column says one of two things, such as yes or no.',
  'label.table': 'Table',
  'label.table-profile': 'The profile of every customer',
  'label.table-many': '{name}: {rows} rows of {customers} customers, not one each',
  'label.table-no-pair': '{name}: no column has exactly two values',
  'label.column': 'Label',
  'label.event': 'The event is',
  'label.event-of': '{value} ({n})',
  'label.question': 'Which customers have “{label}” = “{event}”?',
  'label.features': { one: '{n} feature', other: '{n} features' },
  'label.feature-count': '{n} of {total} columns in use',
  'label.left-out': 'Left out, and why',
  'label.left-out-key': 'tells who she is',
  'label.left-out-constant': 'the same in all rows',
  'label.left-out-empty': 'empty',
  'label.left-out-distinct': 'nearly every row has its own',
  'label.left-out-long': 'sentences',
  'label.sounds-later': 'Sounds as if written down after the outcome',
  'label.kind-number': 'number',
  'label.kind-day': 'date',
  'label.kind-words': 'words',
  'label.test-share': 'Kept aside to judge',
  'label.seed': 'Seed',
  'label.seed-hint': 'The same seed deals customers the same way',
  'label.seed-fault': 'A whole number of at least 0',
  'label.model-about':
    'Boosted trees and L2 logistic regression compete with two rules; the better is chosen and calibrated on folds that it had not seen.',
  'label.learn': 'Learn',
  'label.learn-change': 'Learn with these choices',
  'label.no-feature': 'At least one column must be in use.',
  'label.check-link': 'See how well it tells them apart',
  'label.gone': 'Its table was taken out. Choose another table with the same columns, or load it again.',

  'label.labelled': 'With {label} = {event}',
  'label.labelled-proof': 'Customers of the table whose label is the event.',
  'label.likely': 'Look like them, without it',
  'label.likely-proof':
    'Customers whose label is another value, or not known, and whose chance by the model is above one half.',
  'label.expected': 'Expected among the unknown',
  'label.expected-proof': 'Sum of the chances of customers whose label is not known.',
  'label.list-title': 'Who looks most like them?',
  'label.list-about':
    'The {n} likeliest customers without {label} = {event}, as far as is known. ▲ speaks for it, ▼ against.',
  'label.list-proof':
    'The model scores every customer, those that it learned from too. Reasons are the three features that moved this customer’s score most: ▲ towards the event, ▼ away from it. They describe the model, not causes.',
  'label.chance': 'Chance',
  'label.everybody': 'All customers have it.',
  'label.board-about':
    'Two models and two rules that need none, on customers kept aside: dealt by customer, {training} to learn from and {test} to judge.',
  'label.found-leak':
    '{feature} tells the answer almost alone (AUC {auc} by itself). Most likely it was written down after the outcome, or is the answer under another name. Take it out unless you know it before.',
  'label.leave-out': 'Leave out {feature} and learn again',
  'label.found-constant': {
    one: '{n} column has one value only and is left out: {names}.',
    other: '{n} columns have one value only and are left out: {names}.',
  },
  'label.found-unlabelled': {
    one: '{n} customer has no label: she is scored, but not learned from.',
    other: '{n} customers have no label: they are scored, but not learned from.',
  },
  'label.found-time':
    'The table has no time in it, so customers are split, not time. A column that was filled in after the outcome would make the model look better than it is: that cannot be seen from the data alone.',
  'label.refused-title': 'Who has “{label}” = “{event}” cannot be learned from this table',
  'label.refused-no-rows':
    'The table is not loaded any more, or no row of it belongs to a customer. Choose another table.',
  'label.refused-too-few-rows':
    'Too few customers: of {rows} in one part, {rarer} are in the rarer group, and {needed} are needed. Keep fewer aside, or load more customers.',
  'label.refused-one-class':
    'All {rows} customers have the same label: there is nothing to tell apart. Choose another label.',
  'label.refused-no-columns':
    'None of the {columns} chosen columns varies: there is nothing to learn from. Choose others.',
  'label.refused-no-convergence': 'The search for the best fit did not settle. Choose other columns.',
  'label.refused-failed': 'The model could not be judged on these data. Choose other columns or another label.',
} as const;
