/** A letter or digit: what follows a name without ending it. */
const goesOn = /^[\p{L}\p{N}]/u;

/**
 * The people named in a text: an @, then a whole name, in any case. Of names that begin alike the longest counts, so
 * "@Ann Lee" does not call Ann.
 */
export function mentionedIn<T extends { name: string }>(text: string, people: readonly T[]): T[] {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = new Set<T>();
  const lower = text.toLowerCase();
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    const rest = lower.slice(at + 1);
    const called = longestFirst.find(
      ({ name }) => rest.startsWith(name.toLowerCase()) && !goesOn.test(rest.slice(name.length)),
    );
    if (called) for (const p of people) if (p.name.toLowerCase() === called.name.toLowerCase()) found.add(p);
  }
  return [...found];
}
