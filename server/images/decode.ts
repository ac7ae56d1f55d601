import sharp, { type Sharp } from 'sharp';
import { chooseShape, type Picture, type PictureShape } from '#/ml/encoders/image/picture.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { pictureFormat } from './format.ts';
import { readPlainPng } from './png.ts';

/** Larger pictures are refused: decoding one would take hundreds of megabytes. */
const mostPixels = 100_000_000;
/** Up to this many pixels, decoding whole is the cheapest check. */
const smallPixels = 250_000;
const longestSide = 20_000;
const thumbSide = 256;

/** What a picture is, as people see it: width and height after the rotation its camera noted. */
export interface PictureInfo {
  width: number;
  height: number;
  mediaType: string;
}

interface Header extends PictureInfo {
  gray: boolean;
}

function refuse(sentence: string): ErrataError {
  return new ErrataError('bad_input', sentence, [{ message: sentence }]);
}

const damaged = () => refuse('the picture cannot be decoded: the file is damaged or cut off.');

/** One decoder for everything: first frame, turned upright, refusing what is cut off. */
function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 }).autoOrient();
}

async function readHeader(bytes: Uint8Array): Promise<Header> {
  if (bytes.length === 0) throw refuse('the picture is empty (0 bytes).');
  const format = pictureFormat(bytes);
  if ('refused' in format) throw refuse(format.refused);
  const found = await sharp(bytes, { limitInputPixels: false, pages: 1 })
    .metadata()
    .catch(() => null);
  if (!found) throw damaged();
  const { width, height } = found.autoOrient;
  if (width * height > mostPixels || Math.max(width, height) > longestSide)
    throw refuse(
      `the picture has ${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels; at most ${longestSide.toLocaleString('en')} a side and ${mostPixels / 1e6} million in all are read. Scale it down.`,
    );
  return { width, height, mediaType: format.mediaType, gray: found.space === 'b-w' || found.space === 'grey16' };
}

async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw damaged();
  }
}

/**
 * Decodes a picture once, so that a damaged or cut off file is found now and not on somebody's screen.
 * @throws ErrataError `bad_input` with one sentence that starts in lower case, to stand after a file name
 */
export async function inspectImage(bytes: Uint8Array): Promise<PictureInfo> {
  const small = readPlainPng(bytes);
  if (small) return { width: small.width, height: small.height, mediaType: 'image/png' };
  const { width, height, mediaType } = await readHeader(bytes);
  // Small ones are decoded as they are: turning and scaling would cost more than decoding.
  const plain = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 });
  await decoded((width * height <= smallPixels ? plain : open(bytes).resize(8, 8, { fit: 'fill' })).raw().toBuffer());
  return { width, height, mediaType };
}

/** A copy of at most 256 pixels a side as WebP, upright and in sRGB. @throws ErrataError `bad_input` */
export async function thumbnail(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mediaType: string }> {
  await readHeader(bytes);
  const small = open(bytes).resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true });
  return {
    bytes: await decoded(small.toColourspace('srgb').webp({ quality: 80 }).toBuffer()),
    mediaType: 'image/webp',
  };
}

/** The shape in which a dataset whose first picture is this one is encoded. @throws ErrataError `bad_input` */
export async function encoderShape(bytes: Uint8Array): Promise<PictureShape> {
  return chooseShape(await readHeader(bytes));
}

/**
 * A picture as the encoder reads it: upright, transparency on white, 8 bits, stretched to the shape's square.
 * @throws ErrataError `bad_input`
 */
export async function forEncoder(bytes: Uint8Array, shape: PictureShape): Promise<Picture> {
  const { side, channels } = shape;
  const small = readPlainPng(bytes);
  if (small && small.width === side && small.height === side && small.channels === channels) return small;
  await readHeader(bytes);
  const upright = open(bytes).flatten({ background: '#ffffff' }).resize(side, side, { fit: 'fill' });
  const plain = upright.toColourspace(channels === 1 ? 'b-w' : 'srgb');
  const { data, info } = await decoded(plain.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }));
  const pixels = new Uint8Array(side * side * channels);
  for (let i = 0; i < side * side; i++)
    for (let c = 0; c < channels; c++)
      pixels[i * channels + c] = data[i * info.channels + Math.min(c, info.channels - 1)];
  return { width: side, height: side, channels, pixels };
}
