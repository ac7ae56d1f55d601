/** Classes with fewer rows are drawn hatched and named in a note. */
export const FEW = 30;
const SHOWN = 20;

/** Label counts, most frequent first: share of all rows, and length on a bar whose longest is 1. */
export function distribution(labels: { label: string; count: number }[]) {
  const total = labels.reduce((s, l) => s + l.count, 0);
  const sorted = labels.toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const most = sorted[0]?.count ?? 1;
  return {
    total,
    folded: Math.max(0, sorted.length - SHOWN),
    rows: sorted.slice(0, SHOWN).map((l) => ({ ...l, share: l.count / Math.max(1, total), length: l.count / most })),
  };
}
