import type { Calendar } from './calendar.ts';
import { drawName, phoneOf } from './names.ts';
import { NEVER, STORE_CHANNEL, type People } from './people.ts';
import { STORES, STORES_OF_CITY } from './places.ts';
import { Random } from './random.ts';
import { LOYAL } from './segments.ts';
import { Timeline } from './timeline.ts';

/** Why a person has a second record: what it shares with the first one. */
export const SHARED = ['', 'phone', 'email', 'phone and email'] as const;

/** What the CRM knows: one entry a record, in order of registration, and the way from a person to the records. */
export interface Members {
  count: number;
  person: Uint32Array;
  at: Uint32Array;
  /** Index into SHARED; 0 is a person's first record. */
  shares: Uint8Array;
  number: Uint32Array;
  phone: Float64Array;
  email: string[];
  consent: Uint8Array;
  /** Records of a person; NEVER when there is none. Guests have neither. */
  first: Uint32Array;
  second: Uint32Array;
  /** Of persons: the name, the own phone, and the store (index into STORES) whose phone stands in the CRM instead, or -1. */
  names: string[];
  pinyin: string[];
  ownPhone: Float64Array;
  phoneOfStore: Int8Array;
  /** Of stores: the number that the staff type in when a customer does not say one; 0 where they never do. */
  storePhone: Float64Array;
}

const SLOPPY = ['上海徐汇店', '深圳南山店', '成都锦江店'];
const GUESTS = 0.035;
const DUPLICATES = 0.035;

export function drawMembers(seed: number, people: People, calendar: Calendar): Members {
  const random = new Random(seed, 'members');
  const n = people.count;
  const sloppy = STORES.map((store) => SLOPPY.slice(0, n < 5000 ? 1 : 3).includes(store.name));
  const phoneOfStore = new Int8Array(n).fill(-1);
  const records = new Timeline();
  for (let i = 0; i < n; i++) {
    if (people.segment[i] !== LOYAL && people.home[i] !== 2 && random.chance(GUESTS)) continue;
    records.push(people.joinedAt[i]!, i, 0);
    const near = STORES_OF_CITY[people.city[i]!]!.find((store) => sloppy[store]);
    if (people.home[i] === STORE_CHANNEL && near !== undefined && random.chance(n < 5000 ? 0.95 : 0.6)) {
      phoneOfStore[i] = near;
      continue;
    }
    const later = people.joinedAt[i]! + 86400 * (20 + random.below(300)) + random.below(40000);
    if (random.chance(DUPLICATES) && later < calendar.asOf) {
      const u = random.next();
      records.push(later, i, u < 0.5 ? 1 : u < 0.85 ? 2 : 3);
    }
  }
  return register(random, people, records, phoneOfStore, sloppy);
}

function register(
  random: Random,
  people: People,
  records: Timeline,
  phoneOfStore: Int8Array,
  sloppy: readonly boolean[],
): Members {
  const n = people.count;
  const order = records.inOrder();
  const names = Array.from({ length: n }, (_, i) => drawName(random, people.female[i] === 1));
  const members: Members = {
    count: order.length,
    person: new Uint32Array(order.length),
    at: new Uint32Array(order.length),
    shares: new Uint8Array(order.length),
    number: new Uint32Array(order.length),
    phone: new Float64Array(order.length),
    email: [],
    consent: new Uint8Array(order.length),
    first: new Uint32Array(n).fill(NEVER),
    second: new Uint32Array(n).fill(NEVER),
    names: names.map((name) => name.full),
    pinyin: names.map((name) => name.pinyin),
    ownPhone: Float64Array.from({ length: n }, (_, i) => phoneOf(i + 1, random)),
    phoneOfStore,
    storePhone: Float64Array.from(STORES, (_, s) => (sloppy[s] ? phoneOf(90_000_000 + s, random) : 0)),
  };
  const mailed = new Set<number>();
  for (let k = 0; k < records.length; k++) if (records.code[k]! >= 2) mailed.add(records.who[k]!);
  let number = 10_000_000;
  order.forEach((position, record) => {
    const person = records.who[position]!;
    const shares = records.code[position]!;
    number += 1 + random.below(4);
    members.person[record] = person;
    members.at[record] = records.at[position]!;
    members.shares[record] = shares;
    members.number[record] = number;
    members.phone[record] = phoneFor(random, members, person, shares, n);
    const first = shares >= 2 ? members.email[members.first[person]!]! : '';
    members.email.push(
      first || (mailed.has(person) || random.chance(0.6) ? address(random, members, people, record) : ''),
    );
    members.consent[record] = consentFor(random, members, person, shares);
    if (shares === 0) members.first[person] = record;
    else members.second[person] = record;
  });
  return members;
}

function phoneFor(random: Random, members: Members, person: number, shares: number, n: number): number {
  const store = members.phoneOfStore[person]!;
  if (store >= 0) return members.storePhone[store]!;
  return shares === 2 ? phoneOf(n + 1 + person, random) : members.ownPhone[person]!;
}

/** 1 yes, 0 no, 2 not asked. A second record repeats the first answer. */
function consentFor(random: Random, members: Members, person: number, shares: number): number {
  if (shares > 0) return members.consent[members.first[person]!]!;
  const u = random.next();
  return u < 0.86 ? 1 : u < 0.97 ? 0 : 2;
}

function address(random: Random, members: Members, people: People, record: number): string {
  const person = members.person[record]!;
  const year = String(people.birthYear[person]! % 100).padStart(2, '0');
  return `${members.pinyin[person]!}${year}.${(46656 + record).toString(36)}@example.${random.chance(0.7) ? 'com' : 'cn'}`;
}

/** The record under which a person acts at a moment: with two of them, either. NEVER for guests. */
export function recordAt(members: Members, person: number, at: number, random: Random): number {
  const second = members.second[person]!;
  return second !== NEVER && at >= members.at[second]! && random.chance(0.5) ? second : members.first[person]!;
}

/** The phone that a person gives when acting under a record: never a store's, even where the CRM has that one. */
export function spokenPhone(members: Members, person: number, record: number): number {
  const own = record === NEVER || members.phoneOfStore[person]! >= 0;
  return own ? members.ownPhone[person]! : members.phone[record]!;
}
