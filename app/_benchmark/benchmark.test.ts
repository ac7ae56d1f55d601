import { expect, it } from 'vitest';
import type { ImpactModel, ImpactView } from '#/server/domain/benchmarkViews.ts';
import { slopes } from './slopes.ts';
import { impactInWords, movedInWords, rankRange } from './words.ts';

const range = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const model = (name: string, given: number, corrected: number, ranks: [number, number]): ImpactModel => ({
  id: name,
  name,
  given: range(given),
  corrected: range(corrected),
  rankGiven: ranks[0],
  rankCorrected: ranks[1],
  rankGivenRange: { low: 1, high: 2 },
  rankCorrectedRange: { low: 1, high: 1 },
  onCorrected: 0.5,
  onRest: 0.9,
});

const impact: ImpactView = {
  metric: 'microF1',
  negative: 'no_relation',
  splits: [],
  split: null,
  samples: 1000,
  uncovered: 0,
  changed: 70,
  dropped: 0,
  decided: 70,
  resamples: 500,
  models: [model('b', 0.6, 0.72, [2, 1]), model('a', 0.61, 0.7, [1, 2]), model('c', 0.4, 0.5, [3, 3])],
  inversions: [{ before: 'a', after: 'b', leadBefore: 0.01, leadAfter: 0.02, support: 0.97 }],
};

it('says what changed in words', () => {
  expect(impactInWords(impact)).toBe(
    '1 pair of models changes places, 1 of them in at least 95% of the resamples. b is first on the corrected labels, a was on the given ones.',
  );
  expect(impactInWords({ ...impact, inversions: [], models: impact.models.slice(1) })).toBe(
    'No two models change places. a stays first.',
  );
  expect(impact.models.map(movedInWords)).toEqual(['up 1', 'down 1', '']);
  expect([rankRange({ low: 1, high: 1 }), rankRange({ low: 1, high: 4 })]).toEqual(['1', '1–4']);
});

it('draws a line per model, higher scores higher, the pair that surely changes places strong', () => {
  const size = { width: 780, height: 470, margin: 250 };
  const { lines, ticks, top, bottom } = slopes(impact, size);
  expect(lines.map((l) => l.strong)).toEqual([true, true, false]);
  expect(lines[0]!.y2).toBeLessThan(lines[1]!.y2);
  expect(lines[0]!.y1).toBeGreaterThan(lines[1]!.y1);
  for (const l of lines) for (const y of [l.y1, l.y2]) expect(y >= top && y <= bottom).toBe(true);
  expect(Math.abs(lines[0]!.label!.right - lines[1]!.label!.right)).toBeGreaterThanOrEqual(15);
  expect(ticks.length).toBeLessThanOrEqual(5);
});

it('names ten of many models: the first, the last and those that move', () => {
  const models = Array.from({ length: 49 }, (_, i) =>
    model(`m${i}`, 0.7 - i / 100, 0.7 - i / 100, [i + 1, i === 20 ? 11 : i + 1]),
  );
  const { lines } = slopes({ models, inversions: [] }, { width: 780, height: 470, margin: 250 });
  const named = lines.filter((l) => l.label).map((l) => l.name);
  expect(named).toHaveLength(10);
  expect(named).toEqual(expect.arrayContaining(['m0', 'm20', 'm48']));
});
