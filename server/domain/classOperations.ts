import { z } from 'zod';
import type { ClassState } from './classes.ts';
import { classMap } from './classMap.ts';
import { ErrataError } from './error.ts';

const name = z.string().trim().min(1, 'Give the class a name.').max(1000);
const description = z.string().trim().max(4000).nullable();
const part = z.object({ name, description: description.optional() });

/** What can be done with the classes of a dataset. Classes are called by their present names. */
export const classOperationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), ...part.shape }),
  z.object({ kind: z.literal('rename'), class: name, to: name }),
  z.object({ kind: z.literal('describe'), class: name, description }),
  z.object({
    kind: z.literal('colour'),
    class: name,
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'A colour is written #rrggbb.')
      .nullable(),
  }),
  z.object({
    kind: z.literal('hotKey'),
    class: name,
    hotKey: z
      .string()
      .regex(/^[0-9]$/, 'A hot key is a digit.')
      .nullable(),
  }),
  z.object({ kind: z.literal('merge'), class: name, into: name }),
  z.object({ kind: z.literal('split'), class: name, into: z.array(part).min(2, 'Name at least two parts.').max(20) }),
  z.object({ kind: z.literal('archive'), class: name }),
  z.object({ kind: z.literal('restore'), class: name }),
]);
export type ClassOperation = z.infer<typeof classOperationSchema>;

/** A class with everything an operation can change. */
export interface ClassRecord extends ClassState {
  description: string | null;
  colour: string | null;
  hotKey: string | null;
}

/** What an operation makes of one class; `before` is null of a new one. */
export interface ClassChange {
  index: number;
  before: ClassRecord | null;
  after: ClassRecord;
}

export interface ClassPlan {
  changes: ClassChange[];
  /** Labels mean something else afterwards: states are folded anew, and a cold round follows. */
  labels: boolean;
  /** The classes that rounds tell apart are others afterwards. */
  learned: boolean;
}

/**
 * What an operation changes, as a function of the classes alone.
 * @throws ErrataError bad_input for a class that is none or a name or key that is taken; conflict where it makes no sense
 */
export function planOperation(op: ClassOperation, classes: readonly ClassRecord[]): ClassPlan {
  const change = (c: ClassRecord, part: Partial<ClassRecord>): ClassChange => ({
    index: c.index,
    before: c,
    after: { ...c, ...part },
  });
  const looks = (c: ClassChange): ClassPlan => ({ changes: [c], labels: false, learned: false });
  if (op.kind === 'add') return { changes: [fresh(op, classes, 0)], labels: false, learned: true };
  const it = find(classes, op.class);
  switch (op.kind) {
    case 'rename':
      requireFree(classes, op.to, it.index);
      return looks(change(it, { name: op.to, former: [...new Set([...it.former, it.name])] }));
    case 'describe':
      return looks(change(it, { description: op.description || null }));
    case 'colour':
      return looks(change(it, { colour: op.colour }));
    case 'hotKey': {
      const taken =
        op.hotKey === null ? undefined : classes.find((c) => c.hotKey === op.hotKey && c.index !== it.index);
      // Two classes swap keys: one press, two names to learn anew, no class without its key by accident.
      const other = taken && !taken.archived ? [change(taken, { hotKey: it.hotKey })] : [];
      return { changes: [change(it, { hotKey: op.hotKey }), ...other], labels: false, learned: false };
    }
    case 'merge': {
      const into = find(classes, op.into);
      if (into.index === it.index) throw new ErrataError('conflict', 'A class cannot be merged into itself.');
      requireOpen(it);
      requireOpen(into);
      return {
        changes: [change(it, { mergedInto: into.index, archived: true, hotKey: null })],
        labels: true,
        learned: true,
      };
    }
    case 'split': {
      requireOpen(it);
      const names = op.into.map((p) => p.name);
      if (new Set(names).size < names.length) throw new ErrataError('bad_input', 'Two parts have the same name.');
      const parts = op.into.map((p, i) => fresh(p, classes, i));
      return {
        changes: [change(it, { split: true, archived: true, hotKey: null }), ...parts],
        labels: true,
        learned: true,
      };
    }
    case 'archive':
      requireOpen(it);
      if (classes.filter((c) => !c.archived).length <= 2)
        throw new ErrataError('conflict', 'Two classes have to be left to choose from.');
      return { changes: [change(it, { archived: true, hotKey: null })], labels: false, learned: true };
    case 'restore':
      if (!it.archived || it.mergedInto !== null || it.split)
        throw new ErrataError('conflict', `“${it.name}” is not archived; undo its merge or split instead.`);
      return { changes: [change(it, { archived: false })], labels: false, learned: true };
  }
}

/**
 * What brings the classes back to before an operation. New classes are archived rather than removed: their index is
 * theirs for good, and somebody may have chosen them meanwhile.
 * @throws ErrataError conflict when a later operation has changed one of the same classes
 */
export function planUndo(changes: readonly ClassChange[], classes: readonly ClassRecord[]): ClassPlan {
  const undone = changes.map(({ index, before, after }): ClassChange => {
    const now = classes.find((c) => c.index === index);
    if (!now || !same(now, after))
      throw new ErrataError('conflict', `“${now?.name ?? after.name}” was changed again later; undo that first.`);
    if (!before) return { index, before: now, after: { ...now, archived: true, hotKey: null } };
    requireFree(classes, before.name, index);
    // Decisions may be on their way under the name that goes.
    const names = [...before.former, ...now.former, ...(now.name === before.name ? [] : [now.name])];
    return { index, before: now, after: { ...before, former: [...new Set(names)] } };
  });
  const before = classMap(classes);
  const after = classMap(applied(classes, undone));
  const labels = classes.some((c) => before.current(c.index) !== after.current(c.index));
  return { changes: undone, labels, learned: labels || undone.some((c) => c.before?.archived !== c.after.archived) };
}

/** The classes after a plan. */
export function applied(classes: readonly ClassRecord[], changes: readonly ClassChange[]): ClassRecord[] {
  const after = new Map(changes.map((c) => [c.index, c.after]));
  const kept = classes.map((c) => after.get(c.index) ?? c);
  return [...kept, ...changes.filter((c) => c.before === null).map((c) => c.after)];
}

const same = (a: ClassRecord, b: ClassRecord) =>
  a.name === b.name &&
  a.description === b.description &&
  a.colour === b.colour &&
  a.hotKey === b.hotKey &&
  a.archived === b.archived &&
  a.mergedInto === b.mergedInto &&
  a.split === b.split;

function find(classes: readonly ClassRecord[], called: string): ClassRecord {
  const found = classes.find((c) => c.name === called);
  if (!found) throw new ErrataError('bad_input', `“${called}” is not a class of this dataset.`);
  return found;
}

function requireFree(classes: readonly ClassRecord[], wanted: string, but?: number): void {
  const taken = classes.find((c) => c.name === wanted && c.index !== but);
  if (!taken) return;
  const gone = taken.archived ? ', archived; restore it, or rename it first' : '';
  throw new ErrataError('bad_input', `There is a class “${wanted}” already${gone}.`);
}

function requireOpen(c: ClassRecord): void {
  if (c.archived) throw new ErrataError('conflict', `“${c.name}” is archived; restore it first.`);
}

/** A new class under the next index that was never used; with a digit for a key while there is one, up to ten classes. */
function fresh(
  { name: called, description: about }: z.infer<typeof part>,
  classes: readonly ClassRecord[],
  ahead: number,
): ClassChange {
  requireFree(classes, called);
  const index = Math.max(-1, ...classes.map((c) => c.index)) + 1 + ahead;
  const open = classes.filter((c) => !c.archived);
  const free = [...'0123456789'].filter((d) => !open.some((c) => c.hotKey === d));
  const keyed = open.length > 0 && open.every((c) => c.hotKey !== null);
  const after: ClassRecord = {
    index,
    name: called,
    description: about || null,
    colour: null,
    hotKey: keyed ? (free[ahead] ?? null) : null,
    archived: false,
    mergedInto: null,
    split: false,
    former: [],
  };
  return { index, before: null, after };
}
