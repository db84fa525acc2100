import { language } from './language.svelte.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Builds (once) and returns the number format of the reader's language. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language.current + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(language.current, options)));
  return format;
}

/** The number as it is set in print: with a minus sign, which is as wide as a plus, not with a hyphen, and none before a zero. */
function written(value: number, options: Intl.NumberFormatOptions): string {
  return numberFormat({ signDisplay: 'negative', ...options })
    .format(value)
    .replace('-', '−');
}

/** 12,345.7 — at most `digits` after the point (default 2), none added. */
export function formatNumber(value: number, digits = 2): string {
  return written(value, { maximumFractionDigits: digits });
}

/** 15.50: exactly `digits` after the point, so that a column of figures lines up. */
export function formatFixed(value: number, digits: number): string {
  return written(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** 1.2 万 / 12K: for axes and tight places. */
export function formatCompact(value: number): string {
  return written(value, { notation: 'compact', maximumFractionDigits: 1 });
}

/** Short signs that stand for one currency only to most readers: the dollars of other places keep their letters (HK$). */
const SHORT = ['CNY', 'USD', 'EUR', 'GBP'];

function displayOf(currency: string): 'narrowSymbol' | 'symbol' {
  return SHORT.includes(currency) ? 'narrowSymbol' : 'symbol';
}

const names = new Map<string, Intl.DisplayNames>();

/** 人民币 / Chinese Yuan: the name of a currency (ISO 4217) in the reader's language. */
export function currencyName(code: string): string {
  let known = names.get(language.current);
  if (!known) names.set(language.current, (known = new Intl.DisplayNames(language.current, { type: 'currency' })));
  return known.of(code) ?? code;
}

/** ¥1,234.50 in the workspace's currency; `digits` after the point, default 2. */
export function formatMoney(value: number, currency: string, digits = 2): string {
  return written(value, {
    style: 'currency',
    currency,
    currencyDisplay: displayOf(currency),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** ¥8,911,407.904: all digits that the sum has, up to three after the point. */
export function formatMoneyExact(value: number, currency: string): string {
  return written(value, {
    style: 'currency',
    currency,
    currencyDisplay: displayOf(currency),
    minimumFractionDigits: 0,
    maximumFractionDigits: 3,
  });
}

/** ¥123.4万 / ¥1.2M. */
export function formatMoneyCompact(value: number, currency: string): string {
  return written(value, {
    style: 'currency',
    currency,
    currencyDisplay: displayOf(currency),
    notation: 'compact',
    maximumFractionDigits: 1,
  });
}

/** 74.6 % from 0.746; `digits` after the point, default 1. */
export function formatShare(value: number, digits = 1): string {
  return written(value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** +3.1 % or −2.0 %: a change, always with its sign. */
export function formatChange(value: number, digits = 1): string {
  return written(value, {
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** +9.2 from 0.092: a difference of two shares, in points, always with its sign. */
export function formatPoints(difference: number, digits = 1): string {
  return written(difference * 100, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** 2.4 MB: a size in bytes. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return written(bytes / 1000 ** step, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  });
}

/** A day in the reader's language from `YYYY-MM-DD…` (workspace-local, no zone): 2011-12-10 → 2011年12月10日 / 10 Dec 2011. */
export function formatDate(day: string): string {
  return dateFormat({ dateStyle: 'medium' }).format(asUtc(day));
}

/** A day with its time of day. */
export function formatDateTime(moment: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(asUtc(moment));
}

/** A month: 2011年12月 / Dec 2011. */
export function formatMonth(day: string): string {
  return dateFormat({ year: 'numeric', month: 'short' }).format(asUtc(day));
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Builds (once: that is slow, and tables write thousands of days) and returns the date format of the reader's language. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = language.current === 'en' ? 'en-GB' : language.current;
  const key = tag + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })));
  return format;
}

/** Workspace-local times carry no zone: they are written as if UTC, so that no browser shifts them. */
function asUtc(moment: string): Date {
  return new Date(`${moment.slice(0, 10)}T${moment.length > 10 ? moment.slice(11, 19).padEnd(8, ':00') : '00:00:00'}Z`);
}
