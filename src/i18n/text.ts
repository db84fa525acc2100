import { language } from './language.svelte.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';
import { formatNumber } from './format.ts';

/** A message: plain text with `{name}` places, or one text for one and another for many (chosen by `n`). */
export type Message = string | { readonly one: string; readonly other: string };
export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

/** Says a message in the reader's language. Numbers in `values` are written as the language writes them. */
export function t(key: Key, values: Values = {}): string {
  const message: Message = (language.current === 'en' ? en : zhCN)[key];
  const text = typeof message === 'string' ? message : message[plural(values.n)];
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** True when there is such a message: for keys that are put together from data, such as `feature.<id>`. */
export function isKey(key: string): key is Key {
  return key in en;
}

function plural(n: string | number | undefined): 'one' | 'other' {
  // Not by the rules of the language: Chinese has no plural, but says "from small to large" of several only.
  return Number(n ?? 0) === 1 ? 'one' : 'other';
}
