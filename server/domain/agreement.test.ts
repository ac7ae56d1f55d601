import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DecisionEvent, foldDecisions } from './currentLabel.ts';
import { verdictSchema } from './verdict.ts';

type Said = Partial<DecisionEvent> & Pick<DecisionEvent, 'userId'>;

const log = (...said: Said[]): DecisionEvent[] =>
  said.map((s, i) => ({
    id: i + 1,
    seq: i + 1,
    verdict: 'keep',
    label: null,
    reason: null,
    retracts: null,
    late: false,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, i)),
    ...s,
  }));
const of =
  (asked: number, agree: number) =>
  (userId: string, more: Partial<DecisionEvent> = {}) => ({
    userId,
    asked,
    agree,
    ...more,
  });
const relabel = (label: number) => ({ verdict: 'relabel' as const, label });

test('with an overlap the given label stands until all have read', () => {
  const three = of(3, 2);
  const two = [three('ann', relabel(2)), three('bob', relabel(2))];
  expect(foldDecisions(log(...two), 0)).toMatchObject({
    status: 'open',
    currentClass: 0,
    consensus: 'pending',
    seats: 3,
  });
  expect(foldDecisions(log(...two, three('cy')), 0)).toMatchObject({
    status: 'changed',
    currentClass: 2,
    consensus: 'agreed',
    confirmed: true,
    decidedBy: 'bob',
  });
});

test('no majority, or two as large: a lead decides, and may change their mind', () => {
  const three = of(3, 2);
  const split = [three('ann', relabel(2)), three('bob'), three('cy', { verdict: 'none' })];
  expect(foldDecisions(log(...split), 0)).toMatchObject({ status: 'open', currentClass: 0, consensus: 'conflict' });
  const four = of(4, 2);
  const even = [four('ann', relabel(2)), four('bob', relabel(2)), four('cy'), four('dan')];
  expect(foldDecisions(log(...even), 0)).toMatchObject({ consensus: 'conflict' });
  const lead = { userId: 'lea', kind: 'adjudication' as const };
  const once = [...split, { ...lead, ...relabel(1) }];
  expect(foldDecisions(log(...once), 0)).toMatchObject({ status: 'changed', currentClass: 1, confirmed: true });
  expect(foldDecisions(log(...once, { ...lead, verdict: 'none' }), 0)).toMatchObject({ status: 'no_class' });
});

test('a lead who was one of the readers adjudicates beside their own reading', () => {
  const two = of(2, 2);
  const events = log(two('lea', relabel(1)), two('bob'), { userId: 'lea', kind: 'adjudication', ...relabel(2) });
  expect(foldDecisions(events, 0)).toMatchObject({ status: 'changed', currentClass: 2, decisions: 3 });
});

test('choosing the given label by its name is a vote to keep it', () => {
  const two = of(2, 2);
  expect(foldDecisions(log(two('ann'), two('bob', relabel(0))), 0)).toMatchObject({
    status: 'kept',
    consensus: 'agreed',
  });
});

test('unsure goes to a different reader, then to the lead', () => {
  const unsure = { verdict: 'unsure' as const };
  expect(foldDecisions(log({ userId: 'ann', ...unsure }), 0)).toMatchObject({ consensus: 'pending', seats: 2 });
  const twice = log({ userId: 'ann', ...unsure }, { userId: 'bob', ...unsure });
  expect(foldDecisions(twice, 0)).toMatchObject({ status: 'open', consensus: 'conflict' });
});

test('a drawn answer waits for a second reader without holding anything up', () => {
  const first = { userId: 'ann', ...relabel(2), secondDrawn: true, queueId: 7 };
  expect(foldDecisions(log(first), 0)).toMatchObject({ status: 'changed', confirmed: false, seats: 2, secondQueue: 7 });
  const second = { userId: 'bob', kind: 'second' as const, asked: 2, agree: 2 };
  expect(foldDecisions(log(first, { ...second, ...relabel(2) }), 0)).toMatchObject({
    status: 'changed',
    confirmed: true,
    secondQueue: null,
  });
  expect(foldDecisions(log(first, second), 0)).toMatchObject({
    status: 'open',
    currentClass: 0,
    consensus: 'conflict',
  });
  expect(foldDecisions(log(first, { ...second, verdict: 'unsure' }), 0)).toMatchObject({
    status: 'changed',
    secondQueue: 7,
    seats: 3,
  });
});

test('an audit draw that waits for its other readers is asked for out of order', () => {
  const two = of(2, 2);
  expect(foldDecisions(log(two('ann', { audit: true, queueId: 3 })), 0)).toMatchObject({
    consensus: 'pending',
    secondQueue: 3,
  });
  expect(foldDecisions(log(two('ann', { queueId: 3 })), 0)).toMatchObject({ secondQueue: null });
  const both = log(two('ann', { audit: true, queueId: 3 }), two('bob'));
  expect(foldDecisions(both, 0)).toMatchObject({ consensus: 'agreed', secondQueue: null });
});

test('an answer to gold changes nothing', () => {
  const gold = { userId: 'bob', kind: 'gold' as const, ...relabel(3) };
  expect(foldDecisions(log(gold), 0)).toBeNull();
  expect(foldDecisions(log({ userId: 'ann' }, gold), 0)).toMatchObject({ status: 'kept', decisions: 1 });
});

test('the published study: given stands from three of five on, and an export may ask for all five', () => {
  const five = of(5, 3);
  const said = [five('a'), five('b'), five('c'), five('d', relabel(1)), five('e', { verdict: 'both', label: 1 })];
  expect(foldDecisions(log(...said), 0)).toMatchObject({ status: 'kept', consensus: 'agreed' });
  expect(foldDecisions(log(...said), 0, { agree: 5 })).toMatchObject({ status: 'open', consensus: 'conflict' });
  const fewer = [five('a'), five('b'), ...['c', 'd', 'e'].map((u) => five(u, relabel(1)))];
  expect(foldDecisions(log(...fewer), 0)).toMatchObject({ status: 'changed', currentClass: 1 });
});

test('property: with as many readings as asked for there is agreement or conflict, never more to wait for', () => {
  const readings = fc.array(
    fc.record({ verdict: fc.constantFrom(...verdictSchema.exclude(['unsure']).options), label: fc.nat(3) }),
    {
      minLength: 2,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(readings, (said) => {
      const n = said.length;
      const agree = Math.floor(n / 2) + 1;
      const events = log(...said.map((s, i) => of(n, agree)(`u${i}`, s)));
      const state = foldDecisions(events, 0)!;
      expect(state.consensus).not.toBe('pending');
      expect(state.status === 'open').toBe(state.consensus === 'conflict');
      expect(foldDecisions(events.slice(1), 0)?.consensus).toBe('pending');
    }),
  );
});
