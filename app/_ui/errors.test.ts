import { describe, expect, it } from 'vitest';
import { isSignedOut, problemsOf, sentenceOf } from './errors.ts';

describe('errors in words', () => {
  it("keeps the service's sentence", () =>
    expect(sentenceOf({ message: 'There is no dataset "a".', data: { code: 'NOT_FOUND', code2: 'not_found' } })).toBe(
      'There is no dataset "a".',
    ));

  it('takes the first issue of a form', () =>
    expect(sentenceOf({ message: '[{"path":["name"],"message":"Give a name."}]', data: { code: 'BAD_REQUEST' } })).toBe(
      'Give a name.',
    ));

  it('does not show what a crash says', () =>
    expect(
      sentenceOf({ message: 'relation "x" does not exist', data: { code: 'INTERNAL_SERVER_ERROR' } }),
    ).not.toContain('relation'));

  it('finds problems and sign-out', () => {
    const problems = [{ message: 'no label', line: 4 }];
    expect(problemsOf({ data: { problems } })).toEqual(problems);
    expect(problemsOf(new Error('x'))).toEqual([]);
    expect(isSignedOut({ data: { code: 'UNAUTHORIZED' } })).toBe(true);
  });
});
