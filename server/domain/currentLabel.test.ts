import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecisionEvent, evidenceOf, foldDecisions, isSettled } from './currentLabel.ts';
import { verdictSchema } from './verdict.ts';

const at = (seq: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seq));

function event(seq: number, more: Partial<DecisionEvent> = {}): DecisionEvent {
  return {
    id: seq,
    seq,
    userId: 'ann',
    verdict: 'keep',
    label: null,
    reason: null,
    retracts: null,
    late: false,
    at: at(seq),
    ...more,
  };
}

/** A log as the service writes it: retracts name an earlier decision of the same reader, once. */
const log = fc
  .array(
    fc.record({
      user: fc.constantFrom('ann', 'bob', 'cy'),
      verdict: fc.constantFrom(...verdictSchema.options),
      label: fc.integer({ min: 0, max: 3 }),
      late: fc.boolean(),
      undo: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 8 },
  )
  .map((steps) => {
    const events: DecisionEvent[] = [];
    for (const s of steps) {
      const seq = events.length + 1;
      const taken = new Set(events.map((e) => e.retracts));
      const target = events.find((e) => e.userId === s.user && e.verdict !== 'retract' && !taken.has(e.id));
      if (s.undo < 3 && target) events.push(event(seq, { userId: s.user, verdict: 'retract', retracts: target.id }));
      else {
        const label = s.verdict === 'relabel' || s.verdict === 'both' ? s.label : null;
        events.push(event(seq, { userId: s.user, verdict: s.verdict, label, late: s.late }));
      }
    }
    return events;
  });

describe('foldDecisions', () => {
  test('nothing said means unreviewed', () => expect(foldDecisions([])).toBeNull());

  test.each([
    ['keep', null, 'kept', 1, null],
    ['relabel', 2, 'changed', 2, null],
    ['relabel', 1, 'kept', 1, null],
    ['both', 2, 'ambiguous', 1, 2],
    ['none', null, 'no_class', null, null],
    ['exclude', null, 'excluded', 1, null],
    ['unsure', null, 'open', 1, null],
  ] as const)('%s %s → %s', (verdict, label, status, currentClass, otherClass) => {
    expect(foldDecisions([event(1, { verdict, label })], 1)).toMatchObject({
      status,
      currentClass,
      otherClass,
      decisions: 1,
    });
  });

  test('the latest settling decision wins, and a second reader counts', () => {
    const s = foldDecisions([event(1), event(2, { userId: 'bob', verdict: 'relabel', label: 3 })], 0);
    expect(s).toMatchObject({ status: 'changed', currentClass: 3, decidedBy: 'bob', decisions: 2, lastSeq: 2 });
  });

  test('unsure stays open until another settles, and never unsettles', () => {
    const unsure = event(1, { verdict: 'unsure' });
    expect(foldDecisions([unsure], 0)?.status).toBe('open');
    expect(foldDecisions([unsure, event(2, { userId: 'bob' })], 0)?.status).toBe('kept');
    expect(foldDecisions([event(1, { userId: 'bob' }), event(2, { verdict: 'unsure' })], 0)?.status).toBe('kept');
  });

  test('a late decision waits behind another reader, and counts once confirmed', () => {
    const late = event(2, { userId: 'bob', verdict: 'relabel', label: 3, late: true });
    expect(foldDecisions([event(1), late], 0)).toMatchObject({ status: 'kept', decisions: 1, decidedBy: 'ann' });
    const third = event(3, { userId: 'cy', verdict: 'relabel', label: 3 });
    expect(foldDecisions([event(1), late, third], 0)).toMatchObject({
      status: 'changed',
      currentClass: 3,
      decisions: 3,
    });
  });

  test('a late decision counts when nobody else settled it', () => {
    const late = event(2, { userId: 'bob', verdict: 'relabel', label: 3, late: true });
    expect(foldDecisions([late], 0)?.status).toBe('changed');
    expect(foldDecisions([event(1, { verdict: 'unsure' }), late], 0)?.status).toBe('changed');
    expect(foldDecisions([late, event(3)], 0)).toMatchObject({ status: 'kept', decidedBy: 'ann' });
  });

  test('property: the order in which events arrive does not matter, and folding is repeatable', () => {
    fc.assert(
      fc.property(
        log.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          expect(foldDecisions(shuffled, 0)).toEqual(foldDecisions(events, 0));
        },
      ),
    );
  });

  test('property: a retract is as if its target had never happened', () => {
    fc.assert(
      fc.property(log, (events) => {
        const gone = new Set(events.flatMap((e) => (e.retracts === null ? [] : [e.retracts, -e.id])));
        const without = events.filter((e) => e.verdict !== 'retract' && !gone.has(e.id));
        expect(foldDecisions(events, 0)).toEqual(foldDecisions(without, 0));
      }),
    );
  });

  test('property: a standing decision always leaves a state, settled when an on-time one settles', () => {
    fc.assert(
      fc.property(log, (events) => {
        const retracted = new Set(events.map((e) => e.retracts));
        const standing = events.filter((e) => e.verdict !== 'retract' && !retracted.has(e.id));
        const state = foldDecisions(events, 0);
        expect(state === null).toBe(standing.length === 0);
        const users = new Set(standing.map((e) => e.userId));
        if (users.size === 1 && standing.at(-1)?.verdict !== 'unsure' && standing.length)
          expect(isSettled(state?.status)).toBe(true);
        expect(state?.decisions ?? 0).toBeLessThanOrEqual(users.size);
      }),
    );
  });
});

describe('evidenceOf', () => {
  const folded = (verdict: DecisionEvent['verdict'], label: number | null = null) =>
    foldDecisions([event(1, { verdict, label })], 1);
  test('what a round learns', () => {
    expect(evidenceOf(null, 1)).toBeNull();
    expect(evidenceOf(folded('keep'), 1)).toEqual({ kind: 'label', label: 1 });
    expect(evidenceOf(folded('relabel', 2), 1)).toEqual({ kind: 'label', label: 2 });
    expect(evidenceOf(folded('none'), 1)).toEqual({ kind: 'out' });
    expect(evidenceOf(folded('exclude'), 1)).toEqual({ kind: 'out' });
    expect(evidenceOf(folded('both', 2), 1)).toBeNull();
    expect(evidenceOf(folded('unsure'), 1)).toBeNull();
  });
});
