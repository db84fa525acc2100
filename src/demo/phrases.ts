import type { Random } from './random.ts';

export const ASPECTS = ['质量', '物流', '客服', '价格', '包装'] as const;

type Phrases = readonly (readonly string[])[];

/** What people say about each aspect (in the order of ASPECTS) when they like it. */
const GOOD: Phrases = [
  ['质量很好，用着放心', '品质没得说', '用了一周，效果超出预期', '味道很正，做工也细', '质感不错，和描述一致', '真的好用，家里人都夸', '用料扎实，细节到位'],
  ['物流很快，第二天就到了', '发货速度没得挑', '昨天下单今天就收到', '快递小哥送货上门，态度也好', '到货比预计早了两天', '配送很及时'],
  ['客服很耐心，有问必答', '客服回复快，问题当场解决', '售后态度好，处理得很爽快', '店员推荐得很专业', '客服主动跟进，体验很好'],
  ['价格实惠，性价比高', '活动价很划算', '比别家便宜不少', '用券之后很值', '这个价位能有这个品质，值了', '囤了好几件，优惠力度大'],
  ['包装精美，送人有面子', '包装严实，一点没破', '盒子很用心，还附了小卡片', '包装简洁环保', '里三层外三层，保护得很好'],
]; // prettier-ignore

/** The same aspects when they do not. */
const BAD: Phrases = [
  ['质量太差，用了两次就坏了', '和图片差距很大', '味道刺鼻，不敢用', '用完皮肤发红，有点过敏', '做工粗糙，边角都没处理', '感觉不是正品', '效果一般，没什么感觉'],
  ['物流太慢，等了一个多星期', '快递一直不更新，催了也没用', '说好次日达，结果拖了五天', '送错地址，还要我自己去取', '派件没打电话就扔在门口'],
  ['客服半天不回，回了也是复制粘贴', '客服态度敷衍，互相推脱', '找售后找了三次都没人处理', '店员爱答不理', '机器人客服答非所问'],
  ['刚买完就降价，不给补差价', '价格偏贵，不值', '优惠券根本用不了', '先涨价再打折，套路太多', '运费比别家贵'],
  ['包装破损，东西洒了一半', '盒子压扁了，没法送人', '包装简陋，一个袋子就寄来了', '瓶口漏液，箱子里全湿了', '少了配件，封口也开了'],
]; // prettier-ignore

const OPEN_GOOD = [
  '',
  '',
  '第二次回购了，',
  '朋友推荐的，',
  '老顾客了，',
  '犹豫了很久终于下单，',
  '给妈妈买的，',
  '一直用这家的，',
  '活动时买的，',
];
const OPEN_BAD = [
  '',
  '',
  '说实话有点失望，',
  '第一次在这家买，',
  '真的很生气，',
  '不推荐，',
  '买之前看评价挺好，结果',
  '忍不住来说一句，',
];
const CLOSE_GOOD = ['。', '，会回购。', '，推荐！', '～', '，好评', '，下次还来。', '，五星好评！', '。希望一直保持'];
const CLOSE_BAD = [
  '。',
  '，不会再买了。',
  '，请尽快处理！',
  '，差评',
  '，希望改进。',
  '，要求退款！',
  '。给个说法吧',
  '，太让人失望了。',
];
const ASKS = ['{p}什么时候补货？', '请问{p}孕妇可以用吗', '{p}和旧款有什么区别？', '怎么开发票，订单里找不到入口', '会员积分怎么兑换？', '{p}的保质期多久', '可以改收货地址吗，刚下单', '{p}门店有现货吗？想周末去看看', '优惠券能叠加吗', '想问下{p}适合敏感肌吗']; // prettier-ignore
const RETURNS = ['申请退货，', '想退掉这单，', '七天无理由退货，', '要求退货退款，'];

export interface Opinion {
  text: string;
  /** Aspects (index into ASPECTS) that it speaks well or ill of; -1 for none. */
  praised: number;
  blamed: number;
}

/** A question about a product, without an opinion. */
export function ask(random: Random, product: string): Opinion {
  return { text: random.pick(ASKS).replace('{p}', product), praised: -1, blamed: -1 };
}

/** `tone` 1 praises, -1 blames, 0 does both: "…，就是…". */
export function opine(random: Random, product: string, tone: number, returning: boolean): Opinion {
  const aspect = random.below(ASPECTS.length);
  const names = random.chance(0.6) ? `${product}` : '';
  if (tone === 0) {
    const other = (aspect + 1 + random.below(ASPECTS.length - 1)) % ASPECTS.length;
    const turn = random.pick(['，就是', '，但是', '，不过', '，可惜']);
    const text = `${names}${random.pick(GOOD[aspect]!)}${turn}${random.pick(BAD[other]!)}。`;
    return { text, praised: aspect, blamed: other };
  }
  const good = tone > 0;
  const list = good ? GOOD : BAD;
  const opening = returning ? random.pick(RETURNS) : random.pick(good ? OPEN_GOOD : OPEN_BAD);
  const again = random.chance(0.35) ? `，${random.pick(list[(aspect + 2) % ASPECTS.length]!)}` : '';
  const body = `${opening}${names}${random.pick(list[aspect]!)}${again}`;
  const text = body + random.pick(good ? CLOSE_GOOD : CLOSE_BAD);
  return { text: dirty(random, text), praised: good ? aspect : -1, blamed: good ? -1 : aspect };
}

/** One text in a hundred breaks the line or quotes, as people do; a careless reader of CSV trips over it. */
function dirty(random: Random, text: string): string {
  const u = random.next();
  if (u < 0.005) return text.replace('，', '\n');
  if (u < 0.01) return `客服说"稍等",然后就没有然后了。${text}`;
  return text;
}
