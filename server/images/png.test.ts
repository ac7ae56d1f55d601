import sharp from 'sharp';
import { expect, test } from 'vitest';
import { grayPng } from '#/server/demo/png.ts';
import { readPlainPng } from './png.ts';

/** A picture in which neighbouring pixels resemble each other, so that an encoder picks every kind of filter. */
function smooth(width: number, height: number, channels: 1 | 3): Buffer {
  return Buffer.from(
    Array.from({ length: width * height * channels }, (_, i) => {
      const at = Math.floor(i / channels);
      return (Math.sin(at % width) + Math.cos(at / width / 3)) * 60 + 128 + ((at * at * 31) % 7) + (i % channels) * 9;
    }),
  );
}

test('pixels are those of the general decoder, whatever filters the encoder picked', async () => {
  for (const channels of [1, 3] as const)
    for (const [width, height] of [
      [28, 28],
      [1, 1],
      [1, 40],
      [61, 3],
      [128, 128],
    ] as const) {
      const raw = smooth(width, height, channels);
      const picture = sharp(raw, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
      for (const adaptiveFiltering of [true, false]) {
        const bytes = await picture.clone().png({ adaptiveFiltering }).toBuffer();
        const plain = readPlainPng(bytes);
        expect(plain).toMatchObject({ width, height, channels });
        const general = await sharp(bytes)
          .toColourspace(channels === 1 ? 'b-w' : 'srgb')
          .raw()
          .toBuffer();
        expect(Buffer.from(plain!.pixels).equals(general)).toBe(true);
        expect(Buffer.from(plain!.pixels).equals(raw)).toBe(true);
      }
    }
});

test('whatever is not small, plain and whole is left to the general decoder', async () => {
  const raw = smooth(20, 20, 3);
  const plain = sharp(raw, { raw: { width: 20, height: 20, channels: 3 } });
  const bytes = await plain.clone().png().toBuffer();
  expect(readPlainPng(bytes)).not.toBeNull();
  for (const other of [
    await plain.clone().jpeg().toBuffer(),
    await plain.clone().png({ palette: true }).toBuffer(),
    await plain.clone().png({ progressive: true }).toBuffer(),
    await plain.clone().ensureAlpha().png().toBuffer(),
    await plain.clone().toColourspace('rgb16').png().toBuffer(),
    await plain.clone().withMetadata({ orientation: 6 }).png().toBuffer(),
    await plain.clone().resize(200, 200).png().toBuffer(),
    Buffer.concat([bytes, Buffer.from([0])]),
    bytes.subarray(0, 20),
  ])
    expect(readPlainPng(other)).toBeNull();
  for (let cut = 0; cut < bytes.length; cut += 7) expect(readPlainPng(bytes.subarray(0, cut))).toBeNull();
  for (let at = 0; at < bytes.length; at += 5) {
    const broken = Buffer.from(bytes);
    broken[at] = broken[at]! ^ 0x10;
    expect(readPlainPng(broken)).toBeNull();
  }
});

test('bytes in the middle of a larger buffer are read as they stand', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => i * 20);
  const bytes = grayPng(pixels, 4, 3);
  const around = Buffer.concat([Buffer.alloc(3, 1), bytes, Buffer.alloc(5, 2)]);
  expect(readPlainPng(around.subarray(3, 3 + bytes.length))?.pixels).toEqual(pixels);
});
