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
}

/** The models in a worker of the page against scikit-learn and SciPy on one thread: same data, same run, turn by turn. */
export async function models(pageFolder: string, report: Report, quick: boolean): Promise<void> {
  const data = modelData();
  const sklearn = await Sklearn.open();
  if (sklearn) report.note(`models against ${sklearn.about}`);
  else report.note('models: no Python with scikit-learn was found (PYTHON=path names one), so nothing is compared');
  const tab = await openTab(pageFolder);
  try {
    await tab.page.setInputFiles('#file', [data.points, data.labelled, data.histories]);
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
    report.check(`${match.name}: ${match.score}`, score, reference, match.asGood(score, reference));
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

function matches({ points, labelled, distinct }: ModelData): Match[] {
  const { rows: _, ...shape } = SHAPE.points;
  const clusters = { file: points, d: shape.dimensions, k: shape.k, iterations: shape.iterations };
  const rows = { file: labelled, ...SHAPE.labelled };
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
      ours: (tab, worker) =>
        tab.page.evaluate(([at, s, r]) => window.bench.models(at).trees(window.bench.file(1), s, r), [
          worker,
          SHAPE.labelled,
          TREES,
        ] as const),
      theirs: [
        {
          task: 'trees',
          ...rows,
          depth: TREES.maxDepth,
          rounds: TREES.rounds,
          rate: TREES.learningRate,
          penalty: TREES.lambda,
          leaf: 20,
        },
      ],
      asGood: (score, reference) => score >= reference - 5e-4,
      score: 'AUC on 100 k other rows',
    },
    {
      name: 'logistic 200 k x 30',
      limit: 1.5,
      ours: (tab, worker) =>
        tab.page.evaluate(([at, s]) => window.bench.models(at).logistic(window.bench.file(1), s), [
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
        tab.page.evaluate(([at, s]) => window.bench.models(at).bgNbd(window.bench.file(2), s), [
          worker,
          SHAPE.histories,
        ] as const),
      theirs: [{ task: 'bg-nbd', file: distinct }],
      asGood: (score, reference) => score >= reference - 1e-7 * Math.abs(reference),
      score: 'ln L',
    },
  ];
}
