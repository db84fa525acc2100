import { axisX, axisY, cell, text } from '@observablehq/plot';
import { inkOn, MARK, plotOptions, shade, textWidth, type Chart, type Frame } from './chart.ts';

/** One row of the grid; `shares[k]` is null where month k is not over. */
export interface CohortRow {
  /** First day, `YYYY-MM-01`. */
  readonly month: string;
  readonly size: number;
  readonly buyers: readonly (number | null)[];
  readonly shares: readonly (number | null)[];
}

/** One drawn cell: `k` months after the first order. */
export interface CohortCell {
  readonly month: string;
  readonly k: number;
  readonly size: number;
  readonly buyers: number;
  readonly share: number;
}

export interface CohortWords {
  readonly cohort: string;
  readonly size: string;
  readonly xAxis: string;
  /** The head of column k >= 1; k itself unless given. */
  readonly column?: (k: number) => string;
  readonly formatMonth: (month: string) => string;
  readonly formatShare: (value: number) => string;
  readonly formatCount: (value: number) => string;
  /** "Jan 1997, 3 months later". */
  readonly cell: (cell: CohortCell) => string;
  /** "95 of 781 came back". */
  readonly came: (cell: CohortCell) => string;
}

/** At most this many cohorts and months are drawn, the latest cohorts first to be kept; the table has all. */
export const COHORT_LIMIT = 24;

const ROW = 22;

/** Who came back: cohorts down, months since the first order across, one hue for the share. Cells of months that are not over stay empty, never zero. */
export function cohortChart(rows: readonly CohortRow[], frame: Frame, words: CohortWords): Chart<CohortCell> {
  const { palette } = frame;
  const name = words.column ?? String;
  const shown = rows.slice(-COHORT_LIMIT);
  const cells = shown.flatMap((row) =>
    row.shares.flatMap((share, k) =>
      share === null || k > COHORT_LIMIT
        ? []
        : [{ month: row.month, k, size: row.size, buyers: row.buyers[k] ?? 0, share }],
    ),
  );
  const later = cells.filter((cell) => cell.k > 0);
  const most = later.reduce((max, cell) => Math.max(max, cell.share), 0);
  const relative = (share: number): number => (most === 0 ? 0 : share / most);
  const months = Array.from({ length: cells.reduce((max, cell) => Math.max(max, cell.k), 0) + 1 }, (_, k) => k);
  const left = 84;
  const wide = (frame.width - left - 8) / months.length;
  /** Where the size of a cohort does not fit, its column is not there either. */
  const columns = wide >= 22 ? months : months.slice(1);
  const drawn = wide >= 22 ? cells : later;
  const room = later.reduce((most, { share }) => Math.max(most, textWidth(words.formatShare(share))), 0);
  const written = wide >= Math.max(30, room * 0.92 + 4) ? cells : cells.filter((cell) => cell.k === 0 && wide >= 22);
  return {
    options: plotOptions(
      frame,
      {
        height: shown.length * ROW + 48,
        marginTop: 40,
        marginRight: 8,
        marginBottom: 8,
        marginLeft: left,
        x: { type: 'band', domain: columns, padding: 0.06, label: null },
        y: { type: 'band', domain: shown.map((row) => row.month), padding: 0.08, label: null },
        color: { type: 'identity' },
      },
      [
        axisX({
          anchor: 'top',
          tickSize: 0,
          tickFormat: (k: number) => (k === 0 ? words.size : name(k)),
          label: words.xAxis,
          labelAnchor: 'right',
          labelArrow: 'none',
          labelOffset: 36,
          ...(wide < 22 ? { ticks: columns.filter((k) => k % 3 === 0) } : {}),
        }),
        axisY({ tickSize: 0, tickFormat: words.formatMonth, label: null }),
        cell(drawn, {
          x: 'k',
          y: 'month',
          fill: (cell: CohortCell) => (cell.k === 0 ? palette.surface : shade(palette, relative(cell.share))),
          className: MARK,
        }),
        text(written, {
          x: 'k',
          y: 'month',
          text: (cell: CohortCell) => (cell.k === 0 ? words.formatCount(cell.size) : words.formatShare(cell.share)),
          fill: (cell: CohortCell) =>
            cell.k === 0 ? palette.ink : inkOn(palette, shade(palette, relative(cell.share))),
          fontSize: 11,
          fontVariant: 'tabular-nums',
          pointerEvents: 'none',
        }),
      ],
    ),
    data: drawn,
    tip: (cell) => [words.cell(cell), words.came(cell), words.formatShare(cell.share)],
    table: {
      columns: [
        { label: words.cohort, align: 'start' },
        { label: words.size, align: 'end' },
        ...(rows[0]?.shares.slice(1) ?? []).map((_, i) => ({ label: name(i + 1), align: 'end' }) as const),
      ],
      rows: rows.map((row) => ({
        cells: [row.month.slice(0, 7), row.size, ...row.shares.slice(1)],
        texts: [
          words.formatMonth(row.month),
          words.formatCount(row.size),
          ...row.shares.slice(1).map((share) => (share === null ? '' : words.formatShare(share))),
        ],
      })),
    },
  };
}
