import type { RfmDefinition } from '../domain/rfm.ts';
import type { RfmThresholds } from '../domain/rfm-why.ts';
import { gridColumn, rfmGroup } from '../domain/rfm-group.ts';
import type { Statement } from '../domain/statement.ts';
import { rfmBase } from './rfm-base.ts';
import type { RfmInput } from './rfm-base.ts';
import { classOf, scoreBounds, scored, splitBounds } from './rfm-cut.ts';
import { ident, join, sql } from './statement.ts';

/** Statements that make an RFM table; all but the last make the temporary ones. */
export interface RfmPlan {
  readonly steps: readonly Statement[];
  readonly temporary: readonly string[];
}

/**
 * Makes the RFM table `name`: `customer, r, f, m, r_score, f_score, m_score, class, grp`, one row for every customer with an order in
 * the window, sorted by customer. `breaks` are needed when the definition cuts by natural breaks (see `needsBreaks`, `rfmPoints`,
 * `rfmBreaks`). Throws when bounds that the definition needs are missing.
 */
export function rfmPlan(definition: RfmDefinition, input: RfmInput, name: string, breaks?: RfmThresholds): RfmPlan {
  const base = ident(`${name}_base`);
  const scores = ident(`${name}_scores`);
  return {
    temporary: [`${name}_base`, `${name}_scores`],
    steps: [
      sql`CREATE OR REPLACE TABLE ${base} AS ${rfmBase(definition, input)}`,
      sql`CREATE OR REPLACE TABLE ${scores} AS ${scored(definition, base, sql`(${scoreBounds(definition, base, breaks)})`, breaks)}`,
      sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT customer, r, f, m, r_score, f_score, m_score, ${classOf(definition)} AS class, grp
FROM ${scores}
JOIN (VALUES ${join(cells(definition))}) AS grid(r_score, f_score, m_score, grp) USING (r_score, f_score, m_score)
CROSS JOIN (${splitBounds(definition, scores, breaks)}) AS split
ORDER BY customer`,
    ],
  };
}

/** The grid as rows: which group each pair (or, with M, triple) of scores belongs to. */
function cells(definition: RfmDefinition): Statement[] {
  const scores = Array.from({ length: definition.levels }, (_, i) => i + 1);
  return scores.flatMap((r) =>
    scores.flatMap((f) =>
      scores.map((m) => sql`(${r}, ${f}, ${m}, ${rfmGroup(definition, r, gridColumn(definition.grid, f, m))})`),
    ),
  );
}
