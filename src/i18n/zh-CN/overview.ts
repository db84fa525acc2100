import type { overview as en } from '../en/overview.ts';

export const overview = {
  'overview.title': '总览',
  'overview.about': '生意怎么样，钱从谁来，谁会再来。',
  'overview.period': '时间范围',
  'overview.period-last-30': '近 30 天',
  'overview.period-last-90': '近 90 天',
  'overview.period-last-365': '近 365 天',
  'overview.period-month': '本月',
  'overview.period-quarter': '本季',
  'overview.period-year': '今年',
  'overview.period-all': '全部',
  'overview.span': '{from} 至 {to}',
  'overview.span-all': '截至 {to}',
  'overview.against-previous': '环比',
  'overview.against-year': '同比',

  'overview.revenue': '销售额',
  'overview.buyers': '购买客户数',
  'overview.orders': '订单数',
  'overview.average-order': '客单价',
  'overview.repurchase': '复购率',
  'overview.revenue-about': '期内全部订单的实付净额。',
  'overview.buyers-about': '期内至少有一笔订单的客户。',
  'overview.orders-about': '期内通过“数据源”页各项规则的订单，按订单去重。',
  'overview.average-order-about': '期内销售额 ÷ 订单数。',
  'overview.repurchase-about': '期内至少有两笔订单的客户 ÷ 至少有一笔订单的客户。小折线按月计算，数值自然更低。',
  'overview.changes-about':
    '变化 =（本期 − 对比期）÷ 对比期；复购率为两期之差，以百分点计。数据没有完整覆盖对比期，或对比期为零时，不作比较。',
  'overview.no-amounts': '没有数据源提供金额',

  'overview.headline-title': '最值得关注',
  'overview.headline-rules':
    '取第一条成立的：销售额环比变化达到 10%；近期没有来的重要客户贡献销售额达到 20%；只买过一次的客户达到 60%；前 20% 的客户贡献销售额达到 60%；否则给出复购率。',
  'overview.headline.empty': '这段时间没有人下单。',
  'overview.headline.up': '销售额环比上升 {change}，主要来自{driver}（{driverChange}）。',
  'overview.headline.down': '销售额环比下降 {change}，主要来自{driver}（{driverChange}）。',
  'overview.headline.fading': '近期没有来的重要客户贡献了 {share} 的销售额，共 {customers} 人，应最先唤回。',
  'overview.headline.one-time': '{share} 的客户只买过一次：第二单的空间最大。',
  'overview.headline.concentration': '前 20% 的客户贡献 {share} 的销售额：流失少数几位，损失就很大。',
  'overview.headline.steady': '总体平稳：这段时间的购买客户中，{repurchase} 下过不止一单。',
  'overview.driver-buyers': '购买客户数',
  'overview.driver-frequency': '人均订单数',
  'overview.driver-average-order': '客单价',

  'overview.revenue-title': '销售额来自新客还是老客？',
  'overview.revenue-chart-about': '按月。新客：当月是该客户历史首单所在月份。',
  'overview.revenue-proof':
    '按月汇总实付净额。客户在历史首单所在的月份算新客，此后各月算老客。基准日所在、尚未结束的月份颜色较浅。',
  'overview.pareto-title': '生意有多依赖少数客户？',
  'overview.pareto-found': '前 20% 的客户贡献 {share} 的销售额',
  'overview.pareto-proof':
    '按客户在基准日之前的累计实付金额从高到低排序。前 p% 指 floor(n × p ÷ 100) 位客户，至少一位。',
  'overview.cohort-title': '客户会再来吗？',
  'overview.cohort-about': '每月首单的客户中，若干个月后再次下单的占比。尚未结束的月份留空。',
  'overview.cohort-limited': '图中只画最近 {n} 批客户，表中是全部。',
  'overview.cohort-proof':
    '同期群按首单所在自然月划分。每格 = 该批客户中当月有订单的去重人数 ÷ 该批人数。基准日截断的月份留空，而不是记为零。',
  'overview.map-title': '客户在哪里，钱在哪里？',
  'overview.map-about': '面积是人数，颜色越浓，销售额占比越高。右上角：来得近、来得勤。',
  'overview.map-proof':
    '按“客户分层”页的口径打分：值相同则得分相同；R 为 5 表示最近下单的五分之一。销售额占比 = 这些客户的金额 ÷ 全部客户的金额。',

  'overview.mixed-currencies': '文件里的金额有 {text} 几种货币：按原数相加，没有换算。',

  'overview.empty-title': '还没有订单',
  'overview.empty-text': '总览由订单算出。请添加含订单的文件，或在“数据源”页指明哪一列是下单时间、哪一列是客户。',
  'overview.taken-title': '没有一笔订单计入',
  'overview.taken-text':
    '每一行订单都被规则排除了，比如金额为负或为零、已取消、没有客户或时间。请到“数据源”页打开这张表，在“规则”里查看并调整。',
  'overview.early-title': '基准日之前没有订单',
  'overview.early-text': '请在页面上方选一个更晚的基准日，或到“数据源”页查看哪些行没有计入。',
  'overview.empty-filter-title': '没有符合筛选条件的客户',
  'overview.empty-filter-text': '没有哪位下过单的客户同时满足全部条件。请在上方去掉一个条件。',
  'overview.to-sources': '前往数据源',
  'overview.failed-title': '这一项没有算出来',
  'overview.failed-text': '数据没有受影响。请重试；如果仍然失败，请去掉筛选条件。',
} as const satisfies Record<keyof typeof en, unknown>;
