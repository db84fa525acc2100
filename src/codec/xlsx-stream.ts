import { isoOf, type Cell } from './csv.ts';
import { sheetName } from './xlsx.ts';
import { ZipWriter, type OpenEntry } from './zip.ts';

type CellType = 'text' | 'number' | 'date' | 'timestamp';

/** A column of a streamed sheet. */
export interface StreamColumn {
  readonly name: string;
  readonly type: CellType;
}

const DAY = 86_400_000;
/** Serial number of 1970-01-01 in the 1900 date system. */
const EPOCH = 25_569;
const CELL_CHARACTERS = 32_767;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook of one sheet, written row by row: what is in memory is the packed file, however many rows there are. Texts are texts (no
 * formulas, whole ids), numbers are numbers, ISO texts in date columns are dates. At most 1,048,575 rows; the caller counts them.
 */
export class XlsxStream {
  readonly #zip = new ZipWriter();
  readonly #encoder = new TextEncoder();
  readonly #sheet: OpenEntry;
  readonly #name: string;
  readonly #columns: readonly StreamColumn[];

  constructor(name: string, columns: readonly StreamColumn[]) {
    this.#name = sheetName(name, new Set());
    this.#columns = columns;
    this.#sheet = this.#zip.entry('xl/worksheets/sheet1.xml');
  }

  /** Writes the heading; call once, before any row. */
  async begin(): Promise<void> {
    const panes =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
    const heading = this.#columns.map(({ name }) => textCell(name)).join('');
    await this.#write(`${XML}<worksheet xmlns="${MAIN}">${panes}<sheetData><row>${heading}</row>`);
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    const lines = rows.map(
      (row) => `<row>${this.#columns.map(({ type }, at) => cellXml(row[at], type)).join('')}</row>`,
    );
    await this.#write(lines.join(''));
  }

  /** The finished file. */
  async finish(): Promise<Blob> {
    await this.#write('</sheetData></worksheet>');
    await this.#sheet.close();
    const files: readonly (readonly [string, string])[] = [
      [
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(this.#name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
      ],
      ['xl/styles.xml', STYLES],
      [
        '_rels/.rels',
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
      [
        '[Content_Types].xml',
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/></Types>`,
      ],
    ];
    for (const [name, text] of files) {
      const entry = this.#zip.entry(name);
      await entry.write(this.#encoder.encode(XML + text));
      await entry.close();
    }
    return this.#zip.finish(`${SHEET}.sheet`);
  }

  #write(text: string): Promise<void> {
    return this.#sheet.write(this.#encoder.encode(text));
  }
}

/** Styles 0 general, 1 day, 2 moment, 3 text. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function cellXml(cell: Cell, type: CellType): string {
  if (cell === null || cell === undefined) return '<c/>';
  if (typeof cell === 'boolean') return `<c t="b"><v>${Number(cell)}</v></c>`;
  if (cell instanceof Date) return textCell(isoOf(cell));
  if (type === 'number' && typeof cell === 'number') {
    if (!Number.isFinite(cell)) return '<c/>';
    // Beyond fifteen digits a spreadsheet would round a whole number, so it is kept as text.
    return Number.isInteger(cell) && Math.abs(cell) >= 1e15 ? textCell(String(cell)) : `<c><v>${cell}</v></c>`;
  }
  const text = String(cell);
  if (type === 'date' || type === 'timestamp') {
    const serial = Date.parse(text.length === 10 ? text : `${text.replace(' ', 'T')}Z`) / DAY + EPOCH;
    // The 1900 system has a day that never was and nothing before it: older dates are written out.
    if (/^\d{4}-\d{2}-\d{2}/.test(text) && serial >= 61)
      return `<c s="${type === 'date' ? 1 : 2}"><v>${type === 'date' ? Math.floor(serial) : serial}</v></c>`;
  }
  return textCell(text);
}

function textCell(text: string): string {
  return `<c s="3" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, CELL_CHARACTERS))}</t></is></c>`;
}

/** Characters that XML knows, its own signs written out. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- control characters break the workbook's XML
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
