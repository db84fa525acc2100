import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildDemo, DEMO_FILES, demoChunks, type Demo } from '../../src/demo/demo.ts';
import { digits, fen, moment, readRows } from './read.ts';

const small = { seed: 11, customers: 2000 };
const demo = buildDemo(small);

function fingerprint({ files }: Demo): string[] {
  return files.map((file) => {
    const hash = createHash('sha256');
    for (const part of file.bytes) hash.update(part);
    return hash.digest('hex');
  });
}

describe('the same seed', () => {
  test('gives the same bytes and the same truth', () => {
    const again = buildDemo(small);
    expect(fingerprint(again)).toEqual(fingerprint(demo));
    expect(again.truth).toEqual(demo.truth);
  });

  test('and another seed gives other bytes in every file', () => {
    const other = fingerprint(buildDemo({ ...small, seed: 12 }));
    fingerprint(demo).forEach((hash, i) => expect(other[i]).not.toBe(hash));
  });

  test('does not depend on how the chunks are asked for', () => {
    let done = 0;
    let bytes = 0;
    for (const step of demoChunks(small)) {
      expect(step.done).toBeGreaterThanOrEqual(done);
      expect(step.done).toBeLessThanOrEqual(step.total);
      done = step.done;
      bytes += step.chunk?.bytes.length ?? 0;
    }
    expect(done).toBe(1000);
    expect(bytes).toBe(demo.truth.files.reduce((sum, file) => sum + file.bytes, 0));
  });
});

describe('the files', () => {
  test('are the eight of the company, with the rows and headers that the truth states', () => {
    expect(demo.files.map((file) => file.name)).toEqual([...DEMO_FILES]);
    for (const { name, rows, header, bytes } of demo.truth.files) {
      const read = readRows(demo.files, name);
      expect([name, read.length]).toEqual([name, rows]);
      expect(Object.keys(read[0]!)).toEqual(header);
      expect(demo.files.find((file) => file.name === name)!.bytes.reduce((sum, part) => sum + part.length, 0)).toBe(
        bytes,
      );
    }
  });

  test('hold no unreadable cell but those written down', () => {
    const found: unknown[] = [];
    const look = (file: string, column: string, good: (text: string) => boolean) =>
      readRows(demo.files, file).forEach((row, i) => {
        if (!good(row[column]!)) found.push({ file, row: i + 1, column, text: row[column] });
      });
    const dated = (text: string) =>
      moment(text) >= Date.UTC(2023, 0, 1) / 1000 && moment(text) < Date.UTC(2025, 6, 1) / 1000;
    const optional = (text: string) => text === '' || dated(text);
    look('商城订单.csv', '下单时间', dated);
    look('商城订单.csv', '付款时间', optional);
    for (const column of ['订单金额', '优惠金额', '实付金额']) look('商城订单.csv', column, (text) => fen(text) >= 0);
    look('门店小票.csv', '交易时间', dated);
    look('门店小票.csv', '实收金额', (text) => fen(text) >= 0);
    look('应用行为.csv', '时间', dated);
    look('工单与评价.csv', '时间', dated);
    look('推荐关系.csv', '时间', dated);
    for (const column of ['发送时间', '打开时间', '点击时间']) look('活动触达.csv', column, optional);
    look('会员.csv', '注册时间', dated);
    look('会员.csv', '生日', (text) => text === '' || moment(`${text} 00:00:00`) < 2e9);
    const key = (cell: unknown) => JSON.stringify(cell);
    expect(found.map(key).sort()).toEqual(demo.truth.rejected.map(key).sort());
    expect(found.length).toBe(19);
  });

  test('come in order of time, with numbers that never meet', () => {
    const orders = readRows(demo.files, '商城订单.csv');
    const receipts = readRows(demo.files, '门店小票.csv');
    const numbers = [...orders.map((row) => row['订单编号']), ...receipts.map((row) => row['小票号'])];
    expect(numbers.every((number) => number && number.length > 10)).toBe(true);
    expect(new Set(numbers).size).toBe(orders.length + receipts.length);
    const times = orders.map((row) => moment(row['下单时间']!)).filter((at) => !Number.isNaN(at));
    expect(times.every((at, i) => i === 0 || at >= times[i - 1]!)).toBe(true);
  });

  test('name only members that exist', () => {
    const known = new Set(readRows(demo.files, '会员.csv').map((row) => row['会员号']));
    const strangers = (file: string, column: string) =>
      readRows(demo.files, file).filter((row) => row[column] !== '' && !known.has(row[column]!)).length;
    expect(known.size).toBe(demo.truth.files[0]!.rows);
    expect(strangers('商城订单.csv', '买家会员号')).toBe(0);
    expect(strangers('应用行为.csv', '会员号')).toBe(0);
    expect(strangers('工单与评价.csv', '会员号')).toBe(0);
    expect(strangers('活动触达.csv', '会员号')).toBe(0);
    expect(strangers('推荐关系.csv', '推荐人会员号') + strangers('推荐关系.csv', '被推荐人会员号')).toBe(0);
  });

  test('use phones of eleven digits', () => {
    const members = readRows(demo.files, '会员.csv');
    expect(members.filter((row) => !/^1[3-9]\d{9}$/.test(digits(row['手机号']!)))).toEqual([]);
    expect(members.some((row) => row['手机号']!.includes('-'))).toBe(true);
  });
});

describe('money', () => {
  const orders = readRows(demo.files, '商城订单.csv');

  test('of every order is the sum of its lines, to the fen', () => {
    const sums = new Map<string, number>();
    for (const line of readRows(demo.files, '订单明细.csv')) {
      const order = line['订单编号']!;
      sums.set(order, (sums.get(order) ?? 0) + fen(line['金额']!));
    }
    expect(sums.size).toBe(orders.length);
    for (const order of orders) {
      const paid = fen(order['订单金额']!) - fen(order['优惠金额']!);
      expect(sums.get(order['订单编号']!)).toBe(paid);
      if (!Number.isNaN(fen(order['实付金额']!))) expect(fen(order['实付金额']!)).toBe(paid);
    }
  });

  test('adds up to the totals of the truth', () => {
    const { totals } = demo.truth;
    const readable = orders.filter((row) => !Number.isNaN(moment(row['下单时间']!) + fen(row['实付金额']!)));
    const real = readable.filter((row) => row['收货人'] !== '测试');
    for (const [status, sum] of Object.entries(totals.shop)) {
      const rows = real.filter((row) => row['订单状态'] === status);
      expect([status, rows.length]).toEqual([status, sum.orders]);
      expect(rows.reduce((total, row) => total + fen(row['实付金额']!), 0)).toBe(sum.fen);
    }
    expect(readable.length - real.length).toBe(totals.test.orders);
    expect(totals.test.orders).toBeGreaterThanOrEqual(8);
    expect(real.filter((row) => row['实付金额'] === '0.00').length).toBeGreaterThanOrEqual(totals.zeroOrders);
    expect(totals.zeroOrders).toBeGreaterThan(0);
    const credited = demo.truth.people.revenueFen.reduce((sum, part) => sum + part, 0);
    expect(credited).toBe(totals.shop['已完成']!.fen + totals.receipts.member.fen);
    expect(orders.some((row) => /^¥\d,\d{3}\.\d\d$/.test(row['订单金额']!))).toBe(true);
  });
});

test('refuses sizes and dates that it cannot build', () => {
  expect(() => buildDemo({ seed: 1, customers: 10 })).toThrow('got 10');
  expect(() => buildDemo({ seed: 1, customers: 2000, asOf: '2025-02-30' })).toThrow('got 2025-02-30');
  expect(buildDemo({ seed: 1, customers: 200, asOf: '2024-03-01' }).truth.from).toBe('2021-09-01');
});
