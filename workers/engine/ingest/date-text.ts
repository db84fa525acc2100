import type { Statement } from '../../../src/domain/statement.ts';
import { join, raw, sql } from '../../../src/sql/statement.ts';

/** How the dates of a column are written. */
export type DateOrder =
  | 'iso'
  | 'compact'
  | 'month-first'
  | 'day-first'
  | 'chinese'
  | 'dots'
  | 'named'
  | 'epoch-seconds'
  | 'epoch-milliseconds'
  | 'excel-days';

interface Form {
  readonly order: DateOrder;
  readonly pattern: RegExp;
  /** For `strptime`; absent where a cast reads it. */
  readonly format?: string;
}

/** Every way in which a day is written, each with every way in which a time of day follows. */
const DAYS: readonly { order: DateOrder; pattern: string; formats: readonly string[] }[] = [
  { order: 'iso', pattern: '\\d{4}-\\d{1,2}-\\d{1,2}', formats: ['%Y-%m-%d'] },
  { order: 'iso', pattern: '\\d{4}/\\d{1,2}/\\d{1,2}', formats: ['%Y/%m/%d'] },
  { order: 'compact', pattern: '(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])', formats: ['%Y%m%d'] },
  { order: 'chinese', pattern: '\\d{4}年\\d{1,2}月\\d{1,2}日', formats: ['%Y年%m月%d日'] },
  { order: 'chinese', pattern: '\\d{4}年\\d{1,2}月\\d{1,2}', formats: ['%Y年%m月%d'] },
  { order: 'dots', pattern: '\\d{4}\\.\\d{1,2}\\.\\d{1,2}', formats: ['%Y.%m.%d'] },
  { order: 'day-first', pattern: '\\d{1,2}\\.\\d{1,2}\\.\\d{4}', formats: ['%d.%m.%Y'] },
  { order: 'month-first', pattern: '\\d{1,2}/\\d{1,2}/\\d{4}', formats: ['%m/%d/%Y'] },
  { order: 'month-first', pattern: '\\d{1,2}-\\d{1,2}-\\d{4}', formats: ['%m-%d-%Y'] },
  { order: 'named', pattern: '\\d{1,2}-[A-Za-z]{3}-\\d{4}', formats: ['%d-%b-%Y'] },
  { order: 'named', pattern: '\\d{1,2} [A-Za-z]{3} \\d{4}', formats: ['%d %b %Y'] },
  { order: 'named', pattern: '\\d{1,2} [A-Za-z]{4,9} \\d{4}', formats: ['%d %B %Y'] },
  { order: 'named', pattern: '[A-Za-z]{3} \\d{1,2}, \\d{4}', formats: ['%b %d, %Y'] },
  { order: 'named', pattern: '[A-Za-z]{4,9} \\d{1,2}, \\d{4}', formats: ['%B %d, %Y'] },
];
const TIMES: readonly { pattern: string; format: string }[] = [
  { pattern: '', format: '' },
  { pattern: ' +\\d{1,2}:\\d{2}', format: ' %H:%M' },
  { pattern: ' +\\d{1,2}:\\d{2}:\\d{2}', format: ' %H:%M:%S' },
  { pattern: ' +\\d{1,2}:\\d{2}:\\d{2}\\.\\d{1,6}', format: ' %H:%M:%S.%f' },
  { pattern: ' +\\d{1,2}:\\d{2} *[AaPp][Mm]', format: ' %I:%M %p' },
  { pattern: ' +\\d{1,2}:\\d{2}:\\d{2} *[AaPp][Mm]', format: ' %I:%M:%S %p' },
];
const CHINESE_TIMES: readonly { pattern: string; format: string }[] = [
  { pattern: '\\d{1,2}:\\d{2}', format: '%H:%M' },
  { pattern: '\\d{1,2}:\\d{2}:\\d{2}', format: '%H:%M:%S' },
  { pattern: ' ?\\d{1,2}时\\d{1,2}分\\d{1,2}秒', format: ' %H时%M分%S秒' },
  { pattern: ' ?\\d{1,2}时\\d{1,2}分', format: ' %H时%M分' },
];

const ZONE = '(?: ?(?:Z|UTC|[+-]\\d{2}(?::?\\d{2})?))?';
const FORMS: readonly Form[] = [
  {
    order: 'iso',
    pattern: new RegExp(
      `^\\d{4}([-/])\\d{1,2}\\1\\d{1,2}(?:(?: +|T)\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?${ZONE})?$`,
      'i',
    ),
  },
  {
    order: 'compact',
    pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/,
    format: '%Y%m%d%H%M%S',
  },
  ...DAYS.flatMap(({ order, pattern, formats }) =>
    [...TIMES, ...(order === 'chinese' ? CHINESE_TIMES : [])].flatMap((time) =>
      formats.map((format) => ({
        order,
        pattern: new RegExp(`^${pattern}${time.pattern}$`),
        format: format + time.format,
      })),
    ),
  ),
];

/** What was found out about the dates of a column. */
export interface DatePlan {
  readonly dates: DateOrder;
  /** Formats for `strptime`, most frequent first; none where a cast reads them. */
  readonly formats: readonly string[];
  /** Day and month could be the other way round as far as the samples show. */
  readonly ambiguous?: true;
  /** Where the times say their zone: the one offset of all samples in minutes, null where there are several. */
  readonly zone?: { readonly offset: number | null };
}

/** True for a text that is written as a date with a four-digit year. */
export function isDateText(text: string): boolean {
  return FORMS.some(({ order, pattern }) => order !== 'compact' && pattern.test(text));
}

/** True for a text that is written as the dates of a column of this order are. */
export function isDateOf(text: string, order: DateOrder): boolean {
  if (order === 'epoch-seconds' || order === 'epoch-milliseconds') return /^\d{9,13}$/.test(text);
  if (order === 'excel-days') return /^\d{5}(?:\.\d+)?$/.test(text);
  const own = order === 'day-first' ? ['day-first', 'month-first'] : [order];
  return FORMS.some((form) => own.includes(form.order) && form.pattern.test(text));
}

/** How the dates of a column are written, or null where fewer than 97 % are dates of one order. */
export function inferDates(values: readonly string[], named: boolean): DatePlan | null {
  const epoch = named ? epochOf(values) : null;
  if (epoch === 'excel-days') return { dates: epoch, formats: [] };
  if (epoch) return { dates: epoch, formats: [], zone: { offset: 0 } };
  const found = new Map<Form, number>();
  let misses = 0;
  for (const value of values) {
    const form = FORMS.find(({ order, pattern }) => (named || order !== 'compact') && pattern.test(value));
    if (form) found.set(form, (found.get(form) ?? 0) + 1);
    else if (++misses > 0.03 * values.length) return null;
  }
  const forms = [...found].sort((a, b) => b[1] - a[1]);
  const orders = new Map<DateOrder, number>();
  for (const [{ order }, count] of forms) orders.set(order, (orders.get(order) ?? 0) + count);
  const [order, most] = [...orders].sort((a, b) => b[1] - a[1])[0] ?? ['iso', 0];
  if (most < 0.97 * values.length) return null;
  const formats = forms.flatMap(([form]) => (form.order === order && form.format ? [form.format] : []));
  if (order === 'month-first') return slashed(values, formats);
  const zone = order === 'iso' ? offsetsOf(values) : undefined;
  return { dates: order, formats, ...(zone ? { zone } : {}) };
}

/** The offset that the times of a column say, null where they say several; undefined where they say none. */
function offsetsOf(values: readonly string[]): { readonly offset: number | null } | undefined {
  const offsets = new Set<number>();
  for (const value of values) {
    const offset = offsetOf(value);
    if (offset !== null) offsets.add(offset);
    if (offsets.size > 1) return { offset: null };
  }
  const [only] = offsets;
  return only === undefined ? undefined : { offset: only };
}

/** Day or month first: by numbers beyond twelve; where none tells, slashes are read month first and dashes day first. */
function slashed(values: readonly string[], formats: readonly string[]): DatePlan | null {
  let day = 0;
  let month = 0;
  for (const value of values) {
    const [first = 0, second = 0] = (value.match(/\d+/g) ?? []).map(Number);
    if (first > 12) day++;
    if (second > 12) month++;
  }
  if (day > 0 && month > 0 && Math.min(day, month) > 0.03 * values.length) return null;
  const dashes = values.filter((value) => /^\d+-/.test(value)).length > values.length / 2;
  const dayFirst = day > month || (day === month && dashes);
  return {
    dates: dayFirst ? 'day-first' : 'month-first',
    formats: dayFirst ? formats.map(swapped) : formats,
    ...(day === 0 && month === 0 ? { ambiguous: true } : {}),
  };
}

/** The same dates with day and month the other way round. */
export function otherOrder(plan: DatePlan): DatePlan {
  return {
    dates: plan.dates === 'day-first' ? 'month-first' : 'day-first',
    formats: plan.formats.map(swapped),
  };
}

function swapped(format: string): string {
  return format.replace(/^%([md])(.)%[md]/, (_, first: string, mark: string) =>
    first === 'm' ? `%d${mark}%m` : `%m${mark}%d`,
  );
}

/** Seconds or milliseconds since 1970 between 2000 and 2100; days of a spreadsheet between 1954 and 2064. */
function epochOf(values: readonly string[]): 'epoch-seconds' | 'epoch-milliseconds' | 'excel-days' | null {
  const within = (value: string, unit: number) =>
    /^\d+$/.test(value) && Number(value) >= 946_684_800 * unit && Number(value) < 4_102_444_800 * unit;
  if (values.every((value) => /^[2-5]\d{4}(?:\.\d+)?$/.test(value))) return 'excel-days';
  if (values.every((value) => /^\d{9,10}$/.test(value) && within(value, 1))) return 'epoch-seconds';
  return values.every((value) => /^\d{12,13}$/.test(value) && within(value, 1000)) ? 'epoch-milliseconds' : null;
}

/** A text cell as TIMESTAMP; NULL unless it is written so and lies in the years 1000 to 9999. Times that say their zone come in UTC. */
export function momentOf(text: Statement<never>, { dates, formats, zone }: DatePlan): Statement<never> {
  if (dates === 'excel-days')
    return sql<never>`TIMESTAMP '1899-12-30' + to_seconds(round(TRY_CAST(CASE WHEN regexp_full_match(trim(${text}), '\\d{1,6}(\\.\\d+)?') THEN ${text} END AS DOUBLE) * 86400)::BIGINT)`;
  if (dates === 'epoch-seconds' || dates === 'epoch-milliseconds') {
    const unit = raw(dates === 'epoch-seconds' ? '1000000' : '1000');
    return sql<never>`make_timestamp(TRY_CAST(CASE WHEN regexp_full_match(trim(${text}), '\\d{9,13}') THEN ${text} END AS BIGINT) * ${unit})`;
  }
  if (zone) return inUtc(text, zone.offset ?? 0);
  const cast = sql<never>`TRY_CAST(${text} AS TIMESTAMP)`;
  const all = [...formats, ...formatsOf(dates).filter((format) => !formats.includes(format))];
  if (dates === 'iso' && formats.length === 0) return cast;
  const parsed = sql<never>`try_strptime(${text}, [${join(all)}])`;
  return dates === 'iso' ? sql<never>`coalesce(${cast}, ${parsed})` : parsed;
}

/** Where a time's zone stands, for RE2 and JavaScript: Z or UTC, or sign, hours, minutes. */
const ZONE_END = ' ?(?:(?i:Z|UTC)|([+-])(\\d{2})(?::?(\\d{2}))?)$';

/** A text with the zone at its end as UTC; one without takes the offset given, in minutes. */
function inUtc(text: Statement<never>, offset: number): Statement<never> {
  const clock = sql<never>`TRY_CAST(regexp_replace(${text}, ${`(:\\d{2}(?:\\.\\d+)?)${ZONE_END}`}, '\\1') AS TIMESTAMP)`;
  const part = (group: number) =>
    sql<never>`regexp_extract(${text}, ${`:\\d{2}(?:\\.\\d+)?${ZONE_END}`}, ${raw(String(group))})`;
  const minutes = sql<never>`(CASE ${part(1)} WHEN '-' THEN -1 ELSE 1 END) * (60 * ${part(2)}::INTEGER + coalesce(nullif(${part(3)}, ''), '0')::INTEGER)`;
  const utc = sql<never>`regexp_matches(${text}, '(?i)(Z|UTC) *$')`;
  return sql<never>`${clock} - to_minutes(CASE WHEN ${part(2)} <> '' THEN ${minutes} WHEN ${utc} THEN 0 ELSE ${raw(String(offset))} END)`;
}

/** All formats of an order. */
function formatsOf(dates: DateOrder): string[] {
  const own = FORMS.flatMap(({ order, format }) => (order === dates && format ? [format] : []));
  if (dates !== 'day-first') return own;
  return [...own, ...formatsOf('month-first').map(swapped)];
}

/** Minutes ahead of UTC that a time says at its end, 0 for Z and UTC; null where it says none. */
export function offsetOf(text: string): number | null {
  const found = /:\d\d(?:\.\d+)? ?(?:(Z|UTC)|([+-])(\d{2})(?::?(\d{2}))?)$/i.exec(text);
  if (!found) return null;
  if (found[1]) return 0;
  const minutes = 60 * Number(found[3]) + Number(found[4] ?? 0);
  return found[2] === '-' ? -minutes || 0 : minutes;
}

/** Two dates of a column that cannot both be read: one has no month in its second place, the other none in its first. */
export function quarrelOf(values: readonly string[]): readonly [string, string] | null {
  let day: string | undefined;
  let month: string | undefined;
  for (const value of values) {
    const found = /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b/.exec(value);
    if (!found) continue;
    if (Number(found[1]) > 12) day ??= value;
    if (Number(found[2]) > 12) month ??= value;
  }
  return day !== undefined && month !== undefined ? [day, month] : null;
}

/** The first date that shows which of its first two numbers is the day; undefined where none does. */
export function witnessOf(values: readonly string[], dates: DateOrder): string | undefined {
  const at = dates === 'day-first' ? 0 : 1;
  return values.find((value) => Number((value.match(/\d+/g) ?? [])[at] ?? 0) > 12);
}
