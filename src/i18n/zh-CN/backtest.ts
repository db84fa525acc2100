import type { backtest as en } from '../en/backtest.ts';

export const backtest = {
  'backtest.title': '回测',
  'backtest.about': '如果当时就把名单导出来，后来的结果说明它准不准。',
  'backtest.empty-title': '没有可供对照的订单',
  'backtest.empty-text': '回测需要带客户和时间的订单。请添加数据，或在“数据源”页说明哪些列是订单。',
  'backtest.empty-label': '自有标签的模型没有日期可以回溯，改用预先留出的客户来检验，结果在学习它的页面上。',
  'backtest.to-label': '查看自有标签的检验',
  'backtest.running': '正在回到切分日，用当时已知的数据拟合每个模型并比较……',
  'backtest.failed-title': '回测计算失败',
  'backtest.failed-text': '您的数据没有变化。请重试。',
  'backtest.cancelled-title': '已取消回测',
  'backtest.cancelled-text': '什么都没有改变。',
  'backtest.again': '重新回测',
  'backtest.unfiltered': '筛选在这里不起作用：名单面向切分日已知的全部客户。',

  'backtest.builder': '回测设置',
  'backtest.builder-about': '设置随工作区保存，并带版本号。',
  'backtest.days-ago': '哪天的名单',
  'backtest.days-ago-n': '{n} 天前',
  'backtest.size': '名单长度',
  'backtest.size-unit': '长度单位',
  'backtest.size-share': '占比（%）',
  'backtest.size-count': '人数',
  'backtest.size-fault': '请填大于 0 的数，占比不超过 100',
  'backtest.contact-cost': '每次触达成本',
  'backtest.offer-cost': '每位下单者的优惠成本',
  'backtest.cost-fault': '请填不小于 0 的数',
  'backtest.margin': '毛利率（占金额的 %）',
  'backtest.margin-fault': '请填大于 0、不超过 100 的数',
  'backtest.window': '已知：{first} 至 {last} 的订单。对照：{from} 至 {to}。',
  'backtest.version': '版本 {n}，基准日 {day}',

  'backtest.list-rfm': 'RFM 总分',
  'backtest.list-class': 'RFM 八类',
  'backtest.list-value': '预期价值',
  'backtest.list-orders': '预期单量',
  'backtest.list-spend': '近一年消费',
  'backtest.list-recency': '最近下单优先',
  'backtest.list-random': '随机',
  'backtest.list-churn': '流失模型',
  'backtest.list-silent': '沉默最久',
  'backtest.list-low-rfm': 'RFM 总分最低',

  'backtest.refused-too-short':
    '切分日之前只有 {days} 天订单，至少需要 {needed} 天才能排序。请选更近的切分日，或添加更早的订单。',
  'backtest.refused-too-few-customers':
    '切分日时只有 {customers} 位下过单的客户，至少需要 {needed} 位，否则全凭运气。请选更近的切分日，或添加更早的订单。',
  'backtest.refused-nobody-bought':
    '切分日已知的 {customers} 位客户之后都没有下单，无从区分名单好坏。请选更早的切分日，或换一个基准日。',
  'backtest.missing-value': '价值模型没有给出名单：{reason}',
  'backtest.missing-churn': '流失模型没有给出名单：{reason}',
  'backtest.no-amounts': '订单没有金额：名单只按下单人数评判，不按销售额。',

  'backtest.verdict': '结论',
  'backtest.verdict-ahead':
    '{k} 人的名单，RFM 触及 {rfm} 的销售额，“{list}”触及 {share}：{difference}，95% 区间 {low} 至 {high}。这个模型值得用。',
  'backtest.verdict-behind':
    '{k} 人的名单，RFM 触及 {rfm} 的销售额，其余最好的“{list}”触及 {share}：{difference}，95% 区间 {low} 至 {high}。朴素的 RFM 胜出，用它就好。',
  'backtest.verdict-even':
    '{k} 人的名单，RFM 触及 {rfm} 的销售额，“{list}”触及 {share}：相差 {difference}，95% 区间 {low} 至 {high}，可能只是偶然。朴素的 RFM 不比它差。',
  'backtest.verdict-buyers':
    '“{list}”的 {k} 人中有 {reached} 人下单（{precision}，{low} – {high}）；同样长的随机名单约有 {random} 人。',
  'backtest.verdict-buyers-only': '{k} 人的名单，RFM 命中 {rfm} 位下单者；最好的“{list}”命中 {best} 位。',
  'backtest.verdict-leavers':
    '“{list}”担心流失的 {k} 人中，{reached} 人确实没有再下单（{precision}，{low} – {high}）；全部活跃客户中这个比例为 {base}。',
  'backtest.verdict-leavers-plain': '朴素的“{list}”命中 {reached} 人：流失模型帮助不大。',

  'backtest.figure-customers': '切分日已知客户',
  'backtest.figure-customers-proof': '切分日之前有订单的客户。',
  'backtest.figure-buyers': '其中之后下单',
  'backtest.figure-buyers-proof': '切分日已知、并在切分日至基准日之间下过单的客户。',
  'backtest.figure-revenue': '他们带来的销售额',
  'backtest.figure-revenue-proof': '切分日已知的客户从切分日到基准日的实付金额。之后新来的客户不在任何名单上。',
  'backtest.figure-left': '活跃但没再下单',
  'backtest.figure-left-proof': '切分日前 {days} 天内有订单、切分日至基准日没有订单的客户。',

  'backtest.table-title': '{k} 人的名单，对照后来的结果',
  'backtest.table-about': '所有名单只知道切分日之前的事。分数相同的客户按抽签排列，各名单的签相同。小字为 95% 区间。',
  'backtest.table-proof':
    '均按切分日排序：RFM 按工作区定义的 R + F + M 总分；八类从重要价值到一般挽留；预期价值与预期单量由切分日之前的订单拟合 {model}（及 Gamma–Gamma，按工作区保存的设置）得到；切分日前 365 天的消费；最近下单。命中率：之后下单 / 名单人数，Wilson 95% 区间。覆盖：之后下单 / 全部下单者。提升：命中率 / 全体下单比例。领先 RFM：销售额占比之差，按客户做配对自助法，种子固定。',
  'backtest.list': '名单',
  'backtest.reached': '下单人数',
  'backtest.precision': '命中率',
  'backtest.recall': '占全部下单者',
  'backtest.lift': '提升',
  'backtest.revenue': '销售额',
  'backtest.revenue-share': '占全部销售额',
  'backtest.per-customer': '每人',
  'backtest.ahead': '领先 RFM',
  'backtest.from-to': '{low} 至 {high}',

  'backtest.gain-title': '名单加长，能多触及多少？',
  'backtest.gain-about': '按名单占客户的比例，看触及了多少。虚线为随机名单，曲线越高于它越好。',
  'backtest.gain-about-revenue': '占全部销售额的比例。',
  'backtest.gain-about-buyers': '占全部下单客户的比例。',
  'backtest.gain-x': '名单占客户比例',
  'backtest.gain-revenue': '触及销售额',
  'backtest.gain-buyers': '触及下单者',
  'backtest.gain-k': '您的名单',
  'backtest.measure': '衡量标准',
  'backtest.measure-revenue': '销售额',
  'backtest.measure-buyers': '下单人数',
  'backtest.gain-tip': '前 {share}（{n} 人）',

  'backtest.profit-title': '名单多长最划算？',
  'backtest.profit-about':
    '名单上客户付款的毛利 − 触达成本 − 已用优惠。这里计入他们付的全部，包括本来就会付的：可以比较名单和长度，但触达本身带来多少，只有实验能回答。',
  'backtest.profit-best': '“{list}”取 {n} 人时最多：{profit}。',
  'backtest.profit-none': '按这样的成本，任何名单、任何长度都回不了本。',
  'backtest.profit-axis': '利润',
  'backtest.profit-proof':
    '每个名单逐百分之一计算：毛利率 × 名单客户在切分日之后的实付 − 触达成本 × 人数 − 优惠成本 × 下单人数。',

  'backtest.leavers-title': '担心流失的名单',
  'backtest.leavers-about': '只看切分日前一年内有订单的客户。之后没有下单，就算判断正确。小字为 95% 区间。',
  'backtest.leavers-proof':
    '流失模型学习的快照，其标签窗口都在切分日之前结束，长度与这里对照的窗口相同。命中率：之后没有下单 / 名单人数，Wilson 95% 区间；提升以全部活跃客户为基准。',
  'backtest.left': '没再下单',
  'backtest.recall-left': '占全部流失者',

  'backtest.open-title': '当天的名单',
  'backtest.open-about': '“{list}”的前 {n} 人，以及他们后来怎样。',
  'backtest.open-proof': '名单保持切分日当天的顺序；订单与金额取切分日至基准日。',
  'backtest.open-list': '名单',
  'backtest.place': '名次',
  'backtest.customer': '客户',
  'backtest.orders-since': '之后订单',
  'backtest.paid-since': '之后实付',
  'backtest.export': '导出 {n} 人',
  'backtest.exporting': '正在导出……',
  'backtest.export-failed': '名单没有导出成功：{fault}',
} as const satisfies Record<keyof typeof en, unknown>;
