import { squaredDistance, type Points } from './points.ts';

/** Distance of each point to its (minPoints − 1)-th nearest other point: the point itself counts as one of minPoints. */
export function coreDistances(points: Points, minPoints: number): Float64Array {
  const { data, rows, dimensions: d } = points;
  const others = minPoints - 1;
  // Per point the smallest squared distances so far, largest first.
  const nearest = new Float64Array(rows * others).fill(Infinity);
  const offer = (i: number, distance: number): void => {
    let at = i * others;
    if (distance >= nearest[at]!) return;
    const end = at + others - 1;
    while (at < end && nearest[at + 1]! > distance) {
      nearest[at] = nearest[at + 1]!;
      at++;
    }
    nearest[at] = distance;
  };
  if (others === 0) return new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const distance = squaredDistance(data, i * d, data, j * d, d);
      offer(i, distance);
      offer(j, distance);
    }
  return Float64Array.from({ length: rows }, (_, i) => Math.sqrt(nearest[i * others]!));
}

export interface SpanningTree {
  from: Int32Array;
  to: Int32Array;
  /** Mutual reachability distances, rising. */
  lengths: Float64Array;
}

/** Prim's minimum spanning tree under the mutual reachability distance max(core a, core b, |a − b|), edges sorted. */
export function spanningTree(points: Points, core: Float64Array): SpanningTree {
  const { data, rows, dimensions: d } = points;
  const best = new Float64Array(rows).fill(Infinity);
  const parent = new Int32Array(rows);
  const inTree = new Uint8Array(rows);
  const edges: { from: number; to: number; length: number }[] = [];
  let current = 0;
  inTree[0] = 1;
  for (let step = 1; step < rows; step++) {
    let next = -1;
    let least = Infinity;
    const coreHere = core[current]!;
    for (let j = 0; j < rows; j++) {
      if (inTree[j] === 1) continue;
      let distance = Math.sqrt(squaredDistance(data, current * d, data, j * d, d));
      if (coreHere > distance) distance = coreHere;
      if (core[j]! > distance) distance = core[j]!;
      if (distance < best[j]!) {
        best[j] = distance;
        parent[j] = current;
      }
      if (best[j]! < least) {
        least = best[j]!;
        next = j;
      }
    }
    inTree[next] = 1;
    edges.push({ from: parent[next]!, to: next, length: least });
    current = next;
  }
  edges.sort((a, b) => a.length - b.length);
  return {
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
    lengths: Float64Array.from(edges, (edge) => edge.length),
  };
}

/** Single-linkage merges: node rows + m joins left[m] and right[m] at height[m]; nodes below `rows` are points. */
export interface Dendrogram {
  left: Int32Array;
  right: Int32Array;
  height: Float64Array;
  size: Int32Array;
}

export function singleLinkage(tree: SpanningTree, rows: number): Dendrogram {
  const merges = rows - 1;
  const owner = Int32Array.from({ length: rows }, (_, i) => i);
  const node = Int32Array.from({ length: rows }, (_, i) => i);
  const size = new Int32Array(merges);
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  const find = (i: number): number => {
    let root = i;
    while (owner[root] !== root) root = owner[root]!;
    while (owner[i] !== root) [owner[i], i] = [root, owner[i]!];
    return root;
  };
  const sizeOf = (n: number): number => (n < rows ? 1 : size[n - rows]!);
  for (let m = 0; m < merges; m++) {
    const a = find(tree.from[m]!);
    const b = find(tree.to[m]!);
    left[m] = node[a]!;
    right[m] = node[b]!;
    size[m] = sizeOf(node[a]!) + sizeOf(node[b]!);
    owner[b] = a;
    node[a] = rows + m;
  }
  return { left, right, height: tree.lengths, size };
}
