import { describe, expect, it } from 'vitest';
import { available, BLOCKS } from '../../src/domain/feature.ts';
import { featureOf, FEATURES, featuresOf } from '../../src/domain/features.ts';
import { features as en } from '../../src/i18n/en/features.ts';
import { features as zh } from '../../src/i18n/zh-CN/features.ts';
import { TABLES } from '../../src/domain/table.ts';

describe('features', () => {
  it('are named once, block by block, by columns that exist', () => {
    const ids = FEATURES.map((feature) => feature.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(FEATURES.map((feature) => feature.block))]).toEqual(BLOCKS);
    for (const { id, needs, either } of FEATURES)
      for (const { table, columns } of [...needs, ...(either ?? [])])
        for (const column of columns) expect(Object.keys(TABLES[table]), `${id}: ${table}`).toContain(column);
  });

  it('have a name and a sentence on how they are computed, in both languages', () => {
    for (const { id } of FEATURES) {
      expect(en[`features.${id}`], id).toMatch(/^[\x20-\x7e]+$/);
      expect(en[`features.${id}.about`], id).toMatch(/^[\x20-\x7e]+\.$/);
      expect(zh[`features.${id}`], id).toMatch(/[\u4e00-\u9fff]/);
      expect(zh[`features.${id}.about`], id).toMatch(/。$/);
    }
    for (const block of BLOCKS) expect(zh[`features.block.${block}`]).toHaveLength(4);
  });

  it('are there when all that they need is, and one of several ways suffices', () => {
    expect(available(featureOf('age'), { person: new Set(['birth']) })).toBe(true);
    expect(available(featureOf('age'), { person: new Set(['age']) })).toBe(true);
    expect(available(featureOf('age'), { person: new Set(['name']) })).toBe(false);
    expect(available(featureOf('m_total'), { orders: new Set(['ordered_at']) })).toBe(false);
    expect(featuresOf({})).toEqual([]);
    expect(() => featureOf('nonsense')).toThrow('no such feature: nonsense');
  });
});
