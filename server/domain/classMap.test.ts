import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassState } from './classes.ts';
import { classMap } from './classMap.ts';
import { type DecisionEvent, foldDecisions } from './currentLabel.ts';
import { throughClasses } from './throughClasses.ts';

const cls = (index: number, more: Partial<ClassState> = {}): ClassState => ({
  index,
  name: `c${index}`,
  archived: false,
  mergedInto: null,
  split: false,
  former: [],
  ...more,
});

/** Merges only ever go into a class that still is one, so there are no circles. */
const classes = fc
  .array(fc.record({ into: fc.option(fc.nat(9)), split: fc.boolean() }), { minLength: 2, maxLength: 6 })
  .map((all) =>
    all.map(({ into, split }, i) =>
      cls(i, { mergedInto: into !== null && into < i ? into : null, split: into === null && split }),
    ),
  );

const event = (seq: number, more: Partial<DecisionEvent>): DecisionEvent => ({
  id: seq,
  seq,
  userId: 'ann',
  verdict: 'keep',
  label: null,
  reason: null,
  retracts: null,
  late: false,
  at: new Date(seq),
  ...more,
});

describe('classMap', () => {
  test('follows merges to the end, and stops at a split', () => {
    const map = classMap([
      cls(0, { mergedInto: 1 }),
      cls(1, { mergedInto: 2 }),
      cls(2),
      cls(3, { split: true }),
      cls(4),
    ]);
    expect([0, 1, 2, 3, 4].map((i) => map.current(i))).toEqual([2, 2, 2, null, 4]);
    expect(map.members('c2')).toEqual([0, 1, 2]);
    expect(map.members('c0')).toEqual([0, 1, 2]);
    expect(map.members('c3')).toEqual([3]);
    expect(map.members('nothing')).toEqual([]);
  });

  test('a name that another class has now means that class; a former name serves while nobody has it', () => {
    const map = classMap([cls(0, { name: 'new', former: ['old'] }), cls(1, { name: 'other', former: ['new'] })]);
    expect(map.members('old')).toEqual([0]);
    expect(map.members('new')).toEqual([0]);
  });

  test('reading twice is reading once', () =>
    fc.assert(
      fc.property(classes, fc.nat(5), (all, i) => {
        const map = classMap(all);
        const once = map.current(i % all.length);
        expect(once === null ? null : map.current(once)).toBe(once);
      }),
    ));
});

describe('decisions read through operations', () => {
  const merged = classMap([cls(0), cls(1, { mergedInto: 0 }), cls(2)]);
  const split = classMap([cls(0, { split: true }), cls(1), cls(2)]);
  const stateOf = (events: DecisionEvent[], given: number, map = merged) => {
    const read = throughClasses(events, given, map);
    return foldDecisions(read.events, read.given);
  };

  test('a change within what is one class by now is none', () => {
    expect(stateOf([event(1, { verdict: 'relabel', label: 1 })], 0)).toMatchObject({ status: 'kept', currentClass: 0 });
    expect(stateOf([event(1, { verdict: 'both', label: 1 })], 0)).toMatchObject({ status: 'kept', currentClass: 0 });
    expect(stateOf([event(1, { verdict: 'relabel', label: 1 })], 2)).toMatchObject({
      status: 'changed',
      currentClass: 0,
    });
    expect(stateOf([event(1, {})], 1)).toMatchObject({ status: 'kept', currentClass: 0 });
  });

  test('decisions for a class that was split are to be taken again; others stand', () => {
    expect(stateOf([event(1, {})], 0, split)).toBeNull();
    expect(stateOf([event(1, { verdict: 'relabel', label: 0 })], 1, split)).toBeNull();
    expect(stateOf([event(1, { verdict: 'relabel', label: 2 })], 0, split)).toMatchObject({
      status: 'changed',
      currentClass: 2,
    });
    expect(stateOf([event(1, { verdict: 'exclude' })], 0, split)).toMatchObject({ status: 'excluded' });
  });

  test('no label ever reads as a class that is merged or split', () =>
    fc.assert(
      fc.property(
        classes,
        fc.array(
          fc.record({ verdict: fc.constantFrom('keep', 'relabel', 'both', 'none', 'exclude'), label: fc.nat(5) }),
          {
            maxLength: 5,
          },
        ),
        fc.nat(5),
        (all, said, g) => {
          const map = classMap(all);
          const events = said.map((s, i) =>
            event(i + 1, {
              ...s,
              userId: `r${i}`,
              label: s.verdict === 'relabel' || s.verdict === 'both' ? s.label % all.length : null,
            }),
          );
          const state = stateOf(events, g % all.length, map);
          for (const label of [state?.currentClass, state?.otherClass])
            if (label != null) expect(map.current(label)).toBe(label);
        },
      ),
    ));
});
