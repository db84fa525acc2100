import { offer, type Basket } from './basket.ts';
import { SALES, type Calendar } from './calendar.ts';
import { CATEGORIES } from './catalog.ts';
import { CsvTable } from './csv.ts';
import { Faults, type Ledger } from './ledger.ts';
import { recordAt, type Members } from './members.ts';
import { NEVER, type People } from './people.ts';
import { STORES } from './places.ts';
import { storeOf } from './purchases.ts';
import type { Random } from './random.ts';

const PAYMENTS = ['微信支付', '微信支付', '微信支付', '支付宝', '支付宝', '云闪付', '现金', '储值卡'];
const BAD = [
  ['交易时间', '2024/2/31 10:00'],
  ['实收金额', '待对账'],
  ['交易时间', '系统异常'],
  ['实收金额', '作废'],
] as const;

/** The tills' export: one row a receipt, the customer known by phone if at all. */
export class Tills {
  readonly table = new CsvTable(
    '门店小票.csv',
    ['小票号', '门店', '交易时间', '会员手机', '品类', '件数', '实收金额', '支付方式'],
    { bom: true, lineEnd: '\r\n' },
  );
  /** Receipts that carry each store's own number. */
  readonly withStorePhone = new Uint32Array(STORES.length);
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
    const faults = BAD.map(([column, text]) => ({ column, text }));
    this.faults = new Faults(this.table.name, faults, expectedRows, ledger.rejected);
  }

  write(basket: Basket, at: number, person: number, code: number): void {
    const { random, people, table } = this;
    const store = STORES[storeOf(code)]!;
    basket.draw(random, people, person);
    const sale = SALES[this.calendar.sale[Math.floor((at - this.calendar.start) / 86400)]!]!;
    if (random.chance(0.5)) offer(random, basket, sale, people.bargain[person] === 1, false);
    const phone = this.phoneFor(person, at, store.code - 1);
    const fault = this.faults.at(table.rows);
    table.serial(`MD${String(store.code).padStart(2, '0')}-`, at, table.rows + 1, 6);
    table.cell(store.name);
    if (fault?.column === '交易时间') table.cell(fault.text);
    else table.moment(at, '/', ' ', false);
    if (phone === 0) table.cell('');
    else table.whole(phone);
    table.cell(CATEGORIES[basket.item(0).category]!);
    table.whole(basket.pieces);
    if (fault?.column === '实收金额') table.cell(fault.text);
    else table.money(basket.paid);
    table.cell(random.pick(PAYMENTS));
    table.end();
    this.count(fault !== undefined, phone, person, at, basket.paid);
  }

  /** The member's phone, the store's own (typed in by the staff), or 0 for none. */
  private phoneFor(person: number, at: number, store: number): number {
    const { random, members } = this;
    const own = members.storePhone[store]!;
    if (own > 0 && random.chance(0.1)) return own;
    if (random.chance(0.04)) return 0;
    const record = recordAt(members, person, at, random);
    return record === NEVER ? members.ownPhone[person]! : members.phone[record]!;
  }

  private count(spoilt: boolean, phone: number, person: number, at: number, fen: number): void {
    const store = phone === 0 ? -1 : this.members.storePhone.indexOf(phone);
    if (store >= 0) this.withStorePhone[store]!++;
    if (spoilt) {
      this.ledger.unreadable++;
      return;
    }
    const sum = this.ledger.receipts[phone === 0 ? 'none' : store >= 0 ? 'store' : 'member'];
    sum.orders++;
    sum.fen += fen;
    if (phone > 0 && store < 0) this.ledger.credit(person, at, fen);
  }
}
