import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { betaQuantile, betaShare } from '#/ml/estimate/beta.ts';
import { estimateErrors, estimateFromStrata, LEAST_ANSWERS } from '#/ml/estimate/errors.ts';
import { intoStrata } from '#/ml/estimate/strata.ts';

interface World {
  /** Doubt of a sample whose label is wrong (or right). */
  doubt: (wrong: boolean, uniform: () => number) => number;
  rate: number;
}

/**
 * A finite population of wrong labels and a random audit; beside it the most suspicious samples are reviewed, by a
 * suspicion that knows more than the frozen doubt, as it does after a few rounds.
 */
function simulate(world: World, seed: number, rows = 3000, order = 300, audit = 80) {
  const random = seeded(seed);
  const wrong = Array.from({ length: rows }, () => random.uniform() < world.rate);
  const q = Float64Array.from(wrong, (is) => world.doubt(is, random.uniform));
  const outcome = new Int8Array(rows).fill(-1);
  const audited = new Uint8Array(rows);
  const permutation = Array.from({ length: rows }, (_, i) => i);
  for (let i = 0; i < rows; i++) {
    const j = i + random.below(rows - i);
    [permutation[i], permutation[j]] = [permutation[j], permutation[i]];
  }
  const suspicion = q.map((value, i) => value + (wrong[i] ? 0.3 * random.uniform() : 0));
  const bySuspicion = Array.from({ length: rows }, (_, i) => i).sort((a, b) => suspicion[b] - suspicion[a]);
  for (const row of bySuspicion.slice(0, order)) outcome[row] = wrong[row] ? 1 : 0;
  for (const row of permutation.slice(0, audit)) {
    outcome[row] = wrong[row] ? 1 : 0;
    audited[row] = 1;
  }
  return { q, outcome, audited, total: wrong.filter(Boolean).length };
}

const worlds: Record<string, World> = {
  'good doubt': {
    rate: 0.1,
    doubt: (wrong, u) => {
      const x = u();
      // Of every doubt level x, a share x is wrong.
      return wrong ? Math.sqrt(x) * 0.98 : (0.02 + x * 0.3) * u();
    },
  },
  'rare errors': { rate: 0.01, doubt: (wrong, u) => (wrong ? 0.2 + 0.8 * u() : 0.05 * u()) },
  'overconfident doubt': { rate: 0.08, doubt: (wrong, u) => (wrong && u() < 0.6 ? 0.99 : 0.005 * u()) },
  'too much doubt': { rate: 0.05, doubt: (wrong, u) => (wrong ? 0.3 + 0.7 * u() : 0.6 * u()) },
  'doubt that knows nothing': { rate: 0.15, doubt: (_, u) => 0.1 * u() },
  'many errors': { rate: 0.4, doubt: (wrong, u) => (wrong ? 0.4 + 0.6 * u() : 0.6 * u()) },
};

test.each(Object.entries(worlds))('the interval covers the truth in at least 93 of 100 audits: %s', (_, world) => {
  let covered = 0;
  let bias = 0;
  let sum = 0;
  for (let seed = 0; seed < 300; seed++) {
    const audit = simulate(world, seed);
    const estimate = estimateErrors(audit);
    if (!estimate) throw new Error('no estimate');
    const { first, remaining, found } = estimate;
    expect(first.value).toBe(found + remaining.value);
    expect(first.low).toBeLessThanOrEqual(first.value);
    expect(first.high).toBeGreaterThanOrEqual(first.value);
    if (first.low <= audit.total && audit.total <= first.high) covered++;
    bias += first.value - audit.total;
    sum += audit.total;
  }
  expect(covered / 300).toBeGreaterThanOrEqual(0.93);
  // With some thirty errors the ends fall on whole numbers far apart, so more is covered than asked for.
  if (world.rate > 0.01) expect(covered / 300).toBeLessThanOrEqual(0.985);
  expect(Math.abs(bias / sum)).toBeLessThan(0.15);
});

test('a doubt that foresees the answers narrows the interval', () => {
  const random = seeded(5);
  const wrong = Array.from({ length: 4000 }, () => random.uniform() < 0.1);
  const width = (q: Float64Array) => {
    const outcome = Int8Array.from(wrong, (is, i) => (i < 200 ? (is ? 1 : 0) : -1));
    const audited = Uint8Array.from(wrong, (_, i) => (i < 200 ? 1 : 0));
    const estimate = estimateErrors({ q, outcome, audited });
    if (!estimate) throw new Error('no estimate');
    return estimate.nowShare.high - estimate.nowShare.low;
  };
  const knowing = width(Float64Array.from(wrong, (is) => (is ? 0.95 : 0.01)));
  const ignorant = width(new Float64Array(4000).fill(0.1));
  expect(knowing).toBeLessThan(0.6 * ignorant);
});

test('too few answers give nothing; none wrong gives zero with an upper bound', () => {
  const q = new Float64Array(1000).fill(0.02);
  const answers = (count: number) => ({
    q,
    outcome: Int8Array.from({ length: 1000 }, (_, i) => (i < count ? 0 : -1)),
    audited: Uint8Array.from({ length: 1000 }, (_, i) => (i < count ? 1 : 0)),
  });
  expect(estimateErrors(answers(LEAST_ANSWERS - 1))).toBeNull();
  const estimate = estimateErrors(answers(60));
  expect(estimate?.found).toBe(0);
  expect(estimate?.firstShare.low).toBe(0);
  expect(estimate?.firstShare.high).toBeGreaterThan(0.035);
  expect(estimate?.firstShare.high).toBeLessThan(0.09);
  expect(estimate?.neededForOnePoint).toBeGreaterThan(0);
});

test('when everything is reviewed the answer is exact', () => {
  const outcome = Int8Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  const estimate = estimateErrors({ q: new Float64Array(200).fill(0.1), outcome, audited: new Uint8Array(200) });
  expect(estimate?.first).toEqual({ value: 20, low: 20, high: 20 });
  expect(estimate?.remaining).toEqual({ value: 0, low: 0, high: 0 });
  expect(estimate?.neededForOnePoint).toBe(0);
});

test('strata and single samples give the same estimate; arrays must match', () => {
  const audit = simulate(worlds['good doubt'], 3);
  expect(estimateFromStrata(intoStrata(audit.q, audit.outcome, audit.audited))).toEqual(estimateErrors(audit));
  expect(() => estimateErrors({ ...audit, q: new Float64Array(2) })).toThrow(RangeError);
});

test('beta distribution against known values', () => {
  expect(betaShare(0.5, 2, 3)).toBeCloseTo(0.6875, 9);
  expect(betaQuantile(0.975, 1, 50)).toBeCloseTo(1 - 0.025 ** (1 / 50), 8);
  expect(betaQuantile(0.025, 0, 10)).toBe(0);
  // Clopper–Pearson for 3 of 40.
  expect(betaQuantile(0.025, 3, 38)).toBeCloseTo(0.0157, 3);
  expect(betaQuantile(0.975, 4, 37)).toBeCloseTo(0.2039, 3);
});
