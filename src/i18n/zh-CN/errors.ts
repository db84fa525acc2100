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
  'errors.action-failed': '没有成功：{detail}',

  'errors.browser-title': '这个浏览器缺少知客需要的功能',
  'errors.browser-text':
    '所有计算都在浏览器里完成，因此需要下列功能。新版 Chrome、Edge、Firefox 和 Safari（17 及以上）都具备。隐私窗口有时会关闭存储。',
  'errors.lacks-wasm': 'WebAssembly：运行数据库引擎。',
  'errors.lacks-indexeddb': 'IndexedDB：在这台设备上保存工作区。',
  'errors.lacks-workers': '模块 Worker：计算时不卡住页面。',
  'errors.lacks-locks': 'Web Locks：防止两个标签页互相覆盖。',
  'errors.lacks-crypto': 'Web Crypto：为文件命名和加密，需要 https 或 localhost。',
} as const satisfies Record<keyof typeof en, unknown>;
