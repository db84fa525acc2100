import { secondOfDay, type Calendar } from './calendar.ts';
import { PRODUCTS, SAMPLE } from './catalog.ts';
import type { CsvTable } from './csv.ts';
import { REFUNDED } from './ledger.ts';
import { recordAt, spokenPhone, type Members } from './members.ts';
import { CHANNELS, NEVER, STORE_CHANNEL, type People } from './people.ts';
import { ask, ASPECTS, opine } from './phrases.ts';
import { Random } from './random.ts';
import { Timeline } from './timeline.ts';

export const FEEDBACK_HEADER = [
  '工单号',
  '会员号',
  '手机号',
  '时间',
  '渠道',
  '类型',
  '商品名称',
  '内容',
  '评分',
] as const;
const KINDS = ['评价', '投诉', '退货', '咨询'] as const;
const SOURCES = ['在线客服', '电话', '微信', '门店'] as const;
const REVIEW = 0;
const COMPLAINT = 1;
const RETURN = 2;
const QUESTION = 3;

/** Collects who says something after which order. A person's mood speaks, and more darkly in the weeks before leaving. */
export class Voices {
  readonly timeline = new Timeline();
  private readonly random: Random;
  private readonly people: People;
  private readonly calendar: Calendar;

  constructor(seed: number, people: People, calendar: Calendar) {
    this.random = new Random(seed, 'voices');
    this.people = people;
    this.calendar = calendar;
  }

  /** `product` is an index into PRODUCTS or -1; `status` as in the ledger. */
  hear(at: number, person: number, channel: number, product: number, status: number): void {
    const { random, people, calendar } = this;
    const leaving = people.dropoutAt[person]! < calendar.asOf && at > people.dropoutAt[person]! - 45 * 86400;
    const mood = people.mood[person]! + 0.4 * random.normal() - (leaving && random.chance(0.6) ? 0.8 : 0);
    const kind = kindOf(random.next(), mood, status);
    if (kind < 0) return;
    const days = 1 + Math.floor(kind === REVIEW ? 2 + random.exponential(5) : random.exponential(2));
    const hour = secondOfDay(random, people.bestHour[person]!, channel === STORE_CHANNEL);
    const said = (Math.floor(at / 86400) + days) * 86400 + hour;
    if (said >= calendar.asOf) return;
    const stars = mood > 0.35 ? 5 : mood > 0 ? 4 : mood > -0.35 ? 3 : mood > -0.75 ? 2 : 1;
    const rating = kind === REVIEW ? stars : kind === QUESTION ? 0 : Math.max(1, Math.min(stars, 2));
    this.timeline.push(said, person, kind | (rating << 2) | (channel << 5) | ((product + 1) << 8));
  }
}

/** Which kind of text follows an order, -1 for none: two in five who send goods back say why, the unhappy complain. */
function kindOf(u: number, mood: number, status: number): number {
  if (status === REFUNDED) return u < 0.4 ? RETURN : -1;
  const complains = mood < 0 ? 0.05 : 0.004;
  if (u < complains) return COMPLAINT;
  if (u < complains + 0.012) return QUESTION;
  return u < 0.1 ? REVIEW : -1;
}

export interface FeedbackTruth {
  /** Rows of each kind (评价, 投诉, 退货, 咨询). */
  kinds: Record<string, number>;
  /** How often each aspect is praised and blamed in the texts. */
  aspects: Record<string, { praised: number; blamed: number }>;
  /** Ratings that say the opposite of their text (five stars with a complaint, one with praise). */
  mismatched: number;
}

/** 工单与评价.csv in order of time. Some customers are known to the desk by phone only. */
export function* writeFeedback(
  seed: number,
  table: CsvTable,
  voices: Voices,
  members: Members,
): Generator<number, FeedbackTruth> {
  const random = new Random(seed, 'feedback');
  const truth: FeedbackTruth = {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, 0])),
    aspects: Object.fromEntries(ASPECTS.map((aspect) => [aspect, { praised: 0, blamed: 0 }])),
    mismatched: 0,
  };
  const { timeline } = voices;
  for (const k of timeline.inOrder()) {
    const code = timeline.code[k]!;
    const kind = code & 3;
    const rating = (code >> 2) & 7;
    const product = (PRODUCTS[(code >> 8) - 1] ?? SAMPLE).name.split(' ')[0]!;
    const crossed = kind === REVIEW && rating !== 3 && random.chance(0.03);
    const tone = rating === 3 ? 0 : rating > 3 === crossed ? -1 : 1;
    const said = kind === QUESTION ? ask(random, product) : opine(random, product, tone, kind === RETURN);
    table.serial('G', timeline.at[k]!, table.rows + 1, 6);
    writeAuthor(random, table, members, timeline.who[k]!, timeline.at[k]!);
    table.moment(timeline.at[k]!);
    table.cell(kind === REVIEW ? CHANNELS[(code >> 5) & 7]! : random.pick(SOURCES));
    table.cell(KINDS[kind]!);
    table.cell(product);
    table.free(said.text);
    if (rating === 0) table.cell('');
    else table.whole(rating);
    table.end();
    truth.kinds[KINDS[kind]!]!++;
    if (crossed) truth.mismatched++;
    if (said.praised >= 0) truth.aspects[ASPECTS[said.praised]!]!.praised++;
    if (said.blamed >= 0) truth.aspects[ASPECTS[said.blamed]!]!.blamed++;
    if (table.rows % 4096 === 0) yield table.rows / timeline.length;
  }
  return truth;
}

function writeAuthor(random: Random, table: CsvTable, members: Members, person: number, at: number): void {
  const record = recordAt(members, person, at, random);
  const byPhone = record === NEVER || (members.phoneOfStore[person]! < 0 && random.chance(0.25));
  if (byPhone) table.cell('');
  else table.code('QH', members.number[record]!, 8);
  if (!byPhone && random.chance(0.5)) table.cell('');
  else table.whole(spokenPhone(members, person, record));
}
