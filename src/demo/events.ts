import { amountAt, dayAt, secondOfDay, type Calendar } from './calendar.ts';
import { CATEGORIES } from './catalog.ts';
import { CsvTable } from './csv.ts';
import { Faults, type Ledger } from './ledger.ts';
import { recordAt, type Members } from './members.ts';
import { NEVER, STORE_CHANNEL, type People } from './people.ts';
import { channelOf } from './purchases.ts';
import { Random, running } from './random.ts';
import { ONE_OFF, SEGMENTS } from './segments.ts';
import { Timeline } from './timeline.ts';

const KINDS = ['浏览', '搜索', '加购', '收藏', '分享', '签到'] as const;
const KIND_TOTALS = running([58, 14, 10, 6, 3, 9]);
const DEVICES = ['iOS', '安卓', '小程序'] as const;
const CART = 2;

/** What people do in the app: sessions of their own while alive, fewer in the month before they leave, and the visits that end in orders. */
export function* drawEvents(
  seed: number,
  people: People,
  members: Members,
  purchases: Timeline,
  calendar: Calendar,
): Generator<number, Timeline> {
  const random = new Random(seed, 'events');
  const timeline = new Timeline();
  for (let i = 0; i < people.count; i++) {
    if (i % 20000 === 19999) yield i / people.count / 2;
    if (people.usesApp[i] === 0 || members.first[i] === NEVER) continue;
    const segment = people.segment[i]!;
    const stays = segment === ONE_OFF ? 25 * 86400 : 5 * 86400;
    const from = people.joinedAt[i]!;
    const until = Math.min(calendar.asOf, people.dropoutAt[i]! + stays);
    const start = amountAt(calendar.plain, (from - calendar.start) / 86400);
    const rate = SEGMENTS[segment]!.sessions * random.gamma(2);
    for (let amount = start + random.exponential(1 / rate); ; amount += random.exponential(1 / rate)) {
      const day = Math.floor(dayAt(calendar.plain, amount));
      const at = calendar.start + day * 86400 + secondOfDay(random, people.bestHour[i]!, false);
      if (day >= calendar.days || at >= until) break;
      if (at <= from || (at > people.dropoutAt[i]! - 30 * 86400 && random.chance(0.5))) continue;
      visit(random, people, timeline, i, at, calendar.asOf, false);
    }
  }
  for (let k = 0; k < purchases.length; k++) {
    if (k % 200000 === 199999) yield 0.5 + k / purchases.length / 2;
    const who = purchases.who[k]!;
    if (who === NEVER || people.usesApp[who] === 0 || members.first[who] === NEVER) continue;
    if (channelOf(purchases.code[k]!) === STORE_CHANNEL || !random.chance(0.22)) continue;
    const at = purchases.at[k]! - 120 - random.below(3000);
    if (at > people.joinedAt[who]!) visit(random, people, timeline, who, at, purchases.at[k]!, true);
  }
  return timeline;
}

/** One to four events a few minutes apart, all before `end`; a visit that ends in an order ends with the cart. */
function visit(
  random: Random,
  people: People,
  timeline: Timeline,
  person: number,
  at: number,
  end: number,
  buys: boolean,
): void {
  const category = random.chance(0.65) ? people.favourite[person]! : random.below(CATEGORIES.length);
  for (let moment = at; moment < end; moment += 20 + random.below(300)) {
    const kind = buys && moment > at ? CART : random.index(KIND_TOTALS);
    timeline.push(moment, person, kind | (category << 3));
    if (random.chance(buys && moment > at ? 1 : 0.5)) return;
  }
}

export const EVENT_HEADER = ['会员号', '时间', '事件', '品类', '渠道', '时长(秒)'] as const;

/** 应用行为.csv in order of time; only members have events, under either of their numbers. */
export function* writeEvents(
  seed: number,
  table: CsvTable,
  timeline: Timeline,
  members: Members,
  ledger: Ledger,
): Generator<number, void> {
  const random = new Random(seed, 'event rows');
  const bad = ['1970-00-00', '未知时间', '2024-06-31 08:00:00'].map((text) => ({ column: '时间', text }));
  const faults = new Faults(table.name, bad, timeline.length, ledger.rejected);
  for (const k of timeline.inOrder()) {
    const at = timeline.at[k]!;
    const person = timeline.who[k]!;
    const kind = timeline.code[k]! & 7;
    const fault = faults.at(table.rows);
    table.code('QH', members.number[recordAt(members, person, at, random)]!, 8);
    if (fault) table.cell(fault.text);
    else table.moment(at);
    table.cell(KINDS[kind]!);
    table.cell(kind === 5 ? '' : CATEGORIES[timeline.code[k]! >> 3]!);
    table.cell(DEVICES[(person * 7) % 10 < 4 ? 0 : (person * 7) % 10 < 8 ? 1 : 2]!);
    if (kind === 0) table.whole(3 + Math.floor(random.exponential(55)));
    else table.cell('');
    table.end();
    if (table.rows % 8192 === 0) yield table.rows / timeline.length;
  }
}
