import { DOT, type Chart, type Dot } from '../../charts/chart.ts';
import type { MarkEvents } from './draw.ts';

/** How near a pointer must come to a dot, CSS pixels from its middle. */
const REACH = 9;

/**
 * Paints the dots of a chart on a canvas under its SVG, which takes the pointer. For the keyboard the dots are one stop of the tab order: a ring
 * stands at one of them and says it, arrow keys take it to the nearest in that direction, Enter and Space activate.
 */
export function drawDots<Datum>(
  host: HTMLElement,
  svg: SVGSVGElement,
  chart: Chart<Datum> & { readonly dots: readonly Dot[] },
  events: MarkEvents<Datum>,
): void {
  const { dots, data } = chart;
  const canvas = paint(dots, Number(svg.getAttribute('width')), Number(svg.getAttribute('height')));
  const say = (at: number): void => events.show(data[at]!, dots[at]!);
  const over = (event: PointerEvent | MouseEvent): number => {
    const box = svg.getBoundingClientRect();
    return nearest(dots, event.clientX - box.left, event.clientY - box.top, REACH);
  };

  const pointed = ring();
  svg.addEventListener('pointermove', (event) => {
    const at = over(event);
    svg.classList.toggle('pointing', at >= 0 && events.activate !== null);
    if (at < 0) {
      pointed.remove();
      events.hide();
    } else {
      place(pointed, dots[at]!);
      svg.append(pointed);
      say(at);
    }
  });
  svg.addEventListener('pointerleave', () => {
    pointed.remove();
    events.hide();
  });
  svg.addEventListener('click', (event) => {
    const at = over(event);
    if (at >= 0) events.activate?.(data[at]!);
  });

  /** A new ring each time: focus that moves is heard, a name that changes is not. */
  const stop = (at: number): SVGElement => {
    const focused = ring();
    place(focused, dots[at]!);
    focused.setAttribute('tabindex', '0');
    focused.setAttribute('role', events.activate ? 'button' : 'img');
    focused.setAttribute('aria-label', chart.tip(data[at]!).join(', '));
    focused.addEventListener('focus', () => say(at));
    focused.addEventListener('blur', events.hide);
    focused.addEventListener('keydown', (event) => {
      if (event.key === 'Tab') return;
      event.preventDefault();
      if (event.key === 'Escape') events.hide();
      else if (event.key === 'Enter' || event.key === ' ') events.activate?.(data[at]!);
      else {
        const next = towards(dots, at, event.key);
        if (next < 0) return;
        const other = stop(next);
        focused.after(other);
        other.focus();
        focused.remove();
      }
    });
    return focused;
  };
  if (dots.length > 0) svg.append(stop(0));
  host.replaceChildren(canvas, svg);
}

/** The dot nearest to a place, within reach; -1 where none is. Of equally near ones the last, which lies on top. */
export function nearest(dots: readonly Dot[], x: number, y: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  dots.forEach((dot, i) => {
    const distance = (dot.x - x) ** 2 + (dot.y - y) ** 2;
    if (distance <= least) [best, least] = [i, distance];
  });
  return best;
}

/** The nearest dot in the direction of an arrow key, or the first or last; distance across counts double. -1 where there is none. */
export function towards(dots: readonly Dot[], from: number, key: string): number {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!direction) return key === 'Home' ? 0 : key === 'End' ? dots.length - 1 : -1;
  const [dx, dy] = direction as [number, number];
  const here = dots[from]!;
  let best = -1;
  let least = Infinity;
  dots.forEach((dot, i) => {
    const along = (dot.x - here.x) * dx + (dot.y - here.y) * dy;
    const across = Math.abs((dot.x - here.x) * dy) + Math.abs((dot.y - here.y) * dx);
    const distance = along + 2 * across;
    if (i !== from && along > 1 && distance < least) [best, least] = [i, distance];
  });
  return best;
}

function paint(dots: readonly Dot[], width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const sharp = Math.max(1, devicePixelRatio);
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.setAttribute('aria-hidden', 'true');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser gives no canvas');
  pen.scale(sharp, sharp);
  pen.globalAlpha = DOT.opacity;
  for (const { x, y, fill } of dots) {
    pen.fillStyle = fill;
    pen.beginPath();
    pen.arc(x, y, DOT.radius, 0, 2 * Math.PI);
    pen.fill();
  }
  return canvas;
}

function ring(): SVGElement {
  const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  circle.setAttribute('class', 'ring');
  circle.setAttribute('r', String(DOT.radius + 2));
  return circle;
}

function place(circle: SVGElement, { x, y }: Dot): void {
  circle.setAttribute('cx', String(x));
  circle.setAttribute('cy', String(y));
}
