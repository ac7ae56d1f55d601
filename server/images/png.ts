import { crc32, inflateSync } from 'node:zlib';

/** Up to this many pixels decoding takes less time than handing it to another thread. */
const mostPixels = 1 << 14;
/** Size and date change nothing about the pixels; whatever else a file holds might. */
const harmless = new Set(['pHYs', 'tIME']);
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export interface PlainPng {
  width: number;
  height: number;
  channels: 1 | 3;
  /** [height × width × channels] */
  pixels: Uint8Array;
}

/**
 * Decodes a small, plain PNG (8 bits, gray or RGB, not interlaced, nothing besides its pixels) where it stands; data
 * sets of digits and icons are full of them, and a general decoder takes twenty times longer to be asked than to answer.
 * @returns null for every other file, also for a damaged one: the general decoder has the last word on it
 */
export function readPlainPng(bytes: Uint8Array): PlainPng | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 57 || file.toString('latin1', 12, 16) !== 'IHDR' || file.compare(signature, 0, 8, 0, 8) !== 0)
    return null;
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = file[25] === 0 ? 1 : 3;
  const known = file[24] === 8 && (file[25] === 0 || file[25] === 2) && file.readUIntBE(26, 3) === 0;
  if (!known || width * height === 0 || width * height > mostPixels) return null;
  const packed = packedPixels(file);
  return packed && unpack(packed, width, height, channels);
}

/** The compressed pixels; null unless the file is one header, pixels and an end, with every checksum right. */
function packedPixels(file: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const end = at + 12 + file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return null;
    if (type === 'IEND') return end === file.length && parts.length > 0 ? Buffer.concat(parts) : null;
    if (type === 'IDAT') parts.push(file.subarray(at + 8, end - 4));
    else if (type === 'IHDR' ? at !== 8 || end !== 33 : !harmless.has(type)) return null;
    at = end;
  }
  return null;
}

function unpack(packed: Buffer, width: number, height: number, channels: 1 | 3): PlainPng | null {
  const stride = width * channels;
  let lines: Buffer;
  try {
    lines = inflateSync(packed, { maxOutputLength: height * (stride + 1) });
  } catch {
    return null;
  }
  if (lines.length !== height * (stride + 1)) return null;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)]!;
    if (filter > 4) return null;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : pixels[at - channels]!;
      const up = y === 0 ? 0 : pixels[at - stride]!;
      const corner = x < channels || y === 0 ? 0 : pixels[at - stride - channels]!;
      pixels[at] = lines[at + y + 1]! + predicted(filter, left, up, corner);
    }
  }
  return { width, height, channels, pixels };
}

/** What each of PNG's five filters expects a byte to be. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

/** Whichever of the three is nearest to left + up − corner, in this order. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
