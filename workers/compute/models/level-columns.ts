// A column of words as columns of numbers: one per frequent level (1 where the row has it), one for all rare levels together.
// The levels are learned once, on training rows, so that later rows with unknown levels fall under "other".
// Input: n strings, null = missing. No random numbers.
import type { Caution } from './outcome.ts';

export interface LevelCoder {
  name: string;
  /** Levels with a column of their own, the most frequent first; equal counts in the order of the code points. */
  levels: string[];
  /** Whether a last column stands for every other level. */
  other: boolean;
  /** Missing values have a column of their own. */
  missing: boolean;
}

export interface LevelOptions {
  /** Most levels with a column of their own (default 20). */
  most?: number;
  /** Fewest rows a level must have (default 10, or 1 when there are fewer than 100 rows). */
  least?: number;
}

export function fitLevels(
  name: string,
  values: readonly (string | null)[],
  { most = 20, least = values.length < 100 ? 1 : 10 }: LevelOptions = {},
): { coder: LevelCoder; cautions: Caution[] } {
  const counts = new Map<string, number>();
  let lost = 0;
  for (const value of values) {
    if (value === null) lost++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const kept = ranked.filter(([, count]) => count >= least).slice(0, most);
  const joined = ranked.length - kept.length;
  const cautions: Caution[] =
    joined > 0 ? [{ reason: 'rare-levels-joined', detail: { name, levels: ranked.length, joined } }] : [];
  return { coder: { name, levels: kept.map(([level]) => level), other: joined > 0, missing: lost > 0 }, cautions };
}

/** Names and 0/1 columns; names are `name=level`, `name≠` for the other levels, `name?` for missing values. */
export function applyLevels(
  coder: LevelCoder,
  values: readonly (string | null)[],
): { names: string[]; columns: Float64Array[] } {
  const places = new Map(coder.levels.map((level, k) => [level, k]));
  const names = coder.levels.map((level) => `${coder.name}=${level}`);
  const otherAt = coder.other ? names.push(`${coder.name}≠`) - 1 : -1;
  const missingAt = coder.missing ? names.push(`${coder.name}?`) - 1 : -1;
  const columns = names.map(() => new Float64Array(values.length));
  values.forEach((value, i) => {
    const at = value === null ? missingAt : (places.get(value) ?? otherAt);
    if (at >= 0) columns[at]![i] = 1;
  });
  return { names, columns };
}
