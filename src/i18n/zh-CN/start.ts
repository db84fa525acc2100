import type { start as en } from '../en/start.ts';

export const start = {
  'start.title': '用手里的订单文件，认识你的客户',
  'start.about': '得到每位客户的画像、RFM 分层，以及谁会再来、谁会流失的预测。',
  'start.drop': '把文件或文件夹拖到这里',
  'start.kinds': 'CSV、Excel、JSON、Parquet、Arrow 都行：订单、会员、访问、评价，列名不限。也可以直接粘贴表格。',
  'start.drop-label': '添加文件',
  'start.or': '手边没有文件',
  'start.demo': '打开演示公司',
  'start.size': '演示公司的客户数',
  'start.size-spoken': '{n} 位客户',
  'start.size-unit': '位客户',
  'start.demo-about': '一家虚构的店，有会员、订单、访问和评价。',
  'start.privacy': '文件只留在这台设备上，这个页面没有任何途径把它们发出去。',
  'start.proof': '查看证据',
} as const satisfies Record<keyof typeof en, unknown>;
