/** The labels that one item was given, in any order. */
export type ItemLabels = readonly number[];

const tally = (labels: ItemLabels): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const l of labels) counts.set(l, (counts.get(l) ?? 0) + 1);
  return counts;
};

/** Share of the pairs of ratings of one item that are alike; NaN without any pair. */
export function pairAgreement(items: readonly ItemLabels[]): number {
  let alike = 0;
  let pairs = 0;
  for (const labels of items) {
    const m = labels.length;
    if (m < 2) continue;
    pairs += m * (m - 1);
    for (const n of tally(labels).values()) alike += n * (n - 1);
  }
  return alike / pairs;
}

/**
 * Krippendorff's alpha on the nominal scale, from the items' labels alone: as `krippendorffAlpha`, in time that does not
 * depend on the number of classes, so that thousands of items can be drawn again hundreds of times.
 */
export function nominalAlpha(items: readonly ItemLabels[]): number {
  const totals = new Map<number, number>();
  let total = 0;
  let unlike = 0;
  for (const labels of items) {
    const m = labels.length;
    if (m < 2) continue;
    total += m;
    let square = 0;
    for (const [label, n] of tally(labels)) {
      square += n * n;
      totals.set(label, (totals.get(label) ?? 0) + n);
    }
    unlike += (m * m - square) / (m - 1);
  }
  if (total === 0) return Number.NaN;
  let square = 0;
  for (const n of totals.values()) square += n * n;
  const expected = (total * total - square) / (total - 1);
  return expected === 0 ? 1 : 1 - unlike / expected;
}
