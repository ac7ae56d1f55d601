import { expect, it } from 'vitest';
import { keyPlace } from './keyPlace.ts';

it.each<[string, string, string, boolean, string | null]>([
  ['a Latin letter is what is printed on it', 't', 'KeyK', false, null],
  ['a Cyrillic letter stands for its place', 'к', 'KeyR', false, 'r'],
  ['the digit row of a French keyboard', 'é', 'Digit2', false, '2'],
  ['its digits with Shift are digits already', '2', 'Digit2', true, null],
  ['a sign on a letter key of another layout', ';', 'KeyZ', false, null],
])('%s', (_, key, code, shiftKey, place) => expect(keyPlace({ key, code, shiftKey })).toBe(place));
