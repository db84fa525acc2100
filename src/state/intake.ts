import { currenciesSaid, holdsMoney } from '../domain/currency-said.ts';
import type { Mapping } from '../domain/mapping.ts';
import { guessMapping } from '../domain/mapping-guess.ts';
import type { Source } from '../domain/source.ts';
import { DEFAULT_CURRENCY } from '../domain/workspace.ts';
import {
  documentsOf,
  saveSources,
  sourcesOf,
  updateWorkspace,
  workspaceOf,
  type NewSource,
} from '../store/workspaces.ts';
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
  /** The currency that the workspace took from its first amounts, ISO 4217; absent where it keeps its own. */
  readonly currency?: string;
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
  const moneyless = !mappings.some(
    ({ source, roles }) => sources.some(({ id }) => id === source) && holdsMoney({ roles }),
  );
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
  const currency = moneyless ? await takeCurrency(workspace, added) : null;
  return { sources: added.map(({ source }) => source), already, ...(currency === null ? {} : { currency }) };
}

/** Gives a workspace the currency that most rows of its first amounts are written in, unless its reader chose one before. */
async function takeCurrency(workspace: string, added: readonly NewSource[]): Promise<string | null> {
  const said = added.flatMap(({ source, mapping }) => {
    const [currency] = currenciesSaid(source, mapping as Mapping);
    return currency === undefined ? [] : [{ currency, rows: source.rows }];
  });
  const [found] = said.toSorted((a, b) => b.rows - a.rows);
  if (!found || (await workspaceOf(workspace))?.currency !== DEFAULT_CURRENCY) return null;
  if (found.currency !== DEFAULT_CURRENCY) await updateWorkspace(workspace, { currency: found.currency });
  return found.currency;
}
