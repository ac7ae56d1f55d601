import { expect, test } from 'vitest';
import { reflow } from './reflow.ts';

const wrapped = [
  'Okay, hmm, I thought twice about this, but what the hey, jobs are hard to',
  'come by. There is a company hiring in Mountain View, looking for a few good',
  'hackers, no Java, no GUI.',
];
const one = wrapped.join(' ');

test('lines that were broken at a column flow again; the paragraphs stay', () => {
  expect(reflow(`Hello,\n\n${wrapped.join('\n')}\n\n${wrapped.join('\n')}`)).toBe(`Hello,\n\n${one}\n\n${one}`);
});

test('a line that a person broke early flows on where a sentence plainly goes on', () => {
  const early = 'old days we used to say that someone left their terminal unguarded)\nbut what is interesting is';
  expect(reflow(`The content suggests it is more of a prank than activism of any sort, in the\n${early}`)).toBe(
    'The content suggests it is more of a prank than activism of any sort, in the old days we used to say that someone left their terminal unguarded)\nbut what is interesting is',
  );
  expect(reflow('The goal of this project is not to make it fast or small, so all of you\nwho wait,\nwait')).toBe(
    'The goal of this project is not to make it fast or small, so all of you who wait,\nwait',
  );
});

test.each([
  ['quotations', wrapped.map((line) => `> ${line}`)],
  ['indented lines', wrapped.map((line) => `    ${line}`)],
  ['items', wrapped.map((line) => `- ${line}`)],
  ['numbered items', wrapped.map((line, i) => `${i + 1}. ${line}`)],
  ['columns', wrapped.map((line) => `${line.slice(0, 30)}     ${line.slice(30)}`)],
  ['tabs', wrapped.map((line) => `${line.slice(0, 30)}\t${line.slice(30)}`)],
  ['short lines', ['I met a traveller from an antique land', 'Who said: Two vast and trunkless legs', 'of stone']],
  ['paragraphs of one line each', [one, one]],
  ['headers', ['From: the one who has written all of this to everyone on the list', 'To: everyone on the list']],
  ['addresses', [wrapped[0], 'http://lists.example.org/mailman/listinfo']],
  ['a signature', ['--', ...wrapped]],
  ['a script without spaces', ['字'.repeat(60), '字'.repeat(60), '字'.repeat(20)]],
])('%s keep their lines', (_, lines) => {
  expect(reflow(lines.join('\n'))).toBe(lines.join('\n'));
});

test('what is shown has the length of what is stored, so that places stay right', () => {
  for (const end of ['\n', ' \n', '\r\n']) {
    const stored = wrapped.join(end);
    const shown = reflow(stored);
    expect(shown).toHaveLength(stored.length);
    expect(shown.indexOf('hackers')).toBe(stored.indexOf('hackers'));
    expect(shown.replaceAll('\u200b', '')).toBe(one);
  }
});
