/** Decimals of one column without the zeros that all of them end in: 42.9000 and 189.0000 are 42.9 and 189.0. Empty cells stay ''. */
export function plainDecimals(cells: readonly (string | null)[]): string[] {
  const needed = (text: string) => /\.(\d*?)0*$/.exec(text)?.[1]?.length ?? 0;
  const digits = Math.max(0, ...cells.map((text) => needed(text ?? '')));
  return cells.map((text) => {
    const point = text?.indexOf('.') ?? -1;
    if (text === null || point < 0) return text ?? '';
    return text.slice(0, digits === 0 ? point : point + 1 + digits);
  });
}
