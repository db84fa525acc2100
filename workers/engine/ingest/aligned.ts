import { looksTyped } from './type.ts';
import { readThrough } from './records.ts';

/** Where the cells of a text without delimiters end: at any white space, or where two or more spaces stand (cells hold single ones). */
export type Alignment = 'spaces' | 'gaps';

const GAPS: Readonly<Record<Alignment, RegExp>> = { spaces: /[ \t]+/, gaps: / {2,}|\t+/ };
/** Lines that are looked at. */
const LOOK = 400;
/** Lines of the usual width that an aligned text has at least. */
const EVEN = 0.98;
/** Of cells between single spaces so many must be numbers or dates: prose is no table. */
const TYPED = 0.6;

/** How the lines of a text are aligned in columns by white space; null where they are not. The last line of a cut-off text is not looked at. */
export function alignmentOf(head: string): Alignment | null {
  const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const seen = (lines.length > 3 ? lines.slice(0, -1) : lines).slice(0, LOOK);
  if (seen.length < 3 || ['\t', ',', ';', '|'].some((mark) => isDelimited(seen, mark))) return null;
  for (const alignment of ['spaces', 'gaps'] as const) {
    const rows = seen.map((line) => cellsOf(line, alignment));
    const width = rows[rows.length >> 1]!.length;
    if (width < 2 || rows.filter((row) => row.length === width).length < EVEN * rows.length) continue;
    const cells = rows.slice(1).flat();
    const typed = cells.filter((cell) => looksTyped(cell) || /^\d+$/.test(cell)).length;
    if (typed >= (alignment === 'spaces' ? TYPED : 0) * cells.length && typed > 0) return alignment;
  }
  return null;
}

/**
 * True where every line has as many of a mark as the others: then it is the delimiter, and cells may be empty or begin with white space, as
 * shops write a tab before numbers that a spreadsheet would cut short.
 */
function isDelimited(lines: readonly string[], mark: string): boolean {
  const marks = lines.map((line) => line.split(mark).length - 1);
  return marks[0]! > 0 && marks.every((count) => count === marks[0]);
}

function cellsOf(line: string, alignment: Alignment): string[] {
  return line.trim().split(GAPS[alignment]);
}

/** Writes an aligned UTF-8 text (without byte order mark) as a table of commas, line for line. */
export async function realigned(text: Blob, alignment: Alignment, check: () => void): Promise<Blob> {
  const decoder = new TextDecoder();
  const parts: Blob[] = [];
  let rest = '';
  const write = (whole: string) => {
    const lines = whole.split(/\r\n|\r|\n/);
    parts.push(new Blob([lines.map((line) => rewritten(line, alignment)).join('\n')]));
  };
  await readThrough(
    text,
    (bytes) => {
      rest += decoder.decode(bytes, { stream: true });
      const end = Math.max(rest.lastIndexOf('\n'), rest.slice(0, -1).lastIndexOf('\r')) + 1;
      write(rest.slice(0, end));
      rest = rest.slice(end);
    },
    check,
  );
  write(rest + decoder.decode());
  return new Blob(parts);
}

function rewritten(line: string, alignment: Alignment): string {
  if (line.trim() === '') return '';
  return cellsOf(line, alignment)
    .map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}
