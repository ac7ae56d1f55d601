import { describe, expect, test } from 'vitest';
import { judgeByWords, readYesNo } from './readAnswer.ts';

describe('yes or no', () => {
  test.each(['yes', 'Yes.', ' YES ', '"yes"', '**Yes**', 'Yes, there is a bar.', '<think>no? yes</think>\nYes'])(
    '%j is a yes',
    (text) => expect(readYesNo(text)).toBe('yes'),
  );
  test.each(['no', 'No.', '`no`', 'No, the top is open.', 'no\nThe stroke leans right.'])('%j is a no', (text) =>
    expect(readYesNo(text)).toBe('no'),
  );
  test.each([
    'not sure',
    "I'm not sure",
    'No, not sure.',
    'no idea',
    'Yes and no',
    'yes, no',
    'unknown',
    'Unknown.',
    '',
    'nothing',
    'nope',
    'There is no bar.',
    'yesterday',
    'No, but maybe yes',
    'Yes, possibly',
    'none',
    '{"answer":"yes"}',
    '<think>yes</think>',
  ])('%j is no answer', (text) => expect(readYesNo(text)).toBe('unknown'));
});

describe('a free answer judged by words', () => {
  const others = ['dog', 'pickup truck', 'fire_engine'];
  test.each([
    ['A cat on a sofa.', ['cat'], 'fits'],
    ['a tabby', ['cat', 'tabby'], 'fits'],
    ['A dog', ['cat'], 'differs'],
    ['a fire engine', ['cat'], 'differs'],
    ['A cat and a dog', ['cat'], 'ask'],
    ['This is not a cat', ['cat'], 'ask'],
    ['a kitten', ['cat'], 'ask'],
    ['a category', ['cat'], 'ask'],
    ['a pickup truck', ['truck'], 'differs'],
    ['a truck', ['truck'], 'fits'],
    ['unknown', ['cat'], 'unknown'],
    ["I can't tell", ['cat'], 'unknown'],
    ['7', ['7'], 'fits'],
    ['17', ['7'], 'ask'],
    ['猫', ['猫'], 'fits'],
  ] as const)('%j for %j: %s', (answer, names, verdict) => expect(judgeByWords(answer, names, others)).toBe(verdict));

  test('the longer name of the label is not mistaken for the shorter of another', () => {
    expect(judgeByWords('a pickup truck', ['pickup truck'], ['truck'])).toBe('fits');
  });
});
