import { describe, expect, test } from 'vitest';
import { mentionedIn } from './mentioned.ts';

const people = ['Ann', 'Ann Lee', 'Łukasz', 'م'].map((name) => ({ name }));
const names = (text: string) => mentionedIn(text, people).map((p) => p.name);

describe('mentionedIn', () => {
  test.each<[string, string[]]>([
    ['@Ann look', ['Ann']],
    ['look, @ann lee!', ['Ann Lee']],
    ['@Ann and @Ann Lee', ['Ann', 'Ann Lee']],
    ['@Anna is somebody else', []],
    ['mail me at x@ann.example', ['Ann']],
    ['@ŁUKASZ', ['Łukasz']],
    ['سؤال @م', ['م']],
    ['no @ here, nor @', []],
  ])('%s', (text, called) => expect(names(text)).toEqual(called));

  test('two people of one name are both called', () => {
    expect(mentionedIn('@Kim', [{ name: 'Kim' }, { name: 'kim' }])).toHaveLength(2);
  });
});
