/**
 * Joins nodes 0..n-1 that are connected by edges (a[i], b[i]) and returns, for each node, the number of its group: dense, 0-based, in the
 * order in which groups first appear among the nodes. The result depends on the partition only, not on the order of the edges.
 * Union by smallest root with path halving (Tarjan & van Leeuwen 1984): near linear. Edges outside 0..n-1 are an error.
 */
export function unite(n: number, a: Int32Array, b: Int32Array): Int32Array {
  if (a.length !== b.length) throw new Error(`edges need two ends each: ${a.length} and ${b.length}`);
  const parent = new Int32Array(n);
  for (let i = 0; i < n; i++) parent[i] = i;
  const find = (node: number): number => {
    let i = node;
    while (parent[i]! !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  for (let e = 0; e < a.length; e++) {
    const from = a[e]!;
    const to = b[e]!;
    if (!(from >= 0 && from < n && to >= 0 && to < n)) throw new Error(`edge outside 0..${n - 1}: ${from}-${to}`);
    const x = find(from);
    const y = find(to);
    if (x < y) parent[y] = x;
    else parent[x] = y;
  }
  // The smallest node is its group's root, so a root is always numbered before its members.
  const group = new Int32Array(n);
  let groups = 0;
  for (let i = 0; i < n; i++) {
    const root = find(i);
    group[i] = root === i ? groups++ : group[root]!;
  }
  return group;
}
