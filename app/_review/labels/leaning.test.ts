import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { sampleAloud } from '../session/announcements.ts';
import { testItem } from '../session/fixture.ts';
import { LabelPair } from './LabelPair.tsx';

const textOf = (pGiven: number | null, why: boolean): string => {
  const item = { ...testItem('1', { given: 'spam', suggested: 'ham' }), pGiven };
  item.suggestion = { label: 'ham', probability: 0.36 };
  return renderToStaticMarkup(createElement(LabelPair, { item, why })).replace(/<[^>]*>/g, '');
};

describe('where the given label is likelier than the best other one', () => {
  test('the note says so, with figures only when asked', () => {
    expect(textOf(0.64, true)).toContain('The model leans to spam, 0.64; next likeliest is ham, 0.36.');
    expect(textOf(0.64, false)).toContain('The model leans to spam; next likeliest is ham.');
    expect(textOf(0.64, true)).not.toMatch(/suggest/);
  });

  test('it is said aloud so', () => {
    const item = { ...testItem('1', { given: 'spam', suggested: 'ham' }), pGiven: 0.95 };
    expect(sampleAloud(item, undefined)).toContain('Given spam, next likeliest ham.');
  });
});

test('a likelier other label is suggested, and so is one where the given label’s share is unknown', () => {
  expect(textOf(0.2, true)).toContain('The model suggests ham, 0.36 against 0.20.');
  expect(textOf(null, true)).toContain('The model suggests ham, 0.36.');
});
