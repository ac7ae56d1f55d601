import { expect, it } from 'vitest';
import { UsageError } from '../usage.ts';
import { readOptions, usage } from './options.ts';

it.each([
  [['set'], { cleanedOnly: false, spreadsheetSafe: false }],
  [['set', '--agree', '3'], { agree: 3 }],
  [['set', '--agree=all', '--drop-multi-label'], { agree: 10, dropMultiLabel: true }],
  [['set', '--consensus', 'dawid-skene'], { consensus: 'dawid-skene' }],
  [['set', '--consensus', 'crowdlab', '--cleaned-only'], { consensus: 'crowdlab', cleanedOnly: true }],
  [['set', '--consensus', 'votes', '--eliminate', 'no_relation'], { consensus: undefined, eliminate: 'no_relation' }],
])('%j asks for what the screen and the API ask for', (args, policy) => {
  expect(readOptions(args)).toMatchObject({ slug: 'set', version: null, policy });
});

it.each([
  [['set', '--agree', '0'], /--agree: give a number of readers/],
  [['set', '--agree', 'most'], /--agree: give a number of readers/],
  [['set', '--consensus', 'glad'], /--consensus: give votes, dawid-skene or crowdlab/],
  [['set', '--format', 'xls'], /--format: give one of csv/],
  [['set', '--version', '2', '--agree', '5'], /--version takes a version as it was made; --agree/],
  [['set', '--version', '0'], /--version: give a number/],
  [['set', 'more'], /Usage:/],
  [[], /Usage:/],
])('%j is refused with what to do', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});

it('the usage names every option there is', () => {
  expect(readOptions(['--help'])).toBeNull();
  for (const option of ['format', 'version', 'out', 'cleaned-only', 'eliminate', 'drop-multi-label'])
    expect(usage).toContain(`--${option}`);
  for (const option of ['spreadsheet-safe', 'agree', 'consensus']) expect(usage).toContain(`--${option}`);
});
