import { Basket } from './basket.ts';
import { buildCalendar } from './calendar.ts';
import { drawCampaigns } from './campaigns.ts';
import { civil, CsvTable } from './csv.ts';
import { drawEvents, EVENT_HEADER, writeEvents } from './events.ts';
import { FEEDBACK_HEADER, Voices, writeFeedback } from './feedback.ts';
import { Ledger } from './ledger.ts';
import { drawMembers } from './members.ts';
import { Shop } from './orders.ts';
import { drawPeople, STORE_CHANNEL } from './people.ts';
import { channelOf, drawPurchases, isTest } from './purchases.ts';
import { Random } from './random.ts';
import { Tills } from './receipts.ts';
import { REFERRAL_HEADER, writeReferrals } from './referrals.ts';
import { MEMBER_HEADER, writeMembers } from './registry.ts';
import { SEGMENTS } from './segments.ts';
import { TOUCH_HEADER, writeTouches } from './touches.ts';
import {
  campaignTruth,
  CATEGORY_NAMES,
  duplicatesOf,
  peopleTruth,
  PLANTED_COMPANIONS,
  storePhonesOf,
  totalsOf,
  type DemoTruth,
} from './truth.ts';

export interface DemoOptions {
  /** Equal options give equal bytes. */
  seed: number;
  /** True people, 200 to 200,000. Shares of the planted truths hold from about 2,000 on. */
  customers: number;
  /** First day not in the data (default 2025-07-01); the history is the thirty months before it. */
  asOf?: string;
}

export interface DemoFile {
  name: string;
  /** UTF-8 in order: `new Blob(file.bytes)` is the file. */
  bytes: readonly Uint8Array<ArrayBuffer>[];
}

export interface Demo {
  files: DemoFile[];
  truth: DemoTruth;
}

/** One piece of work done: how far the whole is, and perhaps a chunk that continues a file. */
export interface DemoStep {
  done: number;
  total: number;
  chunk?: { name: string; bytes: Uint8Array<ArrayBuffer> };
}

/** The files in the order in which a reader would open them. */
export const DEMO_FILES = [
  '会员.csv',
  '商城订单.csv',
  '订单明细.csv',
  '门店小票.csv',
  '应用行为.csv',
  '工单与评价.csv',
  '推荐关系.csv',
  '活动触达.csv',
] as const;

const TOTAL = 1000;

/**
 * Builds the company piece by piece: a worker reports each step and may stop between any two by not asking for the next.
 * Chunks of different files come interleaved, each file's own in order. Returns the truth.
 */
export function* demoChunks(options: DemoOptions): Generator<DemoStep, DemoTruth> {
  const { seed, customers, asOf = '2025-07-01' } = options;
  if (!Number.isInteger(customers) || customers < 200 || customers > 200_000)
    throw new Error(`expected 200 to 200,000 customers, got ${customers}`);
  const calendar = buildCalendar(asOf);
  const tables: CsvTable[] = [];
  const table = (name: string, header: readonly string[]) => new CsvTable(name, header);
  const step = (done: number): DemoStep => ({ done: Math.floor(done), total: TOTAL });
  function* flush(done: number, last = false): Generator<DemoStep, void> {
    yield step(done);
    for (const from of tables)
      for (const bytes of from.take(last)) yield { ...step(done), chunk: { name: from.name, bytes } };
  }
  function* stage<R>(work: Generator<number, R>, from: number, to: number): Generator<DemoStep, R> {
    for (;;) {
      const next = work.next();
      yield* flush(next.done ? to : from + (to - from) * next.value);
      if (next.done) return next.value;
    }
  }

  const people = drawPeople(seed, customers, calendar);
  yield step(20);
  const members = drawMembers(seed, people, calendar);
  yield step(40);
  const purchases = yield* stage(drawPurchases(seed, people, calendar), 40, 90);
  const campaigns = drawCampaigns(seed, people, members, purchases, calendar);
  const ledger = new Ledger(people);
  const random = new Random(seed, 'sales');
  const order = purchases.inOrder();
  const inStore = purchases.code.subarray(0, purchases.length).filter((code) => channelOf(code) === STORE_CHANNEL);
  const shop = new Shop(random, people, members, calendar, ledger, order.length - inStore.length);
  const tills = new Tills(random, people, members, calendar, ledger, inStore.length);
  const voices = new Voices(seed, people, calendar);
  tables.push(shop.orders, shop.lines, tills.table);
  const basket = new Basket();
  function* sell(): Generator<number, void> {
    for (let i = 0; i < order.length; i++) {
      const at = purchases.at[order[i]!]!;
      const person = purchases.who[order[i]!]!;
      const code = purchases.code[order[i]!]!;
      let status = 0;
      if (channelOf(code) === STORE_CHANNEL) tills.write(basket, at, person, code);
      else status = shop.write(basket, at, person, code);
      if (!isTest(code) && status % 2 === 0) voices.hear(at, person, channelOf(code), basket.product[0]!, status);
      if (i % 4096 === 4095) yield i / order.length;
    }
  }
  yield* stage(sell(), 90, 600);

  const eventTable = table('应用行为.csv', EVENT_HEADER);
  const feedbackTable = table('工单与评价.csv', FEEDBACK_HEADER);
  const referralTable = table('推荐关系.csv', REFERRAL_HEADER);
  const touchTable = table('活动触达.csv', TOUCH_HEADER);
  const memberTable = new CsvTable('会员.csv', MEMBER_HEADER, { bom: true, lineEnd: '\r\n' });
  tables.push(eventTable, feedbackTable, referralTable, touchTable, memberTable);
  const timeline = yield* stage(drawEvents(seed, people, members, purchases, calendar), 600, 680);
  yield* stage(writeEvents(seed, eventTable, timeline, members, ledger), 680, 850);
  const feedback = yield* stage(writeFeedback(seed, feedbackTable, voices, members), 850, 890);
  const influencers = writeReferrals(seed, referralTable, people, members);
  yield* stage(writeTouches(seed, touchTable, campaigns, people, members, calendar), 890, 950);
  yield* stage(writeMembers(seed, memberTable, people, members, ledger, calendar.start), 950, 999);
  yield* flush(TOTAL, true);
  return {
    seed,
    customers,
    asOf,
    from: isoDay(calendar.start),
    segments: SEGMENTS.map((segment) => segment.name),
    categories: CATEGORY_NAMES,
    people: peopleTruth(people, members, ledger, calendar.asOf),
    duplicates: duplicatesOf(members),
    storePhones: storePhonesOf(members, tills.withStorePhone),
    influencers,
    campaigns: campaigns.map((campaign) => campaignTruth(campaign, people)),
    companions: PLANTED_COMPANIONS,
    feedback,
    rejected: ledger.rejected,
    files: DEMO_FILES.map((name) => {
      const { header, rows, bytes } = tables.find((entry) => entry.name === name)!;
      return { name, header: [...header], rows, bytes };
    }),
    totals: totalsOf(ledger),
  };
}

/** Builds the whole company in memory; `onProgress` hears of every step. */
export function buildDemo(options: DemoOptions, onProgress?: (done: number, total: number) => void): Demo {
  const parts = new Map<string, Uint8Array<ArrayBuffer>[]>(DEMO_FILES.map((name) => [name, []]));
  const steps = demoChunks(options);
  for (;;) {
    const next = steps.next();
    if (next.done) return { files: [...parts].map(([name, bytes]) => ({ name, bytes })), truth: next.value };
    const { done, total, chunk } = next.value;
    if (chunk) parts.get(chunk.name)!.push(chunk.bytes);
    onProgress?.(done, total);
  }
}

function isoDay(at: number): string {
  const { year, month, date } = civil(Math.floor(at / 86400));
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
