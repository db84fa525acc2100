import { running, type Random } from './random.ts';

const SURNAMES: readonly (readonly [name: string, pinyin: string, weight: number])[] = [
  ['王', 'wang', 72], ['李', 'li', 71], ['张', 'zhang', 67], ['刘', 'liu', 53], ['陈', 'chen', 45], ['杨', 'yang', 31],
  ['黄', 'huang', 22], ['赵', 'zhao', 22], ['吴', 'wu', 20], ['周', 'zhou', 20], ['徐', 'xu', 14], ['孙', 'sun', 15],
  ['马', 'ma', 13], ['朱', 'zhu', 12], ['胡', 'hu', 12], ['郭', 'guo', 11], ['何', 'he', 11], ['林', 'lin', 11],
  ['高', 'gao', 10], ['罗', 'luo', 9], ['郑', 'zheng', 9], ['梁', 'liang', 8], ['谢', 'xie', 7], ['宋', 'song', 7],
  ['唐', 'tang', 6], ['许', 'xu', 6], ['韩', 'han', 6], ['邓', 'deng', 6], ['冯', 'feng', 6], ['曹', 'cao', 5],
  ['彭', 'peng', 5], ['曾', 'zeng', 5], ['肖', 'xiao', 5], ['田', 'tian', 5], ['董', 'dong', 5], ['潘', 'pan', 4],
  ['袁', 'yuan', 4], ['蔡', 'cai', 4], ['蒋', 'jiang', 4], ['余', 'yu', 4], ['于', 'yu', 4], ['杜', 'du', 4],
  ['叶', 'ye', 4], ['程', 'cheng', 4], ['魏', 'wei', 4], ['苏', 'su', 4], ['吕', 'lv', 4], ['欧阳', 'ouyang', 1],
]; // prettier-ignore

const WOMEN_FIRST = '雨思欣梦佳雅静婷慧晓美丽玉淑春秀诗若紫芷语可依嘉亦书清云心筱';
const WOMEN_SECOND = '怡涵琪瑶彤萱妍婕蓉琳雯颖洁燕娟芳霞敏莹倩晴宁菲悦然桐禾溪岚蕾';
const MEN_FIRST = '子浩宇俊志建国文明嘉晓思天博泽睿承景立永家学海晨一星逸伟振鸿';
const MEN_SECOND = '轩杰豪涛强军磊鹏飞超辉凯林峰阳龙斌宁远航哲铭皓然恒毅昊辰松川';
const SINGLE_WOMEN = '静丽敏娜燕玲婷娟艳雪薇洁莉颖璐';
const SINGLE_MEN = '伟强磊军勇杰涛超明刚平辉鹏斌波';

const totals = running(SURNAMES.map((entry) => entry[2]));

export interface PersonName {
  full: string;
  pinyin: string;
}

/** A made-up name of two to four characters, and the surname as it is spelled in e-mail addresses. */
export function drawName(random: Random, female: boolean): PersonName {
  const surname = SURNAMES[random.index(totals)]!;
  const single = random.chance(0.16);
  if (single) return { full: surname[0] + character(random, female ? SINGLE_WOMEN : SINGLE_MEN), pinyin: surname[1] };
  const first = character(random, female ? WOMEN_FIRST : MEN_FIRST);
  const second = character(random, female ? WOMEN_SECOND : MEN_SECOND);
  return { full: surname[0] + first + second, pinyin: surname[1] };
}

function character(random: Random, list: string): string {
  return list.charAt(random.below(list.length));
}

const PHONE_PREFIXES = [
  130, 131, 132, 133, 135, 136, 137, 138, 139, 150, 151, 152, 153, 156, 157, 158, 159, 166, 176, 177, 178, 180, 181,
  182, 183, 185, 186, 187, 188, 189, 191, 198, 199,
];

/** An 11-digit number, different for every `serial` below one hundred million. */
export function phoneOf(serial: number, random: Random): number {
  const tail = Number((BigInt(serial) * 61803399n + 27182818n) % 100000000n);
  return random.pick(PHONE_PREFIXES) * 100000000 + tail;
}
