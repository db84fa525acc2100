import type { StatusMeaning } from './mapping.ts';

/** The meanings in the order in which the page offers them. */
export const STATUS_MEANINGS = [
  'valid',
  'cancelled',
  'refunded',
  'unpaid',
  'test',
  'unknown',
] as const satisfies readonly StatusMeaning[];

/** Meanings whose orders are kept out of the analysis. A refunded order is out too: nothing was earned. */
export const EXCLUDED_MEANINGS: readonly StatusMeaning[] = ['cancelled', 'refunded', 'unpaid', 'test'];

/** Tried in order: the first pattern found in the text decides. "Partly refunded" is an order that stands. */
const PATTERNS: readonly (readonly [StatusMeaning, RegExp])[] = [
  ['test', /测试|^test/],
  ['valid', /部分退|partial(ly)?[ _-]?refund|退款(关闭|失败|被拒|拒绝)|拒绝退款/],
  [
    'unpaid',
    /(待|未|等待买家|等待)(付款|支付)|待确认付款|unpaid|un_paid|awaiting payment|pending[ _-]?payment|wait[ _-]?(buyer[ _-]?)?pay|^pending$|待结账|未结账|not paid|payment_pending/,
  ],
  ['refunded', /退款|退货|已退|refund|returned|charge[ _-]?back|冲正|红冲/],
  [
    'cancelled',
    /取消|关闭|作废|撤销|撤单|失效|过期|废单|已删除|cancel|void|closed|failed|fail|expired|declined|abandoned|rejected|失败|trash|deleted/,
  ],
  [
    'valid',
    /完成|成功|已付|已支付|付款|已发货|已收货|已签收|签收|发货|待收货|待评价|已评价|已结|结账|结清|正常|有效|配送|出库|使用|核销|妥投|交易中|paid|complete|success|fulfilled|shipped|delivered|closed_won|processing|settled|active|done|ok|valid|captured|authorized|on[ _-]?hold|received/,
  ],
];

/** What a status value says, guessed from its words in Chinese and English. Codes such as 0, 1, 2 stay `unknown`: a person decides. */
export function statusMeaning(value: string): StatusMeaning {
  const text = value.trim().toLowerCase();
  if (/^(in|un)?valid$/.test(text)) return text === 'valid' ? 'valid' : 'cancelled';
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}

/** True when most of the values are status words that we know. */
export function looksLikeStatus(values: readonly string[]): boolean {
  return values.length > 0 && values.filter((value) => statusMeaning(value) !== 'unknown').length * 2 > values.length;
}
