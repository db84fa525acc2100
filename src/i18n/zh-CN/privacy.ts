import type { privacy as en } from '../en/privacy.ts';

export const privacy = {
  'privacy.title': '有什么离开了这台设备',
  'privacy.sent-none': '已发送 0 字节',
  'privacy.sent-none-short': '0 B',
  'privacy.sent-some': '已发出 {n} 个请求',
  'privacy.lock': '打开隐私面板',
  'privacy.lead': '没有任何数据离开这台设备。',
  'privacy.lead-bad': '有内容曾试图离开这台设备。',

  'privacy.left': '离开了什么',
  'privacy.left-outside': '发往其他网站的请求',
  'privacy.left-blocked': '被浏览器拦下的尝试',
  'privacy.left-own': '从本站取得的程序文件',
  'privacy.left-note':
    '自打开此标签页起，按浏览器自己的记录统计。后台 Worker 的记录页面读不到，但它们受同一条规则约束。',
  'privacy.blocked-list': '被拦下的内容',
  'privacy.outside-list': '请求去了哪里',

  'privacy.stored': '这里存了什么',
  'privacy.stored-used': '在这台设备上占用',
  'privacy.stored-workspaces': '工作区',
  'privacy.stored-kept': '保留到你删除为止',
  'privacy.stored-kept-yes': '是',
  'privacy.stored-kept-no': '空间不足时浏览器可能清除',
  'privacy.stored-note':
    '数据表、字段映射和计算结果在浏览器自带的数据库（IndexedDB）里，语言和外观在本地存储里。没有账号，没有 Cookie。',
  'privacy.persist': '请浏览器长期保留',

  'privacy.enforced': '靠什么保证',
  'privacy.enforced-policy':
    '页面声明了内容安全策略，由浏览器强制执行：不能连接任何其他网站，不能运行外来代码，不能提交表单。',
  'privacy.enforced-workers': '读取数据的 Worker 继承同一条策略。',
  'privacy.enforced-engine': '数据库引擎启动时即被锁定：不装扩展，不连网络，只能读你给它的文件。',
  'privacy.enforced-tests': '每个版本都有测试尝试突破这些限制，只要有一个成功就不发布。',
  'privacy.policy': '生效中的策略',
  'privacy.policy-none': '没有生效中的策略：这是开发版本，请不要打开真实的客户数据。',

  'privacy.check': '自己验证',
  'privacy.check-network': '打开开发者工具（F12）的“网络”面板，照常使用：没有请求带着你的数据。',
  'privacy.check-offline': '页面加载后断开网络，一切照常工作。',
  'privacy.check-try': '或者现在就让页面试着连接另一个网站：',
  'privacy.try': '试着发送',
  'privacy.try-blocked': '浏览器拒绝了，什么也没有发出。',
  'privacy.try-open': '浏览器没有拒绝，请不要用这个副本处理真实数据。',
} as const satisfies Record<keyof typeof en, unknown>;
