import type { CsvTable } from './csv.ts';
import { Faults, type Ledger } from './ledger.ts';
import type { Members } from './members.ts';
import { CHANNELS, OCCUPATIONS, type People } from './people.ts';
import { CITIES, longName } from './places.ts';
import { Random } from './random.ts';

export const MEMBER_HEADER = [
  '会员号',
  '姓名',
  '手机号',
  '邮箱',
  '性别',
  '生日',
  '省份',
  '城市',
  '职业',
  '会员等级',
  '注册时间',
  '注册渠道',
  '是否同意营销',
] as const;

/** Member numbers 1 to 3 belong to the shop's own testers. */
export const TEST_MEMBERS = 3;

const LEVELS: readonly (readonly [from: number, name: string])[] = [
  [1_000_000, '黑金会员'],
  [300_000, '金卡会员'],
  [80_000, '银卡会员'],
  [0, '普通会员'],
];
const BAD_BIRTHDAYS = ['1990-02-30', '1988-13-45', '保密', '九三年六月'].map((text) => ({ column: '生日', text }));

/** 会员.csv, the CRM as of the last day: levels follow what was spent. Cells are missing and phones are typed as people type them. */
export function* writeMembers(
  seed: number,
  table: CsvTable,
  people: People,
  members: Members,
  ledger: Ledger,
  startAt: number,
): Generator<number, void> {
  const random = new Random(seed, 'member rows');
  for (let k = 1; k <= TEST_MEMBERS; k++) writeTester(table, k, startAt + k * 60);
  const faults = new Faults(table.name, BAD_BIRTHDAYS, members.count, ledger.rejected);
  for (let record = 0; record < members.count; record++) {
    const person = members.person[record]!;
    const place = CITIES[people.city[person]!]!;
    const typed = random.next();
    table.code('QH', members.number[record]!, 8);
    table.cell(members.shares[record]! > 0 && random.chance(0.15) ? '' : members.names[person]!);
    table.cell(typePhone(random, members.phone[record]!));
    table.cell(random.chance(0.03) ? members.email[record]!.toUpperCase() : members.email[record]!);
    table.cell(typed < 0.03 ? '未知' : typed < 0.05 ? '' : people.female[person] === 1 ? '女' : '男');
    const fault = faults.at(table.rows);
    if (fault) table.cell(fault.text);
    else table.cell(random.chance(0.72) ? birthday(people, person) : '');
    table.cell(place.province);
    table.cell(longName(place));
    table.cell(random.chance(0.8) ? OCCUPATIONS[people.occupation[person]!]! : '');
    table.cell(LEVELS.find(([from]) => ledger.revenue[person]! >= from)![1]);
    table.moment(members.at[record]!);
    table.cell(CHANNELS[members.shares[record]! > 0 ? (people.home[person]! + 1) % 5 : people.home[person]!]!);
    table.cell(['否', '是', ''][members.consent[record]!]!);
    table.end();
    if (record % 4096 === 4095) yield record / members.count;
  }
}

function writeTester(table: CsvTable, number: number, at: number): void {
  table.code('QH', number, 8);
  table.cell('测试账号');
  table.cell('13800000000');
  for (let i = 0; i < 6; i++) table.cell('');
  table.cell('普通会员');
  table.moment(at);
  table.cell(CHANNELS[2]);
  table.cell('否');
  table.end();
}

/** One phone in twenty-five is typed with spaces, hyphens or the country code. */
function typePhone(random: Random, phone: number): string {
  const text = String(phone);
  if (!random.chance(0.04)) return text;
  const parts = [text.slice(0, 3), text.slice(3, 7), text.slice(7)];
  return [`+86 ${text}`, parts.join('-'), parts.join(' '), `86${text}`][random.below(4)]!;
}

/** The same day for every record of a person, so that it can confirm a match. */
function birthday(people: People, person: number): string {
  const month = 1 + ((person * 7919) % 12);
  const date = 1 + ((person * 104729) % 28);
  return `${people.birthYear[person]}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
