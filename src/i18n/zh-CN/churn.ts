import type { churn as en } from '../en/churn.ts';

export const churn = {
  'churn.running': '正在还原过去的快照，学习谁没有再来……',
  'churn.question': '哪些客户在未来 {n} 天内不会下单？',
  'churn.data':
    '从过去 {n} 个快照（{cutoffs}）学习，用 {test} 的快照检验；共 {features} 个特征，每个只用当天已知的数据计算。会员等级等没有日期的属性不参与。',
  'churn.horizon': '多久内不再下单',
  'churn.active': '只看末单在此之内的客户',
  'churn.expected': '预计离开',
  'churn.expected-proof': '对所看客户在未来期间内不下单的概率求和。',
  'churn.likely': '离开比留下更可能',
  'churn.likely-proof': '流失概率大于一半的客户数。',
  'churn.at-stake': '面临风险的年消费',
  'churn.at-stake-proof': '流失概率 × 近 365 天净支付金额，求和。',
  'churn.refused-title': '还判断不出谁会离开',
  'churn.refused-too-short':
    '订单只有 {days} 天，至少需要 {needed} 天，才能用一段过去学习、用另一段检验。请缩短期限，或加入更早的文件。',
  'churn.refused-too-few-rows':
    '可学习的客户太少：某一部分 {rows} 位客户中，较少的一类只有 {rarer} 位，至少需要 {needed} 位。请换一个期限。',
  'churn.refused-one-class': '在这些期限内，所有人都离开或都没离开（{rows} 位客户），没有可区分的。请换一个期限。',
  'churn.refused-no-columns': '没有可供学习的数值特征。',
  'churn.refused-no-convergence': '模型搜索没有收敛。请换一个期限。',
  'churn.refused-failed': '模型在这些数据上无法检验。请换一个期限。',
  'churn.risk-title': '先联系谁',
  'churn.risk-about': '风险金额最高的 {n} 位客户：流失概率 × 近 365 天消费。▲ 指向离开，▼ 指向留下。',
  'churn.risk-proof':
    '原因是把这位客户的得分推离平均最多的三个特征：▲ 推向离开，▼ 推向留下。它们说明的是模型，不是因果。',
  'churn.chance': '流失概率',
  'churn.paid-lately': '近 365 天支付',

  'churn.board-about':
    '两个模型和两条不用学的规则，在都没见过的客户和时间上比较：一半客户训练，五分之一校准，其余在更晚的快照上检验。',
  'churn.shots-title': '用什么学习什么',
  'churn.shots-about':
    '每行是一个快照：模型只看标记之前发生的事，学习谁在之后的日子里没有下单。检验用的快照在其他快照全部结束后才开始，因此客户和时间都没有重复使用。',
  'churn.shots-history': '已知',
  'churn.shots-window': '要问的：有没有下单？',
  'churn.shots-training': '学习，{day}',
  'churn.shots-test': '检验，{day}',
  'churn.shots-scoring': '评分，{day}',
  'churn.shots-proof': '特征来自以各切分日为基准日的画像，其中没有任何更晚的信息。标签是期限内是否有订单。',
  'churn.repurchase': '同一个问题的另一面：她在这段时间里复购的概率，就是一减去流失概率。',
  'churn.check-link': '看它预测得准不准',
} as const satisfies Record<keyof typeof en, unknown>;
