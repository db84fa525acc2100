import { expect, it } from 'vitest';
import { buildDemo } from '../../../src/demo/demo.ts';
import { SEGMENTS } from '../../../src/demo/segments.ts';
import { guessMapping } from '../../../src/domain/mapping-guess.ts';
import { DEFAULT_VALUE_MODEL, VALUE_TIERS } from '../../../src/domain/value-model.ts';
import { canonicalPlan } from '../../../src/sql/canonical.ts';
import { permit } from '../../../src/sql/guard.ts';
import { purchaseHistory } from '../../../src/sql/purchase-history.ts';
import { runValue } from '../../../workers/compute/tasks/value.ts';
import { openTestEngine } from '../../duckdb.ts';
import { build, hash, loadCsv } from '../../load.ts';
import { columnsOf, doorOf } from './door.ts';

const FILES = ['会员.csv', '商城订单.csv', '门店小票.csv'];

it('value tiers find the planted best fifth: who is alive, buys often and fills large baskets', async () => {
  const engine = await openTestEngine();
  const { truth, files } = buildDemo({ seed: 20250701, customers: 6_000 });
  const sources = files
    .filter(({ name }) => FILES.includes(name))
    .map(({ name, bytes }) => loadCsv(engine, name, Buffer.concat(bytes as Uint8Array[])));
  build(engine, canonicalPlan({ sources, mappings: sources.map((source) => guessMapping(source, [])), hash }));
  const door = doorOf(engine);
  const histories = permit(purchaseHistory(truth.asOf), 'model');
  const task = { ...DEFAULT_VALUE_MODEL, into: 'given', histories, holdOut: null, tiers: VALUE_TIERS };
  await runValue(door, task, () => undefined);
  const given = columnsOf(door.given.get('given')!);

  const { people, duplicates } = truth;
  const byMember = new Map<string, number>();
  people.member.forEach((member, i) => member && byMember.set(member, i));
  for (const { first, second } of duplicates) byMember.set(second, byMember.get(first)!);
  const ids = new Map(
    engine
      .run<{ customer: number; customer_id: string }>('SELECT customer, customer_id FROM customer')
      .map((row) => [row.customer, row.customer_id]),
  );
  const pairs = given['customer']!.flatMap((customer, i) => {
    const person = byMember.get(ids.get(customer) ?? '');
    if (person === undefined) return [];
    const alive = people.dropoutAt[person] === 0 ? 1 : 0;
    const planted = alive * people.rate[person]! * SEGMENTS[people.segment[person]!]!.spend;
    return [{ planted, tier: given['tier']![i]!, spent: people.revenueFen[person]! }];
  });
  const fifth = Math.round(pairs.length / 5);
  const best = (by: (pair: (typeof pairs)[number]) => number) =>
    new Set([...pairs].sort((a, b) => by(b) - by(a)).slice(0, fifth));
  const planted = best((pair) => pair.planted);
  const found = pairs.filter((pair) => pair.tier <= 3 && planted.has(pair)).length;
  const bySpending = [...best((pair) => pair.spent)].filter((pair) => planted.has(pair)).length;
  console.log(
    `planted best fifth of ${pairs.length} customers: ${((100 * found) / fifth).toFixed(1)} % in tiers 1 to 3 (by past spending ${((100 * bySpending) / fifth).toFixed(1)} %, by chance 20 %)`,
  );
  const mean = (tier: number) => {
    const some = pairs.filter((pair) => pair.tier === tier);
    return some.reduce((sum, pair) => sum + pair.planted, 0) / some.length;
  };
  for (let tier = 2; tier <= 5; tier++) expect(mean(tier - 1)).toBeGreaterThan(mean(tier));
  expect(found / fifth).toBeGreaterThan(Math.max(0.7, bySpending / fifth + 0.1));
}, 200_000);
