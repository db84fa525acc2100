import { offer, type Basket } from './basket.ts';
import { SALES, type Calendar } from './calendar.ts';
import { CATEGORIES } from './catalog.ts';
import { CsvTable } from './csv.ts';
import { CANCELLED, COMPLETED, Faults, PENDING, REFUNDED, STATUSES, type Ledger } from './ledger.ts';
import { recordAt, spokenPhone, type Members } from './members.ts';
import { CHANNELS, NEVER, type People } from './people.ts';
import { CITIES } from './places.ts';
import { channelOf, isExtra, isTest } from './purchases.ts';
import type { Random } from './random.ts';

/** The online shop's two exports: one row an order, and one row a line. */
export class Shop {
  readonly orders = new CsvTable('商城订单.csv', [
    '订单编号',
    '买家会员号',
    '收货人',
    '手机号',
    '下单时间',
    '付款时间',
    '订单金额',
    '优惠金额',
    '实付金额',
    '优惠券',
    '订单状态',
    '渠道',
    '收货省份',
    '收货城市',
  ]);
  readonly lines = new CsvTable('订单明细.csv', ['订单编号', '商品编号', '商品名称', '品类', '数量', '单价', '金额']);
  private readonly faults: Faults;
  private readonly random: Random;
  private readonly people: People;
  private readonly members: Members;
  private readonly calendar: Calendar;
  private readonly ledger: Ledger;

  constructor(
    random: Random,
    people: People,
    members: Members,
    calendar: Calendar,
    ledger: Ledger,
    expectedRows: number,
  ) {
    this.random = random;
    this.people = people;
    this.members = members;
    this.calendar = calendar;
    this.ledger = ledger;
    const bad = [
      ['下单时间', '待补录'],
      ['实付金额', '待核实'],
      ['下单时间', '2024-13-05 25:61:00'],
      ['实付金额', '一百二十元'],
      ['下单时间', '2024-02-30 10:00:00'],
      ['实付金额', '见备注'],
      ['下单时间', '昨天下午'],
      ['实付金额', '#REF!'],
    ] as const;
    const faults = bad.map(([column, text]) => ({ column, text }));
    this.faults = new Faults(this.orders.name, faults, expectedRows, ledger.rejected);
  }

  /** Writes one order and its lines; returns its status (index into STATUSES). The basket is filled for the caller to read. */
  write(basket: Basket, at: number, person: number, code: number): number {
    const { random, people, orders } = this;
    const test = isTest(code);
    this.fill(basket, at, person, code);
    const paidAt = at + 6 + Math.floor(random.exponential(100));
    const status = this.statusOf(person, at, paidAt, test, isExtra(code));
    const fault = test || isExtra(code) ? undefined : this.faults.at(orders.rows);
    this.writeLines(basket, at);
    orders.serial('D', at, orders.rows + 1, 7);
    this.writeBuyer(person, at, code);
    if (fault?.column === '下单时间') orders.cell(fault.text);
    else orders.moment(at);
    if (status === CANCELLED || status === PENDING) orders.cell('');
    else orders.moment(paidAt);
    this.writeGross(basket.gross);
    orders.money(basket.discount);
    if (fault?.column === '实付金额') orders.cell(fault.text);
    else orders.money(basket.paid);
    orders.cell(basket.coupon);
    orders.cell(STATUSES[status]!);
    orders.cell(CHANNELS[channelOf(code)]!);
    const city = CITIES[test ? 4 : people.city[person]!]!;
    orders.cell(city.province);
    orders.cell(city.name);
    orders.end();
    this.count(test, fault !== undefined, status, person, at, basket.paid);
    return status;
  }

  private fill(basket: Basket, at: number, person: number, code: number): void {
    const { random, people, calendar } = this;
    if (isTest(code)) return basket.trial(random);
    const first = at === people.firstOrderAt[person];
    if (!first && !isExtra(code) && random.chance(0.002)) return basket.sample();
    basket.draw(random, people, person);
    if (isExtra(code)) return basket.reduce(2000, '唤醒专享券');
    const sale = SALES[calendar.sale[Math.floor((at - calendar.start) / 86400)]!]!;
    offer(random, basket, sale, people.bargain[person] === 1, first);
  }

  private statusOf(person: number, at: number, paidAt: number, test: boolean, extra: boolean): number {
    if (paidAt >= this.calendar.asOf) return PENDING;
    const u = this.random.next();
    if (test) return u < 0.5 ? CANCELLED : COMPLETED;
    if (extra) return COMPLETED;
    if (u < 0.04) return CANCELLED;
    if (u < 0.04 + (this.people.mood[person]! < 0 ? 0.11 : 0.035)) return REFUNDED;
    return u > (at > this.calendar.asOf - 2 * 86400 ? 0.94 : 0.9985) ? PENDING : COMPLETED;
  }

  /** A short-video shop often passes on no member number; then, as for guests, the phone says who it was. */
  private writeBuyer(person: number, at: number, code: number): void {
    const { random, members, orders } = this;
    if (isTest(code)) {
      orders.code('QH', 1 + random.below(3), 8);
      orders.cell('测试');
      orders.cell('13800000000');
      return;
    }
    const record = recordAt(members, person, at, random);
    const needsNumber = members.phoneOfStore[person]! >= 0;
    const hides = record === NEVER || (!needsNumber && random.chance(channelOf(code) === 3 ? 0.5 : 0.05));
    if (hides) orders.cell('');
    else orders.code('QH', members.number[record]!, 8);
    orders.cell(members.names[person]!);
    if (!hides && random.chance(0.03)) orders.cell('');
    else orders.whole(spokenPhone(members, person, record));
  }

  /** The list total comes from a sheet that writes some of its money for human eyes: ¥128.00, "¥1,234.50". */
  private writeGross(fen: number): void {
    const dressed = this.random.chance(fen >= 100_000 ? 0.5 : 0.03);
    if (!dressed) return this.orders.money(fen);
    const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
    this.orders.free(`¥${yuan}.${String(fen % 100).padStart(2, '0')}`);
  }

  private writeLines(basket: Basket, at: number): void {
    const { lines } = this;
    for (let i = 0; i < basket.lines; i++) {
      const item = basket.item(i);
      lines.serial('D', at, this.orders.rows + 1, 7);
      lines.cell(item.id);
      lines.cell(item.name);
      lines.cell(CATEGORIES[item.category]!);
      lines.whole(basket.quantity[i]!);
      lines.money(item.price);
      lines.money(basket.amount[i]!);
      lines.end();
    }
  }

  private count(test: boolean, spoilt: boolean, status: number, person: number, at: number, fen: number): void {
    const { ledger } = this;
    if (spoilt) {
      ledger.unreadable++;
      return;
    }
    const sum = test ? ledger.test : ledger.byStatus[status]!;
    sum.orders++;
    sum.fen += fen;
    if (test || status !== COMPLETED) return;
    if (fen === 0) ledger.zero++;
    ledger.credit(person, at, fen);
  }
}
