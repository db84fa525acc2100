import type { tabs as en } from '../en/tabs.ts';

export const tabs = {
  'tabs.reading': '这个工作区正在另一个标签页里使用，这里只能看',
  'tabs.reading-about': '那边保存的改动会同步显示在这里。基准日、筛选和导出照常可用，只影响你眼前的视图。',
  'tabs.take': '改在这里操作',
  'tabs.waiting': '正在请另一个标签页交出工作区',
  'tabs.waiting-about': '它会先把正在保存的内容存完，不会丢失。',
  'tabs.why': '这个工作区正在另一个标签页里使用，这里不能改动。',
  'tabs.why-short': '另一标签页使用中',
  'tabs.owner-now': '现在由这个标签页操作这个工作区，另一个标签页保存过的内容都在。',
  'tabs.removed': '“{name}”已在另一个标签页里删除。',
  'tabs.outdated': '知客已在另一个标签页里更新',
  'tabs.outdated-about': '这个标签页还是旧版本，不能再保存。请重新加载，内容不会丢失。',
  'tabs.blocked': '另一个标签页还开着旧版知客',
  'tabs.blocked-about': '关闭它之前，存储无法更新。请先关闭它，再重新加载本页。',
  'tabs.closed': '本页的存储被清除了',
  'tabs.closed-about': '这个标签页打开期间，浏览器或使用这台设备的人清除了它。请重新加载，看看还有哪些内容。',
} as const satisfies Record<keyof typeof en, unknown>;
