import type { Campaign } from './campaigns.ts';
import { fit } from './campaigns.ts';
import type { Calendar } from './calendar.ts';
import type { CsvTable } from './csv.ts';
import type { Members } from './members.ts';
import type { People } from './people.ts';
import { Random } from './random.ts';
import { SEGMENTS } from './segments.ts';

export const TOUCH_HEADER = ['活动', '分组', '会员号', '渠道', '发送时间', '打开时间', '点击时间', '成本'] as const;
const CHANNELS = ['短信', '微信', 'APP推送'] as const;
const COST_FEN = [5, 2, 1] as const;

/**
 * 活动触达.csv. The held-out people have a row too: the time at which the others got their message, no channel, no cost.
 * Messages at a person's own hour are opened more often and sooner.
 */
export function* writeTouches(
  seed: number,
  table: CsvTable,
  campaigns: readonly Campaign[],
  people: People,
  members: Members,
  calendar: Calendar,
): Generator<number, void> {
  const random = new Random(seed, 'touches');
  let planned = 0;
  for (const campaign of campaigns) planned += campaign.person.length;
  for (const campaign of campaigns) {
    for (let k = 0; k < campaign.person.length; k++) {
      const person = campaign.person[k]!;
      const sentAt = campaign.sentAt[k]!;
      const treated = campaign.treated[k] === 1;
      table.cell(campaign.name);
      table.cell(treated ? '实验组' : '对照组');
      table.code('QH', members.number[members.first[person]!]!, 8);
      if (treated) {
        const moved = campaign.with[k]! > campaign.without[k]!;
        writeMessage(random, table, people, person, sentAt, moved, calendar.asOf);
      } else {
        table.cell('');
        table.moment(sentAt);
        table.cell('');
        table.cell('');
        table.money(0);
      }
      table.end();
      if (table.rows % 8192 === 0) yield table.rows / planned;
    }
  }
}

function writeMessage(
  random: Random,
  table: CsvTable,
  people: People,
  person: number,
  sentAt: number,
  moved: boolean,
  asOf: number,
): void {
  const channel = people.usesApp[person] === 1 ? random.below(3) : random.below(2);
  const alive = people.dropoutAt[person]! > sentAt ? 1 : 0.35;
  const hour = fit(people, person, sentAt);
  const opened = moved || random.chance((SEGMENTS[people.segment[person]!]!.opens * alive * hour) / 1.4);
  const openedAt = sentAt + 20 + Math.floor(moved ? 30 * random.next() : random.exponential(hour > 1 ? 900 : 9000));
  const clicked = opened && (moved || random.chance(0.22));
  table.cell(CHANNELS[channel]!);
  table.moment(sentAt);
  if (opened && openedAt < asOf) table.moment(openedAt);
  else table.cell('');
  if (clicked && openedAt < asOf - 40) table.moment(openedAt + 1 + random.below(9));
  else table.cell('');
  table.money(COST_FEN[channel]!);
}
