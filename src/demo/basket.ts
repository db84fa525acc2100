import { CATEGORIES, COMPANION_OF, POPULARITY, PRODUCTS, SAMPLE, SHELVES } from './catalog.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

const MOST = 12;

/** What one purchase holds; the same object is filled again for each purchase. Money in fen. */
export class Basket {
  lines = 0;
  /** Index into PRODUCTS, or -1 for the free sample. */
  product = new Int16Array(MOST);
  quantity = new Uint8Array(MOST);
  /** What was paid for each line; the lines add up to `paid` exactly. */
  amount = new Float64Array(MOST);
  gross = 0;
  discount = 0;
  paid = 0;
  coupon = '';

  private add(product: number, quantity: number): void {
    for (let i = 0; i < this.lines; i++) if (this.product[i] === product) return;
    if (this.lines === MOST) return;
    this.product[this.lines] = product;
    this.quantity[this.lines] = quantity;
    this.lines++;
    this.gross += quantity * this.item(this.lines - 1).price;
  }

  item(line: number): typeof SAMPLE {
    return PRODUCTS[this.product[line]!] ?? SAMPLE;
  }

  get pieces(): number {
    let pieces = 0;
    for (let i = 0; i < this.lines; i++) pieces += this.quantity[i]!;
    return pieces;
  }

  private clear(): void {
    this.lines = 0;
    this.gross = 0;
    this.discount = 0;
    this.coupon = '';
  }

  sample(): void {
    this.clear();
    this.add(-1, 1);
    this.coupon = '新品试用';
    this.settle();
  }

  /** Products that a person likes, with their companions; who spends more takes more lines and more of each. */
  draw(random: Random, people: People, person: number): void {
    this.clear();
    const spend = people.spend[person]!;
    let wanted = 1;
    while (wanted < 7 && random.chance(Math.min(0.72, 0.24 * spend + 0.08))) wanted++;
    for (let i = 0; i < wanted; i++) {
      const taste = random.next();
      const known = taste < 0.55 ? people.favourite[person]! : people.second[person]!;
      const category = taste < 0.8 ? known : random.below(CATEGORIES.length);
      const product = SHELVES[category]![random.index(POPULARITY[category]!)]!;
      this.add(product, random.chance(0.16 * spend) ? 2 + random.below(2) : 1);
      const companion = COMPANION_OF.get(product);
      if (companion && random.chance(companion.probability)) this.add(companion.with, 1);
    }
    this.settle();
  }

  /** One test product at a price nobody pays. */
  trial(random: Random): void {
    this.clear();
    this.add(random.below(PRODUCTS.length), 1);
    this.discount = random.chance(0.7) ? this.gross - 1 : 0;
    this.settle();
  }

  /** Takes a coupon or a share of the price off. `least` is what must remain to pay. */
  reduce(fen: number, coupon: string): void {
    this.discount = Math.max(0, Math.min(Math.floor(fen), this.gross - 100));
    this.coupon = coupon;
    this.settle();
  }

  private settle(): void {
    this.paid = this.gross - this.discount;
    let rest = this.paid;
    for (let i = 0; i < this.lines; i++) {
      const list = this.quantity[i]! * this.item(i).price;
      const share = i === this.lines - 1 ? rest : Math.floor((list * this.paid) / this.gross);
      this.amount[i] = share;
      rest -= share;
    }
  }
}

/** Sale days are cheaper for all; who waits for offers nearly always has a coupon. Sets what comes off the basket. */
export function offer(random: Random, basket: Basket, sale: string, bargain: boolean, first: boolean): void {
  if (sale !== '' && random.chance(bargain ? 0.95 : 0.6))
    return basket.reduce(basket.gross * (0.08 + 0.14 * random.next()), `${sale}满减`);
  if (first && random.chance(0.5)) return basket.reduce(1000, '新人礼10元');
  if (!random.chance(bargain ? 0.62 : 0.1)) return;
  if (basket.gross >= 19900) return basket.reduce(3000, '满199减30');
  basket.reduce(basket.gross * 0.1, '会员日9折');
}
