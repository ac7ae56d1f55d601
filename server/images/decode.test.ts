import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encoderShape, forEncoder, inspectImage, thumbnail } from './decode.ts';

const plain = (width: number, height: number, channels: 3 | 4 = 3, background = '#c08040') =>
  sharp({ create: { width, height, channels, background } });

/** A PNG whose header claims a size that its data does not have. */
function liar(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    start,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

describe('what is read', () => {
  test('width, height and media type come from the bytes', async () => {
    for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const)
      expect(await inspectImage(await plain(30, 20).toFormat(format).toBuffer())).toEqual({
        width: 30,
        height: 20,
        mediaType: `image/${format}`,
      });
  });

  test('a photograph taken on its side is turned', async () => {
    const bytes = await plain(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await inspectImage(bytes)).toMatchObject({ width: 20, height: 40 });
    const small = await sharp((await thumbnail(bytes)).bytes).metadata();
    expect([small.width, small.height]).toEqual([20, 40]);
  });

  test('a large picture gets a small copy, a small one is not enlarged', async () => {
    const { bytes, mediaType } = await thumbnail(await plain(1000, 500).png().toBuffer());
    expect(await inspectImage(bytes)).toEqual({ width: 256, height: 128, mediaType });
    expect(await inspectImage((await thumbnail(await plain(1, 1).png().toBuffer())).bytes)).toMatchObject({ width: 1 });
  });

  test('CMYK, 16 bits, gray, one pixel and transparency become 8-bit pixels', async () => {
    const shape = { side: 32, channels: 3 } as const;
    const cmyk = await forEncoder(await plain(50, 50).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(), shape);
    expect(Math.abs(cmyk.pixels[0] - 0xc0)).toBeLessThan(24);
    const deep = await forEncoder(await plain(50, 50).toColourspace('rgb16').png().toBuffer(), shape);
    for (const [i, v] of [0xc0, 0x80, 0x40].entries()) expect(Math.abs(deep.pixels[i] - v)).toBeLessThanOrEqual(1);
    const gray = await forEncoder(await plain(9, 9).toColourspace('b-w').png().toBuffer(), shape);
    expect(new Set(gray.pixels).size).toBe(1);
    const dot = await forEncoder(await plain(1, 1).png().toBuffer(), shape);
    expect([...dot.pixels.slice(0, 3)]).toEqual([0xc0, 0x80, 0x40]);
    const clear = await forEncoder(await plain(9, 9, 4, '#00000000').png().toBuffer(), shape);
    expect([...clear.pixels.slice(0, 3)]).toEqual([255, 255, 255]);
  });

  test('small gray pictures keep every pixel, others are read in colour', async () => {
    const raw = Buffer.from(Array.from({ length: 784 }, (_, i) => i % 251));
    const bytes = await sharp(raw, { raw: { width: 28, height: 28, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const shape = await encoderShape(bytes);
    expect(shape).toEqual({ side: 28, channels: 1 });
    expect(Buffer.from((await forEncoder(bytes, shape)).pixels).equals(raw)).toBe(true);
    expect(await encoderShape(await plain(64, 64).png().toBuffer())).toEqual({ side: 32, channels: 3 });
  });
});

describe('what is refused, in one sentence', () => {
  test('a picture of 30,000 pixels a side, before it is decoded', async () => {
    await expect(inspectImage(liar(30_000, 30_000))).rejects.toThrow('the picture has 30,000 × 30,000 pixels');
    await expect(thumbnail(liar(30_000, 4))).rejects.toThrow('Scale it down');
    await expect(forEncoder(liar(15_000, 15_000), { side: 32, channels: 3 })).rejects.toThrow('100 million');
  });

  test('a file that is cut off or lies about its size', async () => {
    for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) {
      const noise = sharp(Buffer.from(Array.from({ length: 7500 }, (_, i) => (i * i * 31) % 256)), {
        raw: { width: 50, height: 50, channels: 3 },
      });
      const bytes = await noise.toFormat(format).toBuffer();
      await expect(inspectImage(bytes.subarray(0, bytes.length / 2)), format).rejects.toThrow('damaged or cut off');
      await expect(inspectImage(bytes.subarray(0, 20)), format).rejects.toThrow('cannot be decoded');
    }
    await expect(inspectImage(liar(50, 50))).rejects.toThrow('damaged or cut off');
  });

  test('drawings, other files and nothing at all', async () => {
    await expect(inspectImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toThrow('SVG');
    await expect(inspectImage(Buffer.from('<?xml version="1.0"?><svg/>'))).rejects.toThrow('SVG');
    await expect(inspectImage(await plain(4, 4).tiff().toBuffer())).rejects.toThrow('TIFF');
    await expect(inspectImage(Buffer.from('hello'))).rejects.toThrow('no picture');
    await expect(inspectImage(new Uint8Array(0))).rejects.toThrow('empty');
  });
});
