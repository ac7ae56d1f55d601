import { expect, test } from 'vitest';
import { signals } from '#/ml/signals/index.ts';
import type { NeighborView } from '#/server/domain/views.ts';
import { type Evidence, reasonsFor } from './reasons.ts';

const near = (label: string): NeighborView => ({
  id: '1',
  content: { kind: 'text', title: null, text: 'x', details: [] },
  label,
  was: null,
  state: 'given',
  similarity: 0.9,
  note: null,
});
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  given: 'ham',
  suggested: 'spam',
  pGiven: 0.04,
  pSuggested: 0.93,
  signals: signals.map(() => 0),
  neighbors: [near('spam'), near('spam'), near('ham'), near('spam'), near('spam')],
  ...more,
});

test('each reason is a sentence with its measure, strongest first', () => {
  const reasons = reasonsFor(evidence());
  expect(reasons.map((r) => r.signal)).toEqual(['model-disagrees', 'neighbors-disagree']);
  expect(reasons[0]).toMatchObject({
    text: expect.stringContaining('does not believe `ham`; it would say `spam`'),
    measure: {
      kind: 'bars',
      rows: [
        { value: 0.04, role: 'given' },
        { value: 0.93, role: 'suggested' },
      ],
    },
  });
  expect(reasons[1]).toMatchObject({
    text: '4 of the 5 most similar samples are labelled `spam`.',
    measure: { kind: 'pips', on: 4, of: 5 },
  });
});

test('no more than three, and none where the model and the neighbours agree', () => {
  expect(reasonsFor(evidence({ signals: signals.map(() => 1) }))).toHaveLength(3);
  expect(reasonsFor(evidence({ pGiven: 0.97, pSuggested: 0.02, neighbors: [near('ham')] }))).toEqual([]);
});

test('signals that speak for themselves are signals that exist', () => {
  const all = signals.map(({ id }) => (id === 'extrinsic-strategy' ? 0 : 1));
  const ids = reasonsFor(evidence({ pGiven: 0.9, pSuggested: 0.1, neighbors: [], signals: all })).map((r) => r.signal);
  expect(ids).toEqual(['hard-to-learn', 'near-duplicates-differ', 'own-model-disagrees']);
  for (const id of ids) expect(signals.some((s) => s.id === id)).toBe(true);
});

test('reviewed neighbours are counted from the value of their signal', () => {
  const only = { pGiven: 0.9, pSuggested: 0.1, neighbors: [] };
  const reason = (value: number) =>
    reasonsFor(evidence({ ...only, signals: signals.map(({ id }) => (id === 'extrinsic-strategy' ? value : 0)) }))[0];
  // Three of five at a mean cosine of .4 are (3 − .3)/5.
  expect(reason(0.54)?.text).toBe('3 of the 5 nearest reviewed samples say something other than `ham`.');
  expect(reason(0.54)?.measure).toEqual({ kind: 'pips', on: 3, of: 5 });
  expect(reason(1)?.text).toMatch(/^All 5 nearest/);
  const named = (...reviewed: string[]) =>
    reasonsFor(
      evidence({ ...only, reviewed, signals: signals.map(({ id }) => (id === 'extrinsic-strategy' ? 0.54 : 0)) }),
    )[0]?.text;
  expect(named('spam', 'spam', 'spam')).toBe('3 of the 5 nearest reviewed samples say `spam`, not `ham`.');
  expect(named('spam', 'scam', 'spam')).toBe(
    '3 of the 5 nearest reviewed samples say something other than `ham`: 2 `spam` and 1 `scam`.',
  );
  expect(named('spam', 'scam', 'joke')).toMatch(/`ham`: 1 `spam`, 1 `scam` and others\.$/);
  expect(reason(0.4)).toBeUndefined();
});

test('the votes of several models are counted in words', () => {
  const only = { pGiven: 0.9, pSuggested: 0.1, neighbors: [] };
  const votes = { models: 49, against: 37, alternative: 'spam', alternatives: 30 };
  expect(reasonsFor(evidence({ ...only, votes }))).toMatchObject([
    {
      signal: 'models-disagree',
      text: '37 of your 49 models predict another label, 30 of them `spam`.',
      value: 37 / 49,
      measure: {
        rows: [
          { label: 'ham', value: 12 / 49 },
          { label: 'spam', value: 30 / 49 },
        ],
      },
    },
  ]);
  const all = { ...votes, alternatives: 37 };
  expect(reasonsFor(evidence({ ...only, votes: all }))[0]?.text).toBe('37 of your 49 models predict `spam`.');
  expect(reasonsFor(evidence({ ...only, votes: { ...votes, against: 24 } }))).toEqual([]);
});

test('a sample without a label gets the suggestion alone', () => {
  expect(reasonsFor(evidence({ given: null, neighbors: [] }))).toMatchObject([
    { measure: { rows: [{ label: 'spam', role: 'suggested' }] } },
  ]);
});

test('a captioned picture is unlike other captions, not another class', () => {
  const only = signals.map((s) => (s.id === 'image-label-consistency' ? 0.9 : 0));
  const about = (captioned: boolean) =>
    reasonsFor(evidence({ suggested: null, neighbors: [], signals: only, captioned })).map((r) => r.text);
  expect(about(true)).toEqual(['Captions of similar pictures say something else.']);
  expect(about(false)).toEqual([expect.stringContaining('closer to another class')]);
});
