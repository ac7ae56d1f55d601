import { expect, test } from 'vitest';
import { unpack } from './pack.ts';

test('pictures come apart in their order, missing ones empty', () => {
  const packed = new Uint8Array([2, 0, 0, 0, 7, 8, 0, 0, 0, 0, 1, 0, 0, 0, 9]).buffer;
  expect(unpack(packed).map((p) => [...p])).toEqual([[7, 8], [], [9]]);
  expect(() => unpack(packed.slice(0, 5))).toThrow(RangeError);
});
