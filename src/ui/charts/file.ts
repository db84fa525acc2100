import { DOT, type Dot, type Palette, type Table } from '../../charts/chart.ts';

export type ChartFormat = 'png' | 'svg' | 'csv';

/** A table as CSV with a byte-order mark (so that spreadsheets read Chinese), CRLF, and no cell that a spreadsheet would take for a formula. */
export function tableCsv(table: Table): string {
  const rows = [table.columns.map((column) => column.label), ...table.rows.map((row) => row.cells)];
  return '\ufeff' + rows.map((row) => row.map(csvCell).join(',') + '\r\n').join('');
}

/** Drawn charts as a file of their own: ground, title above, type and colours written out, painted dots as circles. Nothing refers to the page. */
export function standaloneSvg(
  drawn: SVGSVGElement,
  title: string,
  palette: Palette,
  dots: readonly Dot[] = [],
): { text: string; width: number; height: number } {
  const width = Number(drawn.getAttribute('width'));
  const height = Number(drawn.getAttribute('height')) + HEAD;
  const ns = 'http://www.w3.org/2000/svg';
  const chart = drawn.cloneNode(true) as SVGSVGElement;
  chart.querySelectorAll('style, .ring').forEach((part) => part.remove());
  const painted = document.createElementNS(ns, 'g');
  painted.setAttribute('fill-opacity', String(DOT.opacity));
  for (const { x, y, fill } of dots) {
    const circle = document.createElementNS(ns, 'circle');
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: DOT.radius, fill }))
      circle.setAttribute(name, String(value));
    painted.append(circle);
  }
  if (dots.length > 0) chart.prepend(painted);
  for (const mark of chart.querySelectorAll('[tabindex]'))
    for (const name of ['tabindex', 'role']) mark.removeAttribute(name);
  chart.removeAttribute('class');
  chart.removeAttribute('style');
  chart.setAttribute('y', String(HEAD));
  chart.setAttribute('overflow', 'visible');
  const svg = document.createElementNS(ns, 'svg');
  const attributes = {
    xmlns: ns,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    fill: palette.ink2,
    color: palette.ink2,
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, String(value));
  svg.setAttribute('font-family', "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif");
  svg.setAttribute('font-size', '12');
  const ground = document.createElementNS(ns, 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: palette.surface }))
    ground.setAttribute(name, String(value));
  const words = document.createElementNS(ns, 'text');
  for (const [name, value] of Object.entries({ x: 8, y: 22, fill: palette.ink, 'font-size': 16, 'font-weight': 600 }))
    words.setAttribute(name, String(value));
  words.textContent = title;
  svg.append(ground, words, chart);
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

/** The same picture as PNG, two pixels a CSS pixel. */
export async function standalonePng(
  drawn: SVGSVGElement,
  title: string,
  palette: Palette,
  dots: readonly Dot[] = [],
): Promise<Blob> {
  const { text, width, height } = standaloneSvg(drawn, title, palette, dots);
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser gives no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the reader. */
export function handOver(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const HEAD = 32;

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  // Fifteen digits are what a double holds for sure: sums lose their trailing noise.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
