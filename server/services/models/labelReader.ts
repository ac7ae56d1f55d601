import { textOf } from '#/server/services/imports/record.ts';

/** Turns what a file writes for a class into its index: the class's name, or a number into a list of names. */
export interface LabelReader {
  /** Class index, −1 for an empty value, null for something that is no class here. */
  indexOf: (value: unknown) => number | null;
}

/**
 * @param classes names by index
 * @param numbered names by the numbers that a file uses; the dataset's own order where it brings no list
 */
export function labelReader(classes: readonly string[], numbered: readonly string[] = classes): LabelReader {
  const indexes = new Map(classes.map((name, index) => [name, index]));
  return {
    indexOf(value) {
      const text = textOf(value);
      if (text === null) return -1;
      const named = indexes.get(text) ?? indexes.get(text.trim());
      if (named !== undefined) return named;
      const name = /^\d+$/.test(text.trim()) ? numbered[Number(text)] : undefined;
      return name === undefined ? null : (indexes.get(name) ?? null);
    },
  };
}
