import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied, type ClassOperation, type ClassRecord, planOperation, planUndo } from './classOperations.ts';
import { ErrataError } from './error.ts';

const cls = (index: number, more: Partial<ClassRecord> = {}): ClassRecord => ({
  index,
  name: `c${index}`,
  archived: false,
  mergedInto: null,
  split: false,
  former: [],
  description: null,
  colour: null,
  hotKey: String(index),
  ...more,
});
const three = [cls(0), cls(1), cls(2)];
const changed = (classes: ClassRecord[], op: ClassOperation) => applied(classes, planOperation(op, classes).changes);

const name = fc.constantFrom('c0', 'c1', 'c2', 'c3', 'new', 'newer');
const operation: fc.Arbitrary<ClassOperation> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), name }),
  fc.record({ kind: fc.constant('rename' as const), class: name, to: name }),
  fc.record({ kind: fc.constant('merge' as const), class: name, into: name }),
  fc.record({
    kind: fc.constant('split' as const),
    class: name,
    into: fc.constant([{ name: 'p' }, { name: 'q' }]) as fc.Arbitrary<{ name: string }[]>,
  }),
  fc.record({ kind: fc.constant('archive' as const), class: name }),
  fc.record({ kind: fc.constant('restore' as const), class: name }),
  fc.record({ kind: fc.constant('hotKey' as const), class: name, hotKey: fc.constantFrom('0', '1', '7', null) }),
);
/** The classes after some operations; those that are refused change nothing. */
const some = fc.array(operation, { maxLength: 8 }).map((ops) =>
  ops.reduce((classes, op) => {
    try {
      return changed(classes, op);
    } catch (error) {
      if (error instanceof ErrataError) return classes;
      throw error;
    }
  }, three),
);

describe('operations on classes', () => {
  test('a new class gets an index nobody had, and a free digit', () => {
    const merged = changed(three, { kind: 'merge', class: 'c2', into: 'c0' });
    expect(changed(merged, { kind: 'add', name: 'x' }).at(-1)).toMatchObject({ index: 3, name: 'x', hotKey: '2' });
  });

  test('names are taken also by what is archived', () => {
    const archived = changed(three, { kind: 'archive', class: 'c1' });
    expect(() => planOperation({ kind: 'add', name: 'c1' }, archived)).toThrow('restore it');
    expect(() => planOperation({ kind: 'archive', class: 'c0' }, archived)).toThrow('Two classes');
  });

  test('a key that another class has is swapped', () => {
    const swapped = changed(three, { kind: 'hotKey', class: 'c0', hotKey: '2' });
    expect(swapped.map((c) => c.hotKey)).toEqual(['2', '1', '0']);
  });

  test('indices and names stay unique, and no two open classes share a key', () =>
    fc.assert(
      fc.property(some, (classes) => {
        expect(new Set(classes.map((c) => c.index)).size).toBe(classes.length);
        expect(new Set(classes.map((c) => c.name)).size).toBe(classes.length);
        const keys = classes.filter((c) => !c.archived).flatMap((c) => c.hotKey ?? []);
        expect(new Set(keys).size).toBe(keys.length);
        expect(classes.filter((c) => c.mergedInto === c.index)).toEqual([]);
      }),
    ));

  test('undo brings every class back as it was; only new ones stay, archived', () =>
    fc.assert(
      fc.property(some, operation, (classes, op) => {
        let plan: ReturnType<typeof planOperation>;
        try {
          plan = planOperation(op, classes);
        } catch {
          return;
        }
        const done = applied(classes, plan.changes);
        const back = applied(done, planUndo(plan.changes, done).changes);
        const plain = (all: ClassRecord[]) => all.map(({ former: _, ...c }) => c);
        expect(plain(back.slice(0, classes.length))).toEqual(plain(classes));
        expect(back.slice(classes.length).every((c) => c.archived)).toBe(true);
      }),
    ));

  test('what was changed again later has to be undone first', () => {
    const plan = planOperation({ kind: 'rename', class: 'c0', to: 'x' }, three);
    const later = changed(applied(three, plan.changes), { kind: 'describe', class: 'x', description: 'why' });
    expect(() => planUndo(plan.changes, later)).toThrow('undo that first');
  });
});
