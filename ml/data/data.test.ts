import { expect, test } from 'vitest';
import { haveDigits, readDigits } from './digits.ts';
import { haveNews, readNews } from './news.ts';
import { haveNoise, readNoise } from './noise.ts';
import { readNpy } from './npy.ts';

function npy(descr: string, shape: string, fortran: boolean, data: ArrayBuffer): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }\n`;
  const out = Buffer.alloc(10 + header.length + data.byteLength);
  out.write('\x93NUMPY\x01\x00', 'latin1');
  out.writeUInt16LE(header.length, 8);
  out.write(header, 10, 'latin1');
  out.set(new Uint8Array(data), 10 + header.length);
  return out;
}

test('arrays of numbers in either order', () => {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6);
  expect(readNpy(npy('<f4', '2, 3', false, values.buffer))).toEqual({ shape: [2, 3], data: values });
  expect([...readNpy(npy('<f4', '3, 2', true, values.buffer)).data]).toEqual([1, 4, 2, 5, 3, 6]);
  const longs = BigInt64Array.of(-1n, 9n);
  expect(readNpy(npy('<i8', '2,', false, longs.buffer))).toEqual({ shape: [2], data: Float64Array.of(-1, 9) });
});

test('what is no array is refused in a sentence', () => {
  expect(() => readNpy(Buffer.from('a,b\n1,2\n3,4\n'))).toThrow('no .npy array');
  expect(() => readNpy(npy('|O8', '2,', false, new ArrayBuffer(16)))).toThrow('no plain');
  expect(() => readNpy(npy('>f8', '2,', false, new ArrayBuffer(16)))).toThrow('little-endian');
  expect(() => readNpy(npy('<f8', '200,', false, new ArrayBuffer(16)))).toThrow('cut off');
});

test.skipIf(!haveDigits() || !haveNoise('digits'))('shared digits and their noise belong together', () => {
  const { labels, pixels, count } = readDigits();
  expect([count, pixels.length]).toEqual([10_000, 7_840_000]);
  const noisy = readNoise('digits', 'sym10', 1);
  const wrong = labels.reduce((sum, label, i) => sum + (label === noisy[i] ? 0 : 1), 0);
  expect(wrong / count).toBeGreaterThan(0.08);
  expect(wrong / count).toBeLessThan(0.12);
});

test.skipIf(!haveNews())('shared newsgroups', () => {
  const { texts, labels } = readNews(500);
  expect([texts.length, labels.length]).toEqual([500, 500]);
  expect(Math.max(...labels)).toBeLessThan(20);
});
