import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { estimateErrors } from '#/ml/estimate/errors.ts';
import { checksNeeded, errorShare } from '#/server/domain/verification.ts';
import { withBulk } from './bulkShare.ts';

/**
 * One dataset: a model that is right about most labels, an audit at random, and a bulk that changes the labels it doubts
 * most, of which some were right all along.
 * @returns the estimate with the bulk, and what is true
 */
function simulate(seed: number) {
  const random = seeded(seed);
  const n = 3000;
  const q = Float64Array.from({ length: n }, () => random.uniform() ** 6);
  const wrong = Uint8Array.from(q, (p) => (random.uniform() < p ? 1 : 0));
  const audited = Uint8Array.from(q, () => (random.uniform() < 0.12 ? 1 : 0));
  const outcome = Int8Array.from(wrong, (w, i) => (audited[i] ? w : -1));
  const changed = Array.from({ length: n }, (_, i) => i).filter((i) => q[i]! > 0.5 && !audited[i]);
  const checks = checksNeeded(changed.length, 0.1);
  const order = changed.map((i) => ({ i, at: random.uniform() })).sort((a, b) => a.at - b.at);
  const checked = order.slice(0, checks).map((o) => o.i);
  for (const i of checked) outcome[i] = wrong[i]!;
  const differed = checked.filter((i) => !wrong[i]).length;
  const written = order.slice(checks).map((o) => o.i);
  const error = errorShare(differed, checks, changed.length)!;
  const right = {
    value: written.length * (1 - error.value),
    low: written.length * (1 - error.high),
    high: written.length * (1 - error.low),
  };
  const before = estimateErrors({ q, outcome, audited })!;
  const corrected = written.filter((i) => wrong[i]).length;
  const found = outcome.reduce((sum, o) => sum + (o === 1 ? 1 : 0), 0);
  const all = wrong.reduce((sum: number, w) => sum + w, 0);
  return { before, after: withBulk(before, { right }), remaining: all - found - corrected, first: all };
}

describe('the estimate with bulk decisions', () => {
  test('covers what remains wrong, and what was, as often as it says', () => {
    const runs = 150;
    let [remaining, first] = [0, 0];
    for (let seed = 1; seed <= runs; seed++) {
      const s = simulate(seed);
      if (s.after.remaining.low <= s.remaining && s.remaining <= s.after.remaining.high) remaining++;
      if (s.after.first.low <= s.first && s.first <= s.after.first.high) first++;
    }
    expect(remaining / runs).toBeGreaterThanOrEqual(0.93);
    expect(first / runs).toBeGreaterThanOrEqual(0.93);
  });

  test('still adds up, and is never narrower than without', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const { before, after } = simulate(seed);
        expect(after.first.value).toBeCloseTo(after.found + after.remaining.value, 9);
        expect(after.remaining.low).toBeLessThanOrEqual(after.remaining.value);
        expect(after.remaining.value).toBeLessThanOrEqual(after.remaining.high);
        expect(after.firstShare.value).toBeCloseTo(after.first.value / 3000, 9);
        if (after.remaining.low > 0)
          expect(after.remaining.high - after.remaining.low).toBeGreaterThanOrEqual(
            before.remaining.high - before.remaining.low - 1,
          );
      }),
      { numRuns: 40 },
    ));
});
