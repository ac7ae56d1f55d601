import { describe, expect, it } from 'vitest';
import { completeMention, mentionQuery, namesFor, splitMentions } from './mentionAt.ts';

describe('mentionQuery', () => {
  it.each<[string, string | null]>([
    ['ask @an', 'an'],
    ['@', ''],
    ['(@ann le', 'ann le'],
    ['mail a@b', null],
    ['@ann\nnext line', null],
    ['@ann is not what this sentence says', null],
    ['no', null],
  ])('%j', (text, query) => expect(mentionQuery(text, text.length)).toBe(query));
});

describe('namesFor', () => {
  const names = ['Ann Lee', 'Demo lead', 'Lena'];
  it('takes the beginning of any word', () => expect(namesFor('le', names)).toEqual(['Ann Lee', 'Demo lead', 'Lena']));
  it('offers nothing once a name is whole', () => expect(namesFor('lena and', names)).toEqual([]));
});

it('completes at the caret and keeps what follows', () => {
  expect(completeMention('ask @an, now', 7, 'Ann Lee')).toEqual({ text: 'ask @Ann Lee , now', caret: 13 });
});

describe('splitMentions', () => {
  it('marks whole names, the longer before the shorter', () =>
    expect(splitMentions('@Ann Lee and @ann', ['Ann', 'Ann Lee'])).toEqual([
      { text: '@Ann Lee', named: true },
      { text: ' and ', named: false },
      { text: '@ann', named: true },
    ]));
  it('is not confused by signs in a name', () =>
    expect(splitMentions('hi @a.(b', ['a.(b'])).toEqual([
      { text: 'hi ', named: false },
      { text: '@a.(b', named: true },
    ]));
});
