import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planServing } from './audit.ts';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('property: places are within the batch, never both audit and plain, and sorted', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.infiniteStream(unit),
      (n, share, stream) => {
        const { audit, plain } = planServing(n, share, share, () => stream.next().value as number);
        const all = [...audit, ...plain];
        expect(new Set(all).size).toBe(all.length);
        for (const p of all) expect(p >= 0 && p < n).toBe(true);
        expect(audit).toEqual([...audit].sort((a, b) => a - b));
        expect(Math.abs(audit.length - n * share)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('ten items at a tenth: exactly one of each kind', () => {
  const plan = planServing(10, 0.1);
  expect([plan.audit.length, plan.plain.length]).toEqual([1, 1]);
});

test('one item at a time: a tenth in the long run, from a fixed generator', () => {
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let audit = 0;
  let plain = 0;
  for (let i = 0; i < 10_000; i++) {
    const plan = planServing(1, 0.1, 0.1, random);
    audit += plan.audit.length;
    plain += plan.plain.length;
  }
  expect(audit).toBeGreaterThan(900);
  expect(audit).toBeLessThan(1100);
  expect(plain).toBeGreaterThan(800);
  expect(plain).toBeLessThan(1100);
});

test('no share, no audit', () => expect(planServing(50, 0)).toEqual({ audit: [], plain: [] }));

test('the comparison with plain samples has a share of its own', () => {
  const of = (audit: number, anchoring: number) => {
    const plan = planServing(20, audit, anchoring);
    return [plan.audit.length, plan.plain.length];
  };
  expect([of(0.1, 0.25), of(0, 0.1), of(0.1, 0)]).toEqual([
    [2, 5],
    [0, 2],
    [2, 0],
  ]);
});
