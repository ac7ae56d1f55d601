const separators = /[\s:/_.,;|-]+/;

/** How well a label answers what was typed; smaller is better, null not at all. */
function distance(label: string, typed: string): number | null {
  const name = label.toLowerCase();
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const words = name.split(separators).filter(Boolean);
  if (words.some((w) => w.startsWith(typed))) return 2;
  if (
    words
      .map((w) => w[0])
      .join('')
      .startsWith(typed)
  )
    return 3;
  if (name.includes(typed)) return 4;
  return null;
}

/** Labels that answer `typed`, best first, in the dataset's order among equals; all of them for an empty search. */
export function findLabels(labels: readonly string[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...labels];
  return labels
    .map((label) => ({ label, d: distance(label, wanted) }))
    .filter((m): m is { label: string; d: number } => m.d !== null)
    .sort((a, b) => a.d - b.d)
    .map((m) => m.label);
}
