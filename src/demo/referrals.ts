import type { CsvTable } from './csv.ts';
import type { Members } from './members.ts';
import { NEVER, type People } from './people.ts';
import { Random, running } from './random.ts';
import { LOYAL, PROMISING } from './segments.ts';

export const REFERRAL_HEADER = ['推荐人会员号', '被推荐人会员号', '时间'] as const;

export interface Influencer {
  member: string;
  /** People whom they brought themselves, and all who came through them. */
  direct: number;
  through: number;
}

/** 推荐关系.csv: a forest in which a few planted hubs bring more than half of those who come recommended. */
export function writeReferrals(seed: number, table: CsvTable, people: People, members: Members): Influencer[] {
  const random = new Random(seed, 'referrals');
  const hubs = drawHubs(random, people, members);
  const totals = running(hubs.map((_, i) => 1 / (i + 3)));
  const parent = new Uint32Array(people.count).fill(NEVER);
  for (let i = 1; i < people.count; i++) {
    if (members.first[i] === NEVER || !random.chance(0.18)) continue;
    const hub = hubs[random.index(totals)]!;
    const by = random.chance(0.55) ? hub : random.below(i);
    if (by >= i || members.first[by] === NEVER) continue;
    parent[i] = by;
    table.code('QH', members.number[members.first[by]!]!, 8);
    table.code('QH', members.number[members.first[i]!]!, 8);
    table.moment(people.joinedAt[i]!);
    table.end();
  }
  return influence(hubs, parent, members);
}

/** Early joiners who stay: about one in 500, at least six. */
function drawHubs(random: Random, people: People, members: Members): number[] {
  const hubs = new Set<number>();
  const wanted = Math.max(6, Math.round(people.count / 500));
  for (let tries = 0; hubs.size < wanted && tries < wanted * 400; tries++) {
    const i = random.below(Math.ceil(people.count * 0.4));
    const segment = people.segment[i]!;
    if ((segment === LOYAL || segment === PROMISING) && members.first[i] !== NEVER) hubs.add(i);
  }
  return [...hubs];
}

function influence(hubs: readonly number[], parent: Uint32Array, members: Members): Influencer[] {
  const direct = new Uint32Array(parent.length);
  const through = new Uint32Array(parent.length);
  for (let i = parent.length - 1; i >= 0; i--) {
    const by = parent[i]!;
    if (by === NEVER) continue;
    direct[by]!++;
    through[by]! += 1 + through[i]!;
  }
  return hubs
    .map((hub) => ({
      member: `QH${members.number[members.first[hub]!]!}`,
      direct: direct[hub]!,
      through: through[hub]!,
    }))
    .sort((a, b) => b.through - a.through);
}
