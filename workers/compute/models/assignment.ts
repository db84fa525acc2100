// Pairs rows with columns so that the sum of costs is least. Kuhn (1955), "The Hungarian method for the assignment problem",
// Naval Research Logistics Quarterly 2, 83-97, in the O(n²m) form with potentials of Jonker & Volgenant (1987), Computing 38,
// 325-340. Input: finite costs, row-major. No random numbers.

/** For each row its column, or −1 when there are more rows than columns and it stays alone. */
export function assignLeastCost(costs: ArrayLike<number>, rows: number, columns: number): Int32Array {
  if (costs.length !== rows * columns) throw new Error(`${rows} x ${columns} costs expected, given: ${costs.length}`);
  if (rows > columns) {
    const turned = Float64Array.from(
      { length: rows * columns },
      (_, at) => costs[(at % rows) * columns + Math.floor(at / rows)]!,
    );
    const byColumn = assignLeastCost(turned, columns, rows);
    const result = new Int32Array(rows).fill(-1);
    byColumn.forEach((row, column) => (result[row] = column));
    return result;
  }
  // Row and column 0 are a dummy: potentials u, v; rowOf[j] is the row paired with column j.
  const u = new Float64Array(rows + 1);
  const v = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const way = new Int32Array(columns + 1);
  for (let i = 1; i <= rows; i++) {
    rowOf[0] = i;
    let column = 0;
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const seen = new Uint8Array(columns + 1);
    do {
      seen[column] = 1;
      const row = rowOf[column]!;
      let least = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (seen[j] === 1) continue;
        const reduced = costs[(row - 1) * columns + j - 1]! - u[row]! - v[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          way[j] = column;
        }
        if (slack[j]! < least) [least, next] = [slack[j]!, j];
      }
      for (let j = 0; j <= columns; j++) {
        if (seen[j] === 1) {
          u[rowOf[j]!]! += least;
          v[j]! -= least;
        } else slack[j]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = way[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const result = new Int32Array(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]! > 0) result[rowOf[j]! - 1] = j - 1;
  return result;
}
