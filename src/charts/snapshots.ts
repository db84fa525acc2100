import { axisX, axisY, barX, dot } from '@observablehq/plot';
import { MARK, plotOptions, textWidth, type Chart, type Frame } from './chart.ts';

/** A snapshot: what was known until the cut-off, and the window in which its question was answered; days `YYYY-MM-DD`. */
export interface SnapshotDatum {
  readonly name: string;
  readonly first: string;
  readonly cutoff: string;
  /** The window `[from, to)`; null where the future is not known. */
  readonly label: { readonly from: string; readonly to: string } | null;
}

export interface SnapshotWords {
  readonly history: string;
  readonly window: string;
  readonly formatDay: (day: string) => string;
  readonly formatTick: (day: string) => string;
}

/** What is learned from what: a line a snapshot, known days in ink, the window asked about in colour. */
export function snapshotChart(
  snapshots: readonly SnapshotDatum[],
  frame: Frame,
  words: SnapshotWords,
): Chart<SnapshotDatum> {
  const { palette } = frame;
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const asked = snapshots.filter(({ label }) => label !== null);
  const span = ({ cutoff, label }: SnapshotDatum) =>
    label ? `${words.formatDay(label.from)} – ${words.formatDay(label.to)}` : words.formatDay(cutoff);
  return {
    options: plotOptions(
      frame,
      {
        height: 44 + 30 * snapshots.length,
        marginTop: 8,
        marginBottom: 32,
        marginLeft: Math.min(16 + Math.max(0, ...snapshots.map(({ name }) => textWidth(name))), frame.width * 0.5),
        x: { type: 'utc', label: null },
        y: { domain: snapshots.map(({ name }) => name), label: null, padding: 0.45 },
      },
      [
        axisY({ tickSize: 0 }),
        axisX({
          ticks: Math.max(2, Math.floor(frame.width / 180)),
          tickSize: 0,
          tickFormat: (moment: Date) => words.formatTick(moment.toISOString().slice(0, 10)),
        }),
        barX(snapshots, {
          x1: ({ first }) => day(first),
          x2: ({ cutoff }) => day(cutoff),
          y: 'name',
          fill: palette.line,
        }),
        barX(asked, {
          x1: ({ label }) => day(label!.from),
          x2: ({ label }) => day(label!.to),
          y: 'name',
          fill: palette.pine,
        }),
        dot(snapshots, {
          x: ({ cutoff }) => day(cutoff),
          y: 'name',
          r: 5,
          fill: palette.seal,
          stroke: palette.paper,
          className: MARK,
        }),
      ],
    ),
    data: snapshots,
    tip: (snapshot) => [
      snapshot.name,
      `${words.history} ${words.formatDay(snapshot.first)} – ${words.formatDay(snapshot.cutoff)}`,
      ...(snapshot.label ? [`${words.window} ${span(snapshot)}`] : []),
    ],
    table: {
      columns: ['', words.history, words.window].map((label) => ({ label, align: 'start' }) as const),
      rows: snapshots.map((snapshot) => {
        const known = `${words.formatDay(snapshot.first)} – ${words.formatDay(snapshot.cutoff)}`;
        const window = snapshot.label ? span(snapshot) : '';
        return { cells: [snapshot.name, known, window], texts: [snapshot.name, known, window] };
      }),
    },
  };
}
