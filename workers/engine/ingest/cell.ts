import { plainNumber } from './rows.ts';

/** A cell as the workbook reader gives it: `s` text, `n` number, `b` boolean, `e` error, `d` date, `z` empty; `z` also names its format. */
export interface SheetCell {
  readonly t: string;
  readonly v?: unknown;
  readonly z?: unknown;
}

/** How a number format shows dates. */
interface DateFormat {
  readonly date: boolean;
  readonly time: boolean;
  readonly elapsed: boolean;
}

/** Turns cells of one workbook into text. */
export interface CellReader {
  /** The text that a table keeps: ISO dates, plain numbers, `true`/`false`; null for an empty or an error cell. */
  text(cell: SheetCell | undefined): string | null;
}

const DAY = 86_400_000;
/** Serial number of 1970-01-01 in the 1900 date system, and how far the 1904 system lies behind it. */
const EPOCH = 25_569;
const SHIFT_1904 = 1462;
/** 9999-12-31, the last day that a spreadsheet knows. */
const LAST_SERIAL = 2_958_466;

/** @param isDate tells whether a number format shows a date or time (the workbook library's own rule). */
export function cellReader(date1904: boolean, isDate: (format: string) => boolean): CellReader {
  const formats = new Map<string, DateFormat | null>();
  const dateFormat = (format: string): DateFormat | null => {
    let known = formats.get(format);
    if (known === undefined) {
      known = isDate(format) ? partsOf(format) : null;
      formats.set(format, known);
    }
    return known;
  };
  return {
    text(cell) {
      const value = cell?.v;
      if (cell === undefined || cell.t === 'z' || cell.t === 'e' || value === undefined || value === null) return null;
      if (value instanceof Date) return isoText(value.getTime(), false);
      if (typeof value === 'boolean') return String(value);
      if (typeof value !== 'number') return String(value) === '' ? null : String(value);
      if (!Number.isFinite(value)) return null;
      const format = typeof cell.z === 'string' ? cell.z : 'General';
      const date = dateFormat(format);
      if (date) return serialText(value, date, date1904);
      // A format of zeros alone (00000) is how spreadsheets show codes and postcodes: what is seen is what is meant.
      if (/^0{2,}$/.test(format) && Number.isInteger(value) && value >= 0)
        return plainNumber(value).padStart(format.length, '0');
      return plainNumber(value);
    },
  };
}

function partsOf(format: string): DateFormat {
  const elapsed = /\[(h+|m+|s+)\]/i.test(format);
  const letters = format
    .replace(/"[^"]*"|\\./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P/gi, 'h');
  const time = /[hs]/i.test(letters);
  return { time, elapsed, date: /[yd]/i.test(letters) || !time };
}

/** Text of a serial date: a day, a day with its time, or a time alone; the number itself where no date has it. */
export function serialText(serial: number, format: DateFormat, date1904: boolean): string {
  if (!format.date && serial >= 0 && (serial < 1 || format.elapsed)) return clock(Math.round(serial * DAY));
  let days = serial + (date1904 ? SHIFT_1904 : 0);
  if (days < (date1904 ? 0 : 1) || days >= LAST_SERIAL) return plainNumber(serial);
  // The 1900 system counts a 29 February 1900 that never was.
  if (days < 60) days += 1;
  return isoText(Math.round((days - EPOCH) * DAY), !format.time);
}

function isoText(time: number, dayOnly: boolean): string {
  const second = Math.round(time / 1000) * 1000;
  const text = new Date(Math.abs(time - second) <= 1 ? second : time).toISOString();
  if (dayOnly && text.endsWith('T00:00:00.000Z')) return text.slice(0, 10);
  return text.slice(0, text.endsWith('.000Z') ? 19 : 23).replace('T', ' ');
}

function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

/** What an error cell shows. */
export function errorText(cell: SheetCell): string {
  return ERRORS[Number(cell.v)] ?? '#ERROR!';
}
