import { openTab, type Tab } from './chromium.ts';
import { modelData, SHAPE, type ModelData } from './model-data.ts';
import { median, type Report } from './report.ts';
import { Sklearn, type Fit } from './sklearn.ts';

const RUNS = 3;
/** Trees with the same settings on both sides. */
const TREES = { rounds: 100, maxDepth: 5, learningRate: 0.1, lambda: 1, minChildWeight: 1 };

/** One model on both sides: how we fit, which references there are, and whether ours is as good. */
interface Match {
  readonly name: string;
  readonly limit: number;
  readonly ours: (tab: Tab, worker: number) => Promise<Fit>;
  /** Tasks for `reference.py`; the fastest that is as good counts. */
  readonly theirs: readonly Readonly<Record<string, string | number>>[];
  /** True when `score` is no worse than `reference`. */
  readonly asGood: (score: number, reference: number) => boolean;
  readonly score: string;
  /** More data of the same kind, on which scores are compared too: on one set a difference within chance says nothing. */
  readonly more?: readonly {
    readonly ours: (tab: Tab) => Promise<Fit>;
    readonly theirs: Readonly<Record<string, string | number>>;
  }[];
}

/** The models in a worker of the page against scikit-learn and SciPy on one thread: same data, same run, turn by turn. */
export async function models(pageFolder: string, report: Report, quick: boolean): Promise<void> {
  const data = modelData();
  const sklearn = await Sklearn.open();
  if (sklearn) report.note(`models against ${sklearn.about}`);
  else report.note('models: no Python with scikit-learn was found (PYTHON=path names one), so nothing is compared');
  const tab = await openTab(pageFolder);
  try {
    await tab.page.setInputFiles('#file', [data.points, data.histories, ...data.labelled]);
    for (const match of matches(data)) await play(match, tab, sklearn, report, quick);
  } finally {
    sklearn?.close();
    await tab.close();
  }
}

async function play(match: Match, tab: Tab, sklearn: Sklearn | null, report: Report, quick: boolean): Promise<void> {
  const ours: Fit[] = [];
  const theirs = match.theirs.map(() => [] as Fit[]);
  for (let run = 0; run < RUNS; run++) {
    ours.push(await match.ours(tab, 0));
    for (const [i, task] of match.theirs.entries()) if (sklearn) theirs[i]!.push(await sklearn.fit(task));
  }
  const took = (fits: readonly Fit[]) => median(fits.map(({ ms }) => ms));
  const score = ours[0]!.score;
  if (!sklearn) report.fact(match.name, took(ours));
  else {
    // A reference that stopped early is not one: of those no worse than ours, or the best, the fastest counts.
    const best = theirs.filter((fits) => match.asGood(fits[0]!.score, score));
    const fastest = Math.min(...(best.length > 0 ? best : theirs).map(took));
    report.ratio(match.name, took(ours), fastest, match.limit);
    const reference = theirs.find((fits) => took(fits) === fastest)![0]!.score;
    if (match.more) await paired(match, match.more, [score, reference], tab, sklearn, report);
    else report.check(`${match.name}: ${match.score}`, score, reference, match.asGood(score, reference));
    for (const [i, fits] of theirs.entries()) {
      const { task, algorithm, solver } = match.theirs[i]!;
      report.fact(`  reference: ${[task, algorithm ?? solver ?? ''].join(' ').trim()}`, took(fits));
    }
  }
  report.fact(`  ${match.name}: the first in a fresh worker`, ours[0]!.ms);
  if (quick) return;
  const both = await Promise.all([match.ours(tab, 0), match.ours(tab, 1)]);
  report.fact(`  ${match.name}: with two workers at once, the slower`, Math.max(...both.map(({ ms }) => ms)));
}

/** Scores on several data sets, both sides on each: as good is what is no worse by more than twice the standard error of the mean difference. */
async function paired(
  { name, score }: Match,
  more: NonNullable<Match['more']>,
  first: readonly [ours: number, theirs: number],
  tab: Tab,
  sklearn: Sklearn,
  report: Report,
): Promise<void> {
  const scores = [first];
  for (const { ours, theirs } of more) scores.push([(await ours(tab)).score, (await sklearn.fit(theirs)).score]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ours, theirs] = [mean(scores.map((pair) => pair[0])), mean(scores.map((pair) => pair[1]))];
  const spread = scores.reduce((sum, pair) => sum + (pair[0] - pair[1] - (ours - theirs)) ** 2, 0);
  const error = Math.sqrt(spread / (scores.length - 1) / scores.length);
  report.check(`${name}: ${score}, mean of ${scores.length} data sets`, ours, theirs, ours - theirs >= -2 * error);
  const digits = (value: number) => value.toFixed(5);
  report.note(`     each, ours and reference: ${scores.map((pair) => pair.map(digits).join(' ')).join(', ')}`);
  report.note(`     mean difference ${digits(ours - theirs)}, its standard error ${digits(error)}`);
}

function matches({ points, labelled, distinct }: ModelData): Match[] {
  const { rows: _, ...shape } = SHAPE.points;
  const clusters = { file: points, d: shape.dimensions, k: shape.k, iterations: shape.iterations };
  const rows = { file: labelled[0]!, ...SHAPE.labelled };
  const ourTrees = (tab: Tab, worker: number, set: number): Promise<Fit> =>
    tab.page.evaluate(([at, file, s, r]) => window.bench.models(at).trees(window.bench.file(file), s, r), [
      worker,
      2 + set,
      SHAPE.labelled,
      TREES,
    ] as const);
  const theirTrees = (set: number) => ({
    task: 'trees',
    ...rows,
    file: labelled[set]!,
    depth: TREES.maxDepth,
    rounds: TREES.rounds,
    rate: TREES.learningRate,
    penalty: TREES.lambda,
    leaf: 20,
  });
  const near = (score: number, reference: number, tolerance: number) =>
    score <= reference + tolerance * Math.abs(reference);
  return [
    {
      name: 'k-means 1 M x 8, k = 6',
      limit: 1.5,
      ours: (tab, worker) =>
        tab.page.evaluate(([at, s]) => window.bench.models(at).kMeans(window.bench.file(0), s), [
          worker,
          SHAPE.points,
        ] as const),
      theirs: [
        { task: 'k-means', algorithm: 'lloyd', ...clusters },
        { task: 'k-means', algorithm: 'elkan', ...clusters },
      ],
      asGood: (score, reference) => near(score, reference, 1e-6),
      score: 'inertia',
    },
    {
      name: 'boosted trees 200 k x 30, 100 rounds, depth 5',
      limit: 1.5,
      ours: (tab, worker) => ourTrees(tab, worker, 0),
      theirs: [theirTrees(0)],
      more: labelled.slice(1).map((_, i) => ({ ours: (tab) => ourTrees(tab, 0, i + 1), theirs: theirTrees(i + 1) })),
      asGood: (score, reference) => score >= reference - 5e-4,
      score: 'AUC on 100 k other rows',
    },
    {
      name: 'logistic 200 k x 30',
      limit: 1.5,
      ours: (tab, worker) =>
        tab.page.evaluate(([at, s]) => window.bench.models(at).logistic(window.bench.file(2), s), [
          worker,
          SHAPE.labelled,
        ] as const),
      theirs: [
        { task: 'logistic', solver: 'lbfgs', ...rows },
        { task: 'logistic', solver: 'newton-cholesky', ...rows },
      ],
      asGood: (score, reference) => near(score, reference, 1e-8),
      score: 'penalised log loss',
    },
    {
      name: 'BG/NBD, 200 k customers',
      limit: 1,
      ours: (tab, worker) =>
        tab.page.evaluate(([at, s]) => window.bench.models(at).bgNbd(window.bench.file(1), s), [
          worker,
          SHAPE.histories,
        ] as const),
      theirs: [{ task: 'bg-nbd', file: distinct }],
      asGood: (score, reference) => score >= reference - 1e-7 * Math.abs(reference),
      score: 'ln L',
    },
  ];
}
