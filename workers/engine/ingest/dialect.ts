import { looksTyped } from './type.ts';
import type { Cut } from './records.ts';

/** How a text file is cut into cells. */
export interface Dialect extends Cut {
  /** 1-based line of the header; 0 where there is none. */
  readonly headerLine: number;
  /** Physical lines before the first row of data. */
  readonly skip: number;
  /** Bytes before the first row of data. */
  readonly offset: number;
  /** What ends a line; the reader would take it from the first quoted line break. */
  readonly lineEnd: string;
  readonly columns: readonly string[];
  /** The text above the header, where there is any. */
  readonly title?: string;
}

/** The dialect of our own decoders' text (RFC 4180). */
export function plainDialect(columns: readonly string[], offset: number): Dialect {
  return {
    delimiter: ',',
    quote: '"',
    escape: '"',
    headerLine: 1,
    skip: 1,
    offset,
    lineEnd: '\n',
    columns: uniqueNames(columns),
  };
}

/** One record of a text: its cells, where it begins and ends (UTF-16 units), its 0-based line; `broken` when its quotes are. */
export interface TextRecord {
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly broken: boolean;
}

/** Cuts a text into records, at most `limit` of them; blank lines are left out. For samples: the engine cuts whole files. */
export function cutText(text: string, { delimiter, quote, escape }: Cut, limit = Infinity): TextRecord[] {
  const records: TextRecord[] = [];
  let at = 0;
  let line = 0;
  while (at < text.length && records.length < limit) {
    const start = at;
    const firstLine = line;
    const cells: string[] = [];
    let broken = false;
    for (;;) {
      // one space before a quote is let pass, as the engine's reader does
      const open = text[at] === ' ' && delimiter !== ' ' ? at + 1 : at;
      let cell = '';
      if (quote !== '' && text[open] === quote) {
        at = open + 1;
        for (;;) {
          const char = text[at];
          if (char === undefined) {
            broken = true;
            break;
          }
          if (char === escape && escape !== quote && at + 1 < text.length) {
            cell += text[at + 1];
            at += 2;
          } else if (char === quote) {
            if (text[at + 1] !== quote) break;
            cell += quote;
            at += 2;
          } else {
            if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) line++;
            cell += char;
            at++;
          }
        }
        at++;
        while (text[at] === ' ' && delimiter !== ' ') at++;
        const junk = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
        if (at > junk) broken = true;
      } else {
        const from = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
        cell = text.slice(from, at);
      }
      cells.push(cell);
      if (text[at] !== delimiter || at >= text.length) break;
      at++;
    }
    const end = at;
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < text.length) at++;
    line++;
    if (end > start) records.push({ cells, start, end: at, line: firstLine, broken });
  }
  return records;
}

const DELIMITERS = [',', ';', '\t', '|'];
const SNIFF = 32 * 1024;

/** Finds delimiter, quote, names and where the data begin, from the beginning of a text (decoded, without byte order mark). */
export function sniffDialect(head: string): Dialect | null {
  const hint = /^"?sep=(.)"?\r?\n?/i.exec(head);
  const body = hint ? head.slice(hint[0].length) : head;
  const sample = body.length > SNIFF ? body.slice(0, body.lastIndexOf('\n', SNIFF) + 1) || body.slice(0, SNIFF) : body;
  const delimiters = hint && hint[1] !== undefined ? [hint[1]] : DELIMITERS;
  const quote = quoteOf(sample, delimiters);
  let best: { cut: Cut; score: number } | null = null;
  for (const delimiter of delimiters) {
    const cut = { delimiter, ...quote };
    const score = scoreOf(cutText(sample, cut, 400), delimiters);
    if (!best || score > best.score + 1e-9) best = { cut, score };
  }
  if (!best) return null;
  const { cut } = best;
  const records = cutText(body, cut, 400);
  const width = widthOf(records);
  if (width === 0) return null;
  const at = firstWide(records, width);
  const first = records[at]!;
  const rest = records.slice(at + 1).map((record) => record.cells);
  const header = isHeader(first.cells, rest);
  const columns = Math.max(width, header ? lastNamed(first.cells) : reachOf(records));
  const names = Array.from({ length: columns }, (_, i) => (header ? (first.cells[i] ?? '') : ''));
  const before = hint ? 1 : 0;
  const begin = header ? records[at + 1] : first;
  const start = begin ? begin.start : body.length;
  const title = records
    .slice(0, at)
    .map((record) => record.cells.filter((cell) => cell.trim() !== '').join(' '))
    .join(' ');
  return {
    ...cut,
    headerLine: header ? first.line + 1 + before : 0,
    skip: begin ? begin.line + before : linesIn(head),
    offset: new TextEncoder().encode(head.slice(0, (hint?.[0].length ?? 0) + start)).length,
    lineEnd: lineEndOf(body, records),
    columns: uniqueNames(names),
    ...(title === '' ? {} : { title: title.slice(0, 200) }),
  };
}

/** Double quotes unless there are none and single ones enclose cells; backslashes escape where a quoted cell needs them to. */
function quoteOf(sample: string, delimiters: readonly string[]): { quote: string; escape: string } {
  if (!sample.includes('"')) {
    const around = delimiters.map((delimiter) => {
      const mark = delimiter === '|' ? '\\|' : delimiter;
      return (sample.match(new RegExp(`(^|${mark})'[^'\\n]*'(?=${mark}|\\r?\\n|$)`, 'gm')) ?? []).length;
    });
    if (Math.max(...around) >= 2 && (sample.match(/'/g) ?? []).length <= Math.max(...around) * 2 + 2)
      return { quote: "'", escape: "'" };
  }
  if (/\\"/.test(sample)) {
    const broken = (escape: string) =>
      Math.min(
        ...delimiters.map(
          (delimiter) => cutText(sample, { delimiter, quote: '"', escape }).filter((r) => r.broken).length,
        ),
      );
    if (broken('\\') < broken('"')) return { quote: '"', escape: '\\' };
  }
  return { quote: '"', escape: '"' };
}

/** Share of records that have the usual width, and of cells that are typed or at least hold no other delimiter; one column scores low. */
function scoreOf(records: readonly TextRecord[], delimiters: readonly string[]): number {
  const width = widthOf(records);
  if (width <= 1) return 0.01;
  const body = records.slice(firstWide(records, width));
  const even =
    body.filter((record) => record.cells.length === width && !record.broken).length / Math.max(1, body.length);
  let cells = 0;
  let clean = 0;
  for (const record of body.slice(0, 100)) {
    for (const cell of record.cells) {
      cells++;
      const text = cell.trim();
      if (text === '' || looksTyped(text)) clean++;
      else if (!delimiters.some((delimiter) => delimiter !== ',' && text.includes(delimiter))) clean += 0.8;
    }
  }
  return even * (0.3 + (0.7 * clean) / Math.max(1, cells)) * (1 - 0.5 / width);
}

/** The usual number of cells. */
function widthOf(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Where no header says how wide the table is: the number of cells that a tenth of the records reach. */
function reachOf(records: readonly TextRecord[]): number {
  const widths = records.map(({ cells }) => cells.length).sort((a, b) => b - a);
  return widths[Math.max(1, Math.ceil(widths.length / 10)) - 1 + (widths.length > 2 ? 1 : 0)] ?? widths[0] ?? 0;
}

/** The line end outside quotes that most of the first records have. */
function lineEndOf(text: string, records: readonly TextRecord[]): string {
  const counts = new Map([
    ['\n', 0],
    ['\r\n', 0],
    ['\r', 0],
  ]);
  for (const { end } of records) {
    const last = text[end - 1];
    const kind = last === '\n' && text[end - 2] === '\r' ? '\r\n' : last;
    if (kind === '\n' || kind === '\r\n' || kind === '\r') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '\n';
}

/** The first record that is nearly as wide as the table: titles above it are narrower. */
function firstWide(records: readonly TextRecord[], width: number): number {
  const least = width === 1 ? 1 : Math.max(2, Math.floor(width / 2) + 1);
  const filled = (record: TextRecord) => record.cells.filter((cell) => cell.trim() !== '').length;
  const found = records.slice(0, 20).findIndex((record) => filled(record) >= Math.min(least, width));
  return Math.max(0, found);
}

/** True when a record names columns: texts above typed cells, or at least texts that do not stand again below. */
export function isHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const labels = first.map((cell) => cell.trim());
  const named = labels.filter((label) => label !== '');
  if (named.length === 0) return false;
  let votes = 0;
  let typed = 0;
  labels.forEach((label, i) => {
    if (label === '') return;
    const below = rest.map((row) => (row[i] ?? '').trim()).filter((cell) => cell !== '');
    const share = below.filter(looksTyped).length / Math.max(1, below.length);
    if (looksTyped(label)) {
      typed++;
      if (share > 0.5 || below.length === 0) votes--;
    } else if (below.length > 0) {
      if (share >= 0.8) votes++;
      else if (below.includes(label)) votes--;
    }
  });
  if (votes !== 0) return votes > 0;
  return typed === 0 && new Set(named).size >= 0.5 * named.length;
}

function lastNamed(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function linesIn(text: string): number {
  return (text.match(/\r\n|\r|\n/g) ?? []).length + (/[\r\n]$/.test(text) || text === '' ? 0 : 1);
}

/** Names that a load needs for itself. */
const RESERVED = ['_rejects', '_row', '_source', 'rowid'];

/** Every column gets a name of its own, one line long: empty ones are numbered, repeated ones too. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>(RESERVED);
  return names.map((name, i) => {
    const clean = name.replaceAll('\0', '').replace(/[\s\uFEFF]+/g, ' ');
    const base = clean.trim() || `column ${i + 1}`;
    let unique = base;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base} (${n})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
