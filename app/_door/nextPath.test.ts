import { describe, expect, it } from 'vitest';
import { nextPath } from './nextPath.ts';

describe('nextPath', () => {
  it('keeps paths of this server', () => expect(nextPath('/d/mail?sort=row')).toBe('/d/mail?sort=row'));

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/',
  ])('goes home for %s', (next) => expect(nextPath(next)).toBe('/datasets'));
});
