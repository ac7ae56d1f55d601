/** Which rows are left out together. */
export interface LeftOutSets {
  /** Rows on their own. */
  singles: Int32Array;
  /** Rows that leave together: one group, or near-duplicates, linked transitively. */
  sets: Int32Array[];
  /** [N] set number or −1. */
  setOf: Int32Array;
}

/** Merges near-duplicate sets and groups (−1: none) into the sets that are left out together. */
export function leftOutSets(duplicates: Int32Array, groups: Int32Array | undefined): LeftOutSets {
  const rows = duplicates.length;
  if (groups && groups.length !== rows) throw new RangeError('There must be one group number per sample.');
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (const numbers of groups ? [duplicates, groups] : [duplicates]) {
    const first = new Map<number, number>();
    for (let i = 0; i < rows; i++) {
      if (numbers[i] < 0) continue;
      const start = first.get(numbers[i]);
      if (start === undefined) first.set(numbers[i], i);
      else {
        const a = root(start);
        const b = root(i);
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < rows; i++) {
    const at = root(i);
    const list = members.get(at);
    if (list) list.push(i);
    else members.set(at, [i]);
  }
  const singles: number[] = [];
  const sets: Int32Array[] = [];
  const setOf = new Int32Array(rows).fill(-1);
  for (const list of members.values()) {
    if (list.length === 1) singles.push(list[0]);
    else {
      for (const row of list) setOf[row] = sets.length;
      sets.push(Int32Array.from(list));
    }
  }
  return { singles: Int32Array.from(singles), sets, setOf };
}
