import type { Geometry } from '#/ml/geometry/geometry.types.ts';

/** What a sentence about one sample needs: counts over neighbours and near-duplicates that carry a label. */
export interface Explanation {
  neighbors: {
    /** Neighbours with a label, and how many share the given one. */
    labelled: number;
    agreeing: number;
    /** The most frequent label among them that is not the given one, −1 when there is none, and its count. */
    rival: number;
    rivals: number;
  };
  duplicates: {
    /** Other rows of the near-duplicate set, at most `most`. */
    rows: number[];
    /** How many of all of them carry another label. */
    different: number;
    total: number;
  };
}

/**
 * Explains one row from the stored graph and the current labels (−1: none). Linear in N only for rows that have
 * near-duplicates. Throws RangeError for an unknown row.
 */
export function explainRow(geometry: Geometry, labels: Int32Array, given: number, row: number, most = 10): Explanation {
  if (!Number.isInteger(row) || row < 0 || row >= geometry.rows) throw new RangeError(`There is no row ${row}.`);
  const { index, k } = geometry.neighbors;
  const counts = new Map<number, number>();
  let labelled = 0;
  for (let n = row * k; n < (row + 1) * k && index[n] >= 0; n++) {
    const label = labels[index[n]];
    if (label < 0) continue;
    labelled++;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  let rival = -1;
  let rivals = 0;
  for (const [label, count] of counts)
    if (label !== given && (count > rivals || (count === rivals && label < rival))) {
      rival = label;
      rivals = count;
    }
  const duplicates: Explanation['duplicates'] = { rows: [], different: 0, total: 0 };
  const set = geometry.duplicates[row];
  if (set >= 0)
    for (let i = 0; i < geometry.rows; i++) {
      if (i === row || geometry.duplicates[i] !== set) continue;
      duplicates.total++;
      if (labels[i] >= 0 && labels[i] !== given) duplicates.different++;
      if (duplicates.rows.length < most) duplicates.rows.push(i);
    }
  return { neighbors: { labelled, agreeing: counts.get(given) ?? 0, rival, rivals }, duplicates };
}
