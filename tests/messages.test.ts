import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { zhCN } from '../src/i18n/zh-CN.ts';

type Texts = Readonly<Record<string, string | { readonly one: string; readonly other: string }>>;
const languages: Readonly<Record<string, Texts>> = { en, 'zh-CN': zhCN };
const root = join(import.meta.dirname, '..');

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : /\.(ts|svelte)$/.test(name) ? [path] : [];
  });
}

const flat = (message: Texts[string] | undefined): string =>
  typeof message === 'object' ? `${message.one} ${message.other}` : (message ?? '');
const places = (message: Texts[string] | undefined): string[] =>
  [...new Set(flat(message).match(/\{\w+\}/g) ?? [])].sort();

describe('messages', () => {
  it('both languages say the same things', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
  });

  it('no message is empty', () => {
    const empty = Object.entries(languages).flatMap(([name, texts]) =>
      Object.keys(texts)
        .filter((key) => flat(texts[key]).trim() === '')
        .map((key) => `${name} ${key}`),
    );
    expect(empty).toEqual([]);
  });

  it('both languages have the same places for values', () => {
    const different = Object.keys(en).filter(
      (key) => places(languages.en![key]).join() !== places(languages['zh-CN']![key]).join(),
    );
    expect(different).toEqual([]);
  });

  it('nobody shouts, and Chinese is written in Chinese', () => {
    const shouting = Object.entries(languages).flatMap(([name, texts]) =>
      Object.keys(texts)
        .filter((key) => /[!！]/.test(flat(texts[key])))
        .map((key) => `${name} ${key}`),
    );
    expect(shouting).toEqual([]);
    const untranslated = Object.keys(en).filter((key) =>
      /[a-z]{4,} [a-z]{3,} [a-z]{3,}/i.test(flat(languages['zh-CN']![key])),
    );
    expect(untranslated).toEqual([]);
  });

  it('one thing has one name in Chinese', () => {
    const others = /营收|营业额|成交额/;
    expect(Object.keys(zhCN).filter((key) => others.test(flat(languages['zh-CN']![key])))).toEqual([]);
  });

  it('every key that the code names exists, and every message is used', () => {
    const sources = filesOf(join(root, 'src'))
      .filter((file) => !/i18n\/(en|zh-CN)\//.test(file))
      .map((file) => readFileSync(file, 'utf8'));
    const text = sources.join('\n');
    const named = [...text.matchAll(/\bt\(\s*'([a-z]+\.[\w.-]+)'/g)].map((found) => found[1]!);
    expect(named.filter((key) => !(key in en))).toEqual([]);
    const prefixes = [...text.matchAll(/`([a-z]+\.[\w.-]*)\$\{/g)].map((found) => found[1]!);
    const unused = Object.keys(en).filter(
      (key) =>
        !text.includes(`'${key}'`) &&
        !text.includes(`\`${key}\``) &&
        !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
