import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedHow, headline, oneInEvery } from './headline.ts';

describe('headline figures', () => {
  it('add up on the screen, whatever the estimate', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 1e5, noNaN: true }), (found, rest) => {
        const around = (value: number) => ({ value, low: value, high: value });
        const h = headline({
          first: around(found + rest),
          found,
          remaining: around(rest),
          firstShare: around(0.1),
          nowShare: around(0.1),
        });
        expect(h.first).toBe(h.found + h.remaining);
        expect(Math.abs(h.first - (found + rest))).toBeLessThanOrEqual(0.5);
      }),
    ));

  it('says how often a decision changes a label', () => {
    expect(oneInEvery(0, 10)).toBeNull();
    expect(oneInEvery(10, 10)).toBe('nearly every decision');
    expect(oneInEvery(412, 1240)).toBe('one in every 3 decisions');
    expect(oneInEvery(4, 10)).toBe('one in every 2.5 decisions');
    expect(oneInEvery(3, 100)).toBe('one in every 33 decisions');
  });
});

it('labels that no reader changed are told apart', () => {
  const points: [number, number][] = [
    [0, 0],
    [50, 20],
  ];
  const curve = { points, random: null, rounds: [] };
  expect(changedHow({ noClass: 0, changed: 20, decisions: 50, curve })).toBe('one in every 2.5 decisions');
  expect(changedHow({ noClass: 0, changed: 47, decisions: 50, curve })).toBe(
    'one in every 2.5 decisions; 27 by corrections or in bulk',
  );
  const none = { ...curve, points: [[0, 0]] as [number, number][] };
  expect(changedHow({ noClass: 0, changed: 27, decisions: 0, curve: none })).toBe('all by corrections or in bulk');
  expect(changedHow({ noClass: 0, changed: 0, decisions: 0, curve: none })).toBe('none so far');
  // What is counted is what the plot below counts: a label that was struck is no longer the given one.
  expect(changedHow({ changed: 15, noClass: 5, decisions: 50, curve })).toBe(
    'one in every 2.5 decisions; 5 fit no class',
  );
});
