import type { Dendrogram } from './density-tree.ts';

/**
 * The dendrogram with only those splits kept where both sides have at least `minSize` points; a smaller side falls out of its
 * cluster. λ = 1 / distance. Cluster 0 is everything.
 */
export interface CondensedTree {
  parent: number[];
  birth: number[];
  /** Σ over its points of (λ at which the point left − λ at birth): how long how many stayed together. */
  stability: number[];
  /** λ at which everything in the cluster, its descendants too, had come apart. */
  death: number[];
  /** Per point the cluster it fell out of, and the λ then. */
  leftCluster: Int32Array;
  leftAt: Float64Array;
}

export function condense(dendrogram: Dendrogram, rows: number, minSize: number): CondensedTree {
  const { left, right, height, size } = dendrogram;
  // Points on top of one another are at distance 0; they are counted as near as the nearest points that are not.
  const floor = height.find((value) => value > 0) ?? 1;
  const tree: CondensedTree = {
    parent: [-1],
    birth: [0],
    stability: [0],
    death: [0],
    leftCluster: new Int32Array(rows),
    leftAt: new Float64Array(rows),
  };
  const sizeOf = (node: number): number => (node < rows ? 1 : size[node - rows]!);
  const fallOut = (node: number, cluster: number, lambda: number): void => {
    const open = [node];
    while (open.length > 0) {
      const at = open.pop()!;
      if (at < rows) {
        tree.leftCluster[at] = cluster;
        tree.leftAt[at] = lambda;
      } else open.push(left[at - rows]!, right[at - rows]!);
    }
    tree.stability[cluster]! += sizeOf(node) * (lambda - tree.birth[cluster]!);
    tree.death[cluster] = Math.max(tree.death[cluster]!, lambda);
  };
  const open: [node: number, cluster: number][] = [[2 * rows - 2, 0]];
  while (open.length > 0) {
    const [node, cluster] = open.pop()!;
    const merge = node - rows;
    const lambda = 1 / Math.max(height[merge]!, floor);
    const sides = [left[merge]!, right[merge]!];
    const large = sides.filter((side) => sizeOf(side) >= minSize);
    if (large.length === 2) {
      tree.stability[cluster]! += sizeOf(node) * (lambda - tree.birth[cluster]!);
      for (const side of sides) {
        const child = tree.parent.length;
        tree.parent.push(cluster);
        tree.birth.push(lambda);
        tree.stability.push(0);
        tree.death.push(lambda);
        enter(side, child, lambda);
      }
    } else
      for (const side of sides)
        if (large.includes(side)) enter(side, cluster, lambda);
        else fallOut(side, cluster, lambda);
  }
  for (let c = tree.parent.length - 1; c > 0; c--) {
    const up = tree.parent[c]!;
    tree.death[up] = Math.max(tree.death[up]!, tree.death[c]!);
  }
  return tree;

  function enter(side: number, cluster: number, lambda: number): void {
    if (side < rows) fallOut(side, cluster, lambda);
    else open.push([side, cluster]);
  }
}

/** Clusters of greatest total stability, none inside another (excess of mass); the whole is never one of them. */
export function excessOfMass({ parent, stability }: CondensedTree): number[] {
  const best = stability.slice();
  const below = new Array<number>(parent.length).fill(0);
  const chosen = new Array<boolean>(parent.length).fill(false);
  const hasChildren = new Array<boolean>(parent.length).fill(false);
  // Children have larger numbers than their parents.
  for (let c = parent.length - 1; c > 0; c--) {
    if (hasChildren[c] && below[c]! > best[c]!) best[c] = below[c]!;
    else chosen[c] = true;
    below[parent[c]!]! += best[c]!;
    hasChildren[parent[c]!] = true;
  }
  const taken = new Array<boolean>(parent.length).fill(false);
  const clusters: number[] = [];
  for (let c = 1; c < parent.length; c++) {
    taken[c] = taken[parent[c]!]!;
    if (taken[c] || !chosen[c]) continue;
    taken[c] = true;
    clusters.push(c);
  }
  return clusters;
}
