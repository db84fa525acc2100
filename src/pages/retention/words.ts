import type { HazardReport, RetentionReport } from '../../state/retention.svelte.ts';
import type { TraitLevels } from '../../state/retention.svelte.ts';
import { formatFixed, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/text.ts';

/** p as people write it: 0.012, or < 0.001. */
export function formatP(p: number): string {
  return p < 0.001 ? '< 0.001' : formatFixed(p, 3);
}

/** What a value of a trait is called; the place after the last is "all others". */
export function levelName({ by, levels }: TraitLevels, place: number): string {
  if (place >= levels.length) return t('retention.level-other');
  const value = levels[place];
  if (value === null || value === undefined) return t('retention.level-unknown');
  return by === 'coupon' && (value === 'yes' || value === 'no') ? t(`retention.level-${value}`) : value;
}

/** Whether groups differ, in a sentence. */
export function testWords({ test, curves }: RetentionReport, names: (group: number) => string, least: number): string {
  if (!test) return t('retention.test-none', { n: least });
  if (!test.ok) return t(`retention.test-refused-${test.reason}`, test.detail);
  const numbers = { statistic: formatNumber(test.statistic, 2), df: test.df, p: formatP(test.p) };
  if (test.p >= 0.05) return t('retention.test-same', numbers);
  // By the longest term that all groups were watched for.
  const term = curves[0]?.shares.findLastIndex((_, i) => curves.every(({ shares }) => shares[i]?.share !== null)) ?? -1;
  const reached = (curve: RetentionReport['curves'][number]): number =>
    curve.shares[term]?.share ?? curve.returned / curve.customers;
  const order = curves.toSorted((a, b) => reached(b) - reached(a));
  return t('retention.test-differs', {
    ...numbers,
    best: names(order[0]!.group),
    worst: names(order.at(-1)!.group),
  });
}

/** What a row of the hazard table is about: the trait and its value. */
export function hazardName(traits: readonly TraitLevels[], { trait, level }: { trait: number; level: number }): string {
  if (trait < 0) return t('retention.trait-amount');
  const of = traits[trait]!;
  return `${t(`retention.trait-${of.by}`)} · ${levelName(of, level)}`;
}

/** What it is compared with. */
export function hazardReference(traits: readonly TraitLevels[], { trait }: { trait: number }): string {
  return trait < 0 ? '' : levelName(traits[trait]!, 0);
}

/** Most findings that are told as sentences. */
const TOLD = 5;

/** What stands out, how much all of it says, and what to beware of, in full sentences. */
export function hazardFindings(report: HazardReport, traits: readonly TraitLevels[], every: number): string[] {
  const ratio = (value: number): string => formatFixed(value, 2);
  // Holm (1979): each p against what is left of 5 % for the comparisons that remain.
  const byP = report.rows.toSorted((a, b) => a.p - b.p);
  const first = byP.findIndex(({ p }, i) => p > 0.05 / (byP.length - i));
  const sure = first < 0 ? byP : byP.slice(0, first);
  const said = sure.slice(0, TOLD).map((row) => {
    const numbers = { ratio: ratio(row.ratio), low: ratio(row.low), high: ratio(row.high) };
    const way = row.ratio > 1 ? 'sooner' : 'later';
    if (row.trait < 0) return t(`retention.hazard-found-amount-${way}`, numbers);
    const what = hazardName(traits, row);
    return t(`retention.hazard-found-${way}`, { ...numbers, what, reference: hazardReference(traits, row) });
  });
  if (said.length === 0) said.push(t('retention.hazard-found-none', { n: report.rows.length }));
  const { concordance, customers, events, steadyP, leftOut } = report;
  said.push(t('retention.hazard-concordance', { c: formatNumber(concordance, 3), customers, events }));
  if (concordance < 0.6) said.push(t('retention.hazard-weak'));
  said.push(t(steadyP < 0.05 ? 'retention.hazard-unsteady' : 'retention.hazard-steady-all', { p: formatP(steadyP) }));
  if (every > 1) said.push(t('retention.hazard-sampled', { n: every }));
  if (leftOut.length > 0)
    said.push(
      t('retention.hazard-left-out', {
        list: leftOut
          .map((one) => t(`retention.hazard-left-out-${one.reason}`, { what: hazardName(traits, one) }))
          .join(t('shell.list-comma')),
      }),
    );
  return said;
}
