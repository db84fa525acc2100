import { describe, expect, it } from 'vitest';
import { statusMeaning } from '../../src/domain/status.ts';

const words = {
  valid:
    '已完成 交易成功 已付款 已发货 已签收 部分退款 退款关闭 已结账 paid completed Fulfilled partially_refunded delivered processing on-hold 买家已付款,等待卖家发货',
  cancelled: '已取消 交易关闭 作废 已撤销 cancelled Canceled voided closed failed expired 支付失败',
  refunded: '已退款 退款成功 退货 refunded returned 全额退款',
  unpaid: '待付款 未支付 等待买家付款 unpaid pending wait_buyer_pay',
  test: '测试 test',
  unknown: '0 1 2 A 其他',
} as const;

describe('what a status says', () => {
  for (const [meaning, list] of Object.entries(words))
    it.each(list.split(' '))(`%s is ${meaning}`, (value) => {
      expect(statusMeaning(value)).toBe(meaning);
    });
});
