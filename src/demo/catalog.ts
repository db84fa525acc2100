import { running } from './random.ts';

export const CATEGORIES = ['茶饮', '个护清洁', '美妆护肤', '家居日用', '香氛', '健康零食'] as const;

export interface Product {
  id: string;
  name: string;
  /** Index into CATEGORIES. */
  category: number;
  /** List price in fen. */
  price: number;
}

const shelves: readonly (readonly (readonly [name: string, yuan: number])[])[] = [
  [['明前龙井 100g', 168], ['茉莉花茶 200g', 69], ['冷泡乌龙茶包 20袋', 49.9], ['陈皮白茶 150g', 89], ['桂花红茶 120g', 59], ['大红袍礼盒', 298], ['青柑普洱 8颗', 79], ['玻璃泡茶杯', 45], ['旅行茶具套装', 159], ['薄荷绿茶 100g', 39.9]],
  [['氨基酸洗发水 500ml', 59.9], ['护发素 500ml', 49.9], ['沐浴露 750ml', 45], ['泡沫洗手液 3瓶', 36.9], ['美白牙膏 120g', 19.9], ['电动牙刷', 199], ['洗面巾 6包', 39.9], ['浓缩洗衣液 2kg', 52.8], ['身体乳 300ml', 69], ['护手霜 3支', 35]],
  [['玻尿酸面膜 10片', 99], ['保湿精华 30ml', 239], ['氨基酸洁面乳', 69], ['防晒霜 SPF50', 89], ['修护面霜 50g', 189], ['丝绒口红', 129], ['气垫粉底', 159], ['卸妆油 200ml', 79], ['眼霜 15g', 219], ['爽肤水 200ml', 88]],
  [['加厚垃圾袋 100只', 19.9], ['竹纤维毛巾 4条', 49.9], ['四件套床品', 399], ['记忆棉枕', 129], ['收纳箱 3只', 69.9], ['不粘炒锅', 189], ['保温杯 500ml', 99], ['厨房湿巾 5包', 29.9], ['超细拖把', 79], ['抽纸 24包', 42.9]],
  [['无火香薰 150ml', 89], ['大豆蜡烛', 79], ['车载香片', 39.9], ['衣物香氛喷雾', 49], ['桂花淡香水 30ml', 169], ['香薰机', 199], ['线香 60支', 58], ['香囊礼盒', 68]],
  [['每日坚果 30包', 109], ['冻干草莓脆', 29.9], ['黑芝麻丸 14颗', 39.9], ['无糖海苔', 25.9], ['燕麦片 1kg', 35.9], ['蜂蜜 500g', 59], ['阿胶糕', 88], ['红枣枸杞茶 30包', 45]],
]; // prettier-ignore

export const PRODUCTS: readonly Product[] = shelves.flatMap((shelf, category) =>
  shelf.map(([name, yuan], i) => ({
    id: `QHP${category + 1}${String(i + 1).padStart(2, '0')}`,
    name,
    category,
    price: Math.round(yuan * 100),
  })),
);

/** Handed out without payment; an order for it is a zero order. */
export const SAMPLE: Product = { id: 'QHP900', name: '新品试用装', category: 2, price: 0 };

/** Products (index into PRODUCTS) of each category, and how popular they are: steep, as on any shelf. */
export const SHELVES: readonly (readonly number[])[] = CATEGORIES.map((_, category) =>
  PRODUCTS.flatMap((product, i) => (product.category === category ? [i] : [])),
);
export const POPULARITY: readonly Float64Array[] = SHELVES.map((shelf) =>
  running(shelf.map((_, i) => 1 / (((i * 7) % shelf.length) + 1.5))),
);

const named = (name: string) => PRODUCTS.findIndex((product) => product.name.startsWith(name));

export interface Companion {
  /** Indexes into PRODUCTS. */
  product: number;
  with: number;
  /** Chance that the second joins a basket because the first is in it. */
  probability: number;
}

/** Planted affinities: what really goes with what. */
export const COMPANIONS: readonly Companion[] = [
  { product: named('氨基酸洗发水'), with: named('护发素'), probability: 0.45 },
  { product: named('明前龙井'), with: named('玻璃泡茶杯'), probability: 0.25 },
  { product: named('保湿精华'), with: named('修护面霜'), probability: 0.35 },
  { product: named('电动牙刷'), with: named('美白牙膏'), probability: 0.5 },
  { product: named('香薰机'), with: named('无火香薰'), probability: 0.4 },
  { product: named('四件套床品'), with: named('记忆棉枕'), probability: 0.3 },
];
export const COMPANION_OF: ReadonlyMap<number, Companion> = new Map(COMPANIONS.map((pair) => [pair.product, pair]));
