import type { DemoFile } from '../../src/demo/demo.ts';

export type Row = Record<string, string>;

/** Reads one file back as anybody would: RFC 4180, both line ends, an optional byte order mark. */
export function readRows(files: readonly DemoFile[], name: string): Row[] {
  const file = files.find((entry) => entry.name === name);
  if (!file) throw new Error(`no such file: ${name}`);
  const text = new TextDecoder().decode(Buffer.concat(file.bytes));
  const [header, ...records] = parse(text);
  return records.map((record) => {
    if (record.length !== header!.length)
      throw new Error(`${name}: a row of ${record.length} cells: ${record.join('|')}`);
    return Object.fromEntries(record.map((cell, i) => [header![i]!, cell]));
  });
}

function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (match[0] === '' && row.length === 0) break;
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Fen of an amount as people write it: 128.00, ¥128.00, ¥1,234.50. NaN when it is none. */
export function fen(text: string): number {
  return /^¥?[\d,]+\.\d{2}$/.test(text) ? Number(text.replace(/[¥,.]/g, '')) : NaN;
}

/** Local seconds since 1970 of 2024-03-05 08:09:10 or 2024/03/05 08:09; NaN when it is no moment. */
export function moment(text: string): number {
  const parts = /^(\d{4})[-/](\d{2})[-/](\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text)?.slice(1).map(Number);
  if (!parts) return NaN;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const at = Date.UTC(year, month - 1, day, hour, minute, second || 0);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 ? at / 1000 : NaN;
}

/** The eleven digits of a phone, however it was typed. */
export function digits(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^86(?=\d{11}$)/, '');
}
