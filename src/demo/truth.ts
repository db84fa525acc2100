import { WINDOW_DAYS, type Campaign } from './campaigns.ts';
import { CATEGORIES, COMPANIONS, PRODUCTS } from './catalog.ts';
import type { FeedbackTruth } from './feedback.ts';
import type { Ledger, RejectedCell, Sum } from './ledger.ts';
import { STATUSES } from './ledger.ts';
import { SHARED, type Members } from './members.ts';
import { NEVER, type People } from './people.ts';
import { STORES } from './places.ts';
import type { Influencer } from './referrals.ts';
import { SEGMENTS } from './segments.ts';

/** True people, one column each, all in the same order. Times are local seconds since 1970-01-01, 0 when there is none; money is fen. */
export interface PeopleTruth {
  /** The first member number; '' for a guest, who is known by `phone` only. */
  member: string[];
  /** The person's own 11-digit number, also where the CRM has a store's. */
  phone: Float64Array;
  /** Index into `DemoTruth.segments`. */
  segment: Uint8Array;
  joinedAt: Uint32Array;
  /** From when on the person never orders again; 0 for people still alive at `asOf`. Who never ordered dropped out on joining. */
  dropoutAt: Uint32Array;
  /** Orders a day of average shop intensity while alive; 0 for one-off customers. */
  rate: Float32Array;
  /** Hour (0-23) around which the person reads messages, browses and orders. */
  bestHour: Uint8Array;
  /** 1 for people who buy on sale days and with coupons. */
  bargain: Uint8Array;
  /** Index into `DemoTruth.categories`. */
  favourite: Uint8Array;
  /** Completed paid orders and receipts that the files tie to the person, their sum, and the last of them. */
  orders: Uint32Array;
  revenueFen: Float64Array;
  lastOrderAt: Uint32Array;
}

export interface SegmentEffect {
  segment: string;
  contacted: number;
  /** Mean over these people of (ordered with the message) - (ordered without it): what an experiment estimates. */
  effect: number;
}

export interface CampaignTruth {
  campaign: string;
  windowDays: number;
  treated: number;
  control: number;
  effect: number;
  segments: SegmentEffect[];
}

/** Everything that was planted. Plain data: it survives structured cloning. */
export interface DemoTruth {
  seed: number;
  customers: number;
  /** First day not in the data, and first day in it, as 2025-07-01. */
  asOf: string;
  from: string;
  segments: string[];
  categories: string[];
  people: PeopleTruth;
  /** Pairs of member numbers that are one person, and what the two records share. */
  duplicates: { first: string; second: string; shares: string }[];
  /** Store numbers that stand for many customers and must not join them. */
  storePhones: { phone: string; store: string; members: number; receipts: number }[];
  influencers: Influencer[];
  campaigns: CampaignTruth[];
  /** Products bought together because of each other. */
  companions: { product: string; with: string; probability: number }[];
  feedback: FeedbackTruth;
  rejected: RejectedCell[];
  files: { name: string; header: string[]; rows: number; bytes: number }[];
  totals: {
    /** Shop orders by status, without test orders and without rows that have a rejected cell. */
    shop: Record<string, Sum>;
    /** Store receipts by whose phone they carry, without rows that have a rejected cell. */
    receipts: Record<'member' | 'store' | 'none', Sum>;
    test: Sum;
    zeroOrders: number;
    unreadable: number;
    /** Completed shop orders and all receipts. */
    valid: Sum;
  };
}

export function memberText(number: number): string {
  return `QH${String(number).padStart(8, '0')}`;
}

export function peopleTruth(people: People, members: Members, ledger: Ledger, asOf: number): PeopleTruth {
  const member = Array.from(members.first, (record) => (record === NEVER ? '' : memberText(members.number[record]!)));
  return {
    member,
    phone: members.ownPhone,
    segment: people.segment,
    joinedAt: people.joinedAt,
    dropoutAt: people.dropoutAt.map((at) => (at >= asOf ? 0 : at)),
    rate: people.rate,
    bestHour: people.bestHour,
    bargain: people.bargain,
    favourite: people.favourite,
    orders: ledger.orders,
    revenueFen: ledger.revenue,
    lastOrderAt: ledger.lastOrderAt,
  };
}

export function duplicatesOf(members: Members): DemoTruth['duplicates'] {
  return Array.from(members.second.keys())
    .filter((person) => members.second[person] !== NEVER)
    .map((person) => ({
      first: memberText(members.number[members.first[person]!]!),
      second: memberText(members.number[members.second[person]!]!),
      shares: SHARED[members.shares[members.second[person]!]!]!,
    }));
}

export function storePhonesOf(members: Members, receipts: Uint32Array): DemoTruth['storePhones'] {
  return STORES.flatMap((store, s) =>
    members.storePhone[s] === 0
      ? []
      : [
          {
            phone: String(members.storePhone[s]),
            store: store.name,
            members: members.phoneOfStore.filter((where) => where === s).length,
            receipts: receipts[s]!,
          },
        ],
  );
}

export function campaignTruth(campaign: Campaign, people: People): CampaignTruth {
  const contacted = SEGMENTS.map(() => 0);
  const gained = SEGMENTS.map(() => 0);
  let treated = 0;
  campaign.person.forEach((person, k) => {
    const segment = people.segment[person]!;
    contacted[segment]!++;
    gained[segment]! += campaign.with[k]! - campaign.without[k]!;
    treated += campaign.treated[k]!;
  });
  const all = campaign.person.length;
  return {
    campaign: campaign.name,
    windowDays: WINDOW_DAYS,
    treated,
    control: all - treated,
    effect: gained.reduce((sum, gain) => sum + gain, 0) / Math.max(1, all),
    segments: SEGMENTS.map((segment, s) => ({
      segment: segment.name,
      contacted: contacted[s]!,
      effect: gained[s]! / Math.max(1, contacted[s]!),
    })),
  };
}

export function totalsOf(ledger: Ledger): DemoTruth['totals'] {
  const completed = ledger.byStatus[0]!;
  const receipts = Object.values(ledger.receipts);
  return {
    shop: Object.fromEntries(STATUSES.map((status, s) => [status, ledger.byStatus[s]!])),
    receipts: ledger.receipts,
    test: ledger.test,
    zeroOrders: ledger.zero,
    unreadable: ledger.unreadable,
    valid: {
      orders: receipts.reduce((sum, part) => sum + part.orders, completed.orders),
      fen: receipts.reduce((sum, part) => sum + part.fen, completed.fen),
    },
  };
}

export const PLANTED_COMPANIONS: DemoTruth['companions'] = COMPANIONS.map((pair) => ({
  product: PRODUCTS[pair.product]!.name,
  with: PRODUCTS[pair.with]!.name,
  probability: pair.probability,
}));

export const CATEGORY_NAMES: string[] = [...CATEGORIES];
