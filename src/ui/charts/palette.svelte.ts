import type { Palette } from '../../charts/chart.ts';

/** The tokens as colours, read again whenever the theme changes, so that a drawn chart is always in the page's colours. */
class Theme {
  /** Counts the changes, so that whoever has read the palette reads it again. */
  #changes = $state(0);
  #palette: Palette | null = null;
  #watching = false;

  get palette(): Palette {
    if (!this.#watching) this.#watch();
    void this.#changes;
    return (this.#palette ??= read());
  }

  #watch(): void {
    this.#watching = true;
    const again = (): void => {
      this.#palette = null;
      this.#changes++;
    };
    new MutationObserver(again).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme'],
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  }
}

export const theme = new Theme();

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim() || 'currentColor';
  const numbered = (name: string, from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => token(`${name}-${from + i}`));
  return {
    paper: token('paper'),
    surface: token('surface'),
    ink: token('ink'),
    ink2: token('ink-2'),
    line: token('line'),
    seal: token('seal'),
    pine: token('pine'),
    rfm: numbered('rfm', 0, 7),
    cat: numbered('cat', 1, 7),
    seq: numbered('seq', 0, 6),
  };
}
