/** ISO 4217 codes that can be chosen, and how amounts and headers write each. A bare ¥ is read as CNY, a bare $ as USD. */
const SIGNS: Readonly<Record<string, string>> = {
  CNY: '¥ ￥ CN¥ RMB 人民币 元 圆 块',
  USD: '$ US$ 美元 美金',
  HKD: 'HK$ 港元 港币 港幣',
  TWD: 'NT$ NTD 新台币 新臺幣 台币',
  EUR: '€ 欧元 歐元',
  GBP: '£ 英镑 英鎊',
  JPY: 'JP¥ 円 日元 日圆',
  KRW: '₩ 韩元',
  MOP: 'MOP$ 澳门元',
  SGD: 'S$ 新加坡元 新币',
  MYR: 'RM 马币 林吉特',
  THB: '฿ 泰铢',
  VND: '₫ 越南盾',
  IDR: 'Rp 印尼盾',
  PHP: '₱ 菲律宾比索',
  INR: '₹ 卢比',
  AUD: 'A$ AU$ 澳元',
  NZD: 'NZ$ 新西兰元',
  CAD: 'C$ CA$ 加元',
  CHF: '瑞士法郎',
  SEK: '瑞典克朗',
  NOK: '挪威克朗',
  DKK: '丹麦克朗',
  PLN: 'zł',
  CZK: 'Kč',
  TRY: '₺',
  RUB: '₽ 卢布',
  UAH: '₴',
  KZT: '₸',
  AED: '迪拉姆',
  SAR: '沙特里亚尔',
  ILS: '₪',
  ZAR: '南非兰特',
  NGN: '₦',
  BRL: 'R$ 雷亚尔',
  MXN: 'MX$ 墨西哥比索',
};

/** The currencies that can be chosen, ISO 4217. */
export const CURRENCIES: readonly string[] = Object.keys(SIGNS);

/** Signs and codes in capitals, with the ISO code of each. */
const codes = new Map<string, string>();
for (const [code, signs] of Object.entries(SIGNS))
  for (const sign of [code, ...signs.split(' ')]) codes.set(sign.toUpperCase(), code);

const escaped = (sign: string) => sign.replace(/[$]/g, '\\$');
const longestFirst = [...codes.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped);

/** Every sign and code, the longest first, as an alternation that both JavaScript and RE2 read (without regard to case). */
export const CURRENCY_SIGNS = longestFirst.join('|');

/** 元 is also a part of other words, and letters of other names: in a name a sign stands alone, in brackets or behind an amount's word. */
const IN_NAME = new RegExp(
  `(?<![A-Z])(?:${longestFirst.filter((sign) => !/^[元圆块]$/.test(sign)).join('|')})(?![A-Z])|(?<=[(（[【/_:：\\s万亿]|额|价|费|款|入)[元圆](?=[)）\\]】\\s]|$)`,
  'i',
);
const SIGN = new RegExp(CURRENCY_SIGNS, 'i');

/** The currency that an amount is written in, ISO 4217; null where it names none. */
export function currencyOf(amount: string): string | null {
  return codeOf(SIGN.exec(amount)?.[0]);
}

/** The currency that the name of a column of money says: `Amount (USD)`, `price_eur`, `金额（元）`. */
export function currencyInName(name: string): string | null {
  return codeOf(IN_NAME.exec(name.replace(/([a-z])([A-Z])/g, '$1_$2'))?.[0]);
}

/** The code that a sign, code or name of a currency stands for; null for any other text. */
export function codeOf(sign: string | undefined): string | null {
  return sign === undefined ? null : (codes.get(sign.trim().toUpperCase()) ?? null);
}
