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
  const size = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    parent[i] = root(i);
    size[parent[i]]++;
  }
  const singles: number[] = [];
  const sets: Int32Array[] = [];
  const setOf = new Int32Array(rows).fill(-1);
  // A root is the first of its set; the others follow it.
  const filled = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const first = parent[i];
    if (size[first] === 1) {
      singles.push(i);
      continue;
    }
    if (first === i) {
      setOf[i] = sets.length;
      sets.push(new Int32Array(size[i]));
    }
    setOf[i] = setOf[first];
    sets[setOf[i]][filled[first]++] = i;
  }
  return { singles: Int32Array.from(singles), sets, setOf };
}
