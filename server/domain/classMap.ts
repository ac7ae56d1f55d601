import type { ClassState } from './classes.ts';

/** How stored class indices read after all operations on classes. */
export interface ClassMap {
  /** The class a stored label counts as now; null where it says nothing any more (its class was split) or there is none. */
  current: (index: number | null | undefined) => number | null;
  /** Every index counts as itself: nothing was merged or split. */
  unchanged: boolean;
  /** Stored indices that count as the class of this name, or did until it was split; its former names serve too. */
  members: (name: string) => number[];
}

/** Indices of stored labels never change; what they mean is looked up here, whenever a label is read. */
export function classMap(classes: readonly ClassState[]): ClassMap {
  const byIndex = new Map(classes.map((c) => [c.index, c]));
  const root = (index: number): ClassState | null => {
    let at = byIndex.get(index) ?? null;
    // A chain is never longer than there are classes; a circle cannot be made, but must not hang a reader either.
    for (let steps = 0; at?.mergedInto != null && steps < classes.length; steps++)
      at = byIndex.get(at.mergedInto) ?? null;
    return at;
  };
  const roots = new Map(classes.map((c) => [c.index, root(c.index)]));
  return {
    current(index) {
      if (index == null || index < 0) return null;
      const at = roots.get(index);
      return at === undefined ? index : at === null || at.split ? null : at.index;
    },
    unchanged: classes.every((c) => c.mergedInto === null && !c.split),
    members(name) {
      const named = classes.find((c) => c.name === name) ?? classes.find((c) => c.former.includes(name));
      const to = named && roots.get(named.index);
      return to ? classes.filter((c) => roots.get(c.index) === to).map((c) => c.index) : [];
    },
  };
}
