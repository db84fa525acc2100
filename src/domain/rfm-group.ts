import type { RfmDefinition } from './rfm.ts';

/** The named groups of the R x F grid, best first; `lost` is there only when the definition asks for it. */
export const RFM_GROUPS = [
  'champions',
  'loyal',
  'potential_loyalist',
  'new',
  'promising',
  'need_attention',
  'about_to_sleep',
  'cant_lose',
  'at_risk',
  'hibernating',
  'lost',
] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** The field's grid of 25 cells: rows R 5 (most recent) down to R 1, columns F 1 to F 5. */
export const RFM_GRID: readonly (readonly RfmGroup[])[] = [
  ['new', 'potential_loyalist', 'potential_loyalist', 'champions', 'champions'],
  ['promising', 'potential_loyalist', 'potential_loyalist', 'loyal', 'loyal'],
  ['about_to_sleep', 'about_to_sleep', 'need_attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
];

type GridDefinition = Pick<RfmDefinition, 'levels' | 'lost'>;

/**
 * The group of a cell; scores run from 1 to `levels`. With three or four levels the scores are spread over the grid's five, ends to
 * ends (3: 1 3 5; 4: 1 2 4 5), so that some groups stay empty: `groupsOf` says which can occur. Throws for a score outside the grid.
 */
export function rfmGroup(definition: GridDefinition, r: number, column: number): RfmGroup {
  const [row, f] = [gridLevel(r, definition.levels), gridLevel(column, definition.levels)];
  if (definition.lost && row === 1 && f === 1) return 'lost';
  const group = RFM_GRID[5 - row]?.[f - 1];
  if (group === undefined) throw new Error(`no such cell: R ${r}, column ${column} of ${definition.levels} levels`);
  return group;
}

/** The grid's column for F and M: F alone, or their mean rounded half up. */
export function gridColumn(grid: RfmDefinition['grid'], f: number, m: number): number {
  return grid === 'rf' ? f : Math.floor((f + m + 1) / 2);
}

/** The groups that can occur under a definition, in the order of `RFM_GROUPS`. */
export function groupsOf(definition: GridDefinition): readonly RfmGroup[] {
  const scores = Array.from({ length: definition.levels }, (_, i) => i + 1);
  const found = new Set(scores.flatMap((r) => scores.map((f) => rfmGroup(definition, r, f))));
  return RFM_GROUPS.filter((group) => found.has(group));
}

/** The message that names a group. */
export function rfmGroupKey<G extends RfmGroup>(group: G): `rfm.group.${G}` {
  return `rfm.group.${group}`;
}

/** A score from 1..levels on the grid's 1..5. */
function gridLevel(score: number, levels: number): number {
  return 1 + Math.round(((score - 1) * 4) / (levels - 1));
}
