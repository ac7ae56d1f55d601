import type { RoundInput } from '#/ml/types.ts';

/** A label that was given to many samples at once, and the chance that it is right for this one. */
export interface Leaning {
  label: number;
  trust: number;
}

/** How likely that observation is if class `c` is true: the wrong classes share what is left. */
export function likelihood({ label, trust }: Leaning, c: number, classes: number): number {
  return c === label ? trust : (1 - trust) / Math.max(1, classes - 1);
}

/** What is known about every sample before anything is fitted. */
export interface Targets {
  /** [N] given label, −1 where there is none. */
  given: Int32Array;
  /** [N] class settled by a decision, −1 where none. */
  settled: Int32Array;
  /** [N] the hard target of the first pass: settled or leaning, else given, else −1 (missing, out or the given class rejected). */
  target: Int32Array;
  /** [N] 1 where a decision took the sample out of the fit. */
  out: Uint8Array;
  /** [N] 1 where what settles it was imported. */
  imported: Uint8Array;
  /** Row → rejected classes. */
  rejected: Map<number, Set<number>>;
  /** Row → a label that holds with some chance only. */
  leaning: Map<number, Leaning>;
  classes: number;
}

function check(labels: Int32Array, classes: number, oneClass: boolean): void {
  const seen = new Set<number>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label < -1 || label >= classes)
      throw new RangeError(`Row ${i} has label ${label}, but there are ${classes} classes.`);
    if (label >= 0) seen.add(label);
  }
  if (seen.size === 0) throw new RangeError('No sample has a label, so there is nothing to learn from.');
  if (seen.size === 1 && !oneClass)
    throw new RangeError(
      'All labels are the same class; at least two different classes are needed to find doubtful ones.',
    );
}

/**
 * Given labels and evidence, put together. Evidence is read in order: a later `label` or `out` replaces an earlier one;
 * `not` adds up until a `label` settles the sample. A sample with every class rejected is out. Throws RangeError for
 * labels or rows out of range and, unless `oneClass`, when fewer than two classes occur.
 */
export function readTargets(input: RoundInput, { oneClass = false } = {}): Targets {
  const { labels, classes, evidence } = input;
  check(labels, classes, oneClass);
  const rows = labels.length;
  const settled = new Int32Array(rows).fill(-1);
  const out = new Uint8Array(rows);
  const imported = new Uint8Array(rows);
  const rejected = new Map<number, Set<number>>();
  const leaning = new Map<number, Leaning>();
  for (const { row, kind, label, trust = 1, imported: elsewhere = false } of evidence) {
    if (!(row >= 0 && row < rows)) throw new RangeError(`A decision names row ${row}, which does not exist.`);
    imported[row] = elsewhere ? 1 : 0;
    leaning.delete(row);
    if (kind === 'out') {
      out[row] = 1;
      settled[row] = -1;
      continue;
    }
    if (!(label >= 0 && label < classes))
      throw new RangeError(`A decision names class ${label}, which does not exist.`);
    if (kind === 'label') {
      if (trust < 1) leaning.set(row, { label, trust });
      settled[row] = trust < 1 ? -1 : label;
      out[row] = 0;
      rejected.delete(row);
    } else {
      const set = rejected.get(row) ?? new Set<number>();
      set.add(label);
      rejected.set(row, set);
      if (settled[row] === label) settled[row] = -1;
      if (set.size === classes) out[row] = 1;
    }
  }
  const target = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    if (out[i]) target[i] = -1;
    else if (settled[i] >= 0) target[i] = settled[i];
    else target[i] = rejected.get(i)?.has(labels[i]) ? -1 : labels[i];
  }
  for (const [row, { label }] of leaning) target[row] = label;
  return { given: labels, settled, target, out, imported, rejected, leaning, classes };
}
