import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNpy, readNpyTexts, writeNpy } from '#/ml/npy.ts';

/** A file with this header and body. */
function file(descr: string, fortran: boolean, shape: string, body: Uint8Array): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }\n`;
  const bytes = new Uint8Array(10 + header.length + body.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(body, 10 + header.length);
  return bytes;
}

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 40 }), (values) => {
      const data = Float64Array.from(values);
      const read = readNpy(writeNpy(data, [data.length]));
      expect(read).toEqual({ data, shape: [data.length], type: 'f8' });
      const narrow = Float32Array.from(values);
      expect(readNpy(writeNpy(narrow, [1, narrow.length])).data).toEqual(narrow);
    }),
  );
  expect(readNpy(writeNpy(Int32Array.of(1, -2, 3, 4), [2, 2]))).toEqual({
    data: Int32Array.of(1, -2, 3, 4),
    shape: [2, 2],
    type: 'i4',
  });
});

test('half precision, big-endian, Fortran order, every integer', () => {
  const half = file('<f2', false, '4,', new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001).buffer));
  expect([...readNpy(half).data].map((v) => +v.toPrecision(4))).toEqual([1, -2, 0.3333, 5.96e-8]);
  expect([...readNpy(file('>u2', false, '2,', Uint8Array.of(1, 2, 0, 3))).data]).toEqual([258, 3]);
  const columns = file('<i4', true, '2, 3', new Uint8Array(Int32Array.of(1, 4, 2, 5, 3, 6).buffer));
  expect([...readNpy(columns).data]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...readNpy(file('<i8', false, '1,', new Uint8Array(BigInt64Array.of(-7n).buffer))).data]).toEqual([-7]);
  expect([...readNpy(file('|b1', false, '2,', Uint8Array.of(1, 0))).data]).toEqual([1, 0]);
  expect(readNpy(file('<f8', false, '', new Uint8Array(Float64Array.of(2.5).buffer))).shape).toEqual([]);
});

test('texts, wide and narrow', () => {
  const wide = new Uint8Array(Uint32Array.of(0x63, 0x1f600, 0, 0x64, 0, 0).buffer);
  expect(readNpyTexts(file('<U3', false, '2,', wide))).toEqual(['c😀', 'd']);
  expect(readNpyTexts(file('|S2', false, '2,', new TextEncoder().encode('abc\0')))).toEqual(['ab', 'c']);
});

test('damaged files are refused with a sentence', () => {
  expect(() => readNpy(new Uint8Array(40))).toThrow(/not a .npy file/);
  expect(() => readNpy(file('<f4', false, '3,', new Uint8Array(8)))).toThrow(/cut short: 12 bytes/);
  expect(() => readNpy(file('<U5', false, '3,', new Uint8Array(60)))).toThrow(/only numbers/);
  expect(() => readNpy(file('|O', false, '3,', new Uint8Array(60)))).toThrow(/Python objects/);
  expect(() => readNpy(file('<f4', false, '3,', new Uint8Array(12)).subarray(0, 40))).toThrow(
    /cut short in its header/,
  );
  expect(() => readNpyTexts(file('<f4', false, '3,', new Uint8Array(12)))).toThrow(/no list of texts/);
  const huge = file('<u8', false, '1,', new Uint8Array(BigUint64Array.of(2n ** 60n).buffer));
  expect(() => readNpy(huge)).toThrow(/too large/);
  expect(() => writeNpy(Float32Array.of(1, 2), [3])).toThrow(RangeError);
});
