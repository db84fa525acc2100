import { plot } from '@observablehq/plot';
import { MARK, type Chart, type Dot } from '../../charts/chart.ts';
import { drawDots } from './dots.ts';

/** What happens at the marks: pointed at (with the place in the host), left, or activated. */
export interface MarkEvents<Datum> {
  readonly show: (datum: Datum, place: { readonly x: number; readonly y: number }) => void;
  readonly hide: () => void;
  readonly activate: ((datum: Datum) => void) | null;
}

type Mark = SVGElement & { readonly __data__: number };

/**
 * Draws a chart into an element. The marks of class `mark` become one stop of the tab order: arrow keys walk among them to the nearest one
 * in that direction, Enter and Space activate; everything else is hidden from those who listen, who have the table.
 */
export function draw<Datum>(host: HTMLElement, chart: Chart<Datum>, label: string, events: MarkEvents<Datum>): void {
  const svg = plot(chart.options) as unknown as SVGSVGElement;
  const marks = [...svg.querySelectorAll<Mark>(`.${MARK} :is(rect, circle, path)`)];
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', label);
  for (const part of svg.children)
    if (!part.matches(`.${MARK}`) && !part.querySelector(`.${MARK}`)) part.setAttribute('aria-hidden', 'true');
  svg.querySelectorAll(`.${MARK}`).forEach((part) => part.removeAttribute('aria-label'));
  if (hasDots(chart)) return drawDots(host, svg, chart, events);
  marks.forEach((mark, i) => {
    const datum = chart.data[mark.__data__];
    if (datum === undefined) throw new Error(`a mark without its datum: ${mark.__data__}`);
    mark.setAttribute('tabindex', i === 0 ? '0' : '-1');
    mark.setAttribute('role', events.activate ? 'button' : 'img');
    mark.setAttribute('aria-label', chart.tip(datum).join(', '));
  });
  // One listener for all marks.
  const marked = new Set<EventTarget>(marks);
  const on = <Kind extends keyof SVGElementEventMap>(
    kind: Kind,
    act: (mark: Mark, datum: Datum, event: SVGElementEventMap[Kind]) => void,
  ): void =>
    svg.addEventListener(kind, (event) => {
      const { target } = event;
      if (target && marked.has(target)) act(target as Mark, chart.data[(target as Mark).__data__]!, event);
    });
  on('pointermove', (_, datum, event) => events.show(datum, within(host, event.clientX, event.clientY)));
  on('pointerout', events.hide);
  on('focusin', (mark, datum) => {
    const box = mark.getBoundingClientRect();
    events.show(datum, within(host, box.left + box.width / 2, box.top + Math.min(24, box.height / 2)));
  });
  on('focusout', events.hide);
  on('click', (_, datum) => events.activate?.(datum));
  on('keydown', (mark, datum, event) => {
    if (event.key === 'Escape') events.hide();
    else if (event.key === 'Enter' || event.key === ' ') events.activate?.(datum);
    else {
      const next = neighbour(marks, mark, event.key);
      if (!next) return;
      mark.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    }
    event.preventDefault();
  });
  host.replaceChildren(svg);
}

function hasDots<Datum>(chart: Chart<Datum>): chart is Chart<Datum> & { readonly dots: readonly Dot[] } {
  return chart.dots !== undefined;
}

function within(host: HTMLElement, x: number, y: number): { x: number; y: number } {
  const box = host.getBoundingClientRect();
  return { x: x - box.left, y: y - box.top };
}

/** The nearest mark in the direction of an arrow key; distance across counts double, so that rows and columns are kept. */
function neighbour(marks: readonly Mark[], from: Mark, key: string): Mark | null {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!direction) return key === 'Home' ? (marks[0] ?? null) : key === 'End' ? (marks.at(-1) ?? null) : null;
  const [dx, dy] = direction as [number, number];
  const here = centre(from);
  let best: Mark | null = null;
  let least = Infinity;
  for (const mark of marks) {
    const there = centre(mark);
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const across = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    const distance = along + 2 * across;
    if (mark !== from && along > 1 && distance < least) {
      least = distance;
      best = mark;
    }
  }
  return best;
}

function centre(mark: Mark): { x: number; y: number } {
  const box = mark.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
