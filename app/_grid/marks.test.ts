import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type History, itemsOf, noMarks, pass, strike, tallyOf, undo } from './marks.ts';

const fresh: History = { now: noMarks, before: [] };
const id = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({
    kind: fc.constant('strike' as const),
    ids: fc.array(id, { minLength: 1 }),
    label: fc.option(fc.constantFrom('x', 'y')),
  }),
  fc.record({ kind: fc.constant('pass' as const), ids: fc.array(id) }),
);
const apply = (h: History, s: { kind: 'strike' | 'pass'; ids: string[]; label?: string | null }) =>
  s.kind === 'pass' ? pass(h, s.ids) : strike(h, s.ids, s.label ?? null);

describe('marks at a glance', () => {
  it('strike, strike with a label, and take back', () => {
    const one = strike(fresh, ['a'], null);
    expect([...one.now.struck]).toEqual([['a', null]]);
    expect([...strike(one, ['a'], 'x').now.struck]).toEqual([['a', 'x']]);
    expect([...strike(one, ['a'], null).now.struck]).toEqual([]);
    expect([...strike(one, ['a', 'b'], null).now.struck.keys()]).toEqual(['a', 'b']);
  });

  it('a page gone past stands, but for what is struck; what waits for a label is left out', () => {
    const h = pass(strike(strike(fresh, ['a'], 'x'), ['b'], null), ['a', 'b', 'c']);
    expect(itemsOf(h.now)).toEqual([
      { sampleId: 'c', verdict: 'keep' },
      { sampleId: 'a', verdict: 'relabel', label: 'x' },
    ]);
    expect(tallyOf(h.now)).toEqual({ struck: 2, relabelled: 1, waiting: 1, stand: 1 });
  });

  it('undo goes back step by step, whatever was done', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const states = [fresh];
        for (const s of steps) states.push(apply(states.at(-1)!, s));
        let back = states.at(-1)!;
        for (const expected of states.slice(0, -1).reverse()) {
          back = undo(back);
          expect(back.now).toEqual(expected.now);
        }
        expect(undo(back)).toEqual(back);
      }),
    ));

  it('no sample is written twice', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const ids = itemsOf(steps.reduce(apply, fresh).now).map((i) => i.sampleId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    ));
});
