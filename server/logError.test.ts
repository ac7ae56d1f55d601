import { expect, test } from 'vitest';
import { logError } from './logError.ts';

test('an error in the log says what and where, not the data', () => {
  const cause = Object.assign(new Error('the connection is gone'), {
    code: 'CONNECTION_CLOSED',
    parameters: ['a secret'],
  });
  const error = new Error(`Failed query: insert ${'x'.repeat(5000)}\nparams: a secret,another`, { cause });
  const logged = JSON.stringify(logError(error));
  expect(logged).not.toContain('secret');
  expect(logged).toContain('Failed query: insert');
  expect(logged).toContain('CONNECTION_CLOSED');
  expect(logged).toContain('logError.test.ts');
  expect(logged.length).toBeLessThan(5000);
  expect(logError('no error')).toBe('no error');
});
