/** A cell of a grid; rows and columns are numbered from 0. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell, in a grid of `rows` x `columns` of which `page` rows are in sight; null for keys that lead nowhere. */
export function keyMove(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  from: GridCell,
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): GridCell | null {
  const far = event.ctrlKey || event.metaKey;
  const to = (row: number, column: number): GridCell => ({
    row: Math.min(Math.max(0, row), Math.max(0, rows - 1)),
    column: Math.min(Math.max(0, column), Math.max(0, columns - 1)),
  });
  const { row, column } = from;
  switch (event.key) {
    case 'ArrowDown':
      return to(far ? rows - 1 : row + 1, column);
    case 'ArrowUp':
      return to(far ? 0 : row - 1, column);
    case 'ArrowRight':
      return to(row, far ? columns - 1 : column + 1);
    case 'ArrowLeft':
      return to(row, far ? 0 : column - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    case 'Home':
      return to(far ? 0 : row, 0);
    case 'End':
      return to(far ? rows - 1 : row, columns - 1);
    default:
      return null;
  }
}
