import type { Mapping } from '../domain/mapping.ts';
import { guessMapping } from '../domain/mapping-guess.ts';
import type { Source } from '../domain/source.ts';
import { documentsOf, saveSources, sourcesOf, type NewSource } from '../store/workspaces.ts';
import type { LoadResult } from '../../workers/engine/api.ts';

/** A table that was in the workspace already: its name now, and the name under which it is kept. */
export interface Already {
  readonly name: string;
  readonly as: string;
}

/** What loads brought into a workspace. */
export interface Added {
  readonly sources: readonly Source[];
  readonly already: readonly Already[];
}

/**
 * Takes what loads brought into a workspace, with a guessed or replayed mapping for each new source, in one save; says what is new and
 * what was there already.
 */
export async function takeIn(workspace: string, results: readonly LoadResult[]): Promise<Added> {
  const already: Already[] = [];
  const added: NewSource[] = [];
  const sources = [...(await sourcesOf(workspace))];
  const mappings = await documentsOf<Mapping>(workspace, 'mapping');
  for (const found of results.flatMap((result) => (result.ok ? result.sources : []))) {
    const same = sources.find((source) => source.load === found.load);
    if (same) {
      already.push({ name: found.name, as: same.name });
      continue;
    }
    // Definitions outlive their source, so its number is not given to another.
    const taken = [...sources.map(({ id }) => id), ...mappings.map((mapping) => mapping.source)];
    const position = 1 + Math.max(0, ...taken.map((id) => Number(id.slice(1))));
    const source: Source = { ...found, id: `s${position}` };
    const mapping = guessMapping(source, mappings, Intl.DateTimeFormat().resolvedOptions().timeZone);
    added.push({ source, mapping, position });
    sources.push(source);
    mappings.push(mapping);
  }
  if (added.length > 0) await saveSources(workspace, added);
  return { sources: added.map(({ source }) => source), already };
}
