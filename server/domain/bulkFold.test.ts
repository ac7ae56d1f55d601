import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DecisionEvent, foldDecisions, isSettled, standing } from './currentLabel.ts';

const event = fc
  .record({
    userId: fc.constantFrom('ann', 'bob', 'cy'),
    verdict: fc.constantFrom('keep', 'relabel', 'none', 'exclude', 'unsure'),
    label: fc.nat(3),
    late: fc.boolean(),
    bulk: fc.boolean(),
  })
  .map((e) => ({ ...e, late: e.late && !e.bulk, label: e.verdict === 'relabel' ? e.label : null }));

const log = fc
  .array(event, { maxLength: 8 })
  .map((all) =>
    all.map((e, i): DecisionEvent => ({ ...e, id: i + 1, seq: i + 1, reason: null, retracts: null, at: new Date(i) })),
  );

const outcome = (events: DecisionEvent[]) => {
  const state = foldDecisions(events, 0);
  return (
    state && { status: state.status, currentClass: state.currentClass, decidedBy: state.decidedBy, bulk: state.bulk }
  );
};

test('where anyone has settled a sample singly, bulk decisions change nothing, whenever they came', () =>
  fc.assert(
    fc.property(log, (events) => {
      const singly = events.filter((e) => !e.bulk);
      const alone = foldDecisions(singly, 0);
      if (isSettled(alone?.status)) expect(outcome(events)).toEqual(outcome(singly));
    }),
  ));

test('a bulk decision settles what nobody settled, and says that it did', () =>
  fc.assert(
    fc.property(log, (events) => {
      const settling = (e: DecisionEvent) => e.verdict !== 'unsure';
      // A reader's own later bulk replaces the earlier one, so only what still stands can settle.
      const bulks = standing(events).filter((e) => e.bulk);
      if (events.some((e) => !e.bulk && settling(e)) || !bulks.some(settling)) return;
      expect(foldDecisions(events, 0)).toMatchObject({ bulk: true });
    }),
  ));
