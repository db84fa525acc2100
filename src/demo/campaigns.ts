import type { Calendar } from './calendar.ts';
import type { Members } from './members.ts';
import { NEVER, type People } from './people.ts';
import { EXTRA } from './purchases.ts';
import { Random } from './random.ts';
import { SEGMENTS } from './segments.ts';
import type { Timeline } from './timeline.ts';

export const WINDOW_DAYS = 14;

interface Plan {
  name: string;
  /** Days before `asOf`; outcomes of fourteen days fit, and no two campaigns overlap. */
  daysBefore: number;
  controlShare: number;
  /** Multiplies what each segment would do; 0 is a campaign that does nothing. */
  strength: number;
  /** Hours of sending; each person gets one of them at random. */
  hours: readonly number[];
}

const PLANS: readonly Plan[] = [
  { name: '秋季会员日', daysBefore: 270, controlShare: 0.2, strength: 0.6, hours: [20] },
  { name: '春季唤醒礼', daysBefore: 110, controlShare: 0.3, strength: 1, hours: [9, 12, 18, 20, 21] },
  { name: '初夏焕新', daysBefore: 45, controlShare: 0.5, strength: 0, hours: [12] },
];

/** A campaign as it was run, with what each person would have done under either arm. */
export interface Campaign {
  name: string;
  controlShare: number;
  /** One entry a contacted or held-out person. */
  person: Uint32Array;
  sentAt: Uint32Array;
  treated: Uint8Array;
  /** Any order in the window without the message, and with it. */
  without: Uint8Array;
  with: Uint8Array;
}

/** Draws the campaigns and adds to `purchases` the orders that they cause: at most one extra order a treated person. */
export function drawCampaigns(
  seed: number,
  people: People,
  members: Members,
  purchases: Timeline,
  calendar: Calendar,
): Campaign[] {
  const random = new Random(seed, 'campaigns');
  return PLANS.map((plan) => {
    const day = calendar.asOf - plan.daysBefore * 86400;
    const sentTo = new Uint32Array(people.count);
    for (let i = 0; i < people.count; i++) {
      const record = members.first[i]!;
      if (record === NEVER || members.at[record]! >= day || members.consent[record] !== 1) continue;
      if (random.chance(0.75)) sentTo[i] = day + random.pick(plan.hours) * 3600 + random.below(600);
    }
    return run(random, plan, people, sentTo, purchases);
  });
}

function run(random: Random, plan: Plan, people: People, sentTo: Uint32Array, purchases: Timeline): Campaign {
  const bought = new Uint8Array(people.count);
  for (let k = 0; k < purchases.length; k++) {
    const who = purchases.who[k]!;
    const sent = who === NEVER ? 0 : sentTo[who]!;
    const at = purchases.at[k]!;
    if (sent > 0 && at >= sent && at < sent + WINDOW_DAYS * 86400) bought[who] = 1;
  }
  const person = Uint32Array.from(sentTo.keys()).filter((i) => sentTo[i]! > 0);
  const campaign: Campaign = {
    name: plan.name,
    controlShare: plan.controlShare,
    person,
    sentAt: person.map((i) => sentTo[i]!),
    treated: Uint8Array.from(person, () => (random.chance(plan.controlShare) ? 0 : 1)),
    without: Uint8Array.from(person, (i) => bought[i]!),
    with: Uint8Array.from(person, (i) => bought[i]!),
  };
  person.forEach((i, k) => {
    const sent = campaign.sentAt[k]!;
    const chance = plan.strength * SEGMENTS[people.segment[i]!]!.persuadable * fit(people, i, sent);
    const moved = random.chance(chance);
    const at = sent + Math.floor(Math.min(random.exponential(2.5), 13.9) * 86400) + 60;
    const channel = people.home[i]! % 4;
    if (!moved || bought[i] === 1 || at >= people.dropoutAt[i]!) return;
    campaign.with[k] = 1;
    if (campaign.treated[k] === 1) purchases.push(at, i, EXTRA | channel);
  });
  return campaign;
}

/** A message at a person's own hour works best; far from it, less. */
export function fit(people: People, person: number, sentAt: number): number {
  const apart = Math.abs((Math.floor(sentAt / 3600) % 24) - people.bestHour[person]!);
  const hours = Math.min(apart, 24 - apart);
  return hours <= 1 ? 1.4 : hours <= 3 ? 1 : 0.6;
}
