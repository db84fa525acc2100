import type { errors as en } from '../en/errors.ts';

export const errors = {
  'errors.retry': '重试',
  'errors.reload': '重新加载页面',
  'errors.detail': '技术细节',
  'errors.page-title': '这个页面出错了',
  'errors.page-text': '你的文件和设置都已保存，没有丢失。请重试；如果仍然出错，请重新加载，或先使用其他页面。',
  'errors.start-title': '知客没能启动',
  'errors.start-text': '没有丢失任何内容。请重新加载页面；如果仍不行，请关闭其他打开了知客的标签页。',
  'errors.chunk-title': '这个页面没能取到',
  'errors.chunk-text': '可能是网络断开，或知客在你打开之后更新过。重新加载即可继续。',
  'errors.fault-cancelled': '已取消，没有任何改动。',
  'errors.fault-engine-crashed': '数据库引擎中途停止了，正在重新启动。稍后请再试一次。',
  'errors.fault-engine-down': '数据库引擎没有运行。请重新加载页面；文件都已存好，没有丢失。',
  'errors.fault-compute-crashed': '模型计算中途停止了。请重试；如果仍然出错，请减少客户数，或换一个较早的基准日。',
  'errors.fault-missing-load': '有一张表的数据已不在这台设备上：可能刚被移除，或被浏览器清除。请重新添加该文件。',
  'errors.fault-no-space': '本机空间不够，没有保存。请删除一个工作区或腾出磁盘空间后再试。',
  'errors.fault-out-of-memory': '标签页内存用尽。请关闭其他标签页，或重新加载本页后再试。',
  'errors.fault-read-only': '这个工作区正在另一个标签页里使用，这里没有保存。请先选择“改在这里操作”。',
  'errors.fault-conflict': '另一个标签页刚保存了更新的版本，你的改动没有覆盖它。请重新加载页面后再试。',
  'errors.fault-storage-closed': '本页的存储已关闭，没有保存。请重新加载页面。',
  'errors.fault-gone': '这个工作区已在另一个标签页里删除。请选择其他工作区。',
  'errors.fault-not-fetched': '知客的一部分没能取到：可能是网络断开，或版本已更新。请重新加载页面。',
  'errors.fault-failed': '没有成功，也没有任何改动。请重试；如果仍然出错，请重新加载页面。',
  'errors.engine-rebuilt': '数据库引擎曾停止，已用存好的数据重新启动，没有丢失内容。',
  'errors.down-title': '数据库引擎反复停止',
  'errors.down-text':
    '文件都已存好，没有丢失，但现在无法计算。请关闭其他标签页腾出内存后重试。如果是添加某个文件之后开始的，请移除那个文件。',

  'errors.browser-title': '这个浏览器缺少知客需要的功能',
  'errors.browser-text':
    '所有计算都在浏览器里完成，因此需要下列功能。新版 Chrome、Edge、Firefox 和 Safari（17 及以上）都具备。隐私窗口有时会关闭存储。',
  'errors.lacks-wasm': 'WebAssembly：运行数据库引擎。',
  'errors.lacks-indexeddb': 'IndexedDB：在这台设备上保存工作区。',
  'errors.lacks-workers': '模块 Worker：计算时不卡住页面。',
  'errors.lacks-locks': 'Web Locks：防止两个标签页互相覆盖。',
  'errors.lacks-crypto': 'Web Crypto：为文件命名和加密，需要 https 或 localhost。',
} as const satisfies Record<keyof typeof en, unknown>;
