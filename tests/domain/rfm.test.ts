import { ckmeans } from 'simple-statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalBreaks } from '../../src/domain/jenks.ts';
import { needsBreaks, rfmBreaks, thresholdsOf } from '../../src/domain/rfm-breaks.ts';
import { rfmActionKey, rfmClass, rfmClassKey, rfmCode, RFM_CLASSES } from '../../src/domain/rfm-class.ts';
import { gridColumn, groupsOf, rfmGroup, RFM_GROUPS } from '../../src/domain/rfm-group.ts';
import { rfmWhy } from '../../src/domain/rfm-why.ts';
import { DEFAULT_RFM } from '../../src/domain/rfm.ts';
import { rfm as en } from '../../src/i18n/en/rfm.ts';
import { rfm as zh } from '../../src/i18n/zh-CN/rfm.ts';

/** The truth table: R, F, M high; classic, Quick Audience and VeCDP names; what to do. */
const TRUTH = [
  ['111', '重要价值客户', '高价值客户', '重要价值客户', '专属权益'],
  ['101', '重要发展客户', '重点发展客户', '重要深耕客户', '提高频次'],
  ['011', '重要保持客户', '重点保持客户', '重要换回客户', '主动联系'],
  ['001', '重要挽留客户', '重点挽留客户', '重要挽留客户', '人工回访'],
  ['110', '一般价值客户', '一般价值客户', '潜力客户', '提升客单'],
  ['100', '一般发展客户', '一般发展客户', '新客户', '首单后'],
  ['010', '一般保持客户', '一般保持客户', '一般维持客户', '低成本提醒'],
  ['000', '一般挽留客户', '潜在客户', '流失客户', '停投'],
] as const;

describe('the eight classes', () => {
  it.each(TRUTH)('%s is %s', (code, classic, quick, vecdp, action) => {
    const [r, f, m] = [...code].map((digit) => digit === '1');
    const cls = rfmClass({ r: r!, f: f!, m: m! });
    expect(rfmCode(cls)).toBe(code);
    expect(zh[rfmClassKey('classic', cls)]).toBe(classic);
    expect(zh[rfmClassKey('quick-audience', cls)]).toBe(quick);
    expect(zh[rfmClassKey('vecdp', cls)]).toBe(vecdp);
    expect(zh[rfmActionKey(cls)]).toContain(action);
    for (const key of [rfmClassKey('classic', cls), rfmClassKey('vecdp', cls), rfmActionKey(cls)])
      expect(en[key]).toMatch(/^[\x20-\x7e]+$/);
  });

  it('are listed in the order of the table', () => {
    expect(RFM_CLASSES.map(rfmCode)).toEqual(TRUTH.map(([code]) => code));
    expect(() => rfmCode(8)).toThrow('no such rfm class: 8');
  });
});

describe('the named grid', () => {
  const five = { levels: 5, lost: false } as const;

  it.each([
    [5, 'new potential_loyalist potential_loyalist champions champions'],
    [4, 'promising potential_loyalist potential_loyalist loyal loyal'],
    [3, 'about_to_sleep about_to_sleep need_attention loyal loyal'],
    [2, 'hibernating hibernating at_risk at_risk cant_lose'],
    [1, 'hibernating hibernating at_risk at_risk cant_lose'],
  ])('has the five cells of R %i', (r, row) => {
    expect([1, 2, 3, 4, 5].map((f) => rfmGroup(five, r, f)).join(' ')).toBe(row);
  });

  it('has ten names, and Lost in cell R 1 F 1 alone as the eleventh', () => {
    expect(groupsOf(five)).toHaveLength(10);
    expect(groupsOf({ levels: 5, lost: true })).toEqual(RFM_GROUPS);
    expect(rfmGroup({ levels: 5, lost: true }, 1, 1)).toBe('lost');
    expect(rfmGroup({ levels: 5, lost: true }, 1, 2)).toBe('hibernating');
    expect(rfmGroup({ levels: 5, lost: true }, 2, 1)).toBe('hibernating');
  });

  it('spreads three and four levels over it, ends to ends', () => {
    const cells = (levels: 3 | 4, r: number): string[] =>
      Array.from({ length: levels }, (_, i) => rfmGroup({ levels, lost: false }, r, i + 1));
    expect(cells(3, 3)).toEqual(['new', 'potential_loyalist', 'champions']);
    expect(cells(3, 2)).toEqual(['about_to_sleep', 'need_attention', 'loyal']);
    expect(cells(3, 1)).toEqual(['hibernating', 'at_risk', 'cant_lose']);
    expect(cells(4, 3)).toEqual(['promising', 'potential_loyalist', 'loyal', 'loyal']);
    expect(() => rfmGroup({ levels: 3, lost: false }, 4, 1)).toThrow('no such cell: R 4, column 1 of 3 levels');
  });

  it('takes F alone, or the mean of F and M rounded half up', () => {
    expect(gridColumn('rf', 2, 5)).toBe(2);
    expect(gridColumn('rfm', 2, 5)).toBe(4);
    expect(gridColumn('rfm', 5, 5)).toBe(5);
    expect(gridColumn('rfm', 1, 1)).toBe(1);
  });
});

describe('natural breaks', () => {
  it('finds the gaps that anybody sees', () => {
    expect(naturalBreaks([1, 2, 4, 5, 7, 9, 10, 20], 3)).toEqual([5, 10]);
    expect(naturalBreaks([10, 1, 1, 2, 11, 100], 3)).toEqual([2, 11]);
  });

  it('keeps equal values together and makes no empty class', () => {
    expect(naturalBreaks([3, 3, 3, 3], 5)).toEqual([]);
    expect(naturalBreaks([1, 1, 1, 2], 5)).toEqual([1]);
    expect(() => naturalBreaks([], 2)).toThrow('no values');
    expect(() => naturalBreaks([1], 0)).toThrow('not a number of classes: 0');
  });

  it('is as good as ckmeans (Wang and Song 2011), whatever the values', () => {
    const cost = (groups: number[][]): number =>
      groups.reduce((sum, group) => {
        const mean = group.reduce((a, b) => a + b, 0) / group.length;
        return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
      }, 0);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (values, classes) => {
          const bounds = [-Infinity, ...naturalBreaks(values, classes), Infinity];
          const groups = bounds
            .slice(1)
            .map((bound, i) => values.filter((value) => value > bounds[i]! && value <= bound));
          expect(groups.every((group) => group.length > 0)).toBe(true);
          expect(cost(groups)).toBeCloseTo(cost(ckmeans(values, classes)), 6);
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('breaks and reasons', () => {
  const points = (['r', 'f', 'm'] as const).flatMap((measure) => [1, 2, 10, 12].map((value) => ({ measure, value })));

  it('puts bounds halfway between neighbours', () => {
    const breaks = rfmBreaks({ ...DEFAULT_RFM, levels: 3 }, points);
    expect(breaks.split).toEqual({ r: 6, f: 6, m: 6 });
    expect(breaks.score.f).toEqual([6, 11]);
    expect(needsBreaks(DEFAULT_RFM)).toBe(false);
    expect(needsBreaks({ ...DEFAULT_RFM, split: 'jenks' })).toBe(true);
  });

  it('leaves values that are all equal undivided', () => {
    const breaks = rfmBreaks(
      DEFAULT_RFM,
      (['r', 'f', 'm'] as const).map((measure) => ({ measure, value: 4 })),
    );
    expect(breaks).toEqual({ score: { r: [], f: [], m: [] }, split: { r: 4, f: 4, m: 4 } });
  });

  it('has nothing to part before the first order', () => {
    expect(rfmBreaks(DEFAULT_RFM, [])).toEqual({ score: { r: [], f: [], m: [] }, split: { r: 0, f: 0, m: 0 } });
  });

  it('says why: score, bounds, threshold, side', () => {
    const thresholds = {
      score: { r: [30, 60, 90, 120], f: [1, 1, 2, 4], m: [10, 20, 30, 40] },
      split: { r: 60, f: 1, m: 30 },
    };
    const why = rfmWhy(DEFAULT_RFM, thresholds, { r: 60, f: 2, m: 31 });
    expect(why.class).toBe(3);
    expect(why.reasons).toMatchObject([
      { measure: 'r', score: 4, above: 30, atMost: 60, threshold: 60, high: false },
      { measure: 'f', score: 3, above: 1, atMost: 2, threshold: 1, high: true },
      { measure: 'm', score: 4, above: 30, atMost: 40, high: true },
    ]);
    expect(rfmWhy({ ...DEFAULT_RFM, inclusive: true }, thresholds, { r: 60, f: 2, m: 31 }).class).toBe(7);
  });

  it('reads thresholds back from their lines in any order', () => {
    const rows = (['m', 'r', 'f'] as const).flatMap((measure) =>
      [2, 0, 1].map((level) => ({ measure, level, bound: level * 10 + 1 })),
    );
    expect(thresholdsOf(rows)).toEqual({
      score: { r: [11, 21], f: [11, 21], m: [11, 21] },
      split: { r: 1, f: 1, m: 1 },
    });
    expect(() => thresholdsOf([])).toThrow('no split threshold for r');
  });
});
