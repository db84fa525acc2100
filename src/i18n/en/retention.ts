/** Messages about: the page of survival and cohorts. */
export const retention = {
  'retention.title': 'Retention and return',
  'retention.about':
    'How soon first-time customers come back, what speeds it up, and after which silence a customer is gone.',
  'retention.empty-title': 'No orders to follow',
  'retention.empty-text':
    'Retention needs orders with a customer and a time. Add them, or say on the Sources page which columns they are.',
  'retention.running': 'Following every customer from her first order to her second …',
  'retention.failed-title': 'Retention could not be computed',
  'retention.failed-text': 'Your data are untouched. Try again.',
  'retention.cancelled-title': 'The computation was cancelled',
  'retention.cancelled-text': 'Nothing was changed.',
  'retention.again': 'Compute again',
  'retention.unfiltered':
    'The filter holds for the cohorts and the counts below, not for the curves: a filter on what customers did later would leave only those who stayed.',

  'retention.builder': 'Choices',
  'retention.builder-about': 'They are kept with the workspace, with their version.',
  'retention.by': 'Compare customers by',
  'retention.by-none': 'All together',
  'retention.trait-period': 'Quarter of the first order',
  'retention.trait-channel': 'Channel of the first order',
  'retention.trait-category': 'First category',
  'retention.trait-store': 'Store of the first order',
  'retention.trait-coupon': 'Coupon on the first order',
  'retention.trait-order_city': 'City of the first order',
  'retention.trait-gender': 'Gender',
  'retention.trait-signup_channel': 'Sign-up channel',
  'retention.trait-region': 'Region',
  'retention.trait-city': 'City',
  'retention.trait-level': 'Member level',
  'retention.trait-amount': 'Amount of the first order, doubled',
  'retention.group-known': 'Known at the first order',
  'retention.group-undated': 'Known only today',
  'retention.undated':
    '{trait} is known only as of the export. It may follow from later orders, so that those who came back are found in it more often: read the comparison as a description, not as a cause.',
  'retention.threshold': 'Lapsed when fewer come back than',
  'retention.own-factor': 'Own rhythm: lapsed no earlier than',
  'retention.own-factor-times': '{n} × own median gap',
  'retention.version': 'Version {n}, as of {day}',

  'retention.level-unknown': 'No record',
  'retention.level-other': 'All others',
  'retention.level-yes': 'With coupon',
  'retention.level-no': 'Without coupon',
  'retention.all': 'All customers',

  'retention.first-title': 'How soon do first-time customers order again?',
  'retention.first-about':
    'Kaplan–Meier: customers not yet back count for as long as they were watched. Band: 95%, log–log. Orders of one day are one purchase; drawn while at least ten are watched.',
  'retention.first-proof':
    'Time from the first purchase day to the second, in calendar days; who has no second one is watched until the last day before the as-of day (right-censored). The curve is 1 − Π (1 − returned / watched), the interval log–log with Greenwood’s variance. “First” is the first order in your data: customers who bought before the data begin are seen later than they began.',
  'retention.group': 'Group',
  'retention.day': 'Days since the first order',
  'retention.axis': 'Have ordered again',
  'retention.share': 'Back',
  'retention.interval': '95% interval',
  'retention.at-risk': 'Still watched, not yet back',
  'retention.days': { one: '{n} day', other: '{n} days' },
  'retention.within': 'Back within {n} days',
  'retention.within-note': '95%: {low} – {high}',
  'retention.within-none': 'too few were watched so long',
  'retention.median': 'Half are back after',
  'retention.median-note': '95%: {low} – {high}',
  'retention.median-none': 'not reached: fewer than half come back in what was watched',
  'retention.open-end': 'not reached',
  'retention.customers': 'Customers',
  'retention.returned': 'Came back',
  'retention.table-title': 'Came back within …',
  'retention.not-watched': 'not yet known',
  'retention.test-differs':
    'The groups differ: {best} comes back soonest, {worst} latest (log-rank test, χ² {statistic} with {df} df, p {p}).',
  'retention.test-same':
    'The groups do not differ by more than chance would make them (log-rank test, χ² {statistic} with {df} df, p {p}).',
  'retention.test-none': 'There is only one group of at least {n} customers: nothing can be compared.',
  'retention.test-refused-empty-group': 'A group is empty: the groups cannot be compared.',
  'retention.test-refused-no-events': 'Nobody has come back yet: the groups cannot be compared.',
  'retention.test-refused-groups-never-together':
    'The groups were never watched over the same span: they cannot be compared. Choose another attribute.',
  'retention.pooled': 'Groups under {n} customers, and those beyond the largest {most}, are pooled as “All others”.',

  'retention.hazard-title': 'What speeds up the second order',
  'retention.hazard-about':
    'Cox’s model: each factor with all others held equal. Above 1 comes back sooner, below 1 later. Only what was known at the first order.',
  'retention.hazard-proof':
    'Proportional hazards (Cox 1972), ties by Efron; 95% Wald intervals. Each value is compared with one value of its attribute: the most frequent, of quarters the earliest. Steadiness: score test of Grambsch and Therneau. Concordance: of two customers, how often the one rated sooner is back first (0.5 is chance).',
  'retention.hazard-all': 'All {n} factors',
  'retention.hazard-trait': 'Factor',
  'retention.hazard-against': 'Compared with',
  'retention.hazard-ratio': 'Hazard ratio',
  'retention.hazard-p': 'p',
  'retention.hazard-steady': 'Over time',
  'retention.hazard-steady-yes': 'steady',
  'retention.hazard-steady-no': 'changes',
  'retention.hazard-found-sooner': '{what}: back sooner, at {ratio} × the pace of “{reference}” ({low} – {high}).',
  'retention.hazard-found-later': '{what}: back later, at {ratio} × the pace of “{reference}” ({low} – {high}).',
  'retention.hazard-found-amount-sooner':
    'A first order twice as large brings customers back sooner, at {ratio} × the pace ({low} – {high}).',
  'retention.hazard-found-amount-later':
    'A first order twice as large brings customers back later, at {ratio} × the pace ({low} – {high}).',
  'retention.hazard-found-none': 'None of the factors stands out beyond chance, once {n} comparisons are allowed for.',
  'retention.hazard-concordance':
    'Together they order customers with a concordance of {c} (0.5 is chance), from {customers} customers of whom {events} came back.',
  'retention.hazard-weak': 'That is little: who comes back hardly shows at the first order.',
  'retention.hazard-steady-all': 'The ratios hold at all times, as the model assumes (p {p}).',
  'retention.hazard-unsteady':
    'Some ratios change with time (p {p}): read them as means over the time watched. With many customers even small changes show.',
  'retention.hazard-sampled': 'Computed on every {n}th customer; the intervals allow for it.',
  'retention.hazard-left-out': 'Left out: {list}.',
  'retention.hazard-left-out-constant': '{what} (the same for everybody)',
  'retention.hazard-left-out-too-few': '{what} (too few customers)',
  'retention.hazard-left-out-collinear': '{what} (already said by the others)',
  'retention.hazard-left-out-separation': '{what} (nobody, or everybody, comes back: no finite ratio fits)',
  'retention.hazard-refused-too-few-events':
    'Only {events} customers have come back; {needed} are needed for so many factors. A longer history may help.',
  'retention.hazard-refused-no-traits':
    'Nothing tells customers apart at their first order. Map a channel, a coupon, an amount or a category on the Sources page.',
  'retention.hazard-refused-collinear-covariates':
    'The factors repeat each other, so that none can be told from the rest.',
  'retention.hazard-refused-separation': 'Some factor parts those who come back from all others: no finite ratio fits.',
  'retention.hazard-refused-not-converged': 'The search for the best fit did not settle.',
  'retention.hazard-refused-constant-covariate': 'Every factor is the same for everybody.',

  'retention.lapse-title': 'After which silence is a customer gone?',
  'retention.lapse-about':
    'From all intervals between purchase days, the last and open one of each customer censored. The chance to come back is (S(d) − S(∞)) / S(d).',
  'retention.lapse-proof':
    'S is the Kaplan–Meier curve of the days to the next purchase; S(∞) is S at the longest silence that at least 30 intervals reach. The lapse point is the first day at which the chance to return falls below the threshold. False alarm: of the customers expected back, the share silent that long; missed: of those not expected back, the share not silent that long yet.',
  'retention.lapse-axis': 'Share',
  'retention.lapse-days': 'Days of silence',
  'retention.lapse-chance': 'Still comes back',
  'retention.lapse-false-alarm': 'False alarm',
  'retention.lapse-missed': 'Missed',
  'retention.lapse-point': 'lapsed from {n} days',
  'retention.lapse-figure': 'Lapse point',
  'retention.lapse-found':
    'Whoever has been silent for {days} days comes back with a chance of less than {threshold}. Least errors together: {balanced} days.',
  'retention.lapse-unsettled':
    'The curve has not levelled out: of those silent for three quarters of the time seen, {share} still return. Take {days} days as a lower bound.',
  'retention.lapse-own':
    'With at least three gaps of her own, a customer lapses no earlier than after {factor} × her median gap: {n} have longer than the point of all.',
  'retention.lapse-active': 'Active',
  'retention.lapse-at-risk': 'At risk',
  'retention.lapse-lapsed': 'Lapsed',
  'retention.lapse-active-proof': 'Customers silent for less than 80% of their lapse point.',
  'retention.lapse-at-risk-proof': 'Customers silent for 80% to 100% of their lapse point.',
  'retention.lapse-lapsed-proof': 'Customers silent for their lapse point or longer.',
  'retention.lapse-open': 'Open these customers',
  'retention.lapse-use': 'Use {n} days as the churn model’s window',
  'retention.lapse-used': 'The churn model now looks {n} days ahead.',
  'retention.lapse-used-link': 'See the predictions',
  'retention.lapse-used-failed': 'The window could not be saved: {fault}',
  'retention.lapse-refused-too-few-returns':
    'Only {returns} intervals ended with another purchase; {needed} are needed before a lapse point means anything.',
  'retention.lapse-refused-nobody-lapses':
    'In what was watched everybody came back within {horizon} days: nobody lapses.',
  'retention.lapse-refused-too-few-intervals':
    'There are {intervals} intervals between purchases; {needed} are needed.',

  'retention.cohort-title': 'Who came back, by month of the first order',
  'retention.definition': 'Came back means',
  'retention.definition-classic': 'In that month',
  'retention.definition-rolling': 'Then or later',
  'retention.definition-bracket': 'Within three months',
  'retention.cohort-about-classic':
    'Classic retention: share of the cohort that ordered in the k-th calendar month. Months that are not over stay blank.',
  'retention.cohort-about-rolling':
    'Rolling retention: share of the cohort that ordered in the k-th month or later. It can only rise as time goes on, most for the latest columns.',
  'retention.cohort-about-bracket':
    'Bracket retention: share of the cohort that ordered at least once within the three months. Brackets that are not over stay blank.',
  'retention.cohort-proof':
    'Cohort: calendar month of the first order. Each cell: distinct customers of the cohort who came back by the definition chosen / size of the cohort.',
  'retention.cohort-bracket': '{from}–{to}',
  'retention.value-title': 'What a customer of each cohort has paid so far',
  'retention.value-about':
    'Net amount paid up to the end of the k-th month / size of the cohort; 0 is the month of the first order. Months that are not over stay blank.',
  'retention.value-proof':
    'Cohort: calendar month of the first order. Each cell: net amount paid by the cohort from the first month to the end of the k-th / customers of the cohort.',
  'retention.value-cell': '{month}, up to month {n}',
  'retention.value-came': '{sum} from {size} customers',
} as const;
