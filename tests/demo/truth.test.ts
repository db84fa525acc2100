import { beforeAll, describe, expect, test } from 'vitest';
import { buildDemo, type Demo } from '../../src/demo/demo.ts';
import { digits, fen, moment, readRows, type Row } from './read.ts';

const asOf = Date.UTC(2025, 6, 1) / 1000;
const WINDOW = 14 * 86400;
let demo: Demo;
let members: Row[];
let orders: Row[];
let receipts: Row[];
/** Person (position in the truth) by member number and by phone; store phones name nobody. */
const byMember = new Map<string, number>();
const byPhone = new Map<string, number>();

beforeAll(() => {
  const began = performance.now();
  demo = buildDemo({ seed: 2025, customers: 20_000 });
  console.log(`built 20,000 customers in ${Math.round(performance.now() - began)} ms`);
  members = readRows(demo.files, '会员.csv');
  orders = readRows(demo.files, '商城订单.csv');
  receipts = readRows(demo.files, '门店小票.csv');
  const { people, duplicates, storePhones } = demo.truth;
  people.member.forEach((member, i) => {
    if (member) byMember.set(member, i);
    byPhone.set(String(people.phone[i]), i);
  });
  for (const { first, second } of duplicates) byMember.set(second, byMember.get(first)!);
  for (const row of members)
    if (byMember.has(row['会员号']!)) byPhone.set(digits(row['手机号']!), byMember.get(row['会员号']!)!);
  for (const { phone } of storePhones) byPhone.delete(phone);
});

/** The purchases that count, each with its person: completed shop orders and receipts, readable and paid. */
function purchases(): { person: number; at: number; paid: number; shop: boolean }[] {
  const bought = orders
    .filter((row) => row['订单状态'] === '已完成' && row['收货人'] !== '测试')
    .map((row) => ({
      person: byMember.get(row['买家会员号']!) ?? byPhone.get(row['手机号']!) ?? -1,
      at: moment(row['下单时间']!),
      paid: fen(row['实付金额']!),
      shop: true,
    }));
  const walked = receipts.map((row) => ({
    person: byPhone.get(row['会员手机']!) ?? -1,
    at: moment(row['交易时间']!),
    paid: fen(row['实收金额']!),
    shop: false,
  }));
  return [...bought, ...walked].filter((row) => row.at > 0 && row.paid > 0);
}

describe('customers', () => {
  test('and what each spent can be recovered from the files alone', () => {
    const { people } = demo.truth;
    const revenue = new Float64Array(people.member.length);
    const count = new Uint32Array(people.member.length);
    for (const { person, paid, shop } of purchases()) {
      if (person < 0 && shop) throw new Error('a shop order that nobody placed');
      if (person < 0) continue;
      revenue[person]! += paid;
      count[person]!++;
    }
    expect(revenue).toEqual(people.revenueFen);
    expect(count).toEqual(people.orders);
  });

  test('are as unequal as in real shops', () => {
    const { orders: counts, revenueFen } = demo.truth.people;
    const spent = revenueFen
      .filter((fen) => fen > 0)
      .sort()
      .reverse();
    const total = spent.reduce((sum, fen) => sum + fen, 0);
    const top = spent.slice(0, Math.round(spent.length / 5)).reduce((sum, fen) => sum + fen, 0) / total;
    const once = counts.filter((count) => count === 1).length / spent.length;
    expect(top).toBeGreaterThan(0.6);
    expect(top).toBeLessThan(0.85);
    expect(once).toBeGreaterThan(0.35);
    expect(once).toBeLessThan(0.6);
    expect(demo.truth.totals.valid.orders / 20_000).toBeGreaterThan(5.5);
  });

  test('never buy after they dropped out, and many who are alive bought lately', () => {
    const { dropoutAt, lastOrderAt, segment } = demo.truth.people;
    const alive = [...dropoutAt.keys()].filter((i) => dropoutAt[i] === 0);
    expect([...dropoutAt.keys()].filter((i) => dropoutAt[i]! > 0 && lastOrderAt[i]! >= dropoutAt[i]!)).toEqual([]);
    expect(alive.length / 20_000).toBeGreaterThan(0.3);
    const loyal = alive.filter((i) => segment[i] === 0);
    expect(loyal.filter((i) => lastOrderAt[i]! > asOf - 90 * 86400).length / loyal.length).toBeGreaterThan(0.85);
  });

  test('who wait for offers use more coupons, and sale days show', () => {
    const share = (bargain: number) => {
      const rows = orders.filter(
        (row) => demo.truth.people.bargain[byMember.get(row['买家会员号']!) ?? -1] === bargain,
      );
      return rows.filter((row) => row['优惠券'] !== '').length / rows.length;
    };
    expect(share(1)).toBeGreaterThan(2 * share(0));
    const on = (day: string) => orders.filter((row) => row['下单时间']!.startsWith(day)).length;
    expect(on('2024-11-11')).toBeGreaterThan(2.5 * on('2024-11-20'));
    expect(on('2025-01-30')).toBeLessThan(0.7 * on('2025-02-20'));
  });

  test('act around their best hour', () => {
    const events = readRows(demo.files, '应用行为.csv');
    const { bestHour } = demo.truth.people;
    const near = events.filter((row) => {
      const apart = Math.abs(Number(row['时间']!.slice(11, 13)) - bestHour[byMember.get(row['会员号']!)!]!);
      return Math.min(apart, 24 - apart) <= 1;
    });
    expect(near.length / events.length).toBeGreaterThan(0.5);
  });
});

describe('records', () => {
  test('of one person share what the truth says, and the pairs are all found by phone or e-mail', () => {
    const stores = new Set(demo.truth.storePhones.map((entry) => entry.phone));
    const groups = new Map<string, string[]>();
    for (const row of members) {
      const phone = digits(row['手机号']!);
      const keys = [...(stores.has(phone) ? [] : [phone]), ...(row['邮箱'] ? [row['邮箱'].toLowerCase()] : [])];
      for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), row['会员号']!]);
    }
    groups.delete('13800000000');
    const found = new Set(
      [...groups.values()].filter((group) => group.length === 2).map((group) => group.sort().join()),
    );
    const planted = demo.truth.duplicates.map(({ first, second }) => [first, second].sort().join());
    expect([...found].sort()).toEqual(planted.sort());
    expect(planted.length).toBeGreaterThan(300);
    expect(new Set(demo.truth.duplicates.map((pair) => pair.shares)).size).toBe(3);
  });

  test('of many people carry a store phone, more than ten each', () => {
    expect(demo.truth.storePhones.length).toBe(3);
    for (const { phone, members: wanted, receipts: carried } of demo.truth.storePhones) {
      expect(members.filter((row) => digits(row['手机号']!) === phone).length).toBe(wanted);
      expect(wanted).toBeGreaterThan(10);
      expect(receipts.filter((row) => row['会员手机'] === phone).length).toBe(carried);
      expect(orders.filter((row) => row['手机号'] === phone)).toEqual([]);
    }
    for (const seed of [1, 2, 3, 4, 5]) {
      const few = buildDemo({ seed, customers: 2000 }).truth.storePhones;
      expect(few.map((entry) => entry.members > 10)).toEqual([true]);
    }
  });
});

describe('campaigns', () => {
  test('move people by what was planted, within three standard errors', () => {
    const touches = readRows(demo.files, '活动触达.csv');
    const times = new Map<number, number[]>();
    for (const { person, at } of purchases()) times.set(person, [...(times.get(person) ?? []), at]);
    const converted = (row: Row) => {
      const sent = moment(row['发送时间']!);
      return (times.get(byMember.get(row['会员号']!)!) ?? []).some((at) => at >= sent && at < sent + WINDOW) ? 1 : 0;
    };
    const compare = (rows: Row[]) => {
      const [treated, control] = ['实验组', '对照组'].map((arm) =>
        rows.filter((row) => row['分组'] === arm).map(converted),
      );
      const mean = (arm: number[]) => arm.reduce<number>((sum, hit) => sum + hit, 0) / arm.length;
      const variance = (arm: number[]) => (mean(arm) * (1 - mean(arm))) / arm.length;
      const error = Math.sqrt(variance(treated!) + variance(control!));
      return { difference: mean(treated!) - mean(control!), error, counts: [treated!.length, control!.length] };
    };
    for (const truth of demo.truth.campaigns) {
      const rows = touches.filter((row) => row['活动'] === truth.campaign);
      const all = compare(rows);
      expect(all.counts).toEqual([truth.treated, truth.control]);
      expect(Math.abs(all.difference - truth.effect)).toBeLessThan(3 * all.error);
      truth.segments.forEach((planted, s) => {
        const part = compare(rows.filter((row) => demo.truth.people.segment[byMember.get(row['会员号']!)!] === s));
        expect(part.counts[0]! + part.counts[1]!).toBe(planted.contacted);
        expect(Math.abs(part.difference - planted.effect)).toBeLessThan(3.5 * part.error + 1e-9);
      });
    }
    const [autumn, spring, summer] = demo.truth.campaigns;
    expect(spring!.effect).toBeGreaterThan(0.03);
    expect(autumn!.effect).toBeGreaterThan(0);
    expect(summer!.effect).toBe(0);
    expect(spring!.segments[2]!.effect).toBeGreaterThan(5 * spring!.segments[0]!.effect);
  });

  test('contact each person once, and only people who agreed', () => {
    const agreed = new Set(members.filter((row) => row['是否同意营销'] === '是').map((row) => row['会员号']));
    const touches = readRows(demo.files, '活动触达.csv');
    expect(touches.filter((row) => !agreed.has(row['会员号']))).toEqual([]);
    expect(new Set(touches.map((row) => `${row['活动']} ${row['会员号']}`)).size).toBe(touches.length);
    expect(touches.filter((row) => row['分组'] === '对照组' && (row['打开时间'] || row['渠道']))).toEqual([]);
  });
});

test('companions are bought together far more often than chance would have it', () => {
  const baskets = new Map<string, Set<string>>();
  for (const line of readRows(demo.files, '订单明细.csv')) {
    const basket = baskets.get(line['订单编号']!) ?? new Set();
    baskets.set(line['订单编号']!, basket.add(line['商品名称']!));
  }
  const all = [...baskets.values()];
  for (const { product, with: companion, probability } of demo.truth.companions) {
    const having = all.filter((basket) => basket.has(product));
    const share = having.filter((basket) => basket.has(companion)).length / having.length;
    expect(share).toBeGreaterThan(probability * 0.95);
    expect(share / (all.filter((basket) => basket.has(companion)).length / all.length)).toBeGreaterThan(2);
  }
});

test('texts agree with their stars, but for the planted few, and hardly repeat', () => {
  const rows = readRows(demo.files, '工单与评价.csv');
  const { kinds, mismatched } = demo.truth.feedback;
  for (const [kind, count] of Object.entries(kinds))
    expect(rows.filter((row) => row['类型'] === kind).length).toBe(count);
  const reviews = rows.filter((row) => row['类型'] === '评价');
  const bad = /失望|差评|太差|不会再买|退款|破损|敷衍|漏液|套路/;
  const share = (stars: string[]) => {
    const part = reviews.filter((row) => stars.includes(row['评分']!));
    return part.filter((row) => bad.test(row['内容']!)).length / part.length;
  };
  expect(share(['1', '2'])).toBeGreaterThan(8 * share(['4', '5']));
  expect(mismatched / reviews.length).toBeGreaterThan(0.01);
  expect(new Set(reviews.map((row) => row['内容'])).size / reviews.length).toBeGreaterThan(0.7);
});

test('referrals form trees whose hubs are the planted influencers', () => {
  const brought = new Map<string, number>();
  const rows = readRows(demo.files, '推荐关系.csv');
  for (const row of rows) brought.set(row['推荐人会员号']!, (brought.get(row['推荐人会员号']!) ?? 0) + 1);
  const hubs = demo.truth.influencers;
  for (const hub of hubs) expect(brought.get(hub.member) ?? 0).toBe(hub.direct);
  const planted = new Set(hubs.map((hub) => hub.member));
  const ten = [...brought].sort((a, b) => b[1] - a[1]).slice(0, 10);
  expect(ten.every(([member]) => planted.has(member))).toBe(true);
  expect(new Set(rows.map((row) => row['被推荐人会员号'])).size).toBe(rows.length);
  expect(rows.every((row) => row['推荐人会员号']! < row['被推荐人会员号']!)).toBe(true);
});
