import type { Frame } from '../../src/charts/chart.ts';

/** A frame whose colours say which token they came from. */
export const FRAME: Frame = {
  width: 640,
  palette: {
    paper: 'paper',
    surface: 'surface',
    ink: 'ink',
    ink2: 'ink2',
    line: 'line',
    seal: 'seal',
    pine: 'pine',
    rfm: ['rfm0', 'rfm1', 'rfm2', 'rfm3', 'rfm4', 'rfm5', 'rfm6', 'rfm7'],
    cat: ['cat1', 'cat2', 'cat3', 'cat4', 'cat5', 'cat6', 'cat7'],
    seq: ['seq0', 'seq1', 'seq2', 'seq3', 'seq4', 'seq5', 'seq6'],
  },
};

/** A mark as Plot keeps it before drawing: its class and the data it was given. */
interface Mark {
  readonly className?: string;
  readonly data?: readonly unknown[];
  readonly channels?: Readonly<Record<string, { readonly value?: unknown }>>;
}

/** All marks of a chart's options, flat. */
export function marksOf(options: { readonly marks?: unknown }): readonly Mark[] {
  return (options.marks as readonly unknown[]).flat(3).filter((mark) => mark !== null) as readonly Mark[];
}

/** The marks that can be pointed at. */
export function targetsOf(options: { readonly marks?: unknown }): readonly Mark[] {
  return marksOf(options).filter((mark) => mark.className === 'mark');
}
