import { describe, expect, test } from 'vitest';
import { askPrompt, promptHash, readWritten } from './prompts.ts';

const general = ['What animal is it?', 'What is shown?'];
const specific = ['Has it fur?', 'Has it whiskers?', 'Has it four legs?', 'Has it a tail?'];
const reply = (part: object) => JSON.stringify({ general, specific, synonyms: ['kitty', 'kitty '], ...part });

describe('what a model wrote', () => {
  test('two general and four specific questions that expect yes, whatever stands around the JSON', () => {
    const read = readWritten(`<think>{"general":[]}</think>\n\`\`\`json\n${reply({})}\n\`\`\``, 'cat');
    expect(read!.questions.map((q) => [q.kind, q.expected])).toEqual([
      ...general.map(() => ['general', null]),
      ...specific.map(() => ['specific', 'yes']),
    ]);
    expect(read!.synonyms).toEqual(['kitty']);
  });

  test.each([
    ['no JSON', 'Sure, here they are: What is it?'],
    ['cut off', reply({}).slice(0, 60)],
    ['too few', reply({ specific: specific.slice(1) })],
    ['the same four times', reply({ specific: specific.map(() => specific[0]) })],
    ['no questions', reply({ general: ['It is an animal.', 'Look closely.'] })],
    ['the answer given away', reply({ general: ['Is the cat asleep?', 'What is shown?'] })],
    ['numbers', reply({ general: [1, 2] })],
    ['a list', '[]'],
  ])('%s: nothing', (_, text) => expect(readWritten(text, 'cat')).toBeNull());

  test('a label of one letter, or inside a word, gives nothing away', () => {
    expect(readWritten(reply({}), 'i')).not.toBeNull();
    expect(readWritten(reply({ general: ['Which category is it?', 'What is shown?'] }), 'cat')).not.toBeNull();
  });
});

test('another question, or another way to ask it, is another prompt', () => {
  const hashes = [askPrompt('specific', 'a?'), askPrompt('general', 'a?'), askPrompt('specific', 'b?')].map(promptHash);
  expect(new Set(hashes).size).toBe(3);
});
