import { expect, it } from 'vitest';
import { asSentence, timeLeft } from './timeLeft.ts';

it('says the time left as roughly as it is known', () =>
  expect([null, 0.4, 12, 61, 300].map(timeLeft)).toEqual([
    '',
    ' About a second left.',
    ' About 15 s left.',
    ' About 65 s left.',
    ' About 5 min left.',
  ]));

it('ends a message as a sentence', () =>
  expect(['Reading', 'Done.', 'Wait…'].map(asSentence)).toEqual(['Reading.', 'Done.', 'Wait…']));
