import { describe, expect, it } from 'vitest';
import type { SampleView } from '#/server/domain/views.ts';
import { markOf } from './statusWords.ts';

const sample: SampleView = {
  id: '1',
  row: 0,
  externalId: 'a',
  split: null,
  content: { kind: 'text', title: null, text: 't', details: [] },
  givenLabel: 'ham',
  currentLabel: 'ham',
  status: 'unreviewed',
  suggestion: null,
  pGiven: null,
  suspicion: null,
  signals: {},
  decisions: [],
};

describe('mark of a sample', () => {
  it('queries an undecided label only where the model disagrees', () => {
    expect(markOf(sample)).toBeNull();
    expect(markOf({ ...sample, suggestion: { label: 'ham', probability: 0.9 } })).toBeNull();
    expect(markOf({ ...sample, pGiven: 0.8, suggestion: { label: 'spam', probability: 0.1 } })).toBeNull();
    expect(markOf({ ...sample, pGiven: 0.1, suggestion: { label: 'spam', probability: 0.9 } })).toEqual({
      state: 'query',
      label: 'spam',
    });
  });

  it('strikes only after a decision', () =>
    expect(markOf({ ...sample, status: 'changed', currentLabel: 'spam' })).toEqual({
      state: 'corrected',
      label: 'spam',
    }));

  it('names the second of two labels as the reader did', () =>
    expect(
      markOf({
        ...sample,
        status: 'ambiguous',
        decisions: [{ verdict: 'both', label: 'list mail', by: 'Mira', at: '', note: null, late: false, source: null }],
      }),
    ).toEqual({ state: 'both', label: 'list mail' }));
});
