/** Messages about: the page of clusters. */
export const clusters = {
  'clusters.title': 'Clusters',
  'clusters.about':
    'Which customers are alike when many things are looked at together: the data draw the lines, words say what they mean.',
  'clusters.empty-title': 'Nothing to compare customers by',
  'clusters.empty-text':
    'Clusters need customers with numbers about them: orders, visits, ratings, an age. Add a source, or say on the Sources page what its columns mean.',
  'clusters.running': 'Comparing all customers, trying numbers of clusters and checking that they come back …',
  'clusters.failed-title': 'The clusters could not be computed',
  'clusters.failed-text': 'Your data are untouched. Try again, or compare fewer features.',
  'clusters.cancelled-title': 'The fit was cancelled',
  'clusters.cancelled-text': 'Nothing was changed.',
  'clusters.again': 'Fit again',

  'clusters.none': 'No cluster',
  'clusters.unknown': 'Cluster {n}',
  'clusters.average': 'Much like everybody ({n})',
  'clusters.ordinal': '{words} ({n})',
  'clusters.much-high': '{field}: high',
  'clusters.much-low': '{field}: low',

  'clusters.found-title': 'What was found',
  'clusters.found': '{rows} customers in {n} clusters, compared by {features} features.',
  'clusters.found-left-out': 'Customers who never ordered are left out.',
  'clusters.found-noise': '{n} customers ({share}) are like nobody: they stay in no cluster.',
  'clusters.found-largest': 'The largest is “{name}” with {share} of them.',
  'clusters.found-assigned':
    'These customers were placed by the clusters learned as of {day}: names and lines stay comparable. Nothing was fitted anew.',

  'clusters.list-title': 'The clusters',
  'clusters.list-about': 'Named by what sets them apart. A name opens its customers; the pencil renames it.',
  'clusters.list-proof':
    'Each customer is in one cluster. Revenue is the net paid amount before the as-of day; fit is how well she sits in her cluster, 0 to 100%: by k-means one minus the distance to her own centre over the distance to the next, by mixture the probability, by HDBSCAN how deep in the dense part she is.',
  'clusters.cluster': 'Cluster',
  'clusters.customers': 'Customers',
  'clusters.share': 'Share',
  'clusters.revenue': 'Revenue',
  'clusters.revenue-share': 'Share of revenue',
  'clusters.per-head': 'Revenue a head',
  'clusters.fit': 'Fit',
  'clusters.total': 'Total',
  'clusters.rename': 'Rename {name}',
  'clusters.rename-title': 'Name of the cluster',
  'clusters.rename-hint': 'Empty goes back to: {name}',
  'clusters.save-name': 'Save the name',

  'clusters.builder': 'How the lines were drawn',
  'clusters.builder-about': 'Four steps. Nothing changes until you press the button below them.',
  'clusters.step': 'Steps',
  'clusters.step-question': '1 Question',
  'clusters.step-data': '2 Data',
  'clusters.step-model': '3 Model',
  'clusters.step-check': '4 Check',
  'clusters.apply': 'Cluster anew',
  'clusters.discard': 'Discard changes',
  'clusters.changed': 'There are changes that are not yet in the clusters.',
  'clusters.too-few': 'Choose at least two features.',
  'clusters.version': 'Version {n} of the model, as of {day}, data {data}; learned as of {learned}',

  'clusters.question': 'What do you want to tell apart?',
  'clusters.question-overall': 'Customers all round',
  'clusters.question-overall-about':
    'Recency, frequency, order value, coupons, categories, activity, response to messages.',
  'clusters.question-buying': 'How they buy',
  'clusters.question-buying-about': 'How often, how lately, at what hours, how wide.',
  'clusters.question-price': 'What they pay',
  'clusters.question-price-about': 'Order value, basket, discounts and coupons.',
  'clusters.question-engagement': 'How they respond',
  'clusters.question-engagement-about': 'Visits, time spent, messages sent and opened.',
  'clusters.question-own': 'My own choice of features',
  'clusters.question-own-about': 'Tick them in step 2.',
  'clusters.buyers': 'Only customers who ordered',
  'clusters.buyers-about':
    'Who never ordered has no recency and no order value: that is a fact of its own, not a distance.',

  'clusters.survey-title': 'Features that could be compared',
  'clusters.survey-about':
    'Only numbers have a distance: words such as a city or a product, however many different ones there are, are not compared. Seen on {n} features.',
  'clusters.survey-proof':
    'Covered is the share of customers with a value, skew the third standardised moment of it (0 is symmetric, beyond ±1 a few giants decide), both of at most about 20,000 customers evenly spread. After: with the chosen bend, before clipping.',
  'clusters.feature': 'Feature',
  'clusters.covered': 'Covered',
  'clusters.median': 'Median',
  'clusters.skew-before': 'Skew',
  'clusters.skew-after': 'after',
  'clusters.note': 'Note',
  'clusters.note-constant': 'All alike: left out',
  'clusters.note-empty': 'No values: left out',
  'clusters.note-missing': '{share} empty: they count as the median',
  'clusters.bent-none': 'as it is',
  'clusters.bent-log1p': 'logarithm',
  'clusters.bent-yeo-johnson': 'Yeo-Johnson',
  'clusters.own-names': 'Own names',
  'clusters.shape': 'Bend skewed columns',
  'clusters.shape-auto': 'As each column needs',
  'clusters.shape-none': 'Not at all',
  'clusters.shape-log1p': 'Logarithm of all',
  'clusters.shape-yeo-johnson': 'Yeo-Johnson of all',
  'clusters.winsorise': 'Clip the outermost 1% at each end',
  'clusters.winsorise-about': 'So that one giant does not become a cluster of its own.',
  'clusters.centre': 'One scale for all',
  'clusters.centre-z': 'Mean and deviation',
  'clusters.centre-robust-z': 'Median and MAD',

  'clusters.method': 'Method',
  'clusters.method-k-means': 'K-means',
  'clusters.method-gaussian': 'Gaussian mixture',
  'clusters.method-hdbscan': 'HDBSCAN',
  'clusters.method-k-means-about':
    'Everybody goes to the nearest of k centres. Fast, plain, and the easiest to explain.',
  'clusters.method-gaussian-about':
    'k clouds of any width and slant; each customer belongs to each of them with a probability.',
  'clusters.method-hdbscan-about':
    'Finds dense crowds of any shape and how many there are; who stands alone is in no cluster. Learned on a sample of at most 4,000, then all are placed.',
  'clusters.k': 'Number of clusters',
  'clusters.k-advised': 'What the advice says',
  'clusters.k-own': 'My own number',
  'clusters.k-value': '{n} clusters',
  'clusters.least': 'Smallest crowd that counts',
  'clusters.advice-title': 'How many clusters do the customers show?',
  'clusters.advice-about':
    'Four indices vote; none of them decides alone, and a number that does not come back is not advised. Computed on {n} customers.',
  'clusters.advice-proof':
    'Clusters are made for each k by the chosen method. Silhouette (Rousseeuw 1987), Caliński-Harabasz (1974) and, for k-means, gap (Tibshirani et al. 2001) are better when larger, Davies-Bouldin (1979) and, for the mixture, BIC (Fraley & Raftery 2002) when smaller. Stability: customers are drawn anew with replacement ten times and clustered again; the adjusted Rand index says how much of the partition comes back (1 all, 0 chance). A k is advised with two votes, stability of at least .6, silhouette of at least .25 and no cluster under 1%.',
  'clusters.advice-missing': 'There are too few customers to compare numbers of clusters.',
  'clusters.advice-none-needed': 'HDBSCAN finds the number itself.',
  'clusters.advice-other': 'The table is of the clusters in force; it is computed again with your changes.',
  'clusters.silhouette': 'Silhouette',
  'clusters.calinski': 'Caliński-Harabasz',
  'clusters.davies': 'Davies-Bouldin',
  'clusters.gap': 'Gap',
  'clusters.bic': 'BIC',
  'clusters.stability': 'Stability',
  'clusters.smallest': 'Smallest cluster',
  'clusters.votes': 'Votes',
  'clusters.why-clear':
    'Clear: {votes} of 4 indices prefer {k} clusters, and {stability} of the partition comes back when customers are drawn anew.',
  'clusters.why-weak':
    'Weak: {k} clusters have {votes} of 4 votes and come back ({stability}), but the others prefer other numbers.',
  'clusters.why-unadvised':
    'The indices do not agree ({list}): the customers shade into each other. Nothing forces a number; {k} are used because they part best among those that come back. Take them as a convenient cut, not as kinds of people.',
  'clusters.why-none':
    'The customers show no clusters worth the name: whatever is tried hardly differs from its surroundings or does not come back. {k} are drawn all the same, as a convenient cut; RFM classes may serve you better.',
  'clusters.why-own': 'You chose {k}; the advice would be {advised}.',
  'clusters.why-own-none': 'You chose {k}; the advice names no number.',
  'clusters.vote': '{index} {k}',
  'clusters.vote-none': '{index} none',

  'clusters.check-overfit-good':
    'Not overfitted: drawn anew {n} times, {stability} of the partition comes back (adjusted Rand index, 100% would be all of it).',
  'clusters.check-overfit-fair':
    'Use with care: drawn anew {n} times, only {stability} of the partition comes back (adjusted Rand index). Lines between neighbouring clusters are partly chance.',
  'clusters.check-overfit-bad':
    'Overfitted: drawn anew {n} times, only {stability} of the partition comes back (adjusted Rand index). Do not act on single customers by it; take fewer clusters or fewer features.',
  'clusters.check-apart-good':
    'Apart: on average customers are clearly nearer to their own cluster than to the next (silhouette {value}).',
  'clusters.check-apart-fair':
    'Touching: clusters shade into each other (silhouette {value}; from .5 on they would stand apart).',
  'clusters.check-apart-bad': 'Not apart: many customers could as well be in the next cluster (silhouette {value}).',
  'clusters.check-explain':
    'Explainable: each name says in which features the cluster lies farthest from everybody, the table shows the means, and each customer’s page says what puts her there.',
  'clusters.check-cause':
    'A cluster describes, it does not explain: that its members spend more does not mean that making others alike would make them spend more.',
  'clusters.check-twins': '{a} and {b} say nearly the same (r = {r}) and count double: leave one out.',
  'clusters.check-sampled': 'Learned on {sample} of {rows} customers; all of them were then placed.',
  'clusters.check-no-convergence': 'The search stopped before it settled: the lines may move with another seed.',
  'clusters.check-singular-covariance':
    'A cloud has shrunk to nearly a point in some direction: many customers share exact values there.',
  'clusters.check-few-rows':
    'There are few customers for so many numbers to be learned: prefer k-means or fewer features.',
  'clusters.check-all-noise':
    'No crowd is dense enough: everybody stays in no cluster. Try a smaller crowd, or k-means.',
  'clusters.check-dropped': 'Left out, because all customers are alike there or have no value: {list}.',
  'clusters.check-gone': 'Clusters of the last fit that found no heir: {n}.',
  'clusters.check-table': 'Cluster by cluster',
  'clusters.check-table-proof':
    'Silhouette: mean over at most 3,000 customers of (b − a) / max(a, b), a the mean distance to her own cluster, b to the next. Comes back: mean of the best Jaccard similarity over 12 resamples (Hennig 2007); below 60% do not trust the cluster. Moved: how far its centre is from the last fit’s, in standard deviations.',
  'clusters.recovery': 'Comes back',
  'clusters.moved': 'Moved',
  'clusters.moved-new': 'new',
  'clusters.columns-title': 'What preparing did to each feature',
  'clusters.bend': 'Bend',
  'clusters.missing': 'Empty',

  'clusters.drift-title': 'Have the customers changed since?',
  'clusters.drift-about': 'Population stability index against the day of the fit: below .1 stable, from .25 on much.',
  'clusters.drift-calm': 'Stable',
  'clusters.drift-moved': 'Some',
  'clusters.drift-different': 'Much',
  'clusters.drift-psi': 'PSI',
  'clusters.drift-level': 'Change',
  'clusters.drift-shares': 'Sizes of the clusters',
  'clusters.drift-proof':
    'Σ (a − e) ln(a / e) over ten bins of equal shares on the day of the fit, and one for empty cells (Siddiqi 2006, ch. 9).',
  'clusters.drift-say-calm':
    'The customers are still as they were when the clusters were learned: there is no need to fit again.',
  'clusters.drift-say-moved':
    'The customers have changed somewhat in: {list}. Look at the clusters again before the next campaign.',
  'clusters.drift-say-different':
    'The customers have changed much in: {list}. Fit again; clusters that are recognised keep their names.',
  'clusters.drift-none':
    'The clusters were learned on this very day and data: there is nothing to compare. Change the as-of day, or add data, and the change is shown here.',

  'clusters.heat-title': 'What sets each cluster apart?',
  'clusters.heat-about':
    'Mean of each feature; the colour says how far it lies from everybody’s, in standard deviations after preparing.',
  'clusters.heat-proof':
    'Means are of the customers’ own values, without the empty ones. Colours: mean of the prepared values (bent, clipped, scaled), where all customers together are about 0. High is teal, low is amber; the sign is written beside it.',
  'clusters.everybody': 'Everybody',

  'clusters.map-title': 'Who stands near whom?',
  'clusters.map': 'Map',
  'clusters.map-pca': 'PCA',
  'clusters.map-umap': 'UMAP',
  'clusters.map-umap-about':
    'At most 1,500 customers, laid out so that neighbours stay neighbours. Distances between islands, and their sizes, mean nothing: read only who is together.',
  'clusters.map-umap-proof':
    'UMAP (McInnes, Healy & Melville 2018): 15 neighbours, least distance 0.1, started from the PCA, seeded. Clusters are made without it.',
  'clusters.map-drawing': 'Laying the customers out …',
  'clusters.map-failed': 'The map could not be drawn. Try again, or look at the PCA.',
  'clusters.map-pca-about':
    'At most 1,500 customers. Right–left shows {x} of all differences ({xs}), up–down {y} ({ys}).',
  'clusters.map-pca-plain': 'At most 1,500 customers, on the axes of the day of the fit.',
  'clusters.map-proof':
    'Principal components of the prepared features (Pearson 1901; Hotelling 1933): the two directions along which customers differ most. The picture leaves out all other differences.',
  'clusters.map-drawn': 'Drawn',
  'clusters.map-x': 'Mean across',
  'clusters.map-y': 'Mean up',
  'clusters.map-hint': 'Click opens the customer',

  'clusters.rfm-title': 'RFM classes and clusters together',
  'clusters.rfm-about':
    'The quick cut by rules, refined by behaviour: customers, and below their share of revenue. A cell opens its customers. Agreement of the two (adjusted Rand): {ari}.',
  'clusters.rfm-proof':
    'Each customer has one RFM class and one cluster. The adjusted Rand index is 1 where both draw the same lines, 0 where they have nothing to do with each other (Hubert & Arabie 1985).',
  'clusters.rfm-class': 'RFM class',
  'clusters.rfm-open': '{class}, {cluster}:',

  'clusters.refused-no-columns':
    'No features are chosen, or none of the chosen is in the data. Choose at least two in step 2.',
  'clusters.refused-one-column':
    'Only one feature is left to compare by (the others are all alike, empty or not chosen). One feature alone needs no clusters: look at its distribution on the Customers page, or choose more.',
  'clusters.refused-too-few-rows': {
    one: 'There is {rows} customer; clusters need {needed}. Add data, or include customers without orders.',
    other: 'There are {rows} customers; clusters need {needed}. Add data, or include customers without orders.',
  },
  'clusters.refused-all-alike': 'All {rows} customers are alike in everything that is compared. Choose other features.',
  'clusters.refused-too-few-distinct':
    'There are fewer different customers than clusters: most share exactly the same values. Take fewer clusters or more features.',
  'clusters.refused-missing-columns':
    'The clusters were learned with {columns} features, {lost} of which the data no longer have. Fit again with what is there, or bring the source back.',
  'clusters.refused-no-convergence':
    'The search did not settle on any clusters. Take fewer clusters, fewer features, or k-means.',
  'clusters.refused-failed': 'The customers could not be clustered. Take fewer features, or k-means.',

  'clusters.her-title': 'Which cluster she is in',
  'clusters.her-fit': 'Fit {share}',
  'clusters.her-probability': 'Probability {share}',
  'clusters.her-reasons': 'What puts her there: {list}.',
  'clusters.her-alone': 'What makes her unlike the others: {list}.',
  'clusters.her-second': 'The next nearest: “{name}”.',
  'clusters.her-left-out': 'She was not compared: she never ordered.',
  'clusters.her-check': 'How the clusters were drawn',
  'clusters.her-proof':
    'The features in which her distance to the next nearest cluster exceeds the distance to her own the most; her words say where she stands against the middle of all customers.',
} as const;
