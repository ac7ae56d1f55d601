import { expect, it } from 'vitest';
import { groupProblems } from './groupProblems.ts';

it('gathers the lines of one sentence in one file', () =>
  expect(
    groupProblems([
      { message: 'No label.', file: 'a.csv', line: 4 },
      { message: 'No label.', file: 'b.csv', line: 5 },
      { message: 'No label.', file: 'a.csv', line: 9 },
      { message: 'Empty file.' },
    ]),
  ).toEqual([
    { message: 'No label.', file: 'a.csv', lines: [4, 9] },
    { message: 'No label.', file: 'b.csv', lines: [5] },
    { message: 'Empty file.', file: null, lines: [] },
  ]));
